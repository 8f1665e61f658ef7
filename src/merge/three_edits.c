#include "merge/three_edits.h"

static uint32_t length(Range range)
{
    return range.end - range.start;
}

/* ---- what became of a block ---- */

static uint32_t mate_of(const Branch *branch, uint32_t block)
{
    const Block *b = &branch->base->blocks[block];
    if (b->kind == BLOCK_FIELD) {
        uint32_t field = branch->pairing->fields[PAIR_OLD][b->index].index;
        return field == NONE ? NONE : branch->side->of_field[field];
    }
    if (b->kind == BLOCK_UNIT) {
        uint32_t unit = branch->pairing->units[PAIR_OLD][b->index].index;
        return unit == NONE ? NONE : branch->side->of_unit[unit];
    }
    return NONE;
}

static bool is_title(const Unit *unit)
{
    return unit->kind == UNIT_HEADING && unit->title == SECTION_HEADING;
}

/* The line below a title that has one. */
static Span underline(const Version *version, uint32_t block)
{
    const Unit *unit = version_unit(version, block);
    uint32_t last = version->blocks[block].lines.end - 1;
    return is_title(unit) && length(unit->lines) > 1 ? lines_line(&version->text->lines, last)
                                                     : (Span){0};
}

/* A line of dashes below a text makes it a heading, and may have been meant as a rule. */
static bool is_underlined_anew(const Branch *branch, uint32_t base, uint32_t side)
{
    Span old = underline(branch->base, base), new = underline(branch->side, side);
    bool are_titles =
        is_title(version_unit(branch->base, base)) && is_title(version_unit(branch->side, side));
    return !span_eq(old, new) && !(are_titles && (!old.len || !new.len));
}

bool edits_are_light(const Branch *branch, uint32_t base, uint32_t side)
{
    const Block *old = &branch->base->blocks[base], *new = &branch->side->blocks[side];
    if (old->kind != BLOCK_UNIT || new->kind != BLOCK_UNIT)
        return false;
    const Unit *was = &branch->base->doc->units[old->index];
    const Unit *is = &branch->side->doc->units[new->index];
    if (is_underlined_anew(branch, base, side))
        return false;
    if (was->kind == UNIT_CODE || was->is_header != is->is_header) /* a header has a line more */
        return false;
    return branch->pairing->unit_prints[PAIR_OLD][old->index].said ==
           branch->pairing->unit_prints[PAIR_NEW][new->index].said;
}

static bool is_blank(const Version *version, Range blocks)
{
    for (uint32_t b = blocks.start; b < blocks.end; b++)
        if (version->blocks[b].kind != BLOCK_BLANK)
            return false;
    return true;
}

/* Does the text hold the other, not as a part of longer words? */
static bool holds(Span text, Span part)
{
    for (size_t at = 0; part.len && (at = span_find(text, part, at)) < text.len; at++) {
        size_t end = at + part.len;
        bool is_start = at == 0 || !span_has_alnum(span_range(text, at - 1, at));
        if (is_start && (end == text.len || !span_has_alnum(span_range(text, end, end + 1))))
            return true;
    }
    return false;
}

/* Fields are compared in pairs up to this many, and up to this many bytes of each. */
enum { FIELD_PAIRS = 1 << 10, FIELD_LENGTH = 1 << 12 };

static bool is_said_again(const Field *old, const Field *later)
{
    Span was = span_trim(old->source), is = span_trim(later->source);
    if (was.len > FIELD_LENGTH || is.len > FIELD_LENGTH)
        return true;
    return holds(is, was) || holds(was, is);
}

/* Does a field of the base go on under another key? Of very many or very long ones nobody knows. */
static bool is_any_said_again(const Branch *branch, Range base, Range side)
{
    if ((uint64_t)length(base) * length(side) > FIELD_PAIRS)
        return true;
    for (uint32_t b = base.start; b < base.end; b++)
        for (uint32_t s = side.start; s < side.end; s++) {
            const Field *was = version_field(branch->base, b);
            const Field *is = version_field(branch->side, s);
            if (was && is && is_said_again(was, is))
                return true;
        }
    return false;
}

static bool is_all_fields(const Version *version, Range blocks)
{
    for (uint32_t b = blocks.start; b < blocks.end; b++)
        if (!version_is_front(version, b))
            return false;
    return true;
}

/* Fields go by their keys: those that stand in the place of others did not come out of them. */
static bool is_exchange(const Branch *branch, EditKind kind, Range base, Range side)
{
    return kind == EDIT_REPLACE && is_all_fields(branch->base, base) &&
           is_all_fields(branch->side, side) && !is_any_said_again(branch, base, side);
}

