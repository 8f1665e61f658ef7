#include "merge/assemble.h"

#include "merge/container.h"
#include "merge/fates.h"
#include "merge/leads.h"
#include "merge/opening.h"
#include "merge/prose.h"
#include "merge/terms.h"

typedef struct Assembler {
    Consolidation *result;
    const Variants *v;
    Arena *arena;
    Draft *draft;
    Outline outline;
    Layout layout;
    SplitVec splits;
    EnumerationVec enumerations;
    Passage opening, closing;
    uint32_t *leads; /* by node, or NULL */
    bool *reserved;
    uint32_t lists, tables;
} Assembler;

/* ---- what goes where ---- */

static bool is_closing_tag(const Doc *doc, const Unit *unit)
{
    return unit->kind == UNIT_HTML && doc->sections[unit->section].kind == SECTION_TAG &&
           span_starts(unit->text, SPAN("</"));
}

/* Rules separate what the outline separates anyway; tags are closed by the section that opens them; an item with nothing
   in it says nothing. */
static bool is_markup(const Variants *v, uint32_t number)
{
    const Unit *unit = variants_unit(v, number);
    bool is_empty = unit->kind == UNIT_ITEM && !unit->text.len && variants_is_leaf(v, number);
    return unit->kind == UNIT_RULE || is_empty || is_closing_tag(v->docs[v->doc_of[number]], unit);
}

static void reserve_markup(Assembler *a)
{
    for (uint32_t u = 0; u < a->v->unit_count; u++)
        if (is_markup(a->v, u)) {
            a->reserved[u] = true;
            fates_set(a->result, u, FATE_MARKUP, DROP_NONE, NONE);
        }
}

/* ---- writing the draft ---- */

/* Does the unit stand behind the one whose paragraph it goes on? */
static bool is_behind_its_own(const Assembler *a, const Unit *unit)
{
    size_t count = a->draft->units.len;
    return count && a->draft->units.at[count - 1].lines.end == unit->lines.start;
}

static uint32_t add_unit(Assembler *a, Unit unit, uint32_t parent)
{
    unit.is_joined = unit.is_joined && is_behind_its_own(a, &unit);
    unit.parent = parent;
    unit.section = 0;
    vec_add(a->arena, &a->draft->units, unit);
    uint32_t index = (uint32_t)a->draft->units.len - 1;
    a->draft->units.at[index].end = index + 1;
    return index;
}

static uint32_t widest(const Assembler *a, const Group *group)
{
    uint32_t fewest = UINT32_MAX;
    for (size_t i = 0; i < group->members.len; i++) {
        Range lines = variants_unit(a->v, group->members.at[i])->lines;
        if (lines.end - lines.start < fewest)
            fewest = lines.end - lines.start;
    }
    return fewest;
}

static bool is_prose(UnitKind kind)
{
    return kind == UNIT_ITEM || kind == UNIT_PARAGRAPH;
}

/* A unit that stands for others is on as many lines as the shortest of them, so that each can be found there. */
static Span text_of(const Assembler *a, const Group *group)
{
    const Unit *center = variants_unit(a->v, group->center);
    if (group->is_union)
        return terms_union(a->v, group->center, &group->members);
    bool is_long = center->lines.end - center->lines.start > widest(a, group);
    return is_long && is_prose(center->kind) ? prose_unwrap(a->arena, center->text) : center->text;
}

static void settle_members(Assembler *a, uint32_t group, uint32_t target)
{
    const Group *g = &a->result->groups->list[group];
    for (size_t i = 0; i < g->members.len; i++) {
        uint32_t unit = g->members.at[i];
        bool is_part = g->is_union && terms_like_key(a->v, g->center, unit);
        Fate fate = is_part ? FATE_MERGED : unit == g->center ? FATE_KEPT : FATE_DUPLICATE;
        a->result->fates[unit] =
            (UnitFate){fate, DROP_NONE, target,
                       g->members.len > 1 ? a->result->groups->score[unit] : 1, false};
    }
}

static void emit_blocks(Assembler *a, const Container *container, uint32_t parent);

typedef VEC(ContainerSource) SourceVec;

/* The members that hold something. */
static void add_sources(Assembler *a, const Group *group, SourceVec *sources)
{
    for (size_t i = 0; i < group->members.len; i++) {
        uint32_t member = group->members.at[i], doc = a->v->doc_of[member];
        if (!variants_is_leaf(a->v, member))
            vec_add(a->arena, sources, (ContainerSource){doc, member - a->v->first_unit[doc]});
    }
}

