/* White space at the ends of lines: what one side did to it never stands in the way of the other side's edit. */
#include "merge/three_settle.h"

#include "base/buf.h"

/* A block by lines, and what they are but for their ends. */
typedef struct Trimmed {
    Lines lines;
    Seq ids;
} Trimmed;

static Trimmed trim(Table *table, const Version *version, uint32_t block)
{
    Lines lines = lines_index_feeds(table->arena, version_block(version, block));
    uint32_t *ids = ARENA_ARRAY(table->arena, uint32_t, lines.count);
    for (uint32_t n = 0; n < lines.count; n++)
        ids[n] = intern_id(table->intern, span_trim_end(lines_line(&lines, n)));
    return (Trimmed){lines, {ids, lines.count}};
}

/* Line by line, but for the white space at their ends. */
static bool is_same_text(Span a, Span b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        size_t a_end = span_find_byte(a, '\n', i), b_end = span_find_byte(b, '\n', j);
        if (!span_eq(span_trim_end(span_range(a, i, a_end)),
                     span_trim_end(span_range(b, j, b_end))))
            return false;
        i = a_end + 1;
        j = b_end + 1;
    }
    return i >= a.len && j >= b.len;
}

/* A line that all three have, as the side has it that changed its end; the shorter where both did. */
static Span choose(Span base, Span edited, Span plain)
{
    if (span_eq(base, edited) || span_eq(base, plain))
        return span_eq(base, edited) ? plain : edited;
    return plain.len < edited.len ? plain : edited;
}

static Span end_of(Span line)
{
    return span_from(line, span_trim_end(line).len);
}

/* Line `n` of a hunk, which ends as `plain` has the base's line when its side left the end alone. */
static void add_edited(Buf *out, const Trimmed *base, const Trimmed *edited, const Trimmed *plain,
                       const Hunk *hunk, uint32_t n)
{
    Span line = lines_with_ending(&edited->lines, n), end = end_of(line);
    uint32_t old = hunk->old.start + (n - hunk->new.start);
    if (hunk->old.end - hunk->old.start == hunk->new.end - hunk->new.start &&
        span_eq(end, end_of(lines_with_ending(&base->lines, old))))
        end = end_of(lines_with_ending(&plain->lines, old));
    buf_add(out, span_trim_end(line));
    buf_add(out, end);
}

/* What `edited` made of the base, with the ends of lines that `plain`, which changed nothing else, gave it. */
static Span combine(Arena *arena, const Trimmed *base, const Trimmed *edited, const Trimmed *plain)
{
    HunkVec hunks = {0};
    Buf out = buf_in(arena);
    seq_diff_lines(arena, base->ids, edited->ids, &hunks);
    uint32_t old = 0, n = 0;
    for (size_t i = 0; i <= hunks.len; i++) {
        uint32_t end = i < hunks.len ? hunks.at[i].new.start : edited->ids.count;
        for (; n < end; n++, old++)
            buf_add(&out, choose(lines_with_ending(&base->lines, old),
                                 lines_with_ending(&edited->lines, n),
                                 lines_with_ending(&plain->lines, old)));
        for (; i < hunks.len && n < hunks.at[i].new.end; n++)
            add_edited(&out, base, edited, plain, &hunks.at[i], n);
        old = i < hunks.len ? hunks.at[i].old.end : old;
    }
    return buf_span(&out);
}

bool settle_ends(Table *table, Trio trio, Span *text)
{
    const Version *versions[] = {table->ours.base, table->ours.side, table->theirs.side};
    uint32_t blocks[] = {trio.base, trio.ours, trio.theirs};
    Span old = version_block(versions[0], blocks[0]);
    int plain = 2;
    while (plain > 0 && !is_same_text(old, version_block(versions[plain], blocks[plain])))
        plain--;
    if (!plain)
        return false;
    Trimmed trimmed[3];
    for (int i = 0; i < 3; i++)
        trimmed[i] = trim(table, versions[i], blocks[i]);
    *text = combine(table->arena, &trimmed[0], &trimmed[3 - plain], &trimmed[plain]);
    return true;
}
