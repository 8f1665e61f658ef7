#include "merge/container.h"

#include "merge/neighbours.h"
#include "merge/order.h"
#include "merge/prose.h"

/* Only so many of a container's lists and tables are looked at to find the one that corresponds. */
enum { BLOCKS_SEARCHED = 256 };

typedef struct Builder {
    const Layout *layout;
    Arena *arena;
    Container container;
    ContainerKind kind;
    uint32_t owner;
    uint32_t source_count;
    IndexVec *sequences;        /* by source: elements */
    uint32_t *block_of_group;   /* index into blocks + 1; the layout's scratch */
    uint32_t *element_of_place; /* index into elements + 1; the layout's scratch */
} Builder;

static bool belongs(const Builder *b, uint32_t group)
{
    const Layout *l = b->layout;
    if (l->place_of[group] == NONE)
        return false;
    if (b->kind == CONTAINER_GROUP)
        return l->parent_of[group] == b->owner;
    return l->parent_of[group] == NONE && l->place_of[group] == b->owner;
}

static uint32_t add_block(Builder *b, Block block)
{
    block.sequences = ARENA_ARRAY(b->arena, IndexVec, b->source_count);
    block.used_by = NONE;
    block.element = (uint32_t)b->container.elements.len;
    vec_add(b->arena, &b->container.blocks, block);
    vec_add(b->arena, &b->container.elements,
            (Element){(uint32_t)b->container.blocks.len - 1, NONE});
    return (uint32_t)b->container.blocks.len - 1;
}

static const Unit *unit_of(const Builder *b, uint32_t unit)
{
    return variants_unit(b->layout->v, unit);
}

static bool same_list(const Unit *a, const Unit *b)
{
    return a->kind == UNIT_ITEM && b->kind == UNIT_ITEM && a->list == b->list &&
           a->parent == b->parent;
}

static uint32_t shared_groups(const Builder *b, uint32_t block, const IndexVec *run)
{
    uint32_t shared = 0;
    for (size_t i = 0; i < run->len; i++)
        shared += b->block_of_group[b->layout->groups->of_unit[run->at[i]]] == block + 1;
    return shared;
}

static uint32_t searched(const Builder *b)
{
    return b->container.blocks.len < BLOCKS_SEARCHED ? (uint32_t)b->container.blocks.len
                                                     : BLOCKS_SEARCHED;
}

/* The list this one corresponds to: the one with which it shares most, else the next of its kind. */
static uint32_t list_block(Builder *b, const IndexVec *run, uint32_t doc)
{
    const Unit *first = unit_of(b, run->at[0]);
    uint32_t best = NONE, most = 0;
    for (uint32_t i = 0; i < searched(b); i++) {
        uint32_t shared =
            b->container.blocks.at[i].kind == UNIT_ITEM ? shared_groups(b, i, run) : 0;
        if (shared > most)
            best = i, most = shared;
    }
    for (uint32_t i = 0; i < searched(b) && best == NONE; i++) {
        const Block *block = &b->container.blocks.at[i];
        if (block->kind == UNIT_ITEM && block->used_by != doc &&
            block->is_ordered == first->is_ordered)
            best = i;
    }
    if (best == NONE)
        best = add_block(b, (Block){.kind = UNIT_ITEM, .is_ordered = first->is_ordered});
    b->container.blocks.at[best].used_by = doc;
    return best;
}

static uint32_t table_block(Builder *b, uint32_t unit)
{
    uint32_t header = variants_said(b->layout->v, unit)->text;
    for (uint32_t i = 0; i < searched(b); i++)
        if (b->container.blocks.at[i].kind == UNIT_ROW &&
            b->container.blocks.at[i].header == header)
            return i;
    return add_block(b, (Block){.kind = UNIT_ROW, .header = header});
}

static uint32_t single_block(Builder *b, uint32_t unit)
{
    uint32_t known = b->block_of_group[b->layout->groups->of_unit[unit]];
    return known ? known - 1 : add_block(b, (Block){.kind = unit_of(b, unit)->kind});
}

