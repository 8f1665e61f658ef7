#include "doc/reading.h"

#include "base/buf.h"
#include "doc/margin.h"
#include "doc/mask.h"

/* Below so many bytes even text made to be slow is read in no time, and masking would cost more than it saves. */
enum { MASK_FROM = 64 * 1024 };

Span reading_dedented(const Reading *reading, uint32_t n, Span line)
{
    return span_from(line, margin_skip(line, reading->indent[n - reading->body.start]));
}

const Tag *reading_tag(const Reading *reading, uint32_t n)
{
    if (!reading->tag_at || reading->tag_at[n - reading->body.start] == NONE)
        return NULL;
    return &reading->tags.at[reading->tag_at[n - reading->body.start]];
}

TableEnd reading_end(const Reading *reading, uint32_t n)
{
    return reading->ends && n < reading->body.end ? reading->ends[n - reading->body.start]
                                                  : TABLE_GOES_ON;
}

static void place_tags(Arena *arena, Reading *r)
{
    uint32_t count = r->body.end - r->body.start;
    r->tag_at = ARENA_ARRAY(arena, uint32_t, count);
    memset(r->tag_at, 0xFF, count * sizeof *r->tag_at);
    for (uint32_t i = 0; i < r->tags.len; i++) {
        r->tag_at[r->tags.at[i].open - r->body.start] = i;
        r->tag_at[r->tags.at[i].close - r->body.start] = i;
    }
}

static void place_indents(Arena *arena, Reading *r)
{
    r->indent = ARENA_ARRAY(arena, uint32_t, r->body.end - r->body.start);
    IndexVec open = {0};
    for (uint32_t n = r->body.start; n < r->body.end; n++) {
        const Tag *tag = reading_tag(r, n);
        bool is_section = tag && tag->kind == TAG_SECTION;
        if (is_section && tag->close == n)
            open.len--;
        uint32_t inside = open.len ? r->tags.at[open.at[open.len - 1]].indent : NONE;
        r->indent[n - r->body.start] = inside == NONE ? 0 : inside;
        if (is_section && tag->open == n)
            vec_add(arena, &open, (uint32_t)(tag - r->tags.at));
    }
}

/* One comment over all lines of a dialogue, indented like its first, so that it stays in its list item. */
static void add_example(Buf *text, const Reading *r, const Tag *tag)
{
    Span first = reading_line(r, tag->open);
    Span indent = span_range(first, 0, first.len - span_trim_start(first).len);
    for (uint32_t n = tag->open; n <= tag->close; n++) {
        bool is_first = n == tag->open, is_last = n == tag->close;
        buf_add(text, indent);
        buf_add(text, is_first && is_last ? SPAN("<!---->\n")
                      : is_first          ? SPAN("<!--\n")
                      : is_last           ? SPAN("-->\n")
                                          : SPAN(".\n"));
    }
}

/* The text that cmark reads, as it is written. */
typedef struct Rewriter {
    const Reading *reading;
    Buf text;
    Begun begun;
} Rewriter;

static void add_line(Rewriter *w, uint32_t n)
{
    mask_add(&w->text, reading_line(w->reading, n), &w->begun);
}

/* Indented as it was, so that it stays in its list item. */
static void add_table_end(Rewriter *w, uint32_t n)
{
    Span line = reading_line(w->reading, n);
    buf_add(&w->text, span_range(line, 0, line.len - span_trim_start(line).len));
    buf_add(&w->text, reading_end(w->reading, n) == TABLE_ENDS ? SPAN("<!---->\n") : SPAN("|\n"));
}

/* A delimiter line with its run of signs brought to the fence's width. */
static void add_delimiter(Buf *text, const Reading *r, uint32_t n, uint32_t width)
{
    Span line = reading_line(r, n);
    size_t at = 0;
    while (at < line.len && !fence_sign(span_from(line, at)))
        at++;
    size_t signs = fence_sign(span_from(line, at));
    buf_add(text, span_range(line, 0, at));
    buf_add_times(text, line.ptr[at], width);
    buf_add(text, span_from(line, at + signs));
    buf_add_byte(text, '\n');
}

