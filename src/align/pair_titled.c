/* Leaves by title: a list item that became a section, or a section that became an item, with the same title. */
#include "align/pairer.h"

#include <stdlib.h>

/* Longer texts are no titles. */
enum { TITLE_BYTES = 80 };

/* A title of one side, a section's or an item's. */
typedef struct Named {
    uint32_t title, unit;
    bool is_item;
} Named;

typedef VEC(Named) NamedVec;

/* What stands over other items, or is all bold. */
static bool is_like_title(const Unit *unit, uint32_t index)
{
    bool is_bold = span_starts(unit->text, SPAN("**")) &&
                   (span_ends(unit->text, SPAN("**")) || span_ends(unit->text, SPAN("**:")));
    return unit->kind == UNIT_ITEM && unit->text.len <= TITLE_BYTES &&
           (unit->end > index + 1 || is_bold);
}

/* The title of a section that has no mate, or of such an item; empty for all else. */
static Span title_of(const Pairer *pairer, PairSide side, uint32_t unit)
{
    const Doc *doc = pairer->p->docs[side];
    const Unit *u = &doc->units[unit];
    if (!pairer_is_free(pairer, side, unit))
        return SPAN("");
    if (u->kind != UNIT_HEADING)
        return is_like_title(u, unit) ? u->text : SPAN("");
    bool is_host = pairer->p->section_prints[side][u->section].host == u->section;
    return is_host && doc->sections[u->section].kind != SECTION_TAG
               ? doc->sections[u->section].title
               : SPAN("");
}

static NamedVec named_of(Pairer *pairer, PairSide side)
{
    NamedVec list = {0};
    const Doc *doc = pairer->p->docs[side];
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        uint32_t title = pairer_fold(pairer, title_of(pairer, side, u));
        if (title != NONE)
            vec_add(pairer->scratch, &list, (Named){title, u, doc->units[u].kind == UNIT_ITEM});
    }
    return list;
}

/* By title: what alone is called so, + 1, or NONE for several. */
static uint32_t *only_named(Pairer *pairer, const NamedVec *list)
{
    uint32_t *only = ARENA_ARRAY(pairer->scratch, uint32_t, intern_count(pairer->titles));
    for (uint32_t i = 0; i < list->len; i++)
        only[list->at[i].title] = only[list->at[i].title] ? NONE : i + 1;
    return only;
}

/* A title of one word, as "Examples" is, may be anybody's. */
static bool is_telling(const Pairer *pairer, uint32_t title)
{
    return span_has(intern_text(pairer->titles, title), ' ');
}

void pair_titled_leaves(Pairer *pairer)
{
    NamedVec lists[2] = {named_of(pairer, PAIR_OLD), named_of(pairer, PAIR_NEW)};
    if (!lists[PAIR_OLD].len || !lists[PAIR_NEW].len)
        return;
    const uint32_t *olds = only_named(pairer, &lists[PAIR_OLD]);
    const uint32_t *news = only_named(pairer, &lists[PAIR_NEW]);
    for (uint32_t i = 0; i < lists[PAIR_OLD].len; i++) {
        const Named *old = &lists[PAIR_OLD].at[i];
        uint32_t other = news[old->title];
        if (olds[old->title] != i + 1 || !other || other == NONE)
            continue;
        const Named *new = &lists[PAIR_NEW].at[other - 1];
        if (old->is_item == new->is_item || !is_telling(pairer, old->title))
            continue;
        pairer_unit(pairer, old->unit, new->unit, PAIR_TITLE, 1);
        pairer->has_former_items = pairer->has_news = true;
    }
}
