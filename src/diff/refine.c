#include "diff/refine.h"

#include "align/fingerprint.h"
#include "base/buf.h"
#include "diff/pieces.h"
#include "text/lines.h"
#include "text/seq.h"

/* Puts runs together, so that no two neighbours are of one kind. */
typedef struct Writer {
    Arena *arena; /* of the result */
    RunVec *runs;
    RunKind kind;
    Buf text;
} Writer;

typedef struct Refiner {
    Arena *scratch;
    bool is_exact;
    Intern *intern;
    Pieces side[2];
    HunkVec hunks;
    Writer *writer;
} Refiner;

/* ---- a readable grouping ---- */

/* A replacement of words by words. */
static bool is_replacement(const Refiner *r, const Hunk *hunk)
{
    return pieces_tally(&r->side[0], hunk->old).words && pieces_tally(&r->side[1], hunk->new).words;
}

enum { SMALL_GAP = 2, SHORT_GAP = 3, LARGE = 3 };

/* Does no blank stand between the hunks, nor much else? Then they are in one word, as a reader sees words. */
static bool is_one_word(const Refiner *r, Range gap)
{
    const Pieces *side = &r->side[0];
    bool is_one = gap.end - gap.start <= SHORT_GAP && gap.end < side->pieces.len;
    for (uint32_t i = gap.start; is_one && i <= gap.end; i++)
        is_one = !side->pieces.at[i].is_spaced && !side->pieces.at[i].is_blank;
    return is_one;
}

static uint32_t words_changed(const Refiner *r, const Hunk *hunk)
{
    uint32_t old = pieces_tally(&r->side[0], hunk->old).words,
             new = pieces_tally(&r->side[1], hunk->new).words;
    return old > new ? old : new;
}

/* Two replacements that at most two small words part are one to a reader, and so are two large changes around a word that
   happens to be in both. */
static bool may_join(const Refiner *r, const Hunk *a, const Hunk *b)
{
    Range between = {a->old.end, b->old.start};
    if (is_one_word(r, between))
        return true;
    Tally gap = pieces_tally(&r->side[0], between);
    if (gap.words > SMALL_GAP || gap.signs > SMALL_GAP || !is_replacement(r, a) ||
        !is_replacement(r, b))
        return false;
    bool is_lost = gap.content == 1 && words_changed(r, a) >= LARGE * gap.words &&
                   words_changed(r, b) >= LARGE * gap.words;
    return !gap.content || is_lost;
}

static void join_hunks(Refiner *r)
{
    size_t kept = 0;
    for (size_t i = 0; i < r->hunks.len; i++) {
        Hunk hunk = r->hunks.at[i];
        if (kept && may_join(r, &r->hunks.at[kept - 1], &hunk)) {
            r->hunks.at[kept - 1].old.end = hunk.old.end;
            r->hunks.at[kept - 1].new.end = hunk.new.end;
        } else {
            r->hunks.at[kept++] = hunk;
        }
    }
    r->hunks.len = kept;
}

/* Is the piece the same as the one so much further, and does it stand alike? */
static bool is_repeated(const Pieces *side, uint32_t at, uint32_t further)
{
    return side->ids.at[at] == side->ids.at[at + further] &&
           side->pieces.at[at].is_spaced == side->pieces.at[at + further].is_spaced;
}

/* Where what was added or removed repeats what stands before it, it may as well begin where a word does. */
static void slide_hunk(const Refiner *r, Hunk *hunk, const Hunk *before)
{
    bool is_added = hunk->old.start == hunk->old.end;
    if (!is_added && hunk->new.start != hunk->new.end)
        return;
    const Pieces *side = &r->side[is_added];
    Range range = is_added ? hunk->new : hunk->old;
    uint32_t limit = !before ? 0 : is_added ? before->new.end : before->old.end, back = 0;
    while (range.start - back > limit && !side->pieces.at[range.start - back].is_spaced &&
           is_repeated(side, range.start - back - 1, range.end - range.start))
        back++;
    if (back && side->pieces.at[range.start - back].is_spaced)
        *hunk = (Hunk){{hunk->old.start - back, hunk->old.end - back},
                       {hunk->new.start - back, hunk->new.end - back}};
}

static void slide_hunks(Refiner *r)
{
    for (size_t i = 0; i < r->hunks.len; i++)
        slide_hunk(r, &r->hunks.at[i], i ? &r->hunks.at[i - 1] : NULL);
}

