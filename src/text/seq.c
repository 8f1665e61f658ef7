#include "text/seq.h"

/* The linear-space variant of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), section 4b: a search from
   both ends meets in the middle of a shortest path, which divides the problem in two. Before it, elements that only
   one side has are set aside: they are in no common subsequence, and most changed lines are such. */

/* Steps spent on the whole, roughly: the edits one search may take are limited to this divided by the length. */
enum { STEP_LIMIT = 1 << 22, LEAST_EDITS = 256 };

/* One side: the elements that both sides have, and where they stood. */
typedef struct Side {
    uint32_t *ids, *place;
    int32_t count;
    bool *is_changed; /* of every element of the sequence */
} Side;

/* Part of the grid of both sides; x goes along the old, y along the new. */
typedef struct Box {
    int32_t x, y, x_end, y_end;
} Box;

typedef struct Point {
    int32_t x, y;
} Point;

typedef VEC(Box) BoxVec;

typedef struct Search {
    Side old, new;
    int32_t *forward,
        *backward; /* furthest x of each diagonal x - y; addressed with negative indices too */
    int32_t edit_limit;
} Search;

/* The diagonals a search has reached; they change parity with every edit. */
typedef struct Front {
    int32_t low, high;
} Front;

static Side side_of(Arena *arena, Seq seq, const bool *is_shared)
{
    Side side = {ARENA_ARRAY(arena, uint32_t, seq.count), ARENA_ARRAY(arena, uint32_t, seq.count),
                 0, ARENA_ARRAY(arena, bool, (size_t)seq.count + 1)};
    for (uint32_t i = 0; i < seq.count; i++) {
        side.is_changed[i] = !is_shared[seq.ids[i]];
        if (side.is_changed[i])
            continue;
        side.ids[side.count] = seq.ids[i];
        side.place[side.count++] = i;
    }
    return side;
}

static uint32_t id_limit(Seq old, Seq new)
{
    uint32_t largest = 0;
    for (uint32_t i = 0; i < old.count; i++)
        largest = old.ids[i] > largest ? old.ids[i] : largest;
    for (uint32_t i = 0; i < new.count; i++)
        largest = new.ids[i] > largest ? new.ids[i] : largest;
    return largest;
}

static const bool *find_shared(Arena *arena, Seq old, Seq new)
{
    size_t limit = (size_t)id_limit(old, new) + 1;
    bool *is_old = ARENA_ARRAY(arena, bool, limit), *is_shared = ARENA_ARRAY(arena, bool, limit);
    for (uint32_t i = 0; i < old.count; i++)
        is_old[old.ids[i]] = true;
    for (uint32_t i = 0; i < new.count; i++)
        is_shared[new.ids[i]] = is_old[new.ids[i]];
    return is_shared;
}

static bool is_match(const Search *search, int32_t x, int32_t y)
{
    return search->old.ids[x] == search->new.ids[y];
}

/* A front grows by one diagonal on both sides, but not out of the box. What it grows into counts as unreached. */
static Front grow(Front front, Front limit, int32_t *furthest, int32_t unreached)
{
    if (front.low > limit.low)
        furthest[--front.low - 1] = unreached;
    else
        front.low++;
    if (front.high < limit.high)
        furthest[++front.high + 1] = unreached;
    else
        front.high--;
    return front;
}

/* One more edit from the start of the box. True when a path meets the search from the end, at `*meeting`. */
static bool step_forward(Search *search, const Box *box, Front front, const Front *other,
                         Point *meeting)
{
    int32_t *furthest = search->forward;
    for (int32_t k = front.low; k <= front.high; k += 2) {
        bool is_deletion = furthest[k - 1] >= furthest[k + 1];
        int32_t x = is_deletion ? furthest[k - 1] + 1 : furthest[k + 1];
        while (x < box->x_end && x - k < box->y_end && is_match(search, x, x - k))
            x++;
        furthest[k] = x;
        *meeting = (Point){x, x - k};
        if (other && k >= other->low && k <= other->high && search->backward[k] <= x)
            return true;
    }
    return false;
}

static bool step_backward(Search *search, const Box *box, Front front, const Front *other,
                          Point *meeting)
{
    int32_t *furthest = search->backward;
    for (int32_t k = front.low; k <= front.high; k += 2) {
        bool is_insertion = furthest[k - 1] < furthest[k + 1];
        int32_t x = is_insertion ? furthest[k - 1] : furthest[k + 1] - 1;
        while (x > box->x && x - k > box->y && is_match(search, x - 1, x - k - 1))
            x--;
        furthest[k] = x;
        *meeting = (Point){x, x - k};
        if (other && k >= other->low && k <= other->high && x <= search->forward[k])
            return true;
    }
    return false;
}

/* Where the search from the start has got furthest, when it takes too long to meet the other. */
static Point furthest_point(const Search *search, const Box *box, Front front)
{
    Point best = {box->x, box->y};
    for (int32_t k = front.low; k <= front.high; k += 2) {
        int32_t x = search->forward[k] < box->x_end ? search->forward[k] : box->x_end;
        if (x - k > box->y_end)
            x = box->y_end + k;
        if (x + x - k > best.x + best.y)
            best = (Point){x, x - k};
    }
    return best;
}

