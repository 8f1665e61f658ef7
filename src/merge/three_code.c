/* Code that both sides changed, line by line: taken together where no line was changed by both and what one side only added
   stands beside what the other changed. */
#include "merge/three_settle.h"

#include "base/buf.h"

typedef struct Code {
    Lines lines;
    Seq ids;
} Code;

typedef struct Joining {
    const Code *base, *sides[2];
    HunkVec hunks[2];
    size_t at[2];
    Buf out;
} Joining;

static bool read_code(Table *table, const Version *version, uint32_t block, Code *code)
{
    const Unit *unit = version_unit(version, block);
    if (!unit || unit->kind != UNIT_CODE || !unit->is_fenced || unit->is_unclosed)
        return false;
    code->lines = lines_index_feeds(table->arena, version_block(version, block));
    uint32_t *ids = ARENA_ARRAY(table->arena, uint32_t, code->lines.count);
    for (uint32_t n = 0; n < code->lines.count; n++)
        ids[n] = intern_id(table->intern, lines_with_ending(&code->lines, n));
    code->ids = (Seq){ids, code->lines.count};
    return true;
}

static const Hunk *next_hunk(const Joining *j, int side)
{
    return j->at[side] < j->hunks[side].len ? &j->hunks[side].at[j->at[side]] : NULL;
}

static bool is_addition(const Hunk *hunk)
{
    return hunk->old.start == hunk->old.end;
}

/* Line for line. */
static bool is_even(const Hunk *hunk)
{
    return hunk->old.end - hunk->old.start == hunk->new.end - hunk->new.start;
}

/* Does `a` end before `b` starts? Where they touch one has to be an addition, and the other may not have added lines. */
static bool is_before(const Hunk *a, const Hunk *b)
{
    if (a->old.end != b->old.start)
        return a->old.end < b->old.start;
    return (is_addition(a) && is_even(b)) || (is_even(a) && is_addition(b));
}

/* The side whose hunk comes first; -1 where they meet. */
static int first_side(const Joining *j)
{
    const Hunk *a = next_hunk(j, 0), *b = next_hunk(j, 1);
    if (!a || !b)
        return a ? 0 : 1;
    return is_before(a, b) ? 0 : is_before(b, a) ? 1 : -1;
}

static void add_lines(Joining *j, const Code *code, uint32_t start, uint32_t end)
{
    buf_add(&j->out, lines_range(&code->lines, (Range){start, end}));
}

static bool join(Joining *j)
{
    uint32_t at = 0;
    while (next_hunk(j, 0) || next_hunk(j, 1)) {
        int side = first_side(j);
        if (side < 0)
            return false;
        const Hunk *hunk = next_hunk(j, side);
        add_lines(j, j->base, at, hunk->old.start);
        add_lines(j, j->sides[side], hunk->new.start, hunk->new.end);
        at = hunk->old.end;
        j->at[side]++;
    }
    add_lines(j, j->base, at, j->base->lines.count);
    return true;
}

bool settle_code(Table *table, Trio trio, Span *text)
{
    Code base, ours, theirs;
    if (!read_code(table, table->ours.base, trio.base, &base) ||
        !read_code(table, table->ours.side, trio.ours, &ours) ||
        !read_code(table, table->theirs.side, trio.theirs, &theirs))
        return false;
    Joining j = {.base = &base, .sides = {&ours, &theirs}, .out = buf_in(table->arena)};
    seq_diff_lines(table->arena, base.ids, ours.ids, &j.hunks[0]);
    seq_diff_lines(table->arena, base.ids, theirs.ids, &j.hunks[1]);
    if (!join(&j))
        return false;
    *text = buf_span(&j.out);
    return true;
}
