#include "align/pairer.h"

static Mate *no_mates(Arena *arena, size_t count)
{
    Mate *mates = ARENA_ARRAY(arena, Mate, count);
    for (size_t i = 0; i < count; i++)
        mates[i].index = NONE;
    return mates;
}

static Pairing *pairing_new(Arena *arena, const Doc *old, const Doc *new)
{
    Pairing *p = ARENA_NEW(arena, Pairing);
    p->docs[PAIR_OLD] = old;
    p->docs[PAIR_NEW] = new;
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        p->fields[side] = no_mates(arena, p->docs[side]->front.fields.len);
        p->sections[side] = no_mates(arena, p->docs[side]->section_count);
        p->units[side] = no_mates(arena, p->docs[side]->unit_count);
    }
    return p;
}

static uint32_t host_of(const Pairer *pairer, PairSide side, uint32_t unit)
{
    uint32_t section = pairer->p->docs[side]->units[unit].section;
    return pairer->p->section_prints[side][section].host;
}

static bool is_leaf(const Pairer *pairer, PairSide side, uint32_t unit)
{
    return pairer->p->docs[side]->units[unit].kind != UNIT_HEADING &&
           !pairer->p->unit_prints[side][unit].is_closing;
}

static Leaves leaves_of(Pairer *pairer, PairSide side)
{
    const Doc *doc = pairer->p->docs[side];
    Leaves leaves = {ARENA_ARRAY(pairer->scratch, uint32_t, doc->unit_count),
                     ARENA_ARRAY(pairer->scratch, uint32_t, (size_t)doc->section_count + 2),
                     ARENA_ARRAY(pairer->scratch, uint32_t, doc->unit_count)};
    uint32_t *next = leaves.first + 1; /* ends up one past each section's last */
    for (uint32_t u = 0; u < doc->unit_count; u++)
        if (is_leaf(pairer, side, u))
            next[host_of(pairer, side, u) + 1]++;
    for (uint32_t s = 0; s < doc->section_count; s++)
        next[s + 1] += next[s];
    for (uint32_t u = 0; u < doc->unit_count; u++)
        if (is_leaf(pairer, side, u)) {
            leaves.place[u] = next[host_of(pairer, side, u)]++;
            leaves.list[leaves.place[u]] = u;
        }
    return leaves;
}

/* ---- what phases ask ---- */

uint32_t pairer_fold(Pairer *pairer, Span title)
{
    uint32_t written = intern_id(pairer->written, title);
    if (written == pairer->folded.len) {
        Span folded = style_fold_title(pairer->scratch, title);
        vec_add(pairer->scratch, &pairer->folded,
                folded.len ? intern_id(pairer->titles, folded) : NONE);
    }
    return pairer->folded.at[written];
}

uint32_t pairer_title(Pairer *pairer, PairSide side, uint32_t section)
{
    return pairer_fold(pairer, pairer->p->docs[side]->sections[section].title);
}

bool pairer_is_free(const Pairer *pairer, PairSide side, uint32_t unit)
{
    return pairer->p->units[side][unit].index == NONE;
}

/* Pairs are one to one, whoever comes last. */
static void part(Pairer *pairer, PairSide side, uint32_t unit)
{
    uint32_t mate = pairer->p->units[side][unit].index;
    if (mate != NONE)
        pairer->p->units[1 - side][mate] = (Mate){.index = NONE};
}

void pairer_unit(Pairer *pairer, uint32_t old, uint32_t new, PairReason reason, float score)
{
    part(pairer, PAIR_OLD, old);
    part(pairer, PAIR_NEW, new);
    pairer->p->units[PAIR_OLD][old] = (Mate){new, reason, score};
    pairer->p->units[PAIR_NEW][new] = (Mate){old, reason, score};
}

static uint32_t closing_of(const Pairer *pairer, PairSide side, uint32_t section)
{
    uint32_t end = pairer->p->docs[side]->sections[section].units.end;
    bool has = end && pairer->p->unit_prints[side][end - 1].is_closing &&
               pairer->p->docs[side]->units[end - 1].section == section;
    return has ? end - 1 : NONE;
}

void pairer_section(Pairer *pairer, uint32_t old, uint32_t new, PairReason reason, float score)
{
    Pairing *p = pairer->p;
    pairer->has_news = true;
    p->sections[PAIR_OLD][old] = (Mate){new, reason, score};
    p->sections[PAIR_NEW][new] = (Mate){old, reason, score};
    uint32_t ends[2][2] = {
        {p->docs[PAIR_OLD]->sections[old].unit, p->docs[PAIR_NEW]->sections[new].unit},
        {closing_of(pairer, PAIR_OLD, old), closing_of(pairer, PAIR_NEW, new)}};
    for (int end = 0; end < 2; end++)
        if (ends[end][0] != NONE && ends[end][1] != NONE)
            pairer_unit(pairer, ends[end][0], ends[end][1], reason, score);
}

