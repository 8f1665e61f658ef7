#include "diff/copies.h"

#include "base/intern.h"
#include "diff/copies_settle.h"
#include "text/seq.h"
#include "text/words.h"

#include <stdlib.h>

typedef struct Finder {
    Arena *arena;
    const Lines *lines[2];
    uint32_t *ids[2]; /* of each line's bytes */
    uint32_t id_count;
    Copies *copies;
    uint32_t *local, *stamp, epoch; /* by id: its dense number in the comparison of that epoch */
} Finder;

static CopySide *side_of(const Finder *f, int side)
{
    return side ? &f->copies->new : &f->copies->old;
}

/* ---- blocks ---- */

static uint32_t length(Range range)
{
    return range.end - range.start;
}

/* Larger blocks first, so that what one holds stays its own. */
static int by_size(const void *a, const void *b)
{
    const Block *left = a, *right = b;
    uint32_t of_left = length(left->old), of_right = length(right->old);
    if (of_left != of_right)
        return of_left > of_right ? -1 : 1;
    return left->new.start < right->new.start ? -1 : left->new.start > right->new.start;
}

static void paint(CopySide *side, Range range, uint32_t block)
{
    for (uint32_t n = range.start; n < range.end && n < side->count; n++)
        side->block[n] = block;
}

static void paint_blocks(Finder *f, const BlockVec *moved)
{
    BlockVec blocks = {0};
    for (size_t i = 0; i < moved->len; i++)
        vec_add(f->arena, &blocks, moved->at[i]);
    if (blocks.len)
        qsort(blocks.at, blocks.len, sizeof *blocks.at, by_size);
    for (size_t i = 0; i < blocks.len; i++) {
        uint32_t block = ++f->copies->block_count;
        paint(&f->copies->old, blocks.at[i].old, block);
        paint(&f->copies->new, blocks.at[i].new, block);
    }
}

/* The lines of every block on one side: those of block b are at[first[b]] up to at[first[b + 1]]. */
typedef struct Members {
    uint32_t *first, *at;
} Members;

static Members members_of(const Finder *f, const CopySide *side)
{
    uint32_t blocks = f->copies->block_count + 1;
    Members members = {ARENA_ARRAY(f->arena, uint32_t, (size_t)blocks + 1),
                       ARENA_ARRAY(f->arena, uint32_t, side->count)};
    uint32_t *next = ARENA_ARRAY(f->arena, uint32_t, blocks);
    for (uint32_t n = 0; n < side->count; n++)
        members.first[side->block[n] + 1]++;
    for (uint32_t b = 0; b < blocks; b++)
        members.first[b + 1] += members.first[b];
    memcpy(next, members.first, blocks * sizeof *next);
    for (uint32_t n = 0; n < side->count; n++)
        members.at[next[side->block[n]]++] = n;
    return members;
}

/* ---- lines of one block ---- */

static uint32_t local_id(Finder *f, uint32_t *count, uint32_t id)
{
    if (f->stamp[id] != f->epoch) {
        f->stamp[id] = f->epoch;
        f->local[id] = (*count)++;
    }
    return f->local[id];
}

static Seq local_seq(Finder *f, Arena *scratch, int side, const uint32_t *lines, uint32_t count,
                     uint32_t *ids)
{
    uint32_t *seq = ARENA_ARRAY(scratch, uint32_t, count);
    for (uint32_t i = 0; i < count; i++)
        seq[i] = local_id(f, ids, f->ids[side][lines[i]]);
    return (Seq){seq, count};
}

static void join(Copies *copies, uint32_t old, uint32_t new)
{
    copies->old.mate[old] = new;
    copies->new.mate[new] = old;
}

static void match_block(Finder *f, uint32_t block, const Members *members)
{
    Arena *scratch = arena_new();
    const uint32_t *lines[2];
    Seq seqs[2];
    uint32_t ids = 0;
    f->epoch++;
    for (int side = 0; side < 2; side++) {
        lines[side] = members[side].at + members[side].first[block];
        uint32_t count = members[side].first[block + 1] - members[side].first[block];
        seqs[side] = local_seq(f, scratch, side, lines[side], count, &ids);
    }
    HunkVec hunks = {0};
    seq_diff(scratch, seqs[0], seqs[1], &hunks);
    uint32_t x = 0, y = 0;
    for (size_t i = 0; i <= hunks.len; i++) {
        uint32_t end = i < hunks.len ? hunks.at[i].old.start : seqs[0].count;
        while (x < end)
            join(f->copies, lines[0][x++], lines[1][y++]);
        if (i < hunks.len)
            x = hunks.at[i].old.end, y = hunks.at[i].new.end;
    }
    arena_free(scratch);
}

/* A block of which nothing came along has not moved: its lines count as standing where they are. */
static void dissolve_empty(Finder *f)
{
    Copies *c = f->copies;
    bool *is_kept = ARENA_ARRAY(f->arena, bool, (size_t)c->block_count + 1);
    for (uint32_t n = 0; n < c->new.count; n++)
        if (c->new.mate[n] != NONE && !span_is_blank(lines_line(f->lines[1], n)))
            is_kept[c->new.block[n]] = true;
    for (int side = 0; side < 2; side++) {
        CopySide *copy = side_of(f, side);
        for (uint32_t n = 0; n < copy->count; n++)
            if (!is_kept[copy->block[n]]) {
                copy->block[n] = 0;
                copy->mate[n] = NONE;
            }
    }
}

