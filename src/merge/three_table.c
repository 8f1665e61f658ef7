#include "merge/three_table.h"

#include "merge/three_row.h"
#include "merge/three_settle.h"

/* What ours did x what theirs did, at one place:

                ours | inserted        deleted      changed        replaced
        theirs       |
        inserted     | both, if told   listed: yes  yes            no
                     | apart
        deleted      | listed: yes     deleted      conflict       conflict
        changed      | yes             conflict     by its inside  conflict
        replaced     | no              conflict     conflict       if the same

   "yes" where the two only touch; "listed" where both are entries of lists, or whole sections. One that stands clear of
   the other is always taken. */
typedef enum Touch { TOUCH_NO, TOUCH_YES, TOUCH_LISTED } Touch;

static const Touch touches[4][4] = {
    [EDIT_INSERT] = {[EDIT_INSERT] = TOUCH_NO,
                     [EDIT_DELETE] = TOUCH_LISTED,
                     [EDIT_CHANGE] = TOUCH_YES,
                     [EDIT_REPLACE] = TOUCH_NO},
    [EDIT_DELETE] = {[EDIT_INSERT] = TOUCH_LISTED,
                     [EDIT_DELETE] = TOUCH_YES,
                     [EDIT_CHANGE] = TOUCH_YES,
                     [EDIT_REPLACE] = TOUCH_NO},
    [EDIT_CHANGE] = {[EDIT_INSERT] = TOUCH_YES,
                     [EDIT_DELETE] = TOUCH_YES,
                     [EDIT_CHANGE] = TOUCH_YES,
                     [EDIT_REPLACE] = TOUCH_NO},
    [EDIT_REPLACE] = {[EDIT_INSERT] = TOUCH_NO,
                      [EDIT_DELETE] = TOUCH_NO,
                      [EDIT_CHANGE] = TOUCH_NO,
                      [EDIT_REPLACE] = TOUCH_NO},
};

/* Above the levels of headings. */
enum { DEEPEST = 7 };

/* One side on its way through its edits. */
typedef struct Walk {
    const Branch *branch;
    size_t at;
    int64_t offset; /* of the side's blocks from the base's, before edit `at` */
} Walk;

typedef struct Deciding {
    Table *table;
    Walk ours, theirs;
    StepVec *steps;
    uint32_t touched; /* end, in the base, of the last step */
} Deciding;

static uint32_t length(Range range)
{
    return range.end - range.start;
}

static const Edit *next_edit(const Walk *walk)
{
    return walk->at < walk->branch->edits.len ? &walk->branch->edits.at[walk->at] : NULL;
}

static void pass(Walk *walk)
{
    const Edit *edit = next_edit(walk);
    walk->offset += (int64_t)length(edit->side) - length(edit->base);
    walk->at++;
}

/* ---- touching ---- */

/* An entry of a list, a row or a field stands for itself; a paragraph may refer to its neighbour. */
static bool is_listed(const Version *version, Range blocks)
{
    for (uint32_t b = blocks.start; b < blocks.end; b++) {
        const Unit *unit = version_unit(version, b);
        bool is_entry = unit && (unit->kind == UNIT_ITEM || unit->kind == UNIT_ROW);
        if (!is_entry && !version_is_front(version, b))
            return false;
    }
    return true;
}

/* All that is removed in one piece, of which the next edit may be a part. */
static Range removed_at(const Walk *walk)
{
    const EditVec *edits = &walk->branch->edits;
    Range run = edits->at[walk->at].base;
    for (size_t i = walk->at;
         i-- > 0 && edits->at[i].kind == EDIT_DELETE && edits->at[i].base.end == run.start;)
        run.start = edits->at[i].base.start;
    for (size_t i = walk->at + 1;
         i < edits->len && edits->at[i].kind == EDIT_DELETE && edits->at[i].base.start == run.end;
         i++)
        run.end = edits->at[i].base.end;
    return run;
}

/* The level of the heading that stands first from `block` on; 0 where there is something else, DEEPEST at the end. */
static uint32_t level_at(const Version *version, uint32_t block)
{
    while (block < version->ids.count && version->blocks[block].kind == BLOCK_BLANK)
        block++;
    if (block == version->ids.count)
        return DEEPEST;
    const Unit *unit = version_unit(version, block);
    return unit && unit->kind == UNIT_HEADING ? unit->level : 0;
}

