#include "lint/rules.h"

#include "doc/fence.h"
#include "text/utf8.h"
#include "write/fields.h"

static bool replace(Finding *finding, Range lines, Span text)
{
    finding->edit = lines;
    finding->instead = text;
    return true;
}

static const Field *field_of_line(const Doc *doc, uint32_t line)
{
    for (size_t i = 0; i < doc->front.fields.len; i++) {
        Range lines = doc->front.fields.at[i].lines;
        if (line >= lines.start && line < lines.end)
            return &doc->front.fields.at[i];
    }
    return NULL;
}

/* ---- text ---- */

static bool is_dropped(int32_t c)
{
    bool is_zero_width = c == 0x200B || c == 0x2060 || c == 0xFEFF || c == 0x00AD;
    bool is_bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                   c == 0x200F || c == 0x061C;
    return is_zero_width || is_bidi || (c >= 0xE0000 && c <= 0xE007F);
}

/* Joiners stay: what they join may be a word of another script. */
static Span cleaned(Arena *arena, Span line)
{
    Buf out = buf_in(arena);
    for (size_t at = 0; at < line.len;) {
        size_t start = at;
        int32_t c = utf8_next(line, &at);
        if (c == 0x00A0 || c == 0x202F || c == 0x2007)
            buf_add_byte(&out, ' ');
        else if (!is_dropped(c))
            buf_add(&out, span_range(line, start, at));
    }
    return buf_span(&out);
}

/* Is all of the file mended by an earlier finding of the rule? */
static bool is_mended_before(const Lint *lint, const Finding *finding)
{
    for (const Finding *f = lint->findings.at; f < finding; f++)
        if (f->diag.code == finding->diag.code && f->edit.end > f->edit.start)
            return true;
    return false;
}

/* The line as it was read: mended, without a byte order mark, without hidden characters, ending in a line feed. Line ends
   are those of the file; of what is found too often to be listed, the first finding mends all. */
bool fix_text(const Lint *lint, Finding *finding)
{
    const Source *source = &lint->doc->source;
    bool is_ends = finding->diag.code == DIAG_LONE_CR || finding->diag.code == DIAG_MIXED_EOL;
    bool is_whole = is_ends || lint->doc->diags.count[finding->diag.code] > DIAG_LIMIT;
    uint32_t line = finding->diag.line ? finding->diag.line - 1 : 0;
    Range lines = is_whole ? (Range){0, source->text.count} : (Range){line, line + 1};
    if (is_whole && is_mended_before(lint, finding))
        return false;
    if (source->is_utf16 || lines.end > source->text.count)
        return false;
    Buf out = buf_in(lint->arena);
    for (uint32_t n = lines.start; n < lines.end; n++) {
        Span line = lines_line(&source->text, n);
        bool has_end = lines_with_ending(&source->text, n).len > line.len;
        bool is_crlf = has_end && !is_ends && source->is_crlf;
        buf_add(&out, is_ends ? line : cleaned(lint->arena, line));
        buf_add(&out, is_crlf ? SPAN("\r\n") : has_end ? SPAN("\n") : SPAN(""));
    }
    return !span_eq(buf_span(&out), lines_range(&source->raw, lines)) &&
           replace(finding, lines, buf_span(&out));
}

/* ---- front matter ---- */

/* The field as the writer writes it, which is strict. What was read line by line is too much of a guess. */
bool fix_value(const Lint *lint, Finding *finding)
{
    const Doc *doc = lint->doc;
    const Field *field = field_of_line(doc, finding->diag.line - 1);
    if (!field || doc->front.mode != FRONT_RETRIED || doc->source.is_utf16 || doc->source.is_crlf ||
        field->shape == FIELD_OPAQUE || field->comments.len ||
        lint_key_line(doc, field) != field->lines.start)
        return false;
    Draft draft = {.has_front = true};
    Range written[1];
    vec_add(lint->arena, &draft.fields, *field);
    Page page = page_in(lint->arena);
    fields_write(&page, &draft, written);
    Span text = buf_span(&page.text);
    size_t head = SPAN("---\n").len, tail = SPAN("---").len;
    return replace(finding, field->lines, span_range(text, head, text.len - tail));
}

static size_t indent_of(Span line)
{
    return line.len - span_trim_start(line).len;
}

/* The least indentation of the lines between the delimiters. */
static size_t common_indent(const Lines *raw, Range lines)
{
    size_t least = SIZE_MAX;
    for (uint32_t n = lines.start + 1; n + 1 < lines.end; n++) {
        Span line = lines_line(raw, n);
        if (!span_is_blank(line) && indent_of(line) < least)
            least = indent_of(line);
    }
    return least == SIZE_MAX ? 0 : least;
}

static void add_without(Buf *out, Span line, size_t indent)
{
    size_t own = indent_of(line);
    buf_add(out, span_from(line, own < indent ? own : indent));
}