static void add_edit(Arena *arena, Branch *branch, EditKind kind, Range base, Range side)
{
    bool is_empty =
        kind != EDIT_CHANGE && is_blank(branch->base, base) && is_blank(branch->side, side);
    bool is_light =
        is_empty || (kind == EDIT_CHANGE && edits_are_light(branch, base.start, side.start));
    bool is_trailing = kind == EDIT_DELETE && base.start >= branch->base->said;
    vec_add(arena, &branch->edits,
            (Edit){.kind = kind,
                   .base = base,
                   .side = side,
                   .is_light = is_light,
                   .is_blank = is_empty,
                   .is_trailing = is_trailing,
                   .is_exchange = is_exchange(branch, kind, base, side)});
}

/* A heading that stands in the place of one of its level is that one under another title. */
static bool is_renaming(const Branch *branch, Range base, Range side)
{
    if (length(base) != 1 || length(side) != 1)
        return false;
    const Unit *old = version_unit(branch->base, base.start);
    const Unit *new = version_unit(branch->side, side.start);
    return old && new && old->kind == UNIT_HEADING &&new->kind == UNIT_HEADING &&
           old->title == new->title && old->level == new->level;
}

/* One by one, so that each stands wholly inside or outside of what the other side did. */
static void add_removed_blanks(Arena *arena, Branch *branch, Range base, Range side)
{
    for (uint32_t b = base.start; b < base.end; b++)
        add_edit(arena, branch, EDIT_DELETE, (Range){b, b + 1}, side);
}

static void add(Arena *arena, Branch *branch, Range base, Range side)
{
    if (length(base) == 0 && length(side) == 0)
        return;
    if (length(side) == 0 && is_blank(branch->base, base)) {
        add_removed_blanks(arena, branch, base, side);
        return;
    }
    EditKind kind = length(base) == 0                 ? EDIT_INSERT
                    : length(side) == 0               ? EDIT_DELETE
                    : is_renaming(branch, base, side) ? EDIT_CHANGE
                                                      : EDIT_REPLACE;
    add_edit(arena, branch, kind, base, side);
}

/* Pairs that do not cross cut the hunk into pieces. A pair that would leave out many others is no move of theirs but its
   own: pairs are taken in the order of the base as long as they go forward. */
static void add_hunk(Arena *arena, Branch *branch, Range base, Range side)
{
    for (uint32_t b = base.start; b < base.end; b++) {
        uint32_t mate = mate_of(branch, b);
        if (mate == NONE || mate < side.start || mate >= side.end)
            continue;
        add(arena, branch, (Range){base.start, b}, (Range){side.start, mate});
        add_edit(arena, branch, EDIT_CHANGE, (Range){b, b + 1}, (Range){mate, mate + 1});
        base.start = b + 1;
        side.start = mate + 1;
    }
    add(arena, branch, base, side);
}

static Range shift(Range range, uint32_t by)
{
    return (Range){range.start + by, range.end + by};
}

static bool is_closing_tag(const Version *version, uint32_t block)
{
    return span_starts(span_trim_start(version_block(version, block)), SPAN("</"));
}

/* What was added before a closing tag and starts with the like of it was added behind it. */
static void slide(Branch *branch, size_t at, uint32_t end)
{
    Edit *edit = &branch->edits.at[at];
    uint32_t stop = at + 1 < branch->edits.len ? branch->edits.at[at + 1].base.start : end;
    while (edit->kind == EDIT_INSERT && edit->base.start < stop &&
           branch->base->ids.ids[edit->base.start] == branch->side->ids.ids[edit->side.start] &&
           is_closing_tag(branch->base, edit->base.start)) {
        edit->base = shift(edit->base, 1);
        edit->side = shift(edit->side, 1);
    }
}

void edits_find(Arena *arena, Branch *branch, Range base, Range side)
{
    HunkVec hunks = {0};
    Seq old = {branch->base->ids.ids + base.start, length(base)};
    Seq new = {branch->side->ids.ids + side.start, length(side)};
    seq_diff(arena, old, new, &hunks);
    branch->edits.len = 0;
    for (size_t i = 0; i < hunks.len; i++)
        add_hunk(arena, branch, shift(hunks.at[i].old, base.start),
                 shift(hunks.at[i].new, side.start));
    for (size_t i = 0; i < branch->edits.len; i++)
        slide(branch, i, base.end);
}

/* ---- removals ---- */

static bool is_inside(Range edit, Range run)
{
    return edit.start < run.end && edit.end > run.start;
}

static bool is_within(Range edit, Range run)
{
    return edit.start >= run.start && edit.end <= run.end;
}

/* Does it say nothing beside the run? Of what the other side replaced nobody knows what became of which. */
static bool is_idle(const Edit *edit, const Edit *run)
{
    return run->kind == EDIT_DELETE ? edit->is_light : edit->is_blank;
}