static void match_blocks(Finder *f)
{
    Members moved[2] = {members_of(f, &f->copies->old), members_of(f, &f->copies->new)};
    for (uint32_t block = 1; block <= f->copies->block_count; block++)
        match_block(f, block, moved);
    dissolve_empty(f);
    Members staying[2] = {members_of(f, &f->copies->old), members_of(f, &f->copies->new)};
    match_block(f, 0, staying);
}

/* ---- what is left over ---- */

static bool is_left(const CopySide *side, uint32_t line)
{
    return line < side->count && side->mate[line] == NONE;
}

static bool says_something(const Finder *f, uint32_t new)
{
    Span line = span_trim(lines_line(f->lines[1], new));
    return line.len >= COPIES_LEAST_MOVED && words_any(line);
}

static bool is_equal(const Finder *f, uint32_t old, uint32_t new)
{
    return f->ids[0][old] == f->ids[1][new];
}

/* A new block around two equal lines: as far as both sides go on alike. */
static void grow_block(Finder *f, uint32_t old, uint32_t new)
{
    Copies *c = f->copies;
    while (old && new &&is_left(&c->old, old - 1) && is_left(&c->new, new - 1) &&
           is_equal(f, old - 1, new - 1))
        old--, new --;
    uint32_t block = ++c->block_count;
    for (; is_left(&c->old, old) && is_left(&c->new, new) && is_equal(f, old, new); old++, new ++) {
        join(c, old, new);
        c->old.block[old] = c->new.block[new] = block;
    }
}

/* The first and, through `next`, all further lines left over on the old side, by id. */
static uint32_t *chain_left(Finder *f, uint32_t *next)
{
    uint32_t *first = ARENA_ARRAY(f->arena, uint32_t, f->id_count);
    for (uint32_t id = 0; id < f->id_count; id++)
        first[id] = NONE;
    for (uint32_t n = f->copies->old.count; n-- > 0;) {
        if (!is_left(&f->copies->old, n))
            continue;
        next[n] = first[f->ids[0][n]];
        first[f->ids[0][n]] = n;
    }
    return first;
}

/* Lines that are left over only once go first: they know best where their neighbours come from. */
static void match_left(Finder *f, bool is_any)
{
    uint32_t *next = ARENA_ARRAY(f->arena, uint32_t, f->copies->old.count);
    uint32_t *first = chain_left(f, next);
    for (uint32_t n = 0; n < f->copies->new.count; n++) {
        uint32_t id = f->ids[1][n];
        if (!is_left(&f->copies->new, n) || first[id] == NONE || !says_something(f, n))
            continue;
        while (first[id] != NONE && !is_left(&f->copies->old, first[id]))
            first[id] = next[first[id]];
        if (first[id] != NONE && (is_any || next[first[id]] == NONE))
            grow_block(f, first[id], n);
    }
}

/* ---- what stays ---- */

/* White space weighs nothing, other text what it is long. */
static uint32_t *weigh_lines(const Finder *f)
{
    uint32_t *weights = ARENA_ARRAY(f->arena, uint32_t, f->copies->new.count);
    for (uint32_t n = 0; n < f->copies->new.count; n++)
        weights[n] = (uint32_t)span_trim(lines_line(f->lines[1], n)).len;
    return weights;
}

static bool is_free(const CopySide *side, uint32_t line)
{
    return is_left(side, line) && side->block[line] == 0;
}

static void join_if_equal(Finder *f, uint32_t old, uint32_t new)
{
    if (is_free(&f->copies->old, old) && is_free(&f->copies->new, new) && is_equal(f, old, new))
        join(f->copies, old, new);
}

/* Lines beside those that have turned out to stay: blank ones, mostly. */
static void fill_gaps(Finder *f)
{
    const CopySide *new = &f->copies->new;
    for (uint32_t n = 0; n < new->count; n++)
        if (new->mate[n] != NONE &&new->block[n] == 0)
            join_if_equal(f, new->mate[n] + 1, n + 1);
    for (uint32_t n = new->count; n-- > 1;)
        if (new->mate[n] != NONE &&new->block[n] == 0 && new->mate[n] > 0)
            join_if_equal(f, new->mate[n] - 1, n - 1);
}

/* ---- both files ---- */

static void read_side(Finder *f, int side, const Lines *lines, Intern *intern)
{
    CopySide *copy = side_of(f, side);
    f->lines[side] = lines;
    *copy = (CopySide){lines->count, ARENA_ARRAY(f->arena, uint32_t, lines->count),
                       ARENA_ARRAY(f->arena, uint32_t, lines->count)};
    f->ids[side] = ARENA_ARRAY(f->arena, uint32_t, lines->count);
    for (uint32_t n = 0; n < lines->count; n++) {
        copy->mate[n] = NONE;
        f->ids[side][n] = intern_id(intern, lines_with_ending(lines, n));
    }
}

Copies *copies_find(Arena *arena, const Lines *old, const Lines *new, const BlockVec *moved)
{
    Finder f = {.arena = arena, .copies = ARENA_NEW(arena, Copies)};
    Intern *intern = intern_new(arena);
    read_side(&f, 0, old, intern);
    read_side(&f, 1, new, intern);
    f.id_count = intern_count(intern);
    f.local = ARENA_ARRAY(arena, uint32_t, f.id_count);
    f.stamp = ARENA_ARRAY(arena, uint32_t, f.id_count);
    paint_blocks(&f, moved);
    match_blocks(&f);
    match_left(&f, false);
    match_left(&f, true);
    copies_settle(arena, f.copies, weigh_lines(&f));
    fill_gaps(&f);
    return f.copies;
}
