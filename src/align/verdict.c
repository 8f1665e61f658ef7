#include "align/verdict.h"

#include "align/opposites.h"
#include "align/synonyms.h"

/* Measured on labelled pairs of items of independent variants. */
static const float SAME_COSINE = 0.80f; /* the same words, apart from light ones */
static const float CONTAIN_SHARE =
    0.80f; /* share of the smaller statement's weight that the larger holds */
static const float CONTRADICT_SHARE =
    0.85f; /* what two statements must agree in to contradict in the rest */
static const float SUBSTITUTION_SHARE = 0.80f; /* below it a replaced word changes what is said */
enum { REWORDED_SHARED = 2 };          /* content words that must agree before a synonym counts */
static const float NEAR_BONUS = 0.08f; /* evidence from standing in sections that belong together */

typedef struct Pair {
    const Lexicon *lexicon;
    const Statement *a, *b;
    Overlap overlap;
    bool is_near;
} Pair;

const char *verdict_conflict_name(ConflictKind kind)
{
    static const char *const names[] = {"none", "number", "polarity", "order", "choice"};
    return names[kind];
}

static bool same_numbers(const Statement *a, const Statement *b)
{
    if (a->number_count != b->number_count)
        return false;
    for (uint32_t i = 0; i < a->number_count; i++)
        if (a->numbers[i] != b->numbers[i])
            return false;
    return true;
}

/* Does `all` hold each number of `some`? */
static bool holds_numbers(const Statement *all, const Statement *some)
{
    for (uint32_t i = 0; i < some->number_count; i++) {
        bool found = false;
        for (uint32_t j = 0; j < all->number_count && !found; j++)
            found = all->numbers[j] == some->numbers[i];
        if (!found)
            return false;
    }
    return true;
}

/* Of the smaller statement, what the other holds; that is the larger of the two shares. */
static float smaller_share(const Overlap *o)
{
    return o->a_in_b > o->b_in_a ? o->a_in_b : o->b_in_a;
}

static float larger_share(const Overlap *o)
{
    return o->a_in_b > o->b_in_a ? o->b_in_a : o->a_in_b;
}

/* The same words with other numbers in the same places. */
static bool numbers_contradict(const Pair *p)
{
    return p->a->number_count && p->a->number_count == p->b->number_count &&
           !same_numbers(p->a, p->b) && p->overlap.a_in_b >= CONTRADICT_SHARE &&
           p->overlap.b_in_a >= CONTRADICT_SHARE;
}

static bool polarity_contradicts(const Pair *p)
{
    return (p->a->negations > 0) != (p->b->negations > 0) && same_numbers(p->a, p->b) &&
           p->a->term_count > 1 && p->b->term_count > 1 &&
           smaller_share(&p->overlap) >= CONTRADICT_SHARE && larger_share(&p->overlap) >= 0.5f;
}

static Span stem_text(const Pair *p, uint32_t stem)
{
    return intern_text(p->lexicon->stems, stem);
}

/* Content stems before and after the first pivot; false when there is none. */
typedef struct Sides {
    uint32_t first[2], count[2];
} Sides;

static bool find_sides(const Pair *p, const Statement *s, Sides *sides)
{
    for (uint32_t i = 0; i < s->token_count; i++) {
        if (!opposites_is_pivot(stem_text(p, s->tokens[i].stem)))
            continue;
        *sides = (Sides){{0, i + 1}, {i, s->token_count - i - 1}};
        return true;
    }
    return false;
}

static bool side_holds(const Statement *s, const Sides *sides, int side, uint32_t stem)
{
    for (uint32_t i = 0; i < sides->count[side]; i++)
        if (s->tokens[sides->first[side] + i].stem == stem)
            return true;
    return false;
}

/* "composition over inheritance" and "inheritance over composition": a term on either side has changed sides. */
static bool order_contradicts(const Pair *p)
{
    Sides a, b;
    if (p->overlap.only_a || p->overlap.only_b || p->a->term_count < 2 ||
        p->a->negations != p->b->negations || !find_sides(p, p->a, &a) || !find_sides(p, p->b, &b))
        return false;
    bool crossed[2] = {false, false};
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < a.count[side]; i++) {
            Token token = p->a->tokens[a.first[side] + i];
            if (token.kind == TOKEN_CONTENT && side_holds(p->b, &b, 1 - side, token.stem) &&
                !side_holds(p->b, &b, side, token.stem))
                crossed[side] = true;
        }
    return crossed[0] && crossed[1];
}

