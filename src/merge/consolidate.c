#include "merge/assemble.h"
#include "merge/consolidation.h"
#include "merge/fields.h"
#include "write/settle.h"

/* The chapters of the only document may have been put in order and have the style's titles. */
static void settle_chapters(Consolidation *c, const Chapters *chapters)
{
    for (uint32_t place = 0; place < c->draft.units.len; place++) {
        uint32_t unit = chapters->origins[place];
        bool is_canonical = chapters->titles[unit].len > 0;
        c->fates[unit] =
            (UnitFate){is_canonical ? FATE_DUPLICATE : FATE_KEPT, DROP_NONE, place, 1, false};
        if (is_canonical)
            vec_add(c->arena, &c->canonical, place);
    }
}

/* What stands in a draft made of one document is what stood there: its lines tell which unit it was, or, where a style
   leaves paragraphs as they are, in which it went up. */
static void settle_single_units(Consolidation *c)
{
    const Doc *doc = c->variants->docs[0];
    const Unit *units = c->draft.units.at;
    c->fates = ARENA_ARRAY(c->arena, UnitFate, doc->unit_count);
    uint32_t target = 0;
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        uint32_t line = doc->units[u].lines.start;
        bool is_own = target < c->draft.units.len && units[target].lines.start == line;
        target += is_own;
        bool is_there = is_own || (target && line < units[target - 1].lines.end);
        c->fates[u] = (UnitFate){is_there ? FATE_KEPT : FATE_MARKUP, DROP_NONE,
                                 is_there ? target - 1 : NONE, 1, false};
    }
}

static void take_single(Consolidation *c)
{
    Draft whole = draft_of_doc(c->arena, c->variants->docs[0], c->policy->style);
    c->draft.units.at = whole.units.at;
    c->draft.units.len = whole.units.len;
    fields_keep(c, &whole);
    settle_single_units(c);
    if (whole.chapters)
        settle_chapters(c, whole.chapters);
}

/* The units whose titles the style now has instead of the variants' own. */
static void take_titles(Consolidation *c, const IndexVec *retitled)
{
    for (size_t i = 0; i < retitled->len; i++) {
        uint32_t target = retitled->at[i];
        vec_add(c->arena, &c->canonical, target);
        for (uint32_t from = 0; from < c->variants->unit_count; from++)
            if (c->fates[from].fate == FATE_KEPT && c->fates[from].target == target)
                c->fates[from].fate = FATE_DUPLICATE;
    }
}

static void settle(Consolidation *c)
{
    IndexVec retitled = {0};
    c->is_settled = settle_written(c->arena, &c->draft, c->policy->style, &c->written, &retitled);
    take_titles(c, &retitled);
}

static void decide(Consolidation *c, void (*step)(Consolidation *))
{
    Variants *v = c->variants;
    v->scratch = arena_new();
    v->terms = ARENA_ARRAY(v->scratch, struct Terms *, v->unit_count);
    step(c);
    arena_free(v->scratch);
    v->scratch = NULL;
    v->terms = NULL;
}

Consolidation *consolidate(Arena *arena, Variants *variants, const MergePolicy *policy)
{
    Consolidation *c = ARENA_NEW(arena, Consolidation);
    *c = (Consolidation){.arena = arena, .policy = policy, .variants = variants};
    if (variants->doc_count == 1) {
        take_single(c);
    } else {
        decide(c, fields_merge);
        decide(c, assemble_body);
    }
    c->written = write_draft(arena, &c->draft, policy->style);
    settle(c);
    return c;
}
