#include "diff/copies_settle.h"

/* Lines of one block that follow each other on both sides. */
typedef struct Stretch {
    uint32_t old, new, count;
    uint64_t weight;   /* of the heaviest chain that ends here */
    uint32_t previous; /* in that chain, or NONE */
} Stretch;

typedef VEC(Stretch) StretchVec;

static StretchVec find_stretches(Arena *arena, const Copies *copies)
{
    StretchVec stretches = {0};
    for (uint32_t new = 0; new < copies->new.count; new ++) {
        uint32_t old = copies->new.mate[new];
        Stretch *last = stretches.len ? &stretches.at[stretches.len - 1] : NULL;
        if (old == NONE)
            continue;
        if (last && last->old + last->count == old && last->new + last->count == new &&
            copies->new.block[last->new] == copies->new.block[new])
            last->count++;
        else
            vec_add(arena, &stretches, (Stretch){old, new, 1, 0, NONE});
    }
    return stretches;
}

/* A Fenwick tree of the heaviest chain that ends before an old line. */
typedef struct Heaviest {
    const Stretch *stretches;
    uint32_t *best; /* stretches, from 1; 0 none */
    uint32_t count;
} Heaviest;

static uint32_t heaviest_before(const Heaviest *tree, uint32_t old)
{
    uint32_t best = 0;
    for (uint32_t at = old; at > 0; at -= at & -at) {
        uint32_t other = tree->best[at];
        if (other &&
            (!best || tree->stretches[other - 1].weight > tree->stretches[best - 1].weight))
            best = other;
    }
    return best ? best - 1 : NONE;
}

static void heaviest_add(Heaviest *tree, uint32_t stretch)
{
    for (uint32_t at = tree->stretches[stretch].old + 1; at <= tree->count; at += at & -at) {
        uint32_t other = tree->best[at];
        if (!other || tree->stretches[stretch].weight > tree->stretches[other - 1].weight)
            tree->best[at] = stretch + 1;
    }
}

/* A line that did not move outweighs all that did. */
static uint64_t weight_of(const Copies *copies, const Stretch *stretch)
{
    bool has_moved = copies->new.block[stretch->new] != 0;
    return (uint64_t)stretch->count * (has_moved ? 1 : (uint64_t)copies->new.count + 1);
}

static uint32_t chain_end(Arena *arena, const Copies *copies, StretchVec *stretches)
{
    Heaviest tree = {stretches->at, ARENA_ARRAY(arena, uint32_t, (size_t)copies->old.count + 1),
                     copies->old.count};
    uint32_t end = NONE;
    for (uint32_t i = 0; i < stretches->len; i++) {
        Stretch *stretch = &stretches->at[i];
        stretch->previous = heaviest_before(&tree, stretch->old);
        stretch->weight = weight_of(copies, stretch);
        if (stretch->previous != NONE)
            stretch->weight += stretches->at[stretch->previous].weight;
        heaviest_add(&tree, i);
        if (end == NONE || stretch->weight > stretches->at[end].weight)
            end = i;
    }
    return end;
}

void copies_settle(Arena *arena, Copies *copies)
{
    if (copies->block_count == 0)
        return;
    StretchVec stretches = find_stretches(arena, copies);
    for (uint32_t i = chain_end(arena, copies, &stretches); i != NONE;
         i = stretches.at[i].previous) {
        const Stretch *stretch = &stretches.at[i];
        for (uint32_t n = 0; n < stretch->count; n++) {
            copies->old.block[stretch->old + n] = 0;
            copies->new.block[stretch->new + n] = 0;
        }
    }
}