/* A paragraph's line may begin with the number that others of its group have from their list, and that its own list gives it
   now. */
static void number_by_list(const Assembler *a, const Group *group, Unit *item)
{
    bool is_numbered = false;
    for (size_t i = 0; i < group->members.len; i++)
        is_numbered |= variants_unit(a->v, group->members.at[i])->is_ordered;
    if (is_numbered && item->is_ordered)
        item->text = prose_without_number(item->text);
    item->number = 1;
}

/* Items nest no deeper than the reader takes lists apart, which bounds this recursion. */
static void emit_group(Assembler *a, uint32_t group, Unit like, uint32_t parent)
{
    const Group *g = &a->result->groups->list[group];
    Unit unit = *variants_unit(a->v, g->center);
    unit.text = prose_spell_key(a->arena, text_of(a, g), like.key_style);
    unit.kind = is_prose(like.kind) ? like.kind : unit.kind;
    unit.is_joined = unit.is_joined && unit.kind != UNIT_ITEM;
    unit.list = like.list;
    unit.table = like.table;
    unit.is_ordered = like.is_ordered;
    unit.is_loose = like.is_loose;
    unit.marker = like.marker;
    if (unit.kind == UNIT_ITEM && variants_unit(a->v, g->center)->kind != UNIT_ITEM)
        number_by_list(a, g, &unit);
    uint32_t index = add_unit(a, unit, parent);
    settle_members(a, group, index);
    SourceVec sources = {0};
    add_sources(a, g, &sources);
    for (size_t i = 0; i < a->layout.losers[group].len; i++)
        add_sources(a, &a->result->groups->list[a->layout.losers[group].at[i]], &sources);
    if (sources.len || a->layout.adopted[group].len) {
        Container children =
            container_new(&a->layout, CONTAINER_GROUP, group, sources.at, (uint32_t)sources.len);
        emit_blocks(a, &children, index);
    }
    a->draft->units.at[index].end = (uint32_t)a->draft->units.len;
}

/* How the first of a list's items spells its bold key and colon, or KEY_NONE when none has one. */
static KeyStyle key_style_of(const Assembler *a, const Block *block)
{
    for (size_t i = 0; i < block->groups.len; i++) {
        KeyStyle style =
            variants_unit(a->v, a->result->groups->list[block->groups.at[i]].center)->key_style;
        if (style == KEY_BOLD_COLON_AFTER || style == KEY_BOLD_COLON_INSIDE)
            return style;
    }
    return KEY_NONE;
}

/* Blank lines between the items, if any variant has them: what stands below an item may need them. */
static bool is_loose(const Assembler *a, const Block *block)
{
    for (size_t i = 0; i < block->groups.len; i++) {
        const Group *group = &a->result->groups->list[block->groups.at[i]];
        for (size_t m = 0; m < group->members.len; m++)
            if (variants_unit(a->v, group->members.at[m])->is_loose)
                return true;
    }
    return false;
}

static void emit_block(Assembler *a, const Block *block, uint32_t parent)
{
    if (!block->groups.len)
        return;
    Unit like = *variants_unit(a->v, a->result->groups->list[block->groups.at[0]].center);
    like.kind = block->kind;
    like.key_style = key_style_of(a, block);
    like.is_loose = is_loose(a, block);
    like.list = block->kind == UNIT_ITEM ? a->lists++ : 0;
    like.table = block->kind == UNIT_ROW ? a->tables++ : 0;
    if (block->kind == UNIT_ITEM && like.is_ordered != block->is_ordered) {
        like.is_ordered = block->is_ordered;
        like.marker = block->is_ordered ? '.' : '-';
    }
    for (size_t i = 0; i < block->groups.len; i++)
        emit_group(a, block->groups.at[i], like, parent);
}

static void emit_blocks(Assembler *a, const Container *container, uint32_t parent)
{
    for (size_t i = 0; i < container->elements.len; i++)
        if (container->elements.at[i].block != NONE)
            emit_block(a, &container->blocks.at[container->elements.at[i].block], parent);
}

/* The titles of all members say what the one that is written says. */
static void settle_titles(Assembler *a, uint32_t place, uint32_t target)
{
    const IndexVec *members = &a->v->alignment->clusters[place];
    for (size_t i = 0; i < members->len; i++) {
        const Node *node = &a->v->alignment->nodes[members->at[i]];
        if (a->v->docs[node->doc]->sections[node->section].unit == NONE || node->is_title)
            continue;
        bool is_kept = members->at[i] == a->outline.places[place].title &&
                       !a->outline.places[place].is_canonical;
        uint32_t unit = variants_title(a->v, members->at[i]);
        a->result->fates[unit] =
            (UnitFate){is_kept ? FATE_KEPT : FATE_DUPLICATE, DROP_NONE, target, node->score, false};
    }
}