static void add_run(Builder *b, uint32_t source, uint32_t doc, const IndexVec *run)
{
    UnitKind kind = unit_of(b, run->at[0])->kind;
    uint32_t block = kind == UNIT_ITEM  ? list_block(b, run, doc)
                     : kind == UNIT_ROW ? table_block(b, run->at[0])
                                        : single_block(b, run->at[0]);
    for (size_t i = 0; i < run->len; i++) {
        uint32_t group = b->layout->groups->of_unit[run->at[i]];
        if (!belongs(b, group))
            continue;
        if (!b->block_of_group[group])
            b->block_of_group[group] = block + 1;
        if (b->block_of_group[group] == block + 1)
            vec_add(b->arena, &b->container.blocks.at[block].sequences[source], group);
    }
    vec_add(b->arena, &b->sequences[source], b->container.blocks.at[block].element);
}

static void add_place(Builder *b, uint32_t source, uint32_t place)
{
    const Layout *l = b->layout;
    uint32_t parent = b->kind == CONTAINER_TOP ? NONE : b->owner;
    if (l->outline->places[place].parent != parent || place == l->outline->opening ||
        !l->has_content[place])
        return;
    if (!b->element_of_place[place]) {
        vec_add(b->arena, &b->container.elements, (Element){NONE, place});
        b->element_of_place[place] = (uint32_t)b->container.elements.len;
    }
    vec_add(b->arena, &b->sequences[source], b->element_of_place[place] - 1);
}

static bool extends_run(const Builder *b, const IndexVec *run, uint32_t unit)
{
    const Unit *last = unit_of(b, run->at[run->len - 1]), *u = unit_of(b, unit);
    return same_list(last, u) ||
           (last->kind == UNIT_ROW && u->kind == UNIT_ROW && last->table == u->table);
}

/* Steps that other variants have without the item that holds them here. */
static void add_adopted(Builder *b, uint32_t index, const IndexVec *run)
{
    uint32_t block = 0;
    while (block < b->container.blocks.len && b->container.blocks.at[block].kind != UNIT_ITEM)
        block++;
    if (block == b->container.blocks.len)
        block = add_block(b, (Block){.kind = UNIT_ITEM});
    for (size_t i = 0; i < run->len; i++) {
        uint32_t group = b->layout->groups->of_unit[run->at[i]];
        if (belongs(b, group) &&
            (!b->block_of_group[group] || b->block_of_group[group] == block + 1)) {
            b->block_of_group[group] = block + 1;
            vec_add(b->arena, &b->container.blocks.at[block].sequences[index], group);
        }
    }
    vec_add(b->arena, &b->sequences[index], b->container.blocks.at[block].element);
}

static Range units_of(const Builder *b, const ContainerSource *source)
{
    const Doc *doc = b->layout->v->docs[source->doc];
    switch (b->kind) {
    case CONTAINER_TOP:
        return (Range){0, doc->unit_count};
    case CONTAINER_PLACE:
        return doc->sections[source->index].units;
    default:
        return (Range){source->index + 1, doc->units[source->index].end};
    }
}

/* Is the unit in no item, or in one that is left out for want of support? */
static bool is_at_top(const Builder *b, uint32_t number)
{
    const Layout *l = b->layout;
    uint32_t parent = variants_parent(l->v, number);
    if (parent == NONE)
        return true;
    uint32_t group = l->groups->of_unit[parent];
    return group != NONE && groups_support(l->v, &l->groups->list[group]) < l->min_support;
}

/* Does the unit stand directly in the container, as far as this variant goes? */
static bool is_own(const Builder *b, const ContainerSource *source, uint32_t number)
{
    const Unit *unit = unit_of(b, number);
    if (b->layout->groups->of_unit[number] == NONE)
        return false;
    if (b->kind == CONTAINER_GROUP)
        return unit->parent == source->index;
    return is_at_top(b, number) && variants_cluster(b->layout->v, number) == b->owner;
}

static void read_source(Builder *b, uint32_t index, const ContainerSource *source)
{
    const Variants *v = b->layout->v;
    Range range = units_of(b, source);
    IndexVec run = {0};
    for (uint32_t u = range.start; u < range.end; u++) {
        uint32_t number = v->first_unit[source->doc] + u;
        bool is_title = unit_of(b, number)->kind == UNIT_HEADING && b->kind != CONTAINER_GROUP;
        bool is_member = is_own(b, source, number);
        if (run.len && (is_title || (is_member && !extends_run(b, &run, number)))) {
            add_run(b, index, source->doc, &run);
            run.len = 0;
        }
        if (is_title)
            add_place(b, index, variants_cluster(v, number));
        else if (is_member)
            vec_add(b->arena, &run, number);
    }
    if (run.len)
        add_run(b, index, source->doc, &run);
}