/* Whole sections were removed, and whole sections added before them, or behind them and not below them. */
static bool are_sections(const Walk *inserting, const Walk *deleting)
{
    const Version *side = inserting->branch->side, *base = deleting->branch->base;
    const Edit *added = next_edit(inserting);
    Range removed = removed_at(deleting);
    uint32_t level = level_at(side, added->side.start), old = level_at(base, removed.start);
    if (!level || !old || !level_at(side, added->side.end) || !level_at(base, removed.end))
        return false;
    return added->base.start <= removed.start || level <= old;
}

static bool may_touch(const Walk *a, const Walk *b)
{
    const Edit *first = next_edit(a), *second = next_edit(b);
    Touch touch = touches[first->kind][second->kind];
    if (first->is_trailing || second->is_trailing)
        return true;
    if (touch != TOUCH_LISTED)
        return touch == TOUCH_YES;
    const Walk *inserting = first->kind == EDIT_INSERT ? a : b;
    const Walk *deleting = first->kind == EDIT_INSERT ? b : a;
    if (are_sections(inserting, deleting))
        return true;
    return is_listed(inserting->branch->side, next_edit(inserting)->side) &&
           is_listed(deleting->branch->base, next_edit(deleting)->base);
}

static bool is_clear(const Walk *a, const Walk *b)
{
    const Edit *first = next_edit(a), *second = next_edit(b);
    if (first->base.end != second->base.start)
        return first->base.end < second->base.start;
    bool is_at_one_point = length(first->base) == 0 && length(second->base) == 0;
    return !is_at_one_point && may_touch(a, b);
}

/* From the first edit on that counts. */
static Walk skip_moot(Walk walk)
{
    while (next_edit(&walk) && next_edit(&walk)->is_moot)
        walk.at++;
    return walk;
}

/* Does `a`'s edit come before `b`'s, and is it clear of it? What counts for nothing goes with the other side's edit, which must be
   clear of what comes behind. */
static bool is_before(const Walk *a, const Walk *b)
{
    const Edit *first = next_edit(a), *second = next_edit(b);
    if (!first || !second)
        return first != NULL;
    if (first->is_moot)
        return first->base.start < second->base.start;
    if (!second->is_moot)
        return is_clear(a, b);
    Walk ahead = first->base.start <= second->base.start ? skip_moot(*b) : *b;
    return first->base.start <= second->base.start && (!next_edit(&ahead) || is_clear(a, &ahead));
}

/* ---- steps ---- */

static void add(Deciding *d, Step step)
{
    vec_add(d->table->arena, d->steps, step);
    d->touched = step.base.end;
}

/* Where the edit's blocks of the base stand on the other side, which did nothing to them that counts. */
static Range pass_moot(const Edit *edit, Walk *other)
{
    Range blocks = {(uint32_t)(edit->base.start + other->offset), 0};
    while (next_edit(other) && next_edit(other)->is_moot &&
           next_edit(other)->base.end <= edit->base.end)
        pass(other);
    blocks.end = (uint32_t)(edit->base.end + other->offset);
    return blocks;
}

/* One side alone; it needed structure when the last step ends where this one starts. */
static void take(Deciding *d, Walk *walk, Walk *other, bool is_ours)
{
    const Edit *edit = next_edit(walk);
    if (!edit->is_moot) {
        Range same = pass_moot(edit, other);
        ThreeRule rule = d->steps->len && d->touched == edit->base.start ? RULE_APART : RULE_NONE;
        Step step = is_ours ? (Step){SEQ3_OURS, edit->base, edit->side, same, {0}, rule}
                            : (Step){SEQ3_THEIRS, edit->base, same, edit->side, {0}, rule};
        if (edit->kind == EDIT_INSERT &&
            row_pad_blocks(d->table->arena, walk->branch, edit->side, other->branch, &step.text)) {
            step.kind = SEQ3_SETTLED;
            step.rule = RULE_PADDED;
        }
        add(d, step);
    }
    pass(walk);
}