static uint32_t add_tag(Rewriter *w, const Tag *tag, uint32_t n)
{
    if (tag->kind == TAG_EXAMPLE) {
        add_example(&w->text, w->reading, tag);
        return tag->close + 1;
    }
    buf_add(&w->text, SPAN("<!---->\n"));
    return n + 1;
}

static uint32_t add_nested(Rewriter *w, const Fence *fence)
{
    uint32_t last = fence->lines.end - 1;
    add_delimiter(&w->text, w->reading, fence->lines.start, fence->width);
    for (uint32_t n = fence->lines.start + 1; n < last; n++)
        add_line(w, n);
    add_delimiter(&w->text, w->reading, last, fence->width);
    return fence->lines.end;
}

static Span rewrite(Arena *arena, const Reading *r)
{
    Rewriter w = {.reading = r, .text = buf_in(arena)};
    size_t fence = 0;
    for (uint32_t n = r->body.start; n < r->body.end;) {
        while (fence < r->fences.len && r->fences.at[fence].lines.start < n)
            fence++;
        bool opens = fence < r->fences.len && r->fences.at[fence].lines.start == n;
        const Tag *tag = reading_tag(r, n);
        if (tag)
            n = add_tag(&w, tag, n);
        else if (opens && r->fences.at[fence].width)
            n = add_nested(&w, &r->fences.at[fence]);
        else if (reading_end(r, n))
            add_table_end(&w, n++);
        else
            add_line(&w, n++);
    }
    return buf_span(&w.text);
}

void reading_rewrite(Arena *arena, Reading *r)
{
    r->text = rewrite(arena, r);
    if (r->text.len > MASK_FROM)
        r->text = mask_inlines(arena, r->text);
}

void reading_set_end(Arena *arena, Reading *r, uint32_t n, TableEnd end)
{
    if (!r->ends)
        r->ends = ARENA_ARRAY(arena, uint8_t, r->body.end - r->body.start);
    r->ends[n - r->body.start] = end;
}

static void report_nested(const Reading *r, Diags *diags)
{
    for (size_t i = 0; i < r->fences.len; i++) {
        const Fence *fence = &r->fences.at[i];
        if (!fence->width)
            continue;
        Span line = lines_line(r->lines, fence->lines.start);
        uint32_t column = (uint32_t)(line.len - span_trim_start(line).len) + 1;
        diag_add(diags, DIAG_FENCE_NESTED, fence->lines.start + 1, column,
                 "a code fence holds fences of its own length, up to line %u", fence->lines.end);
    }
}

/* A second block of fields is kept whole as a dialogue is: to CommonMark it is a rule and a heading. */
static void add_second(Arena *arena, TagVec *tags, Range second)
{
    TagVec all = {0};
    if (!second.end)
        return;
    vec_add(arena, &all, (Tag){.kind = TAG_EXAMPLE, .open = second.start, .close = second.end - 1});
    for (size_t i = 0; i < tags->len; i++)
        vec_add(arena, &all, tags->at[i]);
    *tags = all;
}

static void restructure(Arena *arena, Reading *r, Range second, Diags *diags)
{
    Range rest = {second.end ? second.end : r->body.start, r->body.end};
    r->fences = fence_find(arena, r->lines, rest, true);
    Span text = lines_range(r->lines, r->body);
    report_nested(r, diags);
    if (span_has(text, '<'))
        r->tags = tags_find(arena, r->lines, rest, &r->fences, diags);
    add_second(arena, &r->tags, second);
    if (r->tags.len) {
        place_tags(arena, r);
        place_indents(arena, r);
    }
}

Reading reading_make(Arena *arena, const Lines *lines, const Front *front, bool is_plain,
                     Diags *diags)
{
    Range body = {front->lines.end, lines->count};
    Reading r = {.lines = lines, .body = body, .is_plain = is_plain};
    if (!is_plain)
        restructure(arena, &r, front->second, diags);
    reading_rewrite(arena, &r);
    return r;
}