/* An element may stand once in a sequence only. */
static IndexVec distinct(Arena *arena, const IndexVec *sequence, uint32_t count)
{
    bool *seen = ARENA_ARRAY(arena, bool, count);
    IndexVec once = {0};
    for (size_t i = 0; i < sequence->len; i++) {
        if (!seen[sequence->at[i]])
            vec_add(arena, &once, sequence->at[i]);
        seen[sequence->at[i]] = true;
    }
    return once;
}

static bool is_heading(const Builder *b, uint32_t place)
{
    return place != NONE && b->layout->outline->places[place].kind == SECTION_HEADING;
}

/* "Work in three phases:", right above the first of them. */
static bool leads_to_heading(const Builder *b, uint32_t number)
{
    const Variants *v = b->layout->v;
    const Unit *unit = unit_of(b, number);
    bool is_last = number + 1 == v->first_unit[v->doc_of[number] + 1];
    return unit->kind == UNIT_PARAGRAPH && unit->parent == NONE && prose_leads(unit->text) &&
           !is_last && (unit + 1)->kind == UNIT_HEADING &&
           is_heading(b, variants_cluster(v, number + 1));
}

/* The document whose text leads to headings there, or NONE. */
static uint32_t leader_of(const Builder *b, const Block *block)
{
    for (uint32_t s = 0; s < b->source_count; s++)
        for (size_t i = 0; i < block->sequences[s].len; i++) {
            const Group *group = &b->layout->groups->list[block->sequences[s].at[i]];
            for (size_t m = 0; m < group->members.len; m++)
                if (leads_to_heading(b, group->members.at[m]))
                    return b->layout->v->doc_of[group->members.at[m]];
        }
    return NONE;
}

static bool is_in(const Builder *b, uint32_t place, uint32_t doc)
{
    const Alignment *alignment = b->layout->v->alignment;
    const IndexVec *members = &alignment->clusters[place];
    for (size_t i = 0; i < members->len; i++)
        if (alignment->nodes[members->at[i]].doc == doc)
            return true;
    return false;
}

typedef enum Turn { TURN_TEXT, TURN_LEAD, TURN_LED, TURN_HEADING, TURNS } Turn;

/* Headings come after all that would otherwise seem to belong to them. What leads to some comes right before, and then
   those of its document. */
static Turn *turns_of(const Builder *b)
{
    size_t count = b->container.elements.len;
    Turn *turns = ARENA_ARRAY(b->arena, Turn, count);
    uint32_t leader = NONE;
    for (size_t i = 0; i < count; i++) {
        const Element *element = &b->container.elements.at[i];
        uint32_t doc =
            element->block == NONE ? NONE : leader_of(b, &b->container.blocks.at[element->block]);
        leader = leader == NONE && b->kind == CONTAINER_PLACE ? doc : leader;
        turns[i] = doc != NONE                     ? TURN_LEAD
                   : is_heading(b, element->place) ? TURN_HEADING
                                                   : TURN_TEXT;
    }
    for (size_t i = 0; i < count && leader != NONE; i++)
        if (turns[i] == TURN_HEADING && is_in(b, b->container.elements.at[i].place, leader))
            turns[i] = TURN_LED;
    return turns;
}

static void order_elements(Builder *b)
{
    uint32_t count = (uint32_t)b->container.elements.len;
    uint32_t *preference = ARENA_ARRAY(b->arena, uint32_t, count);
    for (uint32_t e = 0; e < count; e++) {
        uint32_t place = b->container.elements.at[e].place;
        preference[e] = place == NONE ? 0 : 1 + b->layout->outline->places[place].order;
    }
    for (uint32_t s = 0; s < b->source_count; s++)
        b->sequences[s] = distinct(b->arena, &b->sequences[s], count);
    IndexVec order = order_merge(b->arena, b->sequences, b->source_count, count, preference);
    Container sorted = {
        .blocks = {b->container.blocks.at, b->container.blocks.len, b->container.blocks.cap}};
    const Turn *turns = turns_of(b);
    for (Turn turn = 0; turn < TURNS; turn++)
        for (size_t i = 0; i < order.len; i++)
            if (turns[order.at[i]] == turn)
                vec_add(b->arena, &sorted.elements, b->container.elements.at[order.at[i]]);
    b->container = sorted;
}

/* Does the variant tell a step of the block that another one tells, too? */
static bool shares_step(const Block *block, uint32_t source, const uint32_t *told)
{
    bool is_shared = false;
    for (size_t i = 0; i < block->sequences[source].len; i++)
        is_shared |= told[block->sequences[source].at[i]] > 1;
    return is_shared;
}