static bool is_same_edit(const Deciding *d)
{
    const Edit *a = next_edit(&d->ours), *b = next_edit(&d->theirs);
    if (a->base.start != b->base.start || a->base.end != b->base.end ||
        length(a->side) != length(b->side))
        return false;
    const uint32_t *x = d->ours.branch->side->ids.ids + a->side.start;
    const uint32_t *y = d->theirs.branch->side->ids.ids + b->side.start;
    return length(a->side) == 0 || memcmp(x, y, length(a->side) * sizeof *x) == 0;
}

static bool settle(Deciding *d, Span *text, ThreeRule *rule)
{
    const Edit *a = next_edit(&d->ours), *b = next_edit(&d->theirs);
    if (a->kind != b->kind || a->base.start != b->base.start)
        return false;
    if (a->kind == EDIT_CHANGE) {
        Trio trio = {a->base.start, a->side.start, b->side.start};
        return settle_change(d->table, trio, text, rule);
    }
    return a->kind == EDIT_INSERT && settle_additions(d->table, a->side, b->side, text, rule);
}

/* Those beside what a conflict holds, which count for nothing, are a part of it. */
static void pass_blanks(Walk *walk, uint32_t at)
{
    while (next_edit(walk) && next_edit(walk)->is_moot && next_edit(walk)->base.end == at)
        pass(walk);
}

/* Everything that overlaps in a chain, from the next edit of both sides on. */
static void take_conflict(Deciding *d)
{
    Step step = {.kind = SEQ3_CONFLICT};
    const Edit *a = next_edit(&d->ours), *b = next_edit(&d->theirs);
    step.base = (Range){a->base.start < b->base.start ? a->base.start : b->base.start,
                        a->base.start > b->base.start ? a->base.start : b->base.start};
    step.ours.start = (uint32_t)(step.base.start + d->ours.offset);
    step.theirs.start = (uint32_t)(step.base.start + d->theirs.offset);
    Walk *walks[] = {&d->ours, &d->theirs};
    bool is_first[] = {true, true};
    for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (int side = 0; side < 2; side++) {
            const Edit *edit = next_edit(walks[side]);
            if (!edit || (!is_first[side] && edit->base.start >= step.base.end))
                continue;
            step.base.end = edit->base.end > step.base.end ? edit->base.end : step.base.end;
            pass(walks[side]);
            is_first[side] = false;
            has_grown = true;
        }
    }
    pass_blanks(&d->ours, step.base.end);
    pass_blanks(&d->theirs, step.base.end);
    step.ours.end = (uint32_t)(step.base.end + d->ours.offset);
    step.theirs.end = (uint32_t)(step.base.end + d->theirs.offset);
    add(d, step);
}

static void take_both(Deciding *d)
{
    const Edit *a = next_edit(&d->ours), *b = next_edit(&d->theirs);
    Step step = {SEQ3_SAME, a->base, a->side, b->side, {0}, RULE_SAME};
    if (!is_same_edit(d)) {
        step.kind = SEQ3_SETTLED;
        if (!settle(d, &step.text, &step.rule)) {
            take_conflict(d);
            return;
        }
    }
    add(d, step);
    pass(&d->ours);
    pass(&d->theirs);
}

void table_decide(Table *table, Range base, Range ours, Range theirs, StepVec *steps)
{
    edits_find(table->arena, &table->ours, base, ours);
    edits_find(table->arena, &table->theirs, base, theirs);
    edits_settle(&table->ours, &table->theirs);
    edits_settle(&table->theirs, &table->ours);
    edits_split(table->arena, &table->ours, &table->theirs);
    Deciding d = {.table = table,
                  .ours = {&table->ours, 0, (int64_t)ours.start - base.start},
                  .theirs = {&table->theirs, 0, (int64_t)theirs.start - base.start},
                  .steps = steps,
                  .touched = base.start};
    while (next_edit(&d.ours) || next_edit(&d.theirs)) {
        if (is_before(&d.ours, &d.theirs))
            take(&d, &d.ours, &d.theirs, true);
        else if (is_before(&d.theirs, &d.ours))
            take(&d, &d.theirs, &d.ours, false);
        else
            take_both(&d);
    }
}