/* The one term of `s` that `other` lacks, or NONE. */
static uint32_t only_term(const Statement *s, const Statement *other)
{
    for (uint32_t i = 0, j = 0; i < s->term_count; i++) {
        while (j < other->term_count && other->terms[j] < s->terms[i])
            j++;
        if (j == other->term_count || other->terms[j] != s->terms[i])
            return s->terms[i];
    }
    return NONE;
}

/* What `s` says beyond `other`; praise in its last word is not counted. */
typedef struct Rest {
    uint32_t count, term;
} Rest;

/* The adverb at the end, or NONE: what follows "for" or "of" is a noun. */
static uint32_t praise(const Pair *p, const Statement *s)
{
    if (s->token_count < 2 || s->tokens[s->token_count - 2].kind != TOKEN_CONTENT)
        return NONE;
    uint32_t last = s->tokens[s->token_count - 1].stem;
    return synonyms_is_manner(stem_text(p, last)) ? last : NONE;
}

static Rest rest_of(const Pair *p, const Statement *s, const Statement *other)
{
    Rest rest = {0, NONE};
    uint32_t last = praise(p, s);
    for (uint32_t i = 0, j = 0; i < s->term_count; i++) {
        while (j < other->term_count && other->terms[j] < s->terms[i])
            j++;
        bool is_shared = j < other->term_count && other->terms[j] == s->terms[i];
        if (is_shared || s->terms[i] == last)
            continue;
        rest.term = s->terms[i];
        rest.count++;
    }
    return rest;
}

static bool choice_contradicts(const Pair *p)
{
    if (p->overlap.only_a != 1 || p->overlap.only_b != 1 || !same_numbers(p->a, p->b) ||
        p->a->negations != p->b->negations)
        return false;
    return opposites_are(stem_text(p, only_term(p->a, p->b)), stem_text(p, only_term(p->b, p->a)));
}

/* The ways to contradict, surest first. */
static const struct {
    ConflictKind kind;
    bool (*holds)(const Pair *pair);
} contradictions[] = {
    {CONFLICT_NUMBER, numbers_contradict},
    {CONFLICT_POLARITY, polarity_contradicts},
    {CONFLICT_ORDER, order_contradicts},
    {CONFLICT_CHOICE, choice_contradicts},
};

/* Each way asks for so much in common; most pairs have less. */
static bool may_contradict(const Overlap *o)
{
    return smaller_share(o) >= CONTRADICT_SHARE || (o->only_a <= 1 && o->only_b <= 1);
}

static ConflictKind find_contradiction(const Pair *p)
{
    if (!may_contradict(&p->overlap))
        return CONFLICT_NONE;
    for (size_t i = 0; i < sizeof contradictions / sizeof *contradictions; i++)
        if (contradictions[i].holds(p))
            return contradictions[i].kind;
    return CONFLICT_NONE;
}

/* `part` is said by `whole`: its words, its numbers, with the same polarity. */
static bool is_said(const Statement *part, const Statement *whole)
{
    return holds_numbers(whole, part) && (part->negations > 0) == (whole->negations > 0);
}

/* One word in place of another, and it weighs: "keep functions small", "keep modules small". */
static bool is_substitution(const Pair *p)
{
    return p->overlap.only_a == 1 && p->overlap.only_b == 1 &&
           larger_share(&p->overlap) < SUBSTITUTION_SHARE;
}

/* The same in other words: one synonym in place of another, or praise at the end that the other leaves out. */
static VerdictKind reworded(const Pair *p)
{
    if (!p->is_near || p->a->term_count < REWORDED_SHARED + p->overlap.only_a)
        return VERDICT_DISTINCT;
    Rest a = rest_of(p, p->a, p->b), b = rest_of(p, p->b, p->a);
    bool is_swapped =
        a.count == 1 && b.count == 1 && synonyms_are(stem_text(p, a.term), stem_text(p, b.term));
    if ((is_swapped || !(a.count + b.count)) && same_numbers(p->a, p->b) && is_said(p->a, p->b))
        return VERDICT_SAME;
    if (!b.count && is_said(p->b, p->a))
        return VERDICT_CONTAINS;
    return !a.count && is_said(p->a, p->b) ? VERDICT_CONTAINED : VERDICT_DISTINCT;
}

/* Would a word go that nobody else says, were `part` left out for the sake of `whole`? */
static bool loses_unique(const Pair *p, const Statement *part, const Statement *whole)
{
    for (uint32_t i = 0, j = 0; i < part->term_count; i++) {
        while (j < whole->term_count && whole->terms[j] < part->terms[i])
            j++;
        bool is_said = j < whole->term_count && whole->terms[j] == part->terms[i];
        if (!is_said && p->lexicon->idf[part->terms[i]] >= p->lexicon->unique)
            return true;
    }
    return false;
}

