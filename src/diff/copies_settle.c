#include "diff/copies_settle.h"

/* Lines of one block that follow each other on both sides. */
typedef struct Stretch {
    uint32_t old, new, count;
    uint64_t weight;
    uint64_t chain;    /* weight of the heaviest chain that ends here */
    uint32_t previous; /* in that chain, or NONE */
    bool is_in_place;
} Stretch;

typedef VEC(Stretch) StretchVec;

static StretchVec find_stretches(Arena *arena, const Copies *copies, const uint32_t *weights)
{
    StretchVec stretches = {0};
    for (uint32_t n = 0; n < copies->new.count; n++) {
        uint32_t old = copies->new.mate[n];
        Stretch *last = stretches.len ? &stretches.at[stretches.len - 1] : NULL;
        if (old == NONE)
            continue;
        if (last && last->old + last->count == old && last->new + last->count == n &&
            copies->new.block[last->new] == copies->new.block[n])
            last->count++;
        else
            vec_add(arena, &stretches, (Stretch){.old = old, .new = n, .count = 1});
        stretches.at[stretches.len - 1].weight += weights[n];
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
        if (other && (!best || tree->stretches[other - 1].chain > tree->stretches[best - 1].chain))
            best = other;
    }
    return best ? best - 1 : NONE;
}

static void heaviest_add(Heaviest *tree, uint32_t stretch)
{
    for (uint32_t at = tree->stretches[stretch].old + 1; at <= tree->count; at += at & -at) {
        uint32_t other = tree->best[at];
        if (!other || tree->stretches[stretch].chain > tree->stretches[other - 1].chain)
            tree->best[at] = stretch + 1;
    }
}

/* The last stretch of the heaviest chain that keeps its order on both sides. */
static uint32_t chain_end(Arena *arena, const Copies *copies, StretchVec *stretches)
{
    Heaviest tree = {stretches->at, ARENA_ARRAY(arena, uint32_t, (size_t)copies->old.count + 1),
                     copies->old.count};
    uint32_t end = NONE;
    for (uint32_t i = 0; i < stretches->len; i++) {
        Stretch *stretch = &stretches->at[i];
        stretch->previous = heaviest_before(&tree, stretch->old);
        stretch->chain = stretch->weight;
        if (stretch->previous != NONE)
            stretch->chain += stretches->at[stretch->previous].chain;
        heaviest_add(&tree, i);
        if (end == NONE || stretch->chain > stretches->at[end].chain)
            end = i;
    }
    return end;
}

static void set_block(Copies *copies, const Stretch *stretch, uint32_t block)
{
    for (uint32_t n = 0; n < stretch->count; n++) {
        copies->old.block[stretch->old + n] = block;
        copies->new.block[stretch->new + n] = block;
    }
}

static void part(Copies *copies, const Stretch *stretch)
{
    for (uint32_t n = 0; n < stretch->count; n++) {
        copies->old.mate[stretch->old + n] = NONE;
        copies->new.mate[stretch->new + n] = NONE;
    }
}

/* Is nothing between the two that has a mate? Then what is changed between them belongs to them. */
static bool is_next(const Copies *copies, const Stretch *before, const Stretch *stretch)
{
    uint32_t old = before->old + before->count;
    while (old < stretch->old && copies->old.mate[old] == NONE && copies->old.block[old] == 0)
        old++;
    return old == stretch->old && before->old < stretch->old;
}

static void set_between(Copies *copies, const Stretch *before, const Stretch *stretch,
                        uint32_t block)
{
    for (uint32_t old = before->old + before->count; old < stretch->old; old++)
        copies->old.block[old] = block;
    for (uint32_t n = before->new + before->count; n < stretch->new; n++)
        if (copies->new.block[n] == 0)
            copies->new.block[n] = block;
}

/* How much of each block moves. */
static uint64_t *weigh_moved(Arena *arena, const Copies *copies, const StretchVec *stretches)
{
    uint64_t *moved = ARENA_ARRAY(arena, uint64_t, (size_t)copies->block_count + 1);
    for (size_t i = 0; i < stretches->len; i++)
        if (!stretches->at[i].is_in_place)
            moved[copies->new.block[stretches->at[i].new]] += stretches->at[i].weight;
    return moved;
}

/* What moves on its own becomes a block; a block that has too little left to be worth it is dissolved. */
static void settle_moved(Arena *arena, Copies *copies, const StretchVec *stretches)
{
    const uint64_t *moved = weigh_moved(arena, copies, stretches);
    const Stretch *last = NULL; /* that has become a block */
    for (size_t i = 0; i < stretches->len; i++) {
        const Stretch *stretch = &stretches->at[i];
        uint32_t block = copies->new.block[stretch->new];
        bool goes_on = !block && last && last + 1 == stretch && is_next(copies, last, stretch);
        if (stretch->is_in_place)
            continue;
        if (!goes_on && (block ? moved[block] : stretch->weight) < COPIES_LEAST_MOVED) {
            part(copies, stretch);
        } else if (!block) {
            if (goes_on)
                set_between(copies, last, stretch, copies->block_count);
            set_block(copies, stretch, goes_on ? copies->block_count : ++copies->block_count);
            last = stretch;
        }
    }
}

/* Gives lines without a mate, from `start` up to `end`, to the blocks of the lines around them: what was changed in a
   block stays in it, and no block is left that nothing came along with. */
static void adopt(CopySide *side, uint32_t start, uint32_t end)
{
    uint32_t above = start > 0 ? side->block[start - 1] : 0;
    uint32_t below = end < side->count ? side->block[end] : 0;
    uint32_t turn = end; /* from here on they belong to what is below */
    while (turn > start && side->block[turn - 1] == below && below != above)
        turn--;
    for (uint32_t n = start; n < end; n++)
        side->block[n] = n < turn ? above : below;
}

static void adopt_all(CopySide *side)
{
    uint32_t start = 0;
    for (uint32_t n = 0; n <= side->count; n++) {
        if (n < side->count && side->mate[n] == NONE)
            continue;
        adopt(side, start, n);
        start = n + 1;
    }
}

void copies_settle(Arena *arena, Copies *copies, const uint32_t *weights)
{
    StretchVec stretches = find_stretches(arena, copies, weights);
    for (uint32_t i = chain_end(arena, copies, &stretches); i != NONE; i = stretches.at[i].previous)
        stretches.at[i].is_in_place = true;
    settle_moved(arena, copies, &stretches);
    for (size_t i = 0; i < stretches.len; i++)
        if (stretches.at[i].is_in_place)
            set_block(copies, &stretches.at[i], 0);
    adopt_all(&copies->old);
    adopt_all(&copies->new);
}