static void emit_title(Assembler *a, uint32_t place, bool is_counted)
{
    const Place *p = &a->outline.places[place];
    Unit unit = *variants_unit(a->v, variants_title(a->v, p->title));
    unit.title = p->kind;
    unit.level = p->level;
    unit.text = p->text;
    if (!is_counted)
        outline_ordinal(p->text, &unit.text);
    uint32_t index = add_unit(a, unit, NONE);
    settle_titles(a, place, index);
    if (p->is_canonical)
        vec_add(a->arena, &a->result->canonical, index);
}

/* Copies of one lead stand once. */
static void emit_leads(Assembler *a, uint32_t place)
{
    const IndexVec *members = &a->v->alignment->clusters[place];
    IndexVec written = {0};
    for (size_t i = 0; i < members->len && a->leads; i++) {
        uint32_t lead = a->leads[members->at[i]], copy = NONE;
        if (lead == NONE)
            continue;
        for (size_t w = 0; w < written.len && copy == NONE; w++)
            if (variants_said(a->v, written.at[w])->text == variants_said(a->v, lead)->text)
                copy = a->result->fates[written.at[w]].target;
        if (copy == NONE)
            vec_add(a->arena, &written, lead);
        uint32_t target = copy == NONE ? add_unit(a, *variants_unit(a->v, lead), NONE) : copy;
        fates_set(a->result, lead, copy == NONE ? FATE_KEPT : FATE_DUPLICATE, DROP_NONE, target);
    }
}

/* A heading comes before what leads into its section, a label behind it. */
static void emit_head(Assembler *a, uint32_t place, bool is_counted)
{
    bool is_heading = a->outline.places[place].kind == SECTION_HEADING;
    if (!is_heading)
        emit_leads(a, place);
    emit_title(a, place, is_counted);
    if (is_heading)
        emit_leads(a, place);
}

static void note_leads(Assembler *a)
{
    for (uint32_t n = 0; n < a->v->alignment->node_count && a->leads; n++)
        for (uint32_t p = a->leads[n] == NONE ? NONE : a->v->alignment->nodes[n].cluster;
             p != NONE && !a->layout.has_content[p]; p = a->outline.places[p].parent)
            a->layout.has_content[p] = true;
}

static void emit_closing_tag(Assembler *a, uint32_t place)
{
    const Node *node = &a->v->alignment->nodes[a->outline.places[place].title];
    const Doc *doc = a->v->docs[node->doc];
    Range units = doc->sections[node->section].units;
    for (uint32_t u = units.start; u < units.end; u++)
        if (doc->units[u].section == node->section && is_closing_tag(doc, &doc->units[u]))
            fates_set(a->result, a->v->first_unit[node->doc] + u, FATE_KEPT, DROP_NONE,
                      add_unit(a, doc->units[u], NONE));
}

static Container container_of_place(Assembler *a, uint32_t place)
{
    const Alignment *alignment = a->v->alignment;
    IndexVec nodes = {0};
    for (size_t i = 0; i < alignment->clusters[place].len; i++)
        vec_add(a->arena, &nodes, alignment->clusters[place].at[i]);
    for (size_t i = 0; i < a->splits.len; i++)
        if (a->splits.at[i].parent == place)
            vec_add(a->arena, &nodes, alignment->clusters[a->splits.at[i].cluster].at[0]);
    ContainerSource *sources = ARENA_ARRAY(a->arena, ContainerSource, nodes.len);
    for (size_t i = 0; i < nodes.len; i++)
        sources[i] = (ContainerSource){alignment->nodes[nodes.at[i]].doc,
                                       alignment->nodes[nodes.at[i]].section};
    return container_new(&a->layout, CONTAINER_PLACE, place, sources, (uint32_t)nodes.len);
}

/* Are the sections still numbered 1, 2, 3, as in the variant they come from? Otherwise their numbers have lost their
   meaning and are left out. */
static bool are_counted(const Assembler *a, const Container *container)
{
    uint32_t next = 1;
    for (size_t i = 0; i < container->elements.len; i++) {
        Span rest;
        uint32_t place = container->elements.at[i].place;
        if (place != NONE && outline_ordinal(a->outline.places[place].text, &rest) != next++)
            return false;
    }
    return true;
}