/* Of a hundred words of the longer side so many must be common, or the text was written anew. Lines of code that share less
   than half are easier to read one below the other. */
enum { COMMON_PROSE = 20, COMMON_EXACT = 50 };

static bool has_break(const Pieces *side, Range range)
{
    for (uint32_t i = range.start; i < range.end; i++)
        if (side->pieces.at[i].is_blank && side->pieces.at[i].text.ptr[0] == '\n')
            return true;
    return false;
}

/* From the first change to the last one; lines are replaced as lines. */
static Hunk whole_hunk(const Refiner *r, const Range all[2])
{
    const Hunk *first = &r->hunks.at[0], *last = &r->hunks.at[r->hunks.len - 1];
    Hunk whole = {{first->old.start, last->old.end}, {first->new.start, last->new.end}};
    bool has_lines = has_break(&r->side[0], whole.old) || has_break(&r->side[1], whole.new);
    return has_lines ? (Hunk){all[0], all[1]} : whole;
}

static void replace_whole(Refiner *r)
{
    Range all[2];
    uint32_t most = 0, changed = 0;
    for (int side = 0; side < 2; side++) {
        all[side] = (Range){0, (uint32_t)r->side[side].pieces.len};
        uint32_t content = pieces_tally(&r->side[side], all[side]).content;
        most = content > most ? content : most;
    }
    for (size_t i = 0; i < r->hunks.len; i++)
        changed += pieces_tally(&r->side[0], r->hunks.at[i].old).content;
    uint32_t common = pieces_tally(&r->side[0], all[0]).content - changed;
    if (r->hunks.len < 2 || common * 100 >= most * (r->is_exact ? COMMON_EXACT : COMMON_PROSE))
        return;
    r->hunks.at[0] = whole_hunk(r, all);
    r->hunks.len = 1;
}

/* ---- runs ---- */

static void flush(Writer *w)
{
    if (w->text.len)
        vec_add(w->arena, w->runs, (Run){w->kind, buf_span(&w->text)});
    w->text = buf_in(w->arena);
}

static void write(Writer *w, RunKind kind, Span text)
{
    if (!text.len)
        return;
    if (kind != w->kind)
        flush(w);
    w->kind = kind;
    buf_add(&w->text, text);
}

static Span blank_before(const Piece *piece)
{
    return piece->is_spaced ? SPAN(" ") : SPAN("");
}

static void write_range(Writer *w, RunKind kind, const Pieces *side, Range range, bool is_begun)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        if (!is_begun || i > range.start)
            write(w, kind, blank_before(&side->pieces.at[i]));
        write(w, kind, side->pieces.at[i].text);
    }
}

static bool starts_spaced(const Pieces *side, Range range)
{
    return range.start < range.end && side->pieces.at[range.start].is_spaced;
}

/* The blank before both is no part of the change. */
static void write_hunk(const Refiner *r, const Hunk *hunk)
{
    bool is_spaced = starts_spaced(&r->side[0], hunk->old) && starts_spaced(&r->side[1], hunk->new);
    write(r->writer, RUN_SAME, is_spaced ? SPAN(" ") : SPAN(""));
    write_range(r->writer, RUN_REMOVED, &r->side[0], hunk->old, is_spaced);
    write_range(r->writer, RUN_ADDED, &r->side[1], hunk->new, is_spaced);
}

/* The same pieces, whose blanks may differ. */
static void write_same(const Refiner *r, uint32_t old, uint32_t new, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const Piece *a = &r->side[0].pieces.at[old + i], *b = &r->side[1].pieces.at[new + i];
        if (a->is_spaced == b->is_spaced)
            write(r->writer, RUN_SAME, blank_before(a));
        else
            write(r->writer, a->is_spaced ? RUN_REMOVED : RUN_ADDED, SPAN(" "));
        write(r->writer, RUN_SAME, a->text);
    }
}

static void write_runs(const Refiner *r)
{
    uint32_t old = 0, new = 0;
    for (size_t i = 0; i < r->hunks.len; i++) {
        const Hunk *hunk = &r->hunks.at[i];
        write_same(r, old, new, hunk->old.start - old);
        write_hunk(r, hunk);
        old = hunk->old.end, new = hunk->new.end;
    }
    write_same(r, old, new, (uint32_t)r->side[0].pieces.len - old);
}

