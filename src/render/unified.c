#include "render/unified.h"

#include "base/intern.h"
#include "render/term.h"
#include "text/seq.h"

enum { CONTEXT = 3 };

typedef struct Side {
    SpanVec lines; /* with their line feeds */
    IndexVec ids;
} Side;

typedef struct Unified {
    Buf *out;
    const View *view;
    Side old, new;
    HunkVec hunks;
} Unified;

static Side split_lines(Arena *arena, Intern *intern, Span text)
{
    Side side = {0};
    for (size_t at = 0; at < text.len;) {
        size_t feed = span_find_byte(text, '\n', at);
        size_t end = feed < text.len ? feed + 1 : feed;
        Span line = span_range(text, at, end);
        vec_add(arena, &side.lines, line);
        vec_add(arena, &side.ids, intern_id(intern, line));
        at = end;
    }
    return side;
}

static Seq seq_of(const Side *side)
{
    return (Seq){side->ids.at, (uint32_t)side->ids.len};
}

static void add_line(const Unified *unified, TermColor color, char sign, Span line)
{
    bool is_ended = span_ends(line, SPAN("\n"));
    Buf text = buf_in(unified->out->arena);
    buf_add_byte(&text, sign);
    buf_add(&text, is_ended ? span_range(line, 0, line.len - 1) : line);
    if (unified->view->terminal || unified->view->color)
        term_paint(unified->out, unified->view, color, buf_span(&text));
    else
        buf_add(unified->out, buf_span(&text));
    buf_add_byte(unified->out, '\n');
    if (!is_ended)
        buf_add(unified->out, SPAN("\\ No newline at end of file\n"));
}

static void add_lines(const Unified *unified, TermColor color, char sign, const Side *side,
                      Range range)
{
    for (uint32_t n = range.start; n < range.end; n++)
        add_line(unified, color, sign, side->lines.at[n]);
}

/* How many hunks from `first` on are so close that their contexts touch. */
static size_t count_group(const Unified *unified, size_t first)
{
    const HunkVec *hunks = &unified->hunks;
    size_t last = first;
    while (last + 1 < hunks->len &&
           hunks->at[last + 1].old.start - hunks->at[last].old.end <= 2 * CONTEXT)
        last++;
    return last - first + 1;
}

/* The number that a header gives a range: an empty one is named by the line before it. */
static uint32_t header_start(Range range)
{
    return range.start + (range.end > range.start);
}

static void add_header(const Unified *unified, Range old, Range new)
{
    Span header = arena_format(unified->out->arena, "@@ -%u,%u +%u,%u @@", header_start(old),
                               old.end - old.start, header_start(new), new.end - new.start);
    term_paint(unified->out, unified->view, TERM_CYAN, header);
    buf_add_byte(unified->out, '\n');
}

static void add_group(const Unified *unified, size_t first, size_t count)
{
    const Hunk *hunks = &unified->hunks.at[first], *last = &hunks[count - 1];
    uint32_t before = hunks->old.start < CONTEXT ? hunks->old.start : CONTEXT;
    uint32_t left = (uint32_t)unified->old.lines.len - last->old.end;
    uint32_t after = left < CONTEXT ? left : CONTEXT;
    Range old = {hunks->old.start - before, last->old.end + after};
    Range new = {hunks->new.start - before, last->new.end + after};
    add_header(unified, old, new);
    uint32_t at = old.start;
    for (const Hunk *hunk = hunks; hunk <= last; hunk++) {
        add_lines(unified, TERM_PLAIN, ' ', &unified->old, (Range){at, hunk->old.start});
        add_lines(unified, TERM_RED, '-', &unified->old, hunk->old);
        add_lines(unified, TERM_GREEN, '+', &unified->new, hunk->new);
        at = hunk->old.end;
    }
    add_lines(unified, TERM_PLAIN, ' ', &unified->old, (Range){at, old.end});
}

static void add_name(const Unified *unified, const char *side, Span name)
{
    Buf line = buf_in(unified->out->arena);
    while (span_starts(name, SPAN("/"))) /* patch takes no paths from the root */
        name = span_from(name, 1);
    buf_add(&line, span_of(side));
    buf_add(&line, name);
    term_paint(unified->out, unified->view, TERM_BOLD, buf_span(&line));
    buf_add_byte(unified->out, '\n');
}

void unified_render(Buf *out, Span name, Span before, Span after, const View *view)
{
    Intern *intern = intern_new(out->arena);
    Unified unified = {out,
                       view,
                       split_lines(out->arena, intern, before),
                       split_lines(out->arena, intern, after),
                       {0}};
    seq_diff(out->arena, seq_of(&unified.old), seq_of(&unified.new), &unified.hunks);
    if (unified.hunks.len == 0)
        return;
    add_name(&unified, "--- a/", name);
    add_name(&unified, "+++ b/", name);
    for (size_t first = 0, count; first < unified.hunks.len; first += count) {
        count = count_group(&unified, first);
        add_group(&unified, first, count);
    }
}
