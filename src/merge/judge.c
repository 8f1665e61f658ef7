#include "merge/judge.h"

#include "merge/prose.h"
#include "merge/terms.h"

/* Across sections only near-identical units unite: standing elsewhere is evidence of meaning something else. A short
   unit says too little there to be swallowed by a longer one. */
static const float FAR_SCORE = 0.78f;
static const float UNION_SCORE = 0.95f;  /* one key is better evidence than like words */
static const float NEAR_FIRST = 0.1f;    /* of two units that a third could be united with */
static const float UNION_SHARED = 0.75f; /* of the shorter list, for one key in two sections */
enum { UNION_TERMS = 3 };                /* that two lists behind unlike keys must have */
enum { FAR_SAME_TERMS = 2, FAR_CONTAINED_TERMS = 3 };

/* Blocks that are kept as they are or not at all. */
static bool is_atomic(const Unit *unit)
{
    return unit->kind == UNIT_CODE || unit->kind == UNIT_HTML || unit->kind == UNIT_QUOTE ||
           !prose_can_unwrap(unit->text);
}

static uint32_t line_count(const Unit *unit)
{
    return unit->lines.end - unit->lines.start;
}

static bool is_copy(const Variants *v, uint32_t a, uint32_t b)
{
    return variants_said(v, a)->text == variants_said(v, b)->text &&
           line_count(variants_unit(v, a)) == line_count(variants_unit(v, b));
}

/* An example of what a user says is no statement of the agent's. */
static bool is_quotation(const Unit *unit)
{
    return unit->text.len && (unit->text.ptr[0] == '"' || span_starts(unit->text, SPAN("\u201c")));
}

/* A statement may be an item here and a paragraph there; rows and atomic blocks only meet their own kind. */
static bool kinds_fit(const Unit *a, const Unit *b)
{
    if (is_quotation(a) != is_quotation(b))
        return false;
    bool is_prose = (a->kind == UNIT_ITEM || a->kind == UNIT_PARAGRAPH) &&
                    (b->kind == UNIT_ITEM || b->kind == UNIT_PARAGRAPH);
    return a->kind == b->kind || is_prose;
}

bool judge_is_near(const Variants *v, uint32_t a, uint32_t b)
{
    return variants_cluster(v, a) == variants_cluster(v, b);
}

static SectionRole role_of(const Variants *v, uint32_t unit)
{
    return v->alignment->nodes[variants_node(v, unit)].role;
}

/* What is to be given back, or is not to be done, is said by nothing that is only known or done. */
static bool roles_fit(SectionRole a, SectionRole b)
{
    return a == b || (a != ROLE_OUTPUT && b != ROLE_OUTPUT && a != ROLE_LIMIT && b != ROLE_LIMIT);
}

/* May the verdict on units of different sections be acted on? */
static bool is_sure_from_afar(const Variants *v, uint32_t a, uint32_t b, const Verdict *verdict)
{
    const Statement *x = variants_said(v, a), *y = variants_said(v, b);
    if (variants_unit(v, a)->is_ordered != variants_unit(v, b)->is_ordered)
        return false; /* a step of a procedure is not said by a remark elsewhere */
    if (!roles_fit(role_of(v, a), role_of(v, b)))
        return false;
    uint32_t fewer = x->term_count < y->term_count ? x->term_count : y->term_count;
    return variants_is_leaf(v, a) && variants_is_leaf(v, b) && verdict->score >= FAR_SCORE &&
           fewer >= (verdict->kind == VERDICT_SAME ? FAR_SAME_TERMS : FAR_CONTAINED_TERMS);
}

static bool unites(const Variants *v, uint32_t a, uint32_t b, const Verdict *verdict)
{
    if (verdict->kind != VERDICT_SAME && verdict->kind != VERDICT_CONTAINS &&
        verdict->kind != VERDICT_CONTAINED)
        return false;
    if ((is_atomic(variants_unit(v, a)) || is_atomic(variants_unit(v, b))) && !is_copy(v, a, b))
        return false;
    return judge_is_near(v, a, b) || is_sure_from_afar(v, a, b, verdict);
}

static float fewer_terms(const Variants *v, uint32_t a, uint32_t b)
{
    size_t x = terms_of(v, a)->folded.len, y = terms_of(v, b)->folded.len;
    return (float)(x < y ? x : y);
}

static bool can_union(const Variants *v, uint32_t a, uint32_t b)
{
    const Unit *x = variants_unit(v, a), *y = variants_unit(v, b);
    uint32_t shared = 0;
    if (x->kind != UNIT_ITEM || y->kind != UNIT_ITEM || x->task || y->task || x->is_ordered ||
        y->is_ordered || !variants_is_leaf(v, a) || !variants_is_leaf(v, b) ||
        !terms_match(v, a, b, &shared))
        return false;
    if (judge_is_near(v, a, b))
        return true;
    float fewer = fewer_terms(v, a, b);
    return shared >= UNION_SHARED * fewer && roles_fit(role_of(v, a), role_of(v, b)) &&
           (fewer >= UNION_TERMS || terms_same_key(v, a, b));
}

Judgement judge_units(const Variants *v, uint32_t a, uint32_t b)
{
    static const Judgement apart = {JUDGE_APART, CONFLICT_NONE, 0};
    const Unit *x = variants_unit(v, a), *y = variants_unit(v, b);
    if (!kinds_fit(x, y))
        return apart;
    bool is_near = judge_is_near(v, a, b);
    Verdict verdict = verdict_of(v->lexicon, variants_said(v, a), variants_said(v, b), is_near);
    if (verdict.kind == VERDICT_CONTRADICTS) {
        bool is_told = is_near && !is_atomic(x) && !is_atomic(y) && x->kind != UNIT_ROW;
        return is_told ? (Judgement){JUDGE_CONTRADICT, verdict.conflict, verdict.score} : apart;
    }
    if (verdict.score < 1 && can_union(v, a, b))
        return (Judgement){JUDGE_UNION, CONFLICT_NONE, UNION_SCORE};
    if (!unites(v, a, b, &verdict))
        return apart;
    return (Judgement){JUDGE_UNITE, CONFLICT_NONE, verdict.score + (is_near ? NEAR_FIRST : 0)};
}

bool judge_covers(const Variants *v, uint32_t center, uint32_t unit)
{
    if (center == unit)
        return true;
    if (is_atomic(variants_unit(v, center)) || is_atomic(variants_unit(v, unit)))
        return is_copy(v, center, unit);
    Verdict verdict = verdict_of(v->lexicon, variants_said(v, center), variants_said(v, unit),
                                 judge_is_near(v, center, unit));
    return verdict.kind == VERDICT_SAME || verdict.kind == VERDICT_CONTAINS;
}
