#include "diff/refine.h"

#include "align/fingerprint.h"
#include "base/buf.h"
#include "base/intern.h"
#include "text/lines.h"
#include "text/seq.h"
#include "text/utf8.h"
#include "text/words.h"

/* A word, a sign, or, where every blank counts, white space. */
typedef struct Piece {
    Span text;
    bool is_spaced; /* prose: a blank stands before it */
    bool is_blank;  /* exact: it is white space */
    bool is_word;
    bool is_content; /* a word that is no function word */
} Piece;

typedef struct Side {
    VEC(Piece) pieces;
    IndexVec ids;
} Side;

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
    Side side[2];
    HunkVec hunks;
    Writer *writer;
} Refiner;

/* ---- pieces ---- */

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_ascii_word(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           byte == '_';
}

/* Signs stand from the first on, and from the second on scripts without spaces, each character of which is a word. */
enum { FIRST_SIGN = 0x2000, FIRST_UNSPACED = 0x2E80 };

typedef enum Sort { SORT_SIGN, SORT_LETTER, SORT_WORD } Sort;

static Sort sort_at(Span text, size_t at, size_t *next)
{
    *next = at + 1;
    if ((unsigned char)text.ptr[at] < 0x80)
        return is_ascii_word(text.ptr[at]) ? SORT_LETTER : SORT_SIGN;
    *next = at;
    int32_t c = utf8_next(text, next);
    if (c >= FIRST_UNSPACED)
        return words_any(span_range(text, at, *next)) ? SORT_WORD : SORT_SIGN;
    return c >= 0xC0 && c < FIRST_SIGN ? SORT_LETTER : SORT_SIGN;
}

/* Apostrophes inside words and the points inside numbers. */
static bool is_inside(Span text, size_t at)
{
    if (at + 1 >= text.len)
        return false;
    char sign = text.ptr[at], after = text.ptr[at + 1];
    if (sign == '\'')
        return is_ascii_word(after);
    return (sign == '.' || sign == ',') && is_digit(text.ptr[at - 1]) && is_digit(after);
}

static size_t piece_end(Span text, size_t at, bool *is_word)
{
    size_t next;
    Sort sort = sort_at(text, at, &next);
    *is_word = sort != SORT_SIGN;
    if (sort != SORT_LETTER)
        return next;
    for (at = next; at < text.len;) {
        if (sort_at(text, at, &next) == SORT_LETTER)
            at = next;
        else if (is_inside(text, at))
            at++;
        else
            break;
    }
    return at;
}

static bool is_content(Refiner *r, Span word)
{
    return !words_is_stop(utf8_fold(r->scratch, word));
}

static void add_piece(Refiner *r, Side *side, Piece piece)
{
    if (piece.is_word)
        piece.is_content = is_content(r, piece.text);
    vec_add(r->scratch, &side->pieces, piece);
    vec_add(r->scratch, &side->ids, intern_id(r->intern, piece.text));
}

static size_t space_end(Span text, size_t at)
{
    bool is_break = text.ptr[at] == '\n';
    for (at++; at < text.len && is_space(text.ptr[at]) && !is_break && text.ptr[at] != '\n';)
        at++;
    return at;
}

static void read_pieces(Refiner *r, Side *side, Span text)
{
    bool is_spaced = false;
    if (!r->is_exact)
        text = span_trim(text);
    for (size_t at = 0, end; at < text.len; at = end) {
        if (is_space(text.ptr[at])) {
            end = space_end(text, at);
            is_spaced = !r->is_exact;
            if (r->is_exact)
                add_piece(r, side, (Piece){.text = span_range(text, at, end), .is_blank = true});
            continue;
        }
        bool is_word;
        end = piece_end(text, at, &is_word);
        add_piece(r, side, (Piece){span_range(text, at, end), is_spaced, false, is_word, false});
        is_spaced = false;
    }
}

/* ---- a readable grouping ---- */

typedef struct Tally {
    uint32_t words, content, signs;
} Tally;

static Tally tally(const Side *side, Range range)
{
    Tally tally = {0, 0, 0};
    for (uint32_t i = range.start; i < range.end; i++) {
        tally.words += side->pieces.at[i].is_word;
        tally.content += side->pieces.at[i].is_content;
        tally.signs += !side->pieces.at[i].is_word && !side->pieces.at[i].is_blank;
    }
    return tally;
}

/* A replacement of words by words. */
static bool is_replacement(const Refiner *r, const Hunk *hunk)
{
    return tally(&r->side[0], hunk->old).words && tally(&r->side[1], hunk->new).words;
}

enum { SMALL_GAP = 2, SHORT_GAP = 3, LARGE = 3 };