/* At the margin, between delimiters of three dashes. */
static bool to_margin(const Lint *lint, Finding *finding, Range lines)
{
    const Lines *raw = &lint->doc->source.raw;
    size_t indent = common_indent(raw, lines);
    Buf out = buf_in(lint->arena);
    for (uint32_t n = lines.start; n < lines.end; n++) {
        bool is_delimiter = n == lines.start || n + 1 == lines.end;
        Span line = lines_line(raw, n), whole = lines_with_ending(raw, n);
        if (is_delimiter)
            buf_add(&out, SPAN("---"));
        else
            add_without(&out, line, indent);
        buf_add(&out, span_from(whole, line.len));
    }
    return replace(finding, lines, buf_span(&out));
}

/* A comment above stays where it is, and so does the front matter below it. */
bool fix_front(const Lint *lint, Finding *finding)
{
    const Source *source = &lint->doc->source;
    const Front *front = &lint->doc->front;
    Range above = {0, finding->diag.line - 1}, lines = {finding->diag.line - 1, front->lines.end};
    if (source->is_utf16 || source->text.count != source->raw.count || lines.end < lines.start + 2)
        return false;
    if (finding->diag.code == DIAG_FRONT_INDENTED)
        return to_margin(lint, finding, lines);
    return above.end && span_is_blank(lines_range(&source->raw, above)) &&
           replace(finding, above, SPAN(""));
}

/* ---- fences ---- */

/* The line with a longer run of signs in place of its own. */
static bool widen_line(Buf *out, const Lines *raw, uint32_t n, size_t width)
{
    Span line = lines_with_ending(raw, n);
    size_t start = 0;
    while (start < line.len && !fence_sign(span_from(line, start)))
        start++;
    size_t sign = start < line.len ? fence_sign(span_from(line, start)) : 0;
    if (!sign || sign >= width)
        return false;
    buf_add(out, span_range(line, 0, start));
    buf_add_times(out, line.ptr[start], width);
    buf_add(out, span_from(line, start + sign));
    return true;
}

static size_t width_for(Span text, char sign)
{
    size_t width = 0, run = 0;
    for (size_t i = 0; i < text.len; i++) {
        run = text.ptr[i] == sign ? run + 1 : 0;
        width = run > width ? run : width;
    }
    return width + 1;
}

static const Unit *code_at(const Doc *doc, uint32_t line)
{
    for (uint32_t u = 0; u < doc->unit_count; u++)
        if (doc->units[u].kind == UNIT_CODE && doc->units[u].lines.start == line)
            return &doc->units[u];
    return NULL;
}

/* The outer fence gets longer than all inside it. */
bool fix_fence(const Lint *lint, Finding *finding)
{
    const Source *source = &lint->doc->source;
    const Unit *unit = code_at(lint->doc, finding->diag.line - 1);
    if (!unit || !unit->is_fenced || unit->is_unclosed || source->is_utf16 ||
        source->text.count != source->raw.count || unit->lines.end < unit->lines.start + 2)
        return false;
    Range inside = {unit->lines.start + 1, unit->lines.end - 1};
    Span first = lines_line(&source->raw, unit->lines.start);
    char sign = span_find(first, SPAN("```"), 0) < first.len ? '`' : '~';
    size_t width = width_for(unit->text, sign);
    Buf out = buf_in(lint->arena);
    bool is_good = widen_line(&out, &source->raw, unit->lines.start, width);
    buf_add(&out, lines_range(&source->raw, inside));
    is_good = is_good && widen_line(&out, &source->raw, inside.end, width);
    return is_good && replace(finding, unit->lines, buf_span(&out));
}

/* ---- what stands there twice ---- */

static bool is_same_field(const Field *a, const Field *b)
{
    return a != b && span_eq(a->key, b->key) && a->shape == b->shape &&
           span_eq(span_trim(a->source), span_trim(b->source));
}

static bool drop_field(const Lint *lint, Finding *finding)
{
    const FieldVec *fields = &lint->doc->front.fields;
    const Field *field = field_of_line(lint->doc, finding->diag.line - 1);
    for (size_t i = 0; field && !field->comments.len && i < fields->len; i++)
        if (is_same_field(&fields->at[i], field))
            return replace(finding, field->lines, SPAN(""));
    return false;
}

static bool drop_item(const Lint *lint, Finding *finding)
{
    const Doc *doc = lint->doc;
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        const Unit *unit = &doc->units[u];
        if (unit->kind == UNIT_ITEM && unit->lines.start + 1 == finding->diag.line &&
            unit->end == u + 1 && !unit->is_loose && !unit->is_ordered)
            return replace(finding, unit->lines, SPAN(""));
    }
    return false;
}

bool fix_duplicate(const Lint *lint, Finding *finding)
{
    return finding->diag.code == DIAG_ITEM_REPEATED ? drop_item(lint, finding)
                                                    : drop_field(lint, finding);
}
