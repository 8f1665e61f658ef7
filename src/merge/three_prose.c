/* Prose that both sides changed: taken together only where their edits are independent, in different sentences that share
   no number and turn nothing around. */
#include "merge/three_settle.h"

#include "base/buf.h"
#include "merge/three_hunks.h"
#include "style/style.h"
#include "text/sentences.h"
#include "text/words.h"

/* Bytes of a block that a person may have written; words of longer ones are not compared with each other. */
enum { PROSE_LIMIT = 16 << 10 };

typedef struct Prose {
    SpanVec parts; /* sentences with the white space behind them */
    Seq ids;       /* without it */
} Prose;

static bool is_prose(const Version *version, uint32_t block)
{
    const Unit *unit = version_unit(version, block);
    const Field *field = version_field(version, block);
    if (version_block(version, block).len > PROSE_LIMIT)
        return false;
    if (field)
        return field->shape == FIELD_SCALAR && style_field_meaning(field->key) == FIELD_DESCRIPTION;
    return unit && (unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_ITEM);
}

static Prose read_prose(Table *table, const Version *version, uint32_t block)
{
    Prose prose = {0};
    sentences_cut(table->arena, version_block(version, block), &prose.parts);
    uint32_t *ids = ARENA_ARRAY(table->arena, uint32_t, prose.parts.len);
    for (size_t i = 0; i < prose.parts.len; i++)
        ids[i] = intern_id(table->intern, span_trim_end(prose.parts.at[i]));
    prose.ids = (Seq){ids, (uint32_t)prose.parts.len};
    return prose;
}

/* ---- independence ---- */

/* Numbers and negations that a side's changes added or took away. */
typedef struct Weights {
    SpanVec numbers;
    bool has_negation;
} Weights;

static bool holds(const WordVec *words, Span text)
{
    for (size_t i = 0; i < words->len; i++)
        if (span_eq(words->at[i].text, text))
            return true;
    return false;
}

static void weigh_words(Arena *arena, const WordVec *words, const WordVec *others, Weights *weights)
{
    for (size_t i = 0; i < words->len; i++) {
        const Word *word = &words->at[i];
        bool is_number = word->kind == WORD_NUMBER, is_negation = words_is_negation(word->text);
        if ((!is_number && !is_negation) || holds(others, word->text))
            continue;
        if (is_number)
            vec_add(arena, &weights->numbers, word->text);
        weights->has_negation = weights->has_negation || is_negation;
    }
}

static WordVec words_in(Arena *arena, const Prose *prose, Range parts)
{
    WordVec words = {0};
    for (uint32_t i = parts.start; i < parts.end; i++)
        words_split(arena, prose->parts.at[i], &words);
    return words;
}

static Weights weigh(Arena *arena, const Prose *base, const Prose *side, const HunkVec *hunks)
{
    Weights weights = {0};
    for (size_t i = 0; i < hunks->len; i++) {
        WordVec old = words_in(arena, base, hunks->at[i].old);
        WordVec new = words_in(arena, side, hunks->at[i].new);
        weigh_words(arena, &old, &new, &weights);
        weigh_words(arena, &new, &old, &weights);
    }
    return weights;
}

static bool are_independent(const Weights *a, const Weights *b)
{
    for (size_t i = 0; i < a->numbers.len; i++)
        for (size_t j = 0; j < b->numbers.len; j++)
            if (span_eq(a->numbers.at[i], b->numbers.at[j]))
                return false;
    return !(a->has_negation && b->has_negation);
}

/* ---- joining ---- */

typedef struct Joining {
    const Prose *base, *sides[2];
    SideHunkVec order;
    Buf out;
    Span gap;          /* white space to be written before the next sentence */
    const Prose *last; /* whose sentence was written last */
} Joining;

/* Behind the last sentence of its text stands the end of the block, which is no gap between sentences. */
static Span gap_behind(const Prose *prose, uint32_t i)
{
    Span part = prose->parts.at[i];
    return i + 1 == prose->parts.len ? SPAN(" ") : span_from(part, span_trim_end(part).len);
}

static void add_part(Joining *j, const Prose *prose, uint32_t i)
{
    buf_add(&j->out, j->gap);
    buf_add(&j->out, span_trim_end(prose->parts.at[i]));
    j->gap = gap_behind(prose, i);
    j->last = prose;
}

static bool is_empty(Range range)
{
    return range.start == range.end;
}

/* Side by side is clear enough, unless both add something at one point. */
static bool is_before(const Hunk *a, const Hunk *b)
{
    bool is_same_point = is_empty(a->old) && is_empty(b->old) && a->old.start == b->old.start;
    return a->old.end <= b->old.start && !is_same_point;
}

static void join(Joining *j)
{
    uint32_t at = 0;
    for (size_t i = 0; i < j->order.len; i++) {
        const Prose *side = j->sides[j->order.at[i].side];
        const Hunk *hunk = &j->order.at[i].hunk;
        for (; at < hunk->old.start; at++)
            add_part(j, j->base, at);
        if (hunk->new.start > 0 && !is_empty(hunk->new)) /* what is new brings the gap before it */
            j->gap = gap_behind(side, hunk->new.start - 1);
        for (uint32_t part = hunk->new.start; part < hunk->new.end; part++)
            add_part(j, side, part);
        at = hunk->old.end;
    }
    for (; at < j->base->parts.len; at++)
        add_part(j, j->base, at);
}

/* The white space at the end of a block. */
static Span end_of(const Version *version, uint32_t block)
{
    Span text = version_block(version, block);
    return span_from(text, span_trim_end(text).len);
}

/* As the side has it that changed it; where both did, the one whose sentence stands last, or else the shorter. */
static Span choose_end(const Joining *j, Span base, Span ours, Span theirs)
{
    if (span_eq(base, ours) || span_eq(base, theirs))
        return span_eq(base, ours) ? theirs : ours;
    if (j->last != j->base)
        return j->last == j->sides[0] ? ours : theirs;
    if (ours.len != theirs.len)
        return ours.len < theirs.len ? ours : theirs;
    return span_cmp(ours, theirs) < 0 ? ours : theirs;
}

bool settle_sentences(Table *table, Trio trio, Span *text)
{
    if (!is_prose(table->ours.base, trio.base) || !is_prose(table->ours.side, trio.ours) ||
        !is_prose(table->theirs.side, trio.theirs))
        return false;
    Prose base = read_prose(table, table->ours.base, trio.base),
          ours = read_prose(table, table->ours.side, trio.ours),
          theirs = read_prose(table, table->theirs.side, trio.theirs);
    Joining j = {.base = &base, .sides = {&ours, &theirs}, .out = buf_in(table->arena)};
    HunkVec hunks[2] = {{0}, {0}};
    seq_diff(table->arena, base.ids, ours.ids, &hunks[0]);
    seq_diff(table->arena, base.ids, theirs.ids, &hunks[1]);
    Weights a = weigh(table->arena, &base, &ours, &hunks[0]),
            b = weigh(table->arena, &base, &theirs, &hunks[1]);
    if (!are_independent(&a, &b) || !hunks_order(table->arena, hunks, is_before, &j.order))
        return false;
    join(&j);
    buf_add(&j.out,
            choose_end(&j, end_of(table->ours.base, trio.base), end_of(table->ours.side, trio.ours),
                       end_of(table->theirs.side, trio.theirs)));
    *text = buf_span(&j.out);
    return true;
}
