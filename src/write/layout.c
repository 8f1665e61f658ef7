#include "write/layout.h"

#include "write/heading.h"

/* A draft with the numbers that the gaps are decided by. */
typedef struct Plan {
    const Unit *units;
    uint32_t count;
    const Style *style;
    Layout layout;
    bool *is_loose;  /* by unit: of a list's first item */
    uint32_t *sizes; /* by unit: items of the list it heads */
} Plan;

static bool is_list_mate(const Plan *plan, uint32_t u)
{
    uint32_t before = plan->layout.previous[u];
    return before != NONE && plan->units[u].kind == UNIT_ITEM &&
           plan->units[before].kind == UNIT_ITEM && plan->units[before].list == plan->units[u].list;
}

static bool is_table_mate(const Plan *plan, uint32_t u)
{
    uint32_t before = plan->layout.previous[u];
    return before != NONE && plan->units[u].kind == UNIT_ROW &&
           plan->units[before].kind == UNIT_ROW && !plan->units[u].is_header &&
           plan->units[before].table == plan->units[u].table;
}

static void find_siblings(Arena *arena, Plan *plan)
{
    uint32_t *last = ARENA_ARRAY(arena, uint32_t, plan->count + 1);
    memset(last, 0xFF, (plan->count + 1) * sizeof *last);
    for (uint32_t u = 0; u < plan->count; u++) {
        uint32_t *slot = &last[plan->units[u].parent == NONE ? plan->count : plan->units[u].parent];
        plan->layout.previous[u] = *slot;
        *slot = u;
    }
}

static bool is_odd(const Plan *plan, uint32_t head)
{
    uint32_t before = plan->layout.previous[head];
    return before != NONE && plan->units[before].kind == UNIT_ITEM &&
           plan->units[before].is_ordered == plan->units[head].is_ordered &&
           !plan->layout.is_odd[plan->layout.heads[before]];
}

static void find_lists(Plan *plan)
{
    for (uint32_t u = 0; u < plan->count; u++) {
        if (plan->units[u].kind != UNIT_ITEM)
            continue;
        uint32_t head = is_list_mate(plan, u) ? plan->layout.heads[plan->layout.previous[u]] : u;
        plan->layout.heads[u] = head;
        plan->layout.ranks[u] = plan->sizes[head]++;
        plan->is_loose[head] = plan->is_loose[head] || plan->units[u].is_loose;
        if (head == u)
            plan->layout.is_odd[u] = is_odd(plan, u);
    }
}

/* What a unit is to the rules about blank lines. A weak list, whose first item is empty or has another number than 1, interrupts no
   paragraph. */
typedef enum Block {
    BLOCK_PROSE,
    BLOCK_LIST,
    BLOCK_WEAK_LIST,
    BLOCK_TABLE,
    BLOCK_QUOTE,
    BLOCK_CLOSED
} Block;

static bool is_weak(const Plan *plan, uint32_t item)
{
    const Unit *unit = &plan->units[item];
    bool is_empty = !unit->text.len && !unit->task && unit->end == item + 1;
    return is_empty || (unit->is_ordered && unit->number != 1);
}

/* Nothing goes on a paragraph that is not there. */
static bool is_empty_quote(const Unit *quote)
{
    for (size_t at = 0; at < quote->text.len; at++)
        if (!strchr("> \t\n", quote->text.ptr[at]))
            return false;
    return true;
}

static Block block_of(const Plan *plan, uint32_t u)
{
    const Unit *unit = &plan->units[u];
    switch (unit->kind) {
    case UNIT_ITEM:
        return is_weak(plan, u) ? BLOCK_WEAK_LIST : BLOCK_LIST;
    case UNIT_ROW:
        return BLOCK_TABLE;
    case UNIT_QUOTE:
        return is_empty_quote(unit) ? BLOCK_CLOSED : BLOCK_QUOTE;
    case UNIT_PARAGRAPH:
        return heading_is_inner(unit) ? BLOCK_CLOSED : BLOCK_PROSE;
    case UNIT_HEADING:
        return unit->title == SECTION_LABEL || unit->title == SECTION_PLAIN ? BLOCK_PROSE
                                                                            : BLOCK_CLOSED;
    default:
        return BLOCK_CLOSED;
    }
}

/* Without a blank line the second would be read as a part of the first. */
static const bool would_run_on[][BLOCK_CLOSED + 1] = {
    [BLOCK_PROSE] = {[BLOCK_PROSE] = true, [BLOCK_TABLE] = true, [BLOCK_WEAK_LIST] = true},
    [BLOCK_LIST] = {[BLOCK_PROSE] = true, [BLOCK_TABLE] = true},
    [BLOCK_WEAK_LIST] = {[BLOCK_PROSE] = true, [BLOCK_TABLE] = true},
    [BLOCK_TABLE] = {[BLOCK_PROSE] = true, [BLOCK_TABLE] = true},
    [BLOCK_QUOTE] = {[BLOCK_PROSE] = true, [BLOCK_TABLE] = true, [BLOCK_QUOTE] = true},
    [BLOCK_CLOSED] = {false},
};

static bool is_joined(const Plan *plan, uint32_t u)
{
    const Unit *unit = &plan->units[u];
    uint32_t before = plan->layout.previous[u];
    bool is_after_prose = before != NONE && block_of(plan, before) == BLOCK_PROSE;
    bool is_split_off = unit->kind == UNIT_ROW && plan->style->markup.pad_tables;
    return unit->is_joined && is_after_prose && !is_split_off;
}

