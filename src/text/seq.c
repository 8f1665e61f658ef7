#include "text/seq.h"

#include "base/ids.h"
#include "text/slide.h"

/* The linear-space variant of Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), section 4b: a search from
   both ends meets in the middle of a shortest path, which divides the problem in two. Before it, elements that only
   one side has are set aside: they are in no common subsequence, and most changed lines are such. */

/* Steps spent on the whole, roughly: the edits one search may take are limited to this divided by the length. Of half a million
   of lines none is long, and where they differ much nobody looks for the shortest script. */
enum { STEP_LIMIT = 1 << 22, LEAST_EDITS = 256, MANY = 1 << 20, LEAST_OF_MANY = 32 };

/* One side: the elements that both sides have, and where they stood. */
typedef struct Side {
    uint32_t *ids, *place;
    int32_t count;
    bool *is_changed; /* of every element of the sequence, and false behind the last */
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
    bool is_text; /* as git compares lines */
} Search;

/* The diagonals a search has reached; they change parity with every edit. */
typedef struct Front {
    int32_t low, high;
} Front;

/* ---- setting aside ---- */

/* An element that the other side has this often, in proportion to the square root of the length, is common; among many that
   the other side does not have it is set aside with them (git's heuristic): blank lines would tie new text to old. */
enum { COMMON_MOST = 1024, COMMON_WINDOW = 100, COMMON_SHARE = 4 };

typedef enum Shared { SHARED_NOT, SHARED, SHARED_COMMON } Shared;

static uint32_t common_from(uint32_t count)
{
    uint32_t root = 1;
    for (; count > 0 && root < COMMON_MOST; count >>= 2)
        root <<= 1;
    return root;
}

static uint8_t *rate(Arena *arena, Seq seq, const uint32_t *others)
{
    uint8_t *shared = ARENA_ARRAY(arena, uint8_t, seq.count);
    uint32_t limit = common_from(seq.count);
    for (uint32_t i = 0; i < seq.count; i++) {
        uint32_t count = others[seq.ids[i]];
        shared[i] = count == 0 ? SHARED_NOT : count < limit ? SHARED : SHARED_COMMON;
    }
    return shared;
}

/* From `at` in one direction as far as elements are not shared or common: how many of each. */
typedef struct Neighbours {
    uint32_t missing, common;
} Neighbours;

static Neighbours look(const uint8_t *shared, int64_t at, int64_t end, int step)
{
    Neighbours n = {0};
    int64_t window = at + step * COMMON_WINDOW;
    for (int64_t i = at + step; i != end + step && i != window + step; i += step) {
        if (shared[i] == SHARED)
            break;
        n.missing += shared[i] == SHARED_NOT;
        n.common += shared[i] == SHARED_COMMON;
    }
    return n;
}

static bool is_noise(const uint8_t *shared, uint32_t at, Range inner)
{
    Neighbours above = look(shared, at, inner.start, -1);
    if (above.missing == 0)
        return false;
    Neighbours below = look(shared, at, (int64_t)inner.end - 1, 1);
    if (below.missing == 0)
        return false;
    uint32_t common = above.common + below.common + 2; /* itself, seen from both directions */
    return common * COMMON_SHARE < common + above.missing + below.missing;
}

