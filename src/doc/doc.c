#include "doc/doc.h"

#include "base/buf.h"
#include "doc/blocks.h"
#include "doc/conflict.h"

Range doc_body(const Doc *doc)
{
    return (Range){doc->front.lines.end, doc->source.text.count};
}

/* A comment above the front matter belongs to the opening: it cannot stay where it is, and must not be lost. */
static void read_above(Build *b)
{
    const Lines *lines = &b->doc->source.text;
    Range above = b->doc->front.above;
    if (above.end == above.start)
        return;
    Buf text = buf_in(b->arena);
    for (uint32_t n = above.start; n < above.end; n++) {
        buf_add(&text, lines_line(lines, n));
        buf_add_byte(&text, '\n');
    }
    build_unit(b, UNIT_HTML, above)->text = span_trim_end(buf_span(&text));
}

static void keep(Doc *doc, const Build *b)
{
    doc->section_count = (uint32_t)b->sections.len;
    doc->sections = ARENA_ARRAY(doc->arena, Section, doc->section_count);
    memcpy(doc->sections, b->sections.at, doc->section_count * sizeof *doc->sections);
    doc->unit_count = (uint32_t)b->units.len;
    if (doc->units == b->units.at)
        return;
    doc->units = ARENA_ARRAY(doc->arena, Unit, doc->unit_count);
    memcpy(doc->units, b->units.at, doc->unit_count * sizeof *doc->units);
}

Span doc_markdown(Arena *arena, const Doc *doc)
{
    Span body = lines_range(&doc->source.text, doc_body(doc));
    if (doc->front.above.end == 0)
        return body;
    Buf text = buf_in(arena);
    buf_add(&text, doc->units[0].text);
    buf_add(&text, SPAN("\n\n"));
    buf_add(&text, body);
    return buf_span(&text);
}

/* Fewer units than this are made where they stay, room for each line that says something; most files have no more. */
enum { MOST_UNITS = 1024 };

static uint32_t likely_units(const Reading *reading)
{
    const uint32_t *start = reading->lines->start;
    uint32_t count = 1; /* what stands above the front matter */
    size_t fence = 0;
    for (uint32_t n = reading->body.start; n < reading->body.end && count < MOST_UNITS; n++) {
        count += start[n + 1] - start[n] > 1;
        if (fence < reading->fences.len && reading->fences.at[fence].lines.start == n)
            n = reading->fences.at[fence++].lines.end - 1;
    }
    return count;
}

static void read_body(Doc *doc, bool is_plain)
{
    Arena *scratch = arena_new();
    Reading reading = reading_make(scratch, &doc->source.text, &doc->front, is_plain, &doc->diags);
    Build build = {.arena = doc->arena,
                   .scratch = scratch,
                   .doc = doc,
                   .reading = &reading,
                   .item = NONE,
                   .reached = reading.body.start};
    uint32_t likely = likely_units(&reading);
    vec_reserve(likely < MOST_UNITS ? doc->arena : scratch, &build.units, likely);
    vec_reserve(scratch, &build.contents, likely);
    doc->units = likely < MOST_UNITS ? build.units.at : NULL;
    outline_start(&build);
    read_above(&build);
    blocks_read(&build);
    outline_finish(&build);
    keep(doc, &build);
    arena_free(scratch);
}

Doc *doc_read(Arena *arena, Span name, Span bytes, DocOptions options)
{
    Doc *doc = ARENA_NEW(arena, Doc);
    doc->arena = arena;
    doc->diags.arena = arena;
    doc->source = source_read(arena, name, bytes, !options.no_repair, &doc->diags);
    doc->front = front_read(arena, &doc->source, &doc->diags);
    read_body(doc, options.plain_markdown);
    conflict_report(doc);
    diag_sort(&doc->diags);
    return doc;
}

static bool is_first_level(const Section *section)
{
    return section->kind == SECTION_HEADING && section->level == 1;
}

bool doc_is_title(const Doc *doc, uint32_t section)
{
    const Section *s = &doc->sections[section];
    bool is_title = section > 0 && is_first_level(s) && s->end == doc->section_count &&
                    s->end - section >= section;
    for (uint32_t before = 1; before < section && is_title; before++)
        is_title = !is_first_level(&doc->sections[before]);
    return is_title;
}

Span doc_address(Arena *arena, const Doc *doc, uint32_t section)
{
    IndexVec path = {0};
    for (uint32_t at = section; at != NONE; at = doc->sections[at].parent)
        if (doc->sections[at].title.len)
            vec_add(arena, &path, at);
    Buf address = buf_in(arena);
    for (size_t i = path.len; i-- > 0;) {
        buf_add(&address, doc->sections[path.at[i]].title);
        if (i > 0)
            buf_add_byte(&address, '/');
    }
    return buf_span(&address);
}