static Seq seq_of(const Pieces *side)
{
    return (Seq){side->ids.at, (uint32_t)side->ids.len};
}

/* Longer texts, in bytes of both, are not compared by words: what they begin and end with in common is told, and the rest is
   replaced. */
enum { LONGEST = 1 << 19 };

static size_t common_start(Span a, Span b)
{
    size_t at = 0, end = a.len < b.len ? a.len : b.len;
    while (at < end && a.ptr[at] == b.ptr[at])
        at++;
    while (at > 0 && at < a.len && !pieces_is_space(a.ptr[at]))
        at--;
    return at;
}

static size_t common_end(Span a, Span b)
{
    size_t len = 0, most = a.len < b.len ? a.len : b.len;
    while (len < most && a.ptr[a.len - 1 - len] == b.ptr[b.len - 1 - len])
        len++;
    while (len > 0 && !pieces_is_space(a.ptr[a.len - len]))
        len--;
    return len;
}

static void refine_ends(Writer *writer, Span old, Span new)
{
    size_t start = common_start(old, new);
    Span a = span_from(old, start), b = span_from(new, start);
    size_t end = common_end(a, b);
    write(writer, RUN_SAME, span_range(old, 0, start));
    write(writer, RUN_REMOVED, span_range(a, 0, a.len - end));
    write(writer, RUN_ADDED, span_range(b, 0, b.len - end));
    write(writer, RUN_SAME, span_from(a, a.len - end));
}

static void refine_words(Writer *writer, Span old, Span new, bool is_exact)
{
    if (old.len + new.len > LONGEST) {
        refine_ends(writer, is_exact ? old : fingerprint_squeeze(writer->arena, old),
                    is_exact ? new : fingerprint_squeeze(writer->arena, new));
        return;
    }
    Arena *scratch = arena_new();
    Refiner r = {
        .scratch = scratch, .is_exact = is_exact, .intern = intern_new(scratch), .writer = writer};
    pieces_read(scratch, r.intern, old, is_exact, &r.side[0]);
    pieces_read(scratch, r.intern, new, is_exact, &r.side[1]);
    seq_diff(scratch, seq_of(&r.side[0]), seq_of(&r.side[1]), &r.hunks);
    slide_hunks(&r);
    if (r.hunks.len > 1) {
        pieces_find_content(scratch, r.side);
        join_hunks(&r);
        replace_whole(&r);
    }
    write_runs(&r);
    arena_free(scratch);
}

void refine_prose(Arena *arena, Span old, Span new, RunVec *runs)
{
    Writer writer = {arena, runs, RUN_SAME, buf_in(arena)};
    refine_words(&writer, old, new, false);
    flush(&writer);
}

/* ---- by lines, then by words ---- */

typedef struct LineSide {
    Lines lines;
    IndexVec ids;
} LineSide;

static LineSide read_lines(Arena *scratch, Intern *intern, Span text)
{
    LineSide side = {.lines = lines_index(scratch, text)};
    for (uint32_t n = 0; n < side.lines.count; n++)
        vec_add(scratch, &side.ids, intern_id(intern, lines_with_ending(&side.lines, n)));
    return side;
}

void refine_exact(Arena *arena, Span old, Span new, RunVec *runs)
{
    Writer writer = {arena, runs, RUN_SAME, buf_in(arena)};
    Arena *scratch = arena_new();
    Intern *intern = intern_new(scratch);
    LineSide a = read_lines(scratch, intern, old), b = read_lines(scratch, intern, new);
    HunkVec hunks = {0};
    uint32_t at = 0;
    seq_diff(scratch, (Seq){a.ids.at, a.lines.count}, (Seq){b.ids.at, b.lines.count}, &hunks);
    for (size_t i = 0; i < hunks.len; i++) {
        const Hunk *hunk = &hunks.at[i];
        write(&writer, RUN_SAME, lines_range(&a.lines, (Range){at, hunk->old.start}));
        refine_words(&writer, lines_range(&a.lines, hunk->old), lines_range(&b.lines, hunk->new),
                     true);
        at = hunk->old.end;
    }
    write(&writer, RUN_SAME, lines_range(&a.lines, (Range){at, a.lines.count}));
    flush(&writer);
    arena_free(scratch);
}
