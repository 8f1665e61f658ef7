#include "merge/three_hunks.h"

static const Hunk *hunk_at(const HunkVec *hunks, size_t at)
{
    return at < hunks->len ? &hunks->at[at] : NULL;
}

bool hunks_order(Arena *arena, const HunkVec sides[2],
                 bool (*is_before)(const Hunk *a, const Hunk *b), SideHunkVec *order)
{
    size_t at[2] = {0, 0};
    for (;;) {
        const Hunk *a = hunk_at(&sides[0], at[0]), *b = hunk_at(&sides[1], at[1]);
        if (!a && !b)
            return true;
        uint32_t side = !a || (b && !is_before(a, b));
        if (a && b && side && !is_before(b, a))
            return false;
        vec_add(arena, order, ((SideHunk){side, side ? *b : *a}));
        at[side]++;
    }
}
