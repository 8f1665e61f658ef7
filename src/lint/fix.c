#include "lint/rules.h"

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

/* The line as it was read: mended, without a byte order mark, without hidden characters, ending in a line feed. */
bool fix_text(const Lint *lint, Finding *finding)
{
    const Source *source = &lint->doc->source;
    bool is_ends = finding->code == DIAG_LONE_CR || finding->code == DIAG_MIXED_EOL;
    Range lines =
        is_ends ? (Range){0, source->text.count}
                : (Range){finding->line ? finding->line - 1 : 0, finding->line ? finding->line : 1};
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
    const Field *field = field_of_line(doc, finding->line - 1);
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

/* ---- what stands there twice ---- */

static bool is_same_field(const Field *a, const Field *b)
{
    return a != b && span_eq(a->key, b->key) && a->shape == b->shape &&
           span_eq(span_trim(a->source), span_trim(b->source));
}

static bool drop_field(const Lint *lint, Finding *finding)
{
    const FieldVec *fields = &lint->doc->front.fields;
    const Field *field = field_of_line(lint->doc, finding->line - 1);
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
        if (unit->kind == UNIT_ITEM && unit->lines.start + 1 == finding->line &&
            unit->end == u + 1 && !unit->is_loose && !unit->is_ordered)
            return replace(finding, unit->lines, SPAN(""));
    }
    return false;
}

bool fix_duplicate(const Lint *lint, Finding *finding)
{
    return finding->code == DIAG_ITEM_REPEATED ? drop_item(lint, finding)
                                               : drop_field(lint, finding);
}
