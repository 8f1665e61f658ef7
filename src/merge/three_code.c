/* Code that both sides changed, line by line: taken together where no line was changed by both and what one side only added
   stands beside what the other changed. */
#include "merge/three_settle.h"

#include "base/buf.h"
#include "merge/three_hunks.h"

typedef struct Code {
    Lines lines;
    Seq ids;
} Code;

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

static void add_lines(Buf *out, const Code *code, uint32_t start, uint32_t end)
{
    buf_add(out, lines_range(&code->lines, (Range){start, end}));
}

static Span join(Arena *arena, const Code *base, const Code *const sides[2],
                 const SideHunkVec *order)
{
    Buf out = buf_in(arena);
    uint32_t at = 0;
    for (size_t i = 0; i < order->len; i++) {
        const SideHunk *next = &order->at[i];
        add_lines(&out, base, at, next->hunk.old.start);
        add_lines(&out, sides[next->side], next->hunk.new.start, next->hunk.new.end);
        at = next->hunk.old.end;
    }
    add_lines(&out, base, at, base->lines.count);
    return buf_span(&out);
}

bool settle_code(Table *table, Trio trio, Span *text)
{
    Code base, ours, theirs;
    if (!read_code(table, table->ours.base, trio.base, &base) ||
        !read_code(table, table->ours.side, trio.ours, &ours) ||
        !read_code(table, table->theirs.side, trio.theirs, &theirs))
        return false;
    HunkVec hunks[2] = {{0}, {0}};
    SideHunkVec order = {0};
    seq_diff_lines(table->arena, base.ids, ours.ids, &hunks[0]);
    seq_diff_lines(table->arena, base.ids, theirs.ids, &hunks[1]);
    if (!hunks_order(table->arena, hunks, is_before, &order))
        return false;
    *text = join(table->arena, &base, (const Code *const[]){&ours, &theirs}, &order);
    return true;
}