static bool is_first_on_marker(const Plan *plan, uint32_t u)
{
    const Unit *unit = &plan->units[u];
    if (unit->parent == NONE || plan->layout.previous[u] != NONE)
        return false;
    const Unit *item = &plan->units[unit->parent];
    return !item->text.len && !item->task;
}

/* The block before a child of an item; its own text is its first block. */
static Block block_before(const Plan *plan, uint32_t u)
{
    uint32_t before = plan->layout.previous[u], item = plan->units[u].parent;
    if (before != NONE)
        return block_of(plan, before);
    return item != NONE && heading_is_inner(&plan->units[item]) ? BLOCK_CLOSED : BLOCK_PROSE;
}

static bool needs_blank(const Plan *plan, uint32_t u)
{
    if (is_list_mate(plan, u) || is_table_mate(plan, u) || is_joined(plan, u) ||
        is_first_on_marker(plan, u))
        return false;
    /* The rows of a tight item were read below its text, and will be again. */
    if (plan->units[u].kind == UNIT_ROW && plan->units[u].is_joined)
        return false;
    return would_run_on[block_before(plan, u)][block_of(plan, u)];
}

static void find_loose(Plan *plan)
{
    for (uint32_t u = 0; u < plan->count; u++)
        if (plan->units[u].parent != NONE && needs_blank(plan, u))
            plan->is_loose[plan->layout.heads[plan->units[u].parent]] = true;
}

static bool is_list_loose(const Plan *plan, uint32_t item)
{
    return plan->is_loose[plan->layout.heads[item]];
}

/* HTML goes on up to a blank line, where one stood: some kinds end by themselves, and tags that structure end at once. */
static bool is_html_apart(const Plan *plan, uint32_t before, uint32_t u)
{
    return before != NONE && plan->units[before].kind == UNIT_HTML &&
           plan->units[before].lines.end != plan->units[u].lines.start;
}

/* A nested list clings to the text above it unless it is loose itself; prettier lets it cling to all else. */
static Gap gap_before_nested_list(const Plan *plan, uint32_t u)
{
    uint32_t before = plan->layout.previous[u];
    bool may_part = before == NONE || plan->units[before].kind == UNIT_PARAGRAPH ||
                    plan->units[before].kind == UNIT_CODE || plan->units[before].kind == UNIT_HTML;
    bool parts =
        (may_part && is_list_loose(plan, u) && is_list_loose(plan, plan->units[u].parent)) ||
        needs_blank(plan, u) || is_html_apart(plan, before, u);
    return parts ? GAP_BLANK : GAP_BREAK;
}

static Gap gap_of(const Plan *plan, uint32_t u)
{
    const Unit *unit = &plan->units[u];
    if (u == 0 || is_first_on_marker(plan, u))
        return GAP_NONE;
    if (is_list_mate(plan, u))
        return is_list_loose(plan, u) ? GAP_BLANK : GAP_BREAK;
    if (is_table_mate(plan, u) || is_joined(plan, u))
        return GAP_BREAK;
    if (unit->parent == NONE)
        return GAP_BLANK;
    if (unit->kind == UNIT_ITEM)
        return gap_before_nested_list(plan, u);
    return is_list_loose(plan, unit->parent) ? GAP_BLANK : GAP_BREAK;
}

/* A loose list of one item is loose only if a blank line stands inside it. */
static void part_single_item(Plan *plan, uint32_t item)
{
    uint32_t first = NONE;
    for (uint32_t u = item + 1; u < plan->units[item].end; u = plan->units[u].end) {
        if (plan->layout.gaps[u] == GAP_BLANK && !is_list_mate(plan, u))
            return;
        if (first == NONE && plan->layout.gaps[u] == GAP_BREAK && !is_list_mate(plan, u) &&
            !is_table_mate(plan, u) && !is_joined(plan, u))
            first = u;
    }
    if (first != NONE)
        plan->layout.gaps[first] = GAP_BLANK;
}

Layout layout_make(Arena *arena, const Draft *draft, const Style *style)
{
    uint32_t count = (uint32_t)draft->units.len;
    Plan plan = {.units = draft->units.at, .count = count, .style = style};
    plan.layout = (Layout){.gaps = ARENA_ARRAY(arena, Gap, count),
                           .previous = ARENA_ARRAY(arena, uint32_t, count),
                           .heads = ARENA_ARRAY(arena, uint32_t, count),
                           .ranks = ARENA_ARRAY(arena, uint32_t, count),
                           .is_odd = ARENA_ARRAY(arena, bool, count)};
    plan.is_loose = ARENA_ARRAY(arena, bool, count);
    plan.sizes = ARENA_ARRAY(arena, uint32_t, count);
    find_siblings(arena, &plan);
    find_lists(&plan);
    find_loose(&plan);
    for (uint32_t u = 0; u < count; u++)
        plan.layout.gaps[u] = gap_of(&plan, u);
    for (uint32_t u = 0; u < count; u++)
        if (plan.units[u].kind == UNIT_ITEM && plan.sizes[u] == 1 && plan.is_loose[u])
            part_single_item(&plan, u);
    return plan.layout;
}