/* A point on a shortest path through the box, whose two sides are not empty and which starts and ends in no match. */
static Point divide(Search *search, const Box *box)
{
    Front limit = {box->x - box->y_end, box->x_end - box->y};
    int32_t start = box->x - box->y, end = box->x_end - box->y_end;
    Front forward = {start, start}, backward = {end, end};
    bool is_odd = (start - end) & 1;
    search->forward[start] = box->x;
    search->backward[end] = box->x_end;
    Point meeting;
    for (int32_t edits = 1; edits <= search->edit_limit; edits++) {
        forward = grow(forward, limit, search->forward, -1);
        if (step_forward(search, box, forward, is_odd ? &backward : NULL, &meeting))
            return meeting;
        backward = grow(backward, limit, search->backward, INT32_MAX);
        if (step_backward(search, box, backward, is_odd ? NULL : &forward, &meeting))
            return meeting;
    }
    return furthest_point(search, box, forward);
}

static Box trim(const Search *search, Box box)
{
    while (box.x < box.x_end && box.y < box.y_end && is_match(search, box.x, box.y))
        box.x++, box.y++;
    while (box.x < box.x_end && box.y < box.y_end && is_match(search, box.x_end - 1, box.y_end - 1))
        box.x_end--, box.y_end--;
    return box;
}

static void mark(Side *side, int32_t from, int32_t to)
{
    for (int32_t i = from; i < to; i++)
        side->is_changed[side->place[i]] = true;
}

static void compare(Arena *arena, Search *search)
{
    BoxVec open = {0};
    vec_add(arena, &open, (Box){0, 0, search->old.count, search->new.count});
    while (open.len) {
        Box box = trim(search, open.at[--open.len]);
        if (box.x == box.x_end || box.y == box.y_end) {
            mark(&search->old, box.x, box.x_end);
            mark(&search->new, box.y, box.y_end);
            continue;
        }
        Point middle = divide(search, &box);
        vec_add(arena, &open, (Box){middle.x, middle.y, box.x_end, box.y_end});
        vec_add(arena, &open, (Box){box.x, box.y, middle.x, middle.y});
    }
}

static Search search_of(Arena *arena, Seq old, Seq new)
{
    const bool *is_shared = find_shared(arena, old, new);
    Search search = {.old = side_of(arena, old, is_shared), .new = side_of(arena, new, is_shared)};
    size_t length = (size_t)search.old.count + (size_t)search.new.count, diagonals = length + 3;
    /* the lowest diagonal is minus the length of the new side, and one more on both ends is written */
    search.forward = ARENA_ARRAY(arena, int32_t, diagonals) + search.new.count + 1;
    search.backward = ARENA_ARRAY(arena, int32_t, diagonals) + search.new.count + 1;
    search.edit_limit = (int32_t)(STEP_LIMIT / (length + 1));
    if (search.edit_limit < LEAST_EDITS)
        search.edit_limit = LEAST_EDITS;
    return search;
}

static void add_hunks(Arena *arena, const Search *search, Seq old, Seq new, HunkVec *hunks)
{
    uint32_t x = 0, y = 0;
    while (x < old.count || y < new.count) {
        Hunk hunk = {{x, x}, {y, y}};
        while (x < old.count && search->old.is_changed[x])
            hunk.old.end = ++x;
        while (y < new.count && search->new.is_changed[y])
            hunk.new.end = ++y;
        if (hunk.old.start < hunk.old.end || hunk.new.start < hunk.new.end)
            vec_add(arena, hunks, hunk);
        else
            x++, y++;
    }
}

/* ---- sliding ---- */

static bool is_empty(Range range)
{
    return range.start == range.end;
}

/* May the hunk, which only inserts or only deletes, stand one further down? */
static bool may_slide(const Hunk *hunk, Seq old, Seq new)
{
    if (hunk->old.end == old.count || hunk->new.end == new.count)
        return false;
    if (is_empty(hunk->old))
        return new.ids[hunk->new.start] == new.ids[hunk->new.end];
    return is_empty(hunk->new) && old.ids[hunk->old.start] == old.ids[hunk->old.end];
}

static void slide(Hunk *hunk)
{
    hunk->old.start++, hunk->old.end++;
    hunk->new.start++, hunk->new.end++;
}

/* Slides the hunk down and joins it with each that it meets; `kept` is the first of those below it. Gives the first of those
   that it did not meet. */
static size_t settle(Hunk *hunk, const HunkVec *hunks, size_t kept, Seq old, Seq new)
{
    for (;; kept++) {
        const Hunk *below = kept < hunks->len ? &hunks->at[kept] : NULL;
        while ((!below || hunk->old.end < below->old.start) && may_slide(hunk, old, new))
            slide(hunk);
        if (!below || hunk->old.end < below->old.start)
            return kept;
        hunk->old.end = below->old.end;
        hunk->new.end = below->new.end;
    }
}

/* From the last hunk to the first, so that those below stand in their final places. Gives where the hunks now begin. */
static size_t settle_all(HunkVec *hunks, size_t first, Seq old, Seq new)
{
    size_t kept = hunks->len;
    for (size_t i = hunks->len; i-- > first;) {
        Hunk hunk = hunks->at[i];
        kept = settle(&hunk, hunks, kept, old, new) - 1;
        hunks->at[kept] = hunk;
    }
    return kept;
}

void seq_diff(Arena *arena, Seq old, Seq new, HunkVec *hunks)
{
    size_t first = hunks->len;
    Search search = search_of(arena, old, new);
    compare(arena, &search);
    add_hunks(arena, &search, old, new, hunks);
    size_t kept = settle_all(hunks, first, old, new);
    if (kept > first)
        memmove(&hunks->at[first], &hunks->at[kept], (hunks->len - kept) * sizeof *hunks->at);
    hunks->len -= kept - first;
}