static uint32_t *times_told(const Builder *b, const Block *block, uint32_t count)
{
    uint32_t *told = ARENA_ARRAY(b->arena, uint32_t, count);
    for (uint32_t s = 0; s < b->source_count; s++)
        for (size_t i = 0; i < block->sequences[s].len; i++)
            told[block->sequences[s].at[i]]++;
    return told;
}

/* How far each variant is when it comes to a step: what nothing else orders is done at about the same time. Variants that
   share no step tell procedures of their own, one after the other. */
static uint32_t *progress_of(const Builder *b, const Block *block, uint32_t count)
{
    enum { WHOLE = 10000 };
    const uint32_t *told = times_told(b, block, count);
    uint32_t *progress = ARENA_ARRAY(b->arena, uint32_t, count), common = NONE;
    memset(progress, 0xff, count * sizeof *progress);
    for (uint32_t s = 0; s < b->source_count; s++) {
        bool is_common = shares_step(block, s, told);
        common = is_common && common == NONE ? s : common;
        for (uint32_t i = 0; i < block->sequences[s].len; i++) {
            uint32_t *own = &progress[block->sequences[s].at[i]];
            uint32_t done = (uint32_t)((uint64_t)i * WHOLE / block->sequences[s].len);
            if (*own == UINT32_MAX)
                *own = is_common ? common * WHOLE + done : s * WHOLE;
        }
    }
    return progress;
}

/* Groups are numbered densely within a block so that ordering them costs what the block holds. */
static void order_block(Builder *b, Block *block)
{
    uint32_t *dense = b->block_of_group; /* its work is done; index into names + 1 from here on */
    IndexVec names = {0};
    for (uint32_t s = 0; s < b->source_count; s++)
        for (size_t i = 0; i < block->sequences[s].len; i++)
            dense[block->sequences[s].at[i]] = 0;
    for (uint32_t s = 0; s < b->source_count; s++)
        for (size_t i = 0; i < block->sequences[s].len; i++) {
            uint32_t group = block->sequences[s].at[i];
            if (!dense[group]) {
                vec_add(b->arena, &names, group);
                dense[group] = (uint32_t)names.len;
            }
            block->sequences[s].at[i] = dense[group] - 1;
        }
    for (uint32_t s = 0; s < b->source_count; s++)
        block->sequences[s] = distinct(b->arena, &block->sequences[s], (uint32_t)names.len);
    const uint32_t *preference =
        block->is_ordered ? progress_of(b, block, (uint32_t)names.len) : NULL;
    IndexVec order =
        order_merge(b->arena, block->sequences, b->source_count, (uint32_t)names.len, preference);
    for (size_t i = 0; i < order.len; i++)
        vec_add(b->arena, &block->groups, names.at[order.at[i]]);
    for (size_t i = 0; i < names.len; i++)
        dense[names.at[i]] = 0;
    /* What stands below an item may be the steps of a phase, whose order matters. */
    if (block->kind == UNIT_ITEM && !block->is_ordered && b->kind != CONTAINER_GROUP)
        neighbours_gather(b->layout->v, b->layout->groups, &block->groups);
}

Container container_new(const Layout *layout, ContainerKind kind, uint32_t owner,
                        const ContainerSource *sources, uint32_t source_count)
{
    Arena *arena = layout->v->scratch;
    static const RunVec none;
    const RunVec *adopted = kind == CONTAINER_GROUP ? &layout->adopted[owner] : &none;
    Builder b = {.layout = layout,
                 .arena = arena,
                 .kind = kind,
                 .owner = owner,
                 .source_count = source_count + (uint32_t)adopted->len};
    b.sequences = ARENA_ARRAY(arena, IndexVec, b.source_count);
    b.block_of_group = layout->scratch;
    b.element_of_place = layout->scratch + layout->groups->count;
    for (uint32_t i = 0; i < source_count; i++)
        read_source(&b, i, &sources[i]);
    for (uint32_t i = 0; i < adopted->len; i++)
        add_adopted(&b, source_count + i, &adopted->at[i]);
    for (size_t e = 0; e < b.container.elements.len; e++)
        if (b.container.elements.at[e].place != NONE)
            b.element_of_place[b.container.elements.at[e].place] = 0;
    order_elements(&b);
    for (size_t i = 0; i < b.container.blocks.len; i++)
        order_block(&b, &b.container.blocks.at[i]);
    return b.container;
}