/* Blank lines that were added where the run starts or ends. */
static bool is_beside(const Edit *edit, const Edit *run)
{
    bool is_touching = edit->base.start == run->base.start || edit->base.start == run->base.end;
    return edit->kind == EDIT_INSERT && edit->is_blank && is_touching;
}

/* Nothing of the other side is inside the run, but what does not count and, when the run was removed, removals and fields
   exchanged for others. */
static bool is_clear(const Edit *run, const Branch *other, bool are_idle_ignored)
{
    for (size_t i = 0; i < other->edits.len; i++) {
        const Edit *edit = &other->edits.at[i];
        bool is_ignored = edit->is_moot || (are_idle_ignored && is_idle(edit, run));
        bool is_agreed =
            run->kind == EDIT_DELETE && (edit->kind == EDIT_DELETE || edit->is_exchange);
        if (is_inside(edit->base, run->base) && !is_agreed && !is_ignored)
            return false;
    }
    return true;
}

/* Sets of edits are compared in pairs up to this many. */
enum { PAIRS_LIMIT = 1 << 22 };

/* The run with the blank lines beside it, which the other side removed and this one kept. */
static void take_in(Branch *branch, size_t at, const Edit *blank)
{
    Edit *run = &branch->edits.at[at];
    uint32_t before = at ? branch->edits.at[at - 1].base.end : 0;
    uint32_t behind = at + 1 < branch->edits.len ? branch->edits.at[at + 1].base.start : NONE;
    bool is_behind = blank->base.start == run->base.end && blank->base.end <= behind;
    if (blank->base.end == run->base.start && blank->base.start >= before) {
        run->base.start -= length(blank->base);
        run->side.start -= length(blank->base);
    } else if (is_behind && !blank->is_trailing) {
        run->base.end += length(blank->base);
        run->side.end += length(blank->base);
    } else {
        return;
    }
    run->kind = EDIT_REPLACE;
    run->is_exchange = false;
}

static void widen(Branch *branch, const Branch *other)
{
    for (size_t i = 0; i < branch->edits.len; i++) {
        const Edit *run = &branch->edits.at[i];
        bool is_new = run->kind == EDIT_REPLACE || run->kind == EDIT_INSERT;
        for (size_t j = 0; j < other->edits.len && is_new && !run->is_blank; j++)
            if (other->edits.at[j].is_blank && other->edits.at[j].kind == EDIT_DELETE)
                take_in(branch, i, &other->edits.at[j]);
    }
}

void edits_settle(Branch *branch, Branch *other)
{
    if (branch->edits.len * other->edits.len > PAIRS_LIMIT)
        return;
    widen(other, branch);
    for (size_t j = 0; j < other->edits.len; j++) {
        const Edit *run = &other->edits.at[j];
        bool is_run = run->kind == EDIT_DELETE || run->kind == EDIT_REPLACE;
        if (!is_run || run->is_light || !is_clear(run, branch, true))
            continue;
        for (size_t i = 0; i < branch->edits.len; i++) {
            Edit *edit = &branch->edits.at[i];
            bool is_in = is_inside(edit->base, run->base) && is_within(edit->base, run->base);
            edit->is_moot |= is_idle(edit, run) && (is_in || is_beside(edit, run));
        }
    }
}

static void split_removal(Arena *arena, const Edit *edit, EditVec *parts)
{
    for (uint32_t b = edit->base.start; b < edit->base.end; b++) {
        Edit part = *edit;
        part.base = (Range){b, b + 1};
        part.side = (Range){edit->side.start, edit->side.start};
        vec_add(arena, parts, part);
    }
}

static EditVec split(Arena *arena, const Branch *branch, const Branch *other)
{
    EditVec parts = {0};
    for (size_t i = 0; i < branch->edits.len; i++) {
        Edit edit = branch->edits.at[i], removal = edit;
        if (edit.is_exchange)
            removal.kind = EDIT_DELETE;
        removal.is_exchange = false;
        if (removal.kind != EDIT_DELETE || !is_clear(&removal, other, false)) {
            vec_add(arena, &parts, edit);
            continue;
        }
        split_removal(arena, &removal, &parts);
        edit.kind = EDIT_INSERT;
        edit.is_exchange = false;
        edit.base.start = edit.base.end;
        if (length(edit.side))
            vec_add(arena, &parts, edit);
    }
    return parts;
}

void edits_split(Arena *arena, Branch *a, Branch *b)
{
    if (a->edits.len * b->edits.len > PAIRS_LIMIT)
        return;
    EditVec of_a = split(arena, a, b), of_b = split(arena, b, a);
    a->edits = of_a;
    b->edits = of_b;
}
