#include "diff/refine.h"

#include "base/buf.h"
#include "base/intern.h"
#include "text/seq.h"
#include "text/utf8.h"
#include "text/words.h"

/* A word, a sign, or, where every blank counts, white space. */
typedef struct Piece {
    Span text;
    bool is_spaced; /* prose: a blank stands before it */
    bool is_word;
    bool is_content; /* a word that is no function word */
} Piece;

typedef struct Side {
    VEC(Piece) pieces;
    IndexVec ids;
} Side;

typedef struct Refiner {
    Arena *arena; /* of the result */
    Arena *scratch;
    bool is_exact;
    Intern *intern;
    Side side[2];
    HunkVec hunks;
    RunVec *runs;
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

/* From here on scripts are written without spaces, or are signs: each character is a piece. */
enum { FIRST_UNSPACED = 0x2000 };

static bool is_word_at(Span text, size_t at, size_t *next)
{
    *next = at + 1;
    if ((unsigned char)text.ptr[at] < 0x80)
        return is_ascii_word(text.ptr[at]);
    *next = at;
    int32_t c = utf8_next(text, next);
    return c >= 0xC0 && c < FIRST_UNSPACED;
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
    *is_word = is_word_at(text, at, &next);
    if (!*is_word)
        return next;
    for (at = next; at < text.len;) {
        if (is_word_at(text, at, &next))
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
                add_piece(r, side, (Piece){.text = span_range(text, at, end)});
            continue;
        }
        bool is_word;
        end = piece_end(text, at, &is_word);
        add_piece(r, side, (Piece){span_range(text, at, end), is_spaced, is_word, false});
        is_spaced = false;
    }
}

/* ---- a readable grouping ---- */

typedef struct Tally {
    uint32_t words, content;
} Tally;

static Tally tally(const Side *side, Range range)
{
    Tally tally = {0, 0};
    for (uint32_t i = range.start; i < range.end; i++) {
        tally.words += side->pieces.at[i].is_word;
        tally.content += side->pieces.at[i].is_content;
    }
    return tally;
}

/* A replacement of words by words. */
static bool is_replacement(const Refiner *r, const Hunk *hunk)
{
    return tally(&r->side[0], hunk->old).words && tally(&r->side[1], hunk->new).words;
}

enum { SMALL_GAP = 2 };

/* Two replacements that at most two function words part are one to a reader. */
static bool may_join(const Refiner *r, const Hunk *a, const Hunk *b)
{
    Tally gap = tally(&r->side[0], (Range){a->old.end, b->old.start});
    return !gap.content && gap.words <= SMALL_GAP && b->old.start - a->old.end <= SMALL_GAP + 1 &&
           is_replacement(r, a) && is_replacement(r, b);
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

/* One word in this many must be common, or the text was written anew. */
enum { COMMON_SHARE = 5 };

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
    if (r->hunks.len < 3 || common * COMMON_SHARE >= most)
        return;
    r->hunks.len = 0;
    vec_add(r->scratch, &r->hunks, (Hunk){all[0], all[1]});
}

/* ---- runs ---- */

typedef struct Writer {
    Refiner *r;
    RunKind kind;
    Buf text;
} Writer;

static void flush(Writer *w)
{
    if (w->text.len)
        vec_add(w->r->arena, w->r->runs, (Run){w->kind, buf_span(&w->text)});
    w->text = buf_in(w->r->arena);
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
static void write_same(Writer *w, uint32_t old, uint32_t new, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const Piece *a = &w->r->side[0].pieces.at[old + i], *b = &w->r->side[1].pieces.at[new + i];
        if (a->is_spaced == b->is_spaced)
            write(w, RUN_SAME, blank_before(a));
        else
            write(w, a->is_spaced ? RUN_REMOVED : RUN_ADDED, SPAN(" "));
        write(w, RUN_SAME, a->text);
    }
}

static void write_runs(Refiner *r)
{
    Writer w = {.r = r, .kind = RUN_SAME, .text = buf_in(r->arena)};
    uint32_t old = 0, new = 0;
    for (size_t i = 0; i < r->hunks.len; i++) {
        const Hunk *hunk = &r->hunks.at[i];
        write_same(&w, old, new, hunk->old.start - old);
        write_range(&w, RUN_REMOVED, &r->side[0], hunk->old);
        write_range(&w, RUN_ADDED, &r->side[1], hunk->new);
        old = hunk->old.end, new = hunk->new.end;
    }
    write_same(&w, old, new, (uint32_t)r->side[0].pieces.len - old);
    flush(&w);
}

static void refine(Arena *arena, Span old, Span new, bool is_exact, RunVec *runs)
{
    Arena *scratch = arena_new();
    Refiner r = {.arena = arena,
                 .scratch = scratch,
                 .is_exact = is_exact,
                 .intern = intern_new(scratch),
                 .runs = runs};
    read_pieces(&r, &r.side[0], old);
    read_pieces(&r, &r.side[1], new);
    intern_free(r.intern);
    seq_diff(scratch, (Seq){r.side[0].ids.at, (uint32_t)r.side[0].ids.len},
             (Seq){r.side[1].ids.at, (uint32_t)r.side[1].ids.len}, &r.hunks);
    if (!is_exact) {
        join_hunks(&r);
        replace_whole(&r);
    }
    write_runs(&r);
    arena_free(scratch);
}

void refine_prose(Arena *arena, Span old, Span new, RunVec *runs)
{
    refine(arena, old, new, false, runs);
}

void refine_exact(Arena *arena, Span old, Span new, RunVec *runs)
{
    refine(arena, old, new, true, runs);
}

unsigned refine_weigh(Arena *arena, const RunVec *runs)
{
    unsigned weighty = 0;
    for (size_t i = 0; i < runs->len; i++) {
        WordVec words = {0};
        if (runs->at[i].kind != RUN_SAME)
            words_split(arena, runs->at[i].text, &words);
        for (size_t w = 0; w < words.len; w++) {
            weighty |= words.at[w].kind == WORD_NUMBER ? WEIGHTY_NUMBER : 0;
            weighty |= words_is_negation(words.at[w].text) ? WEIGHTY_NEGATION : 0;
        }
    }
    return weighty;
}