/* `inner`: without what both sides start and end with. */
static Side side_of(Arena *arena, Seq seq, Range inner, const uint32_t *others, bool is_text)
{
    Side side = {ARENA_ARRAY(arena, uint32_t, seq.count), ARENA_ARRAY(arena, uint32_t, seq.count),
                 0, ARENA_ARRAY(arena, bool, (size_t)seq.count + 1)};
    const uint8_t *shared = rate(arena, seq, others);
    for (uint32_t i = inner.start; i < inner.end; i++) {
        side.is_changed[i] = shared[i] == SHARED_NOT ||
                             (is_text && shared[i] == SHARED_COMMON && is_noise(shared, i, inner));
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

static const uint32_t *count_ids(Arena *arena, Seq seq, size_t limit)
{
    uint32_t *counts = ARENA_ARRAY(arena, uint32_t, limit);
    for (uint32_t i = 0; i < seq.count; i++)
        counts[seq.ids[i]]++;
    return counts;
}

static Hunk find_inner(Seq old, Seq new)
{
    Hunk inner = {{0, old.count}, {0, new.count}};
    while (inner.old.start < old.count &&
           inner.new.start < new.count &&old.ids[inner.old.start] == new.ids[inner.new.start])
        inner.old.start++, inner.new.start++;
    while (inner.old.end > inner.old.start &&
           inner.new.end > inner.new.start &&old.ids[inner.old.end - 1] ==
               new.ids[inner.new.end - 1])
        inner.old.end--, inner.new.end--;
    return inner;
}

/* ---- searching ---- */

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

/* Of paths that are equally short the first that is found is taken: git looks from the other end. */
static int32_t in_order(const Search *search, Front front, int32_t n)
{
    return search->is_text ? front.low + front.high - n : n;
}

/* One more edit from the start of the box. True when a path meets the search from the end, at `*meeting`. */
static bool step_forward(Search *search, const Box *box, Front front, const Front *other,
                         Point *meeting)
{
    int32_t *furthest = search->forward;
    for (int32_t n = front.low; n <= front.high; n += 2) {
        int32_t k = in_order(search, front, n);
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
    for (int32_t n = front.low; n <= front.high; n += 2) {
        int32_t k = in_order(search, front, n);
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

static Search search_of(Arena *arena, Seq old, Seq new, bool is_text)
{
    size_t limit = (size_t)id_limit(old, new) + 1;
    Hunk inner = find_inner(old, new);
    Search search = {.old = side_of(arena, old, inner.old, count_ids(arena, new, limit), is_text),
                     .new = side_of(arena, new, inner.new, count_ids(arena, old, limit), is_text)};
    search.is_text = is_text;
    size_t length = (size_t)search.old.count + (size_t)search.new.count, diagonals = length + 3;
    /* the lowest diagonal is minus the length of the new side, and one more on both ends is written */
    search.forward = ARENA_ARRAY(arena, int32_t, diagonals) + search.new.count + 1;
    search.backward = ARENA_ARRAY(arena, int32_t, diagonals) + search.new.count + 1;
    int32_t least = length > MANY ? LEAST_OF_MANY : LEAST_EDITS;
    search.edit_limit = (int32_t)(STEP_LIMIT / (length + 1));
    if (search.edit_limit < least)
        search.edit_limit = least;
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

/* ---- ids ---- */

/* Tables by id may be this much larger than the sequences; parts of a long text get ids of their own. */
enum { SPARSE = 8 };

static uint32_t rank_of(const uint32_t *sorted, uint32_t count, uint32_t id)
{
    uint32_t low = 0, high = count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (sorted[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static Seq ranked(Arena *arena, Seq seq, const uint32_t *sorted, uint32_t count)
{
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, seq.count);
    for (uint32_t i = 0; i < seq.count; i++)
        ids[i] = rank_of(sorted, count, seq.ids[i]);
    return (Seq){ids, seq.count};
}

static void make_dense(Arena *arena, Seq *old, Seq *new)
{
    size_t length = (size_t)old->count + new->count;
    if (length == 0 || id_limit(*old, *new) / SPARSE <= length)
        return;
    uint32_t *sorted = ARENA_ARRAY(arena, uint32_t, length);
    if (old->count)
        memcpy(sorted, old->ids, old->count * sizeof *sorted);
    if (new->count)
        memcpy(sorted + old->count, new->ids, new->count * sizeof *sorted);
    uint32_t count = ids_sort_distinct(sorted, length);
    *old = ranked(arena, *old, sorted, count);
    *new = ranked(arena, *new, sorted, count);
}

static void diff(Arena *arena, Seq old, Seq new, bool is_text, HunkVec *hunks)
{
    make_dense(arena, &old, &new);
    Search search = search_of(arena, old, new, is_text);
    compare(arena, &search);
    slide_settle(old, search.old.is_changed, new, search.new.is_changed);
    add_hunks(arena, &search, old, new, hunks);
}

void seq_diff(Arena *arena, Seq old, Seq new, HunkVec *hunks)
{
    diff(arena, old, new, false, hunks);
}

void seq_diff_lines(Arena *arena, Seq old, Seq new, HunkVec *hunks)
{
    diff(arena, old, new, true, hunks);
}