/* Sections nest no deeper than the reader's outline, which bounds this recursion. */
static void emit_places(Assembler *a, const Container *container)
{
    bool is_counted = are_counted(a, container);
    for (size_t i = 0; i < container->elements.len; i++) {
        const Element *element = &container->elements.at[i];
        if (element->place == NONE) {
            emit_block(a, &container->blocks.at[element->block], NONE);
            continue;
        }
        emit_head(a, element->place, is_counted);
        Container below = container_of_place(a, element->place);
        emit_places(a, &below);
        if (a->outline.places[element->place].kind == SECTION_TAG)
            emit_closing_tag(a, element->place);
    }
}

static void settle_other(Assembler *a, const Passage *passage, size_t i, const uint32_t *targets)
{
    uint32_t unit = passage->others.at[i];
    if (passage->adds[i])
        fates_set(a->result, unit, FATE_MERGED, DROP_NONE, targets[passage->paragraphs.len - 1]);
    else if (passage->copy_of[i] != NONE)
        fates_set(a->result, unit, FATE_DUPLICATE, DROP_NONE, targets[passage->copy_of[i]]);
    else
        fates_set(a->result, unit, FATE_DROPPED, DROP_OPENING, NONE);
}

static void emit_passage(Assembler *a, const Passage *passage)
{
    uint32_t *targets = ARENA_ARRAY(a->arena, uint32_t, passage->paragraphs.len);
    for (size_t i = 0; i < passage->paragraphs.len; i++) {
        Unit unit = *variants_unit(a->v, passage->paragraphs.at[i]);
        if (i + 1 == passage->paragraphs.len)
            unit.text = passage->last_text;
        targets[i] = add_unit(a, unit, NONE);
        fates_set(a->result, passage->paragraphs.at[i], FATE_KEPT, DROP_NONE, targets[i]);
    }
    for (size_t i = 0; i < passage->others.len; i++)
        settle_other(a, passage, i, targets);
}

static void emit_heading(Assembler *a)
{
    uint32_t chosen = a->outline.heading, target = NONE;
    if (chosen != NONE)
        target = add_unit(a, *variants_unit(a->v, variants_title(a->v, chosen)), NONE);
    for (uint32_t n = 0; n < a->v->alignment->node_count; n++) {
        if (!a->v->alignment->nodes[n].is_title)
            continue;
        Fate fate = target == NONE ? FATE_DROPPED : n == chosen ? FATE_KEPT : FATE_DUPLICATE;
        fates_set(a->result, variants_title(a->v, n), fate,
                  fate == FATE_DROPPED ? DROP_VOICE : DROP_NONE, target);
    }
}

/* The top of the result: what the variants have at their top, in the order they agree on. */
static Container container_of_top(Assembler *a)
{
    ContainerSource *sources = ARENA_ARRAY(a->arena, ContainerSource, a->v->doc_count);
    for (uint32_t d = 0; d < a->v->doc_count; d++)
        sources[d] = (ContainerSource){d, 0};
    return container_new(&a->layout, CONTAINER_TOP, a->outline.opening, sources, a->v->doc_count);
}

void assemble_body(Consolidation *result)
{
    Assembler a = {
        .result = result, .v = result->variants, .arena = result->arena, .draft = &result->draft};
    a.reserved = ARENA_ARRAY(a.arena, bool, a.v->unit_count);
    a.draft->units.at = ARENA_ARRAY(a.arena, Unit, a.v->unit_count);
    a.draft->units.cap = a.v->unit_count;
    fates_start(result);
    reserve_markup(&a);
    a.opening = opening_read(a.v, false, a.reserved);
    a.closing = opening_read(a.v, true, a.reserved);
    if (result->policy->min_support <= 1)
        a.leads = leads_find(a.v, a.reserved);
    result->groups = groups_new(a.v, a.reserved);
    uint32_t min_support = result->policy->min_support;
    a.splits = procedures_split(a.v, result->groups);
    a.enumerations = enumerations_find(a.v, result->groups, min_support);
    a.outline = outline_new(a.v, &a.splits, &a.enumerations);
    a.layout = layout_new(a.v, result->groups, &a.outline, &a.enumerations, min_support);
    note_leads(&a);
    emit_heading(&a);
    emit_passage(&a, &a.opening);
    Container top = container_of_top(&a);
    emit_places(&a, &top);
    emit_passage(&a, &a.closing);
    fates_finish(result, &a.opening, &a.outline, &a.enumerations);
}