/* Does no blank stand between the hunks, nor much else? Then they are in one word, as a reader sees words. */
static bool is_one_word(const Refiner *r, Range gap)
{
    const Side *side = &r->side[0];
    bool is_one = gap.end - gap.start <= SHORT_GAP && gap.end < side->pieces.len;
    for (uint32_t i = gap.start; is_one && i <= gap.end; i++)
        is_one = !side->pieces.at[i].is_spaced && !side->pieces.at[i].is_blank;
    return is_one;
}

static uint32_t words_changed(const Refiner *r, const Hunk *hunk)
{
    uint32_t old = tally(&r->side[0], hunk->old).words, new = tally(&r->side[1], hunk->new).words;
    return old > new ? old : new;
}

/* Two replacements that at most two small words part are one to a reader, and so are two large changes around a word that
   happens to be in both. */
static bool may_join(const Refiner *r, const Hunk *a, const Hunk *b)
{
    Range between = {a->old.end, b->old.start};
    if (is_one_word(r, between))
        return true;
    Tally gap = tally(&r->side[0], between);
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

/* Of a hundred words of the longer side so many must be common, or the text was written anew. Lines of code that share less
   than half are easier to read one below the other. */
enum { COMMON_PROSE = 20, COMMON_EXACT = 50 };

static void replace_whole(Refiner *r)
{
    Range all[2];
    uint32_t most = 0, changed = 0;
    for (int side = 0; side < 2; side++) {
        all[side] = (Range){0, (uint32_t)r->side[side].pieces.len};
        uint32_t content = tally(&r->side[side], all[side]).content;
        most = content > most ? content : most;
    }
    for (size_t i = 0; i < r->hunks.len; i++)
        changed += tally(&r->side[0], r->hunks.at[i].old).content;
    uint32_t common = tally(&r->side[0], all[0]).content - changed;
    if (r->hunks.len < 2 || common * 100 >= most * (r->is_exact ? COMMON_EXACT : COMMON_PROSE))
        return;
    r->hunks.len = 0;
    vec_add(r->scratch, &r->hunks, (Hunk){all[0], all[1]});
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

static void write_range(Writer *w, RunKind kind, const Side *side, Range range)
{
    for (uint32_t i = range.start; i < range.end; i++) {
        write(w, kind, blank_before(&side->pieces.at[i]));
        write(w, kind, side->pieces.at[i].text);
    }
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
        write_range(r->writer, RUN_REMOVED, &r->side[0], hunk->old);
        write_range(r->writer, RUN_ADDED, &r->side[1], hunk->new);
        old = hunk->old.end, new = hunk->new.end;
    }
    write_same(r, old, new, (uint32_t)r->side[0].pieces.len - old);
}

static Seq seq_of(const Side *side)
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
    while (at > 0 && at < a.len && !is_space(a.ptr[at]))
        at--;
    return at;
}

static size_t common_end(Span a, Span b)
{
    size_t len = 0, most = a.len < b.len ? a.len : b.len;
    while (len < most && a.ptr[a.len - 1 - len] == b.ptr[b.len - 1 - len])
        len++;
    while (len > 0 && !is_space(a.ptr[a.len - len]))
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
    read_pieces(&r, &r.side[0], old);
    read_pieces(&r, &r.side[1], new);
    intern_free(r.intern);
    seq_diff(scratch, seq_of(&r.side[0]), seq_of(&r.side[1]), &r.hunks);
    join_hunks(&r);
    replace_whole(&r);
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
    intern_free(intern);
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

/* ---- weight ---- */

/* A stretch of the text from `at` on that ends at a blank where it can. */
static size_t stretch_end(Span text, size_t at)
{
    enum { STRETCH = 4096 };
    size_t end = text.len - at < STRETCH ? text.len : at + STRETCH;
    while (end < text.len && end > at + STRETCH / 2 && !is_space(text.ptr[end - 1]))
        end--;
    return end;
}

static unsigned weigh_words(const WordVec *words)
{
    unsigned weighty = 0;
    for (size_t i = 0; i < words->len; i++) {
        weighty |= words->at[i].kind == WORD_NUMBER ? WEIGHTY_NUMBER : 0;
        weighty |= words_is_negation(words->at[i].text) ? WEIGHTY_NEGATION : 0;
    }
    return weighty;
}

unsigned refine_weigh(Arena *scratch, const RunVec *runs)
{
    unsigned weighty = 0;
    WordVec words = {0};
    for (size_t i = 0; i < runs->len; i++) {
        Span text = runs->at[i].text;
        if (runs->at[i].kind == RUN_SAME)
            continue;
        for (size_t at = 0, end; at < text.len; at = end) {
            end = stretch_end(text, at);
            words.len = 0;
            words_split(scratch, span_range(text, at, end), &words);
            weighty |= weigh_words(&words);
        }
    }
    return weighty;
}
