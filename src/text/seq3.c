#include "text/seq3.h"

/* As git merges: Khanna, Kunal and Pierce, "A Formal Investigation of Diff3" (2007) describe the algorithm; which
   changes touch and how conflicts are narrowed follow git's xdiff, so that what it calls clean is clean here and the
   same. */

/* Conflicts this close together are easier to read as one. */
enum { NEAR = 3 };

static int64_t length(Range range)
{
    return (int64_t)range.end - range.start;
}

static Range shift(Range range, int64_t by)
{
    return (Range){(uint32_t)(range.start + by), (uint32_t)(range.end + by)};
}

static Range cover(Range a, Range b)
{
    return (Range){a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}

/* ---- merging ---- */

/* One side's hunks, and how far its elements stand from the base's. */
typedef struct Side {
    Seq seq;
    HunkVec hunks;
    size_t at;
    int64_t offset; /* before hunk `at` */
} Side;

static const Hunk *next_hunk(const Side *side)
{
    return side->at < side->hunks.len ? &side->hunks.at[side->at] : NULL;
}

static void pass(Side *side)
{
    const Hunk *hunk = &side->hunks.at[side->at++];
    side->offset += length(hunk->new) - length(hunk->old);
}

/* Joins what touches on either side, as hunks that overlap in a chain do. */
static void append(Arena *arena, Seq3Vec *regions, Seq3Region region)
{
    Seq3Region *last = regions->len ? &regions->at[regions->len - 1] : NULL;
    if (!last || (region.ours.start > last->ours.end && region.theirs.start > last->theirs.end)) {
        vec_add(arena, regions, region);
        return;
    }
    if (last->kind != region.kind)
        last->kind = SEQ3_CONFLICT;
    last->base.end = region.base.end;
    last->ours.end = region.ours.end;
    last->theirs.end = region.theirs.end;
}

static bool is_same_change(const Side *a, const Side *b)
{
    const Hunk *x = next_hunk(a), *y = next_hunk(b);
    if (x->old.start != y->old.start || x->old.end != y->old.end ||
        length(x->new) != length(y->new))
        return false;
    for (uint32_t i = 0; i < length(x->new); i++)
        if (a->seq.ids[x->new.start + i] != b->seq.ids[y->new.start + i])
            return false;
    return true;
}

/* The hunk, widened to cover `base`, in the elements of its side. */
static Range widened(const Hunk *hunk, Range base)
{
    return (Range){(uint32_t)(hunk->new.start + ((int64_t)base.start - hunk->old.start)),
                   (uint32_t)(hunk->new.end + ((int64_t)base.end - hunk->old.end))};
}

static void append_both(Arena *arena, const Side *ours, const Side *theirs, Seq3Vec *regions)
{
    const Hunk *a = next_hunk(ours), *b = next_hunk(theirs);
    Range base = cover(a->old, b->old);
    append(arena, regions,
           (Seq3Region){SEQ3_CONFLICT, base, widened(a, base), widened(b, base), NONE});
}

/* Both next hunks touch: the one that ends first is done with, or both are. */
static void take_both(Arena *arena, Side *ours, Side *theirs, Seq3Vec *regions)
{
    const Hunk *a = next_hunk(ours), *b = next_hunk(theirs);
    if (is_same_change(ours, theirs)) /* it touches nothing, or it would not be alone */
        vec_add(arena, regions, (Seq3Region){SEQ3_SAME, a->old, a->new, b->new, NONE});
    else
        append_both(arena, ours, theirs, regions);
    uint32_t a_end = a->old.end, b_end = b->old.end;
    if (a_end >= b_end)
        pass(theirs);
    if (b_end >= a_end)
        pass(ours);
}

static bool is_before(const Hunk *hunk, const Hunk *other)
{
    return hunk && (!other || hunk->old.end < other->old.start);
}

void seq3_merge(Arena *arena, Seq base, Seq ours, Seq theirs, Seq3Vec *regions)
{
    Side a = {.seq = ours}, b = {.seq = theirs};
    seq_diff_lines(arena, base, ours, &a.hunks);
    seq_diff_lines(arena, base, theirs, &b.hunks);
    while (next_hunk(&a) || next_hunk(&b)) {
        const Hunk *x = next_hunk(&a), *y = next_hunk(&b);
        if (is_before(x, y)) {
            append(arena, regions,
                   (Seq3Region){SEQ3_OURS, x->old, x->new, shift(x->old, b.offset), NONE});
            pass(&a);
        } else if (is_before(y, x)) {
            append(arena, regions,
                   (Seq3Region){SEQ3_THEIRS, y->old, shift(y->old, a.offset), y->new, NONE});
            pass(&b);
        } else {
            take_both(arena, &a, &b, regions);
        }
    }
}

/* ---- narrowing ---- */

static Seq part(Seq seq, Range range)
{
    return (Seq){seq.count ? seq.ids + range.start : seq.ids, range.end - range.start};
}

static bool is_empty(Range range)
{
    return range.start == range.end;
}

static void cut(Arena *arena, Seq ours, Seq theirs, Seq3Region region, Seq3Vec *parts)
{
    if (region.kind != SEQ3_CONFLICT || is_empty(region.ours) || is_empty(region.theirs)) {
        vec_add(arena, parts, region);
        return;
    }
    HunkVec hunks = {0};
    seq_diff_lines(arena, part(ours, region.ours), part(theirs, region.theirs), &hunks);
    if (hunks.len == 0) {
        region.kind = SEQ3_SAME;
        vec_add(arena, parts, region);
    }
    for (size_t i = 0; i < hunks.len; i++)
        vec_add(arena, parts,
                (Seq3Region){SEQ3_CONFLICT, region.base, shift(hunks.at[i].old, region.ours.start),
                             shift(hunks.at[i].new, region.theirs.start), region.settled});
}

static bool is_near(const Seq3Region *a, const Seq3Region *b, const bool *is_weak)
{
    if (a->kind != SEQ3_CONFLICT || b->kind != SEQ3_CONFLICT)
        return false;
    if (b->ours.start - a->ours.end <= NEAR)
        return true;
    for (uint32_t n = a->ours.end; n < b->ours.start; n++)
        if (!is_weak[n])
            return false;
    return true;
}

Seq3Vec seq3_narrow(Arena *arena, Seq ours, Seq theirs, const bool *is_weak, const Seq3Vec *regions)
{
    Seq3Vec parts = {0}, joined = {0};
    for (size_t i = 0; i < regions->len; i++)
        if (regions->at[i].kind != SEQ3_SAME)
            cut(arena, ours, theirs, regions->at[i], &parts);
    for (size_t i = 0; i < parts.len; i++) {
        Seq3Region *last = joined.len ? &joined.at[joined.len - 1] : NULL;
        if (last && is_near(last, &parts.at[i], is_weak)) {
            last->base = cover(last->base, parts.at[i].base);
            last->ours.end = parts.at[i].ours.end;
            last->theirs.end = parts.at[i].theirs.end;
        } else {
            vec_add(arena, &joined, parts.at[i]);
        }
    }
    return joined;
}

static void trim(Seq ours, Seq theirs, Seq3Region *region)
{
    Range *a = &region->ours, *b = &region->theirs;
    while (!is_empty(*a) && !is_empty(*b) && ours.ids[a->start] == theirs.ids[b->start])
        a->start++, b->start++;
    while (!is_empty(*a) && !is_empty(*b) && ours.ids[a->end - 1] == theirs.ids[b->end - 1])
        a->end--, b->end--;
}

void seq3_trim(Seq ours, Seq theirs, Seq3Vec *regions)
{
    for (size_t i = 0; i < regions->len; i++)
        if (regions->at[i].kind == SEQ3_CONFLICT)
            trim(ours, theirs, &regions->at[i]);
}