/* What `part` would lose must be said elsewhere, unless the two agree almost entirely and are neighbours. */
static float bonus_of(const Pair *p, const Statement *part, const Statement *whole)
{
    bool is_loss = loses_unique(p, part, whole);
    if (!p->is_near)
        return is_loss ? -1 : 0;
    return !is_loss && p->overlap.only_a && p->overlap.only_b ? NEAR_BONUS : 0;
}

/* "Type 2 for slowly changing dimensions" speaks of some of them only: from another section a number that the other lacks
   narrows what is said, unless it stands in what a key explains or counts. */
static bool narrows(const Pair *p, const Statement *whole, const Statement *part)
{
    return !p->is_near && !whole->key_count && !part->key_count && !holds_numbers(part, whole);
}

/* No bonus would lift these to what is the same or contained. */
static bool is_far_from_same(const Overlap *o)
{
    return o->cosine + NEAR_BONUS < SAME_COSINE && smaller_share(o) + NEAR_BONUS < CONTAIN_SHARE;
}

static Verdict unlike(const Overlap *o)
{
    return (Verdict){o->cosine > 0.3f ? VERDICT_OVERLAPS : VERDICT_DISTINCT, CONFLICT_NONE,
                     o->cosine};
}

static Verdict judge_likeness(const Pair *p)
{
    const Overlap *o = &p->overlap;
    VerdictKind kind = reworded(p);
    if (kind != VERDICT_DISTINCT)
        return (Verdict){kind, CONFLICT_NONE, (smaller_share(o) + o->cosine) / 2};
    if (is_substitution(p))
        return (Verdict){VERDICT_OVERLAPS, CONFLICT_NONE, o->cosine};
    if (is_far_from_same(o))
        return unlike(o);
    float a_bonus = bonus_of(p, p->a, p->b), b_bonus = bonus_of(p, p->b, p->a);
    float bonus = p->a->weight < p->b->weight ? a_bonus : b_bonus;
    if (o->cosine + bonus >= SAME_COSINE && same_numbers(p->a, p->b) && is_said(p->a, p->b))
        return (Verdict){VERDICT_SAME, CONFLICT_NONE, o->cosine};
    if (o->b_in_a + b_bonus >= CONTAIN_SHARE && o->b_in_a >= o->a_in_b && is_said(p->b, p->a) &&
        !narrows(p, p->a, p->b))
        return (Verdict){VERDICT_CONTAINS, CONFLICT_NONE, (o->b_in_a + o->cosine) / 2};
    if (o->a_in_b + a_bonus >= CONTAIN_SHARE && is_said(p->a, p->b) && !narrows(p, p->b, p->a))
        return (Verdict){VERDICT_CONTAINED, CONFLICT_NONE, (o->a_in_b + o->cosine) / 2};
    return unlike(o);
}

Verdict verdict_of(const Lexicon *lexicon, const Statement *a, const Statement *b, bool is_near)
{
    if (a->text == b->text)
        return (Verdict){VERDICT_SAME, CONFLICT_NONE, 1};
    Pair pair = {lexicon, a, b, lexicon_overlap(lexicon, a, b), is_near};
    ConflictKind conflict = find_contradiction(&pair);
    if (conflict)
        return (Verdict){VERDICT_CONTRADICTS, conflict, pair.overlap.cosine};
    return judge_likeness(&pair);
}

/* The content stem that follows token `i`, passing stop words; NONE at the end. */
static uint32_t next_content(const Statement *s, uint32_t *i)
{
    while (++*i < s->token_count)
        if (s->tokens[*i].kind == TOKEN_CONTENT)
            return s->tokens[*i].stem;
    return NONE;
}

bool verdict_numbers_differ(const Statement *a, const Statement *b)
{
    for (uint32_t i = 0; i < a->token_count; i++)
        for (uint32_t j = 0; a->tokens[i].kind == TOKEN_NUMBER && j < b->token_count; j++) {
            if (b->tokens[j].kind != TOKEN_NUMBER || a->tokens[i].stem == b->tokens[j].stem)
                continue;
            uint32_t at = i, bt = j;
            uint32_t first = next_content(a, &at), second = next_content(a, &at);
            if (first != NONE && first == next_content(b, &bt) && second != NONE &&
                second == next_content(b, &bt))
                return true;
        }
    return false;
}
