#include "merge/leads.h"

#include "merge/prose.h"

/* In the opening: the sections that follow it find their places, and it would stay behind. Below a heading a lead means
   all that stands there. */
static bool is_lead(const Doc *doc, const Unit *unit, const Section *section)
{
    return unit->kind == UNIT_PARAGRAPH && unit->parent == NONE && unit->section == 0 &&
           prose_leads(unit->text) && doc->units + section->unit == unit + 1;
}

uint32_t *leads_find(const Variants *v, bool *reserved)
{
    const Alignment *alignment = v->alignment;
    uint32_t *leads = ARENA_ARRAY(v->scratch, uint32_t, alignment->node_count);
    for (uint32_t n = 0; n < alignment->node_count; n++) {
        const Node *node = &alignment->nodes[n];
        const Doc *doc = v->docs[node->doc];
        const Section *section = &doc->sections[node->section];
        leads[n] = NONE;
        if (section->unit == NONE || section->unit == 0 || node->is_title || node->is_opening ||
            !is_lead(doc, &doc->units[section->unit - 1], section))
            continue;
        leads[n] = v->first_unit[node->doc] + section->unit - 1;
        reserved[leads[n]] = true;
    }
    return leads;
}
