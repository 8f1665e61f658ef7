#include "merge/upgrade.h"

#include "base/buf.h"
#include "base/intern.h"

static const char *const fate_names[UPGRADE_FATES] = {
    [UPGRADE_SAME] = "same",        [UPGRADE_MERGED] = "merged", [UPGRADE_CONFLICT] = "conflict",
    [UPGRADE_ADDED] = "added",      [UPGRADE_LOCAL] = "local",   [UPGRADE_GONE] = "gone upstream",
    [UPGRADE_REMOVED] = "left out",
};

const char *upgrade_fate_name(UpgradeFate fate)
{
    return fate_names[fate];
}

/* ---- lines of two versions ---- */

typedef struct Pair {
    Lines old, new;
    HunkVec hunks;
} Pair;

static Seq ids_of(Arena *arena, Intern *intern, const Lines *lines)
{
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, lines->count);
    for (uint32_t n = 0; n < lines->count; n++)
        ids[n] = intern_id(intern, lines_line(lines, n));
    return (Seq){ids, lines->count};
}

static Pair compare(Arena *arena, Span old, Span new)
{
    Pair pair = {lines_index_feeds(arena, old), lines_index_feeds(arena, new), {0}};
    Intern *intern = intern_new(arena);
    Seq a = ids_of(arena, intern, &pair.old), b = ids_of(arena, intern, &pair.new);
    seq_diff(arena, a, b, &pair.hunks);
    return pair;
}

static void add_range(Arena *arena, RangeVec *ranges, Range range)
{
    if (range.start < range.end)
        vec_add(arena, ranges, range);
}

/* ---- the base ---- */

/* What the local copy and upstream have in common: what either has beyond it counts as added there, so that nothing is
   taken for removed. */
static Span infer_base(Arena *arena, Span mine, Span to)
{
    Pair pair = compare(arena, mine, to);
    Buf base = buf_in(arena);
    uint32_t at = 0;
    for (size_t i = 0; i < pair.hunks.len; i++) {
        buf_add(&base, lines_range(&pair.old, (Range){at, pair.hunks.at[i].old.start}));
        at = pair.hunks.at[i].old.end;
    }
    buf_add(&base, lines_range(&pair.old, (Range){at, pair.old.count}));
    return buf_span(&base);
}

static uint32_t count_changed(const Pair *pair)
{
    uint32_t changed = 0;
    for (size_t i = 0; i < pair->hunks.len; i++) {
        const Hunk *hunk = &pair->hunks.at[i];
        changed += hunk->old.end - hunk->old.start + hunk->new.end - hunk->new.start;
    }
    return changed;
}

size_t upgrade_nearest(Arena *arena, const Span *versions, size_t count, Span text)
{
    size_t nearest = count;
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        Pair pair = compare(arena, versions[i], text);
        uint32_t changed = count_changed(&pair), a = pair.old.count, b = pair.new.count;
        bool is_like = a + b - changed >= (a < b ? a : b); /* twice what they share */
        if (is_like && changed < least) {
            nearest = i;
            least = changed;
        }
    }
    return nearest;
}

/* ---- one file ---- */

static void count_lines(Arena *arena, Upgraded *u)
{
    Pair mine = compare(arena, u->file->mine, u->merge.output);
    Pair to = compare(arena, u->file->to, u->merge.output);
    for (size_t i = 0; i < mine.hunks.len; i++) {
        add_range(arena, &u->came, mine.hunks.at[i].new);
        add_range(arena, &u->went, mine.hunks.at[i].old);
    }
    for (size_t i = 0; i < to.hunks.len; i++)
        add_range(arena, &u->stayed, to.hunks.at[i].new);
}

static void merge(Arena *arena, Upgraded *u, const ThreeOptions *options)
{
    const UpgradeFile *file = u->file;
    u->is_inferred = !file->from.ptr;
    Span base = u->is_inferred ? infer_base(arena, file->mine, file->to) : file->from;
    Span sides[THREE_SIDES] = {
        [THREE_OURS] = file->mine, [THREE_BASE] = base, [THREE_THEIRS] = file->to};
    u->merge = three_merge(arena, sides, options);
    count_lines(arena, u);
    u->fate = u->merge.conflicts ? UPGRADE_CONFLICT : UPGRADE_MERGED;
    if (span_eq(u->merge.output, file->mine))
        u->fate = UPGRADE_SAME;
    else
        u->output = u->merge.output;
}

Upgraded upgrade_file(Arena *arena, const UpgradeFile *file, const ThreeOptions *options)
{
    Upgraded u = {.file = file};
    if (file->mine.ptr && file->to.ptr) {
        merge(arena, &u, options);
    } else if (file->mine.ptr) {
        u.fate = file->from.ptr ? UPGRADE_GONE : UPGRADE_LOCAL;
    } else if (file->from.ptr) {
        u.fate = UPGRADE_REMOVED;
    } else {
        u.fate = UPGRADE_ADDED;
        u.output = file->to;
    }
    return u;
}
