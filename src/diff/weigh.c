#include "diff/weigh.h"

#include "base/buf.h"
#include "diff/pieces.h"
#include "text/words.h"

/* A word in one spelling, with what stands between it and the one before, markup aside. */
typedef struct Said {
    Span word, gap;
    unsigned weighty;
} Said;

typedef VEC(Said) SaidVec;

static unsigned weigh_word(const Word *word)
{
    return (word->kind == WORD_NUMBER ? WEIGHTY_NUMBER : 0) |
           (words_is_negation(word->text) ? WEIGHTY_NEGATION : 0);
}

/* ---- texts too long to be looked at side by side ---- */

/* A stretch of the text from `at` on that ends at a blank where it can. */
static size_t stretch_end(Span text, size_t at)
{
    enum { STRETCH = 4096 };
    size_t end = text.len - at < STRETCH ? text.len : at + STRETCH;
    while (end < text.len && end > at + STRETCH / 2 && !pieces_is_space(text.ptr[end - 1]))
        end--;
    return end;
}

static unsigned weigh_text(Arena *scratch, Span text)
{
    unsigned weighty = 0;
    WordVec words = {0};
    for (size_t at = 0, end; at < text.len; at = end) {
        end = stretch_end(text, at);
        words.len = 0;
        words_split(scratch, span_range(text, at, end), &words);
        for (size_t i = 0; i < words.len; i++)
            weighty |= weigh_word(&words.at[i]);
    }
    return weighty;
}

/* ---- one spelling ---- */

/* What a word says before its "not". Others leave out the ending: "doesn't" is "does not". */
static const struct {
    const char *word, *before;
} contractions[] = {
    {"can't", "can"}, {"cannot", "can"},   {"cant", "can"},   {"doesnt", "does"},
    {"dont", "do"},   {"shan't", "shall"}, {"won't", "will"},
};

/* The word before the "not" in a negation that has one inside, or nothing. */
static Span before_not(Span word)
{
    for (size_t i = 0; i < sizeof contractions / sizeof *contractions; i++)
        if (span_eq(word, span_of(contractions[i].word)))
            return span_of(contractions[i].before);
    bool is_short = span_ends(word, SPAN("n't")) && word.len > 3;
    return is_short ? span_range(word, 0, word.len - 3) : SPAN("");
}

/* Without blanks and the signs of emphasis and code. */
static Span without_markup(Arena *scratch, Span gap)
{
    Buf out = buf_in(scratch);
    for (size_t at = 0; at < gap.len; at++)
        if (!pieces_is_space(gap.ptr[at]) && !memchr("*_`~\\", gap.ptr[at], 5))
            buf_add_byte(&out, gap.ptr[at]);
    return buf_span(&out);
}

/* The words of a text; the last has none and holds what stands behind them. */
static SaidVec read_said(Arena *scratch, Span text)
{
    SaidVec said = {0};
    WordVec words = {0};
    size_t at = 0;
    words_split(scratch, text, &words);
    vec_reserve(scratch, &said, words.len + 2); /* a contraction is two */
    for (size_t i = 0; i < words.len; i++) {
        const Word *word = &words.at[i];
        size_t start = word->offset > at ? word->offset : at; /* pairs of Han overlap */
        Span gap = without_markup(scratch, span_range(text, at, start));
        Span before = before_not(word->text);
        unsigned weighty = weigh_word(word);
        if (before.len) {
            vec_add(scratch, &said, (Said){before, gap, 0});
            vec_add(scratch, &said, (Said){SPAN("not"), SPAN(""), weighty});
        } else {
            vec_add(scratch, &said, (Said){word->text, gap, weighty});
        }
        at = word->offset + word->len;
    }
    vec_add(scratch, &said, (Said){SPAN(""), without_markup(scratch, span_from(text, at)), 0});
    return said;
}

/* ---- side by side ---- */

static bool is_same_word(const Said *a, const Said *b)
{
    return span_eq(a->word, b->word);
}

static bool is_same_gap(const Said *a, const Said *b)
{
    return span_eq(a->gap, b->gap);
}

/* What both begin and end with weighs nothing. */
static unsigned weigh_sides(const SaidVec *old, const SaidVec *new)
{
    size_t start = 0, from = old->len, to = new->len;
    unsigned weighty = 0;
    while (start + 1 < from && start + 1 < to && is_same_gap(&old->at[start], &new->at[start]) &&
           is_same_word(&old->at[start], &new->at[start]))
        start++;
    while (from > start + 1 && to > start + 1 &&
           is_same_gap(&old->at[from - 1], &new->at[to - 1]) &&
           is_same_word(&old->at[from - 2], &new->at[to - 2]))
        from--, to--;
    for (size_t i = start; i + 1 < from; i++)
        weighty |= old->at[i].weighty;
    for (size_t i = start; i + 1 < to; i++)
        weighty |= new->at[i].weighty;
    return weighty;
}

enum { LONGEST = 1 << 16 };

static unsigned weigh_replacement(Arena *scratch, Span old, Span new)
{
    if (!old.len || !new.len || old.len + new.len > LONGEST)
        return weigh_text(scratch, old) | weigh_text(scratch, new);
    SaidVec from = read_said(scratch, old), to = read_said(scratch, new);
    return weigh_sides(&from, &to);
}

/* ---- limits ---- */

static Span skip_markup(Span text)
{
    size_t at = 0;
    while (at < text.len && (pieces_is_space(text.ptr[at]) || memchr("*_`~=", text.ptr[at], 5)))
        at++;
    return span_from(text, at);
}

/* Bytes of a sign that compares at `at`, but of arrows; 0 without one. */
static size_t comparison_at(Span text, size_t at)
{
    Span rest = span_from(text, at);
    if (span_starts(rest, SPAN("≤")) || span_starts(rest, SPAN("≥")))
        return strlen("≤");
    bool is_arrow = at && (text.ptr[at - 1] == '-' || text.ptr[at - 1] == '=');
    return text.ptr[at] == '<' || (text.ptr[at] == '>' && !is_arrow);
}

/* Does the run hold a sign that compares right before a number, which may stand in the unchanged text behind it? */
static bool limits_number(const RunVec *runs, size_t run)
{
    Span text = runs->at[run].text;
    size_t next = run + 1;
    while (next < runs->len && runs->at[next].kind != RUN_SAME)
        next++;
    for (size_t at = 0, len; at < text.len; at += len ? len : 1) {
        len = comparison_at(text, at);
        Span after = len ? skip_markup(span_from(text, at + len)) : SPAN("");
        if (len && !after.len && next < runs->len)
            after = skip_markup(runs->at[next].text);
        if (after.len && after.ptr[0] >= '0' && after.ptr[0] <= '9')
            return true;
    }
    return false;
}

/* What was removed and what stands in its place now are told side by side. */
unsigned weigh_runs(Arena *scratch, const RunVec *runs)
{
    unsigned weighty = 0;
    Span sides[2] = {{0}, {0}};
    for (size_t i = 0; i <= runs->len; i++) {
        RunKind kind = i < runs->len ? runs->at[i].kind : RUN_SAME;
        bool is_new = kind == RUN_ADDED;
        if (kind == RUN_SAME || sides[is_new].len) {
            weighty |= weigh_replacement(scratch, sides[0], sides[1]);
            sides[0] = sides[1] = SPAN("");
        }
        if (kind == RUN_SAME)
            continue;
        sides[is_new] = runs->at[i].text;
        weighty |= limits_number(runs, i) ? WEIGHTY_NUMBER : 0;
    }
    return weighty;
}
