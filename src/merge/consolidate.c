#include "merge/assemble.h"
#include "merge/consolidation.h"
#include "merge/fields.h"
#include "write/settle.h"

/* What stands in a draft made of one document is what stood there: its lines tell which unit it was. */
static void settle_single_units(Consolidation *c)
{
    const Doc *doc = c->variants->docs[0];
    c->fates = ARENA_ARRAY(c->arena, UnitFate, doc->unit_count);
    uint32_t target = 0;
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        bool is_there = target < c->draft.units.len &&
                        c->draft.units.at[target].lines.start == doc->units[u].lines.start;
        c->fates[u] = (UnitFate){is_there ? FATE_KEPT : FATE_MARKUP, DROP_NONE,
                                 is_there ? target++ : NONE, 1, false};
    }
}

static void take_single(Consolidation *c)
{
    Draft whole = draft_of_doc(c->arena, c->variants->docs[0], c->policy->style);
    c->draft.units.at = whole.units.at;
    c->draft.units.len = whole.units.len;
    fields_keep(c, &whole);
    settle_single_units(c);
}

Consolidation *consolidate(Arena *arena, Variants *variants, const MergePolicy *policy)
{
    Consolidation *c = ARENA_NEW(arena, Consolidation);
    *c = (Consolidation){.arena = arena, .policy = policy, .variants = variants};
    if (variants->doc_count == 1) {
        take_single(c);
    } else {
        fields_merge(c);
        assemble_body(c);
    }
    c->written = write_draft(arena, &c->draft, policy->style);
    c->is_settled = settle_written(arena, &c->draft, policy->style, &c->written);
    return c;
}