/* A label's is the section around it. */
static uint32_t home_of(const Pairer *pairer, PairSide side, uint32_t unit)
{
    const Unit *u = &pairer->p->docs[side]->units[unit];
    const Section *section = &pairer->p->docs[side]->sections[u->section];
    if (u->kind != UNIT_HEADING)
        return host_of(pairer, side, unit);
    return section->parent == NONE ? NONE : pairer->p->section_prints[side][section->parent].host;
}

/* Is the one of this side in an item whose mate is the title of the section that the other one stands in? */
static bool is_in_former_item(const Pairer *pairer, PairSide side, uint32_t unit, uint32_t other)
{
    const Doc *doc = pairer->p->docs[1 - side];
    uint32_t parent = pairer->p->docs[side]->units[unit].parent;
    uint32_t title = doc->sections[doc->units[other].section].unit;
    return parent != NONE && title != NONE && title != other &&
           pairer->p->units[side][parent].index == title;
}

bool pairer_is_near(const Pairer *pairer, uint32_t old, uint32_t new)
{
    if (pairer->has_former_items && (is_in_former_item(pairer, PAIR_OLD, old, new) ||
                                     is_in_former_item(pairer, PAIR_NEW, new, old)))
        return true;
    uint32_t from = home_of(pairer, PAIR_OLD, old), to = home_of(pairer, PAIR_NEW, new);
    return from == NONE || to == NONE ? from == to
                                      : pairer->p->sections[PAIR_OLD][from].index == to;
}

IndexVec pairer_free_leaves(Pairer *pairer, PairSide side)
{
    IndexVec free = {0};
    for (uint32_t u = 0; u < pairer->p->docs[side]->unit_count; u++)
        if (is_leaf(pairer, side, u) && pairer_is_free(pairer, side, u))
            vec_add(pairer->scratch, &free, u);
    return free;
}

/* ---- the whole ---- */

/* The phases in their order, which matters more than how each of them solves its part. Sections are looked at again when
   the leaves that are merely alike have spoken, and then leaves near their new mates. */
static void (*const phases[])(Pairer *pairer) = {
    pair_fields,       pair_same_sections,   pair_scored_sections, pair_same_leaves,
    pair_moved_leaves, pair_next_leaves,     pair_keyed_leaves,    pair_titled_leaves,
    pair_alike_leaves, pair_scored_sections, pair_same_leaves,     pair_next_leaves,
    pair_keyed_leaves, pair_alike_leaves,    pair_placed_leaves,   pair_left_leaves,
};

enum { SECTION_PHASES = 3 };

static Pairing *align(Arena *arena, const Doc *old, const Doc *new, const Style *style,
                      const PairScope *scope)
{
    Pairing *p = pairing_new(arena, old, new);
    Arena *scratch = arena_new();
    Pairer pairer = {.scratch = scratch,
                     .p = p,
                     .style = style,
                     .prints = {.arena = scratch, .trees = intern_new(scratch)},
                     .written = intern_new(scratch),
                     .titles = intern_new(scratch),
                     .words = intern_new(scratch)};
    fingerprint_docs(arena, &pairer.prints, p);
    pairer.leaves[PAIR_OLD] = leaves_of(&pairer, PAIR_OLD);
    pairer.leaves[PAIR_NEW] = leaves_of(&pairer, PAIR_NEW);
    pairer.scope = scope;
    size_t count = scope->has_sections_only ? SECTION_PHASES : sizeof phases / sizeof *phases;
    for (size_t i = 0; i < count; i++)
        phases[i](&pairer);
    arena_free(scratch);
    return p;
}

Pairing *pair_align(Arena *arena, const Doc *old, const Doc *new, const Style *style)
{
    return align(arena, old, new, style, &(PairScope){.has_sections_only = false});
}

Pairing *pair_align_within(Arena *arena, const Doc *old, const Doc *new, const PairScope *scope)
{
    return align(arena, old, new, NULL, scope);
}

const char *pair_reason_name(PairReason reason)
{
    static const char *const names[] = {"none",         "identical",
                                        "same key",     "same address",
                                        "same title",   "same meaning of the title",
                                        "same content", "like words",
                                        "same place",   "same text in parts"};
    return names[reason];
}
