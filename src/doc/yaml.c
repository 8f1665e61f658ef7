#include "doc/yaml.h"

#include "text/utf8.h"

#include <yaml.h>

/* One reading: libyaml's parser and the event it is at. */
typedef struct Reader {
    Arena *arena;
    const Lines *lines;
    Yaml *yaml;
    yaml_parser_t parser;
    yaml_event_t event;
    uint32_t depth;
} Reader;

static Span copy(Arena *arena, const yaml_char_t *text, size_t len)
{
    return arena_copy(arena, (Span){(const char *)text, len});
}

static bool next(Reader *r)
{
    yaml_event_delete(&r->event);
    if (yaml_parser_parse(&r->parser, &r->event))
        return true;
    r->yaml->problem = arena_copy(r->arena, span_of(r->parser.problem));
    r->yaml->problem_line = (uint32_t)r->parser.problem_mark.line;
    return false;
}

static bool fail(Reader *r, Span problem)
{
    r->yaml->problem = problem;
    r->yaml->problem_line = (uint32_t)r->event.start_mark.line;
    return false;
}

/* What stands behind an event on its last line, if it is a comment. */
static void take_tail(Reader *r, yaml_mark_t end)
{
    if (end.line >= r->lines->count)
        return;
    Span line = lines_line(r->lines, (uint32_t)end.line);
    size_t at = 0;
    if (!span_has(line, '#'))
        return;
    for (size_t n = 0; n < end.column && at < line.len; n++)
        utf8_next(line, &at);
    Span tail = span_trim(span_from(line, at));
    if (span_starts(tail, SPAN("#")) && at < line.len && tail.ptr > line.ptr + at)
        r->yaml->tails[end.line] = tail;
}

static bool is_block_scalar(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT &&
           (event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
            event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE);
}

static void note_extent(Reader *r)
{
    yaml_mark_t start = r->event.start_mark, end = r->event.end_mark;
    if (r->event.type == YAML_SCALAR_EVENT)
        for (size_t n = start.line + 1; n <= end.line && n < r->lines->count; n++)
            r->yaml->is_content[n] = n < end.line || end.column > 0;
    if (!is_block_scalar(&r->event))
        take_tail(r, end);
}

static bool is_named(const yaml_char_t *anchor, const yaml_char_t *tag)
{
    return anchor || tag;
}

/* Anchors, tags and aliases make a value opaque. */
static bool is_marked(Reader *r)
{
    const yaml_event_t *event = &r->event;
    const yaml_char_t *anchor = NULL, *tag = NULL;
    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    bool is_alias = event->type == YAML_ALIAS_EVENT;
    if ((anchor || is_alias) && !r->yaml->has_aliases) {
        r->yaml->has_aliases = true;
        r->yaml->alias_line = (uint32_t)event->start_mark.line;
    }
    return is_alias || is_named(anchor, tag);
}

static FieldQuote quote_of(yaml_scalar_style_t style)
{
    static const FieldQuote quotes[] = {[YAML_ANY_SCALAR_STYLE] = QUOTE_PLAIN,
                                        [YAML_PLAIN_SCALAR_STYLE] = QUOTE_PLAIN,
                                        [YAML_SINGLE_QUOTED_SCALAR_STYLE] = QUOTE_SINGLE,
                                        [YAML_DOUBLE_QUOTED_SCALAR_STYLE] = QUOTE_DOUBLE,
                                        [YAML_LITERAL_SCALAR_STYLE] = QUOTE_LITERAL,
                                        [YAML_FOLDED_SCALAR_STYLE] = QUOTE_FOLDED};
    return quotes[style];
}

static Span scalar_text(Reader *r)
{
    return copy(r->arena, r->event.data.scalar.value, r->event.data.scalar.length);
}

static void take_scalar(Reader *r, Field *field)
{
    field->quote = quote_of(r->event.data.scalar.style);
    field->value = scalar_text(r);
    field->shape = field->quote == QUOTE_PLAIN && !field->value.len ? FIELD_NULL : FIELD_SCALAR;
}

/* Reads on to the end of the list or map that has just begun. */
static bool take_collection(Reader *r, Field *field)
{
    bool is_list = r->event.type == YAML_SEQUENCE_START_EVENT && !is_marked(r);
    field->is_flow = r->event.type == YAML_SEQUENCE_START_EVENT
                         ? r->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
                         : r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    for (uint32_t depth = 1; depth > 0;) {
        if (!next(r))
            return false;
        note_extent(r);
        yaml_event_type_t type = r->event.type;
        bool is_start = type == YAML_SEQUENCE_START_EVENT || type == YAML_MAPPING_START_EVENT;
        bool is_end = type == YAML_SEQUENCE_END_EVENT || type == YAML_MAPPING_END_EVENT;
        depth += is_start;
        depth -= is_end;
        if (depth > YAML_DEPTH)
            return fail(r, SPAN("it is nested too deeply"));
        bool is_marked_here = is_marked(r);
        is_list = is_list && !is_start && !is_marked_here;
        if (is_list && type == YAML_SCALAR_EVENT)
            vec_add(r->arena, &field->items, scalar_text(r));
    }
    field->shape = is_list ? FIELD_LIST : FIELD_OPAQUE;
    return true;
}

static bool take_value(Reader *r, Field *field)
{
    note_extent(r);
    if (r->event.type == YAML_SEQUENCE_START_EVENT || r->event.type == YAML_MAPPING_START_EVENT)
        return take_collection(r, field);
    if (is_marked(r))
        field->shape = FIELD_OPAQUE;
    else
        take_scalar(r, field);
    return true;
}

/* The key that the reader is at. `? key` and keys that are not scalars are beyond a flat mapping. */
static bool take_key(Reader *r, Field *field)
{
    uint32_t line = (uint32_t)r->event.start_mark.line;
    const FieldVec *fields = &r->yaml->fields;
    bool is_plain = r->event.type == YAML_SCALAR_EVENT && !is_marked(r) && line < r->lines->count &&
                    r->event.end_mark.line == line &&
                    yaml_key_end(lines_line(r->lines, line), &field->key) > 0;
    if (!is_plain || (fields->len && fields->at[fields->len - 1].lines.start >= line))
        return fail(r, SPAN("a key that is no plain or quoted text on a line of its own"));
    field->key = scalar_text(r);
    field->lines = (Range){line, line + 1};
    return true;
}

static bool read_mapping(Reader *r)
{
    if (r->event.type != YAML_MAPPING_START_EVENT || is_marked(r) ||
        r->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE)
        return fail(r, SPAN("it is no mapping of keys to values"));
    while (next(r)) {
        if (r->event.type == YAML_MAPPING_END_EVENT)
            return true;
        Field field = {0};
        if (!take_key(r, &field) || !next(r) || !take_value(r, &field))
            return false;
        vec_add(r->arena, &r->yaml->fields, field);
    }
    return false;
}

static bool read_stream(Reader *r)
{
    if (!next(r) || !next(r))
        return false;
    if (r->event.type == YAML_STREAM_END_EVENT)
        return true;
    bool is_read = next(r) && read_mapping(r) && next(r) && next(r);
    if (is_read && r->event.type != YAML_STREAM_END_EVENT)
        return fail(r, SPAN("a second document starts"));
    return is_read;
}

/* libyaml ends lines at these too, YAML 1.2 and the line index do not. */
static bool has_other_breaks(Span text)
{
    return span_find(text, SPAN("\xC2\x85"), 0) < text.len ||
           span_find(text, SPAN("\xE2\x80\xA8"), 0) < text.len ||
           span_find(text, SPAN("\xE2\x80\xA9"), 0) < text.len;
}

bool yaml_read(Arena *arena, const Lines *lines, Yaml *yaml)
{
    *yaml = (Yaml){.problem = SPAN("it is too large, or has line separators of other scripts")};
    yaml->is_content = ARENA_ARRAY(arena, bool, (size_t)lines->count + 1);
    yaml->tails = ARENA_ARRAY(arena, Span, (size_t)lines->count + 1);
    if (lines->text.len > YAML_BYTES || has_other_breaks(lines->text))
        return false;
    Reader r = {.arena = arena, .lines = lines, .yaml = yaml};
    if (!yaml_parser_initialize(&r.parser))
        arena_out_of_memory(0);
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)lines->text.ptr,
                                 lines->text.len);
    bool is_read = read_stream(&r);
    yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return is_read;
}

/* ---- lines, source, comments ---- */

/* Offset behind the closing quote of the text that starts with one; 0 when it is not closed. */
static size_t quoted_end(Span text)
{
    char quote = text.ptr[0];
    for (size_t at = 1; at < text.len; at++) {
        if (text.ptr[at] == '\\' && quote == '"')
            at++;
        else if (text.ptr[at] == quote)
            return at + 1;
    }
    return 0;
}

static bool ends_key(Span line, size_t at)
{
    return line.ptr[at] == ':' &&
           (at + 1 == line.len || line.ptr[at + 1] == ' ' || line.ptr[at + 1] == '\t');
}

size_t yaml_key_end(Span line, Span *key)
{
    Span text = span_trim_start(line);
    size_t from = line.len - text.len, at = from;
    if (!text.len || strchr("?-#[{&*!|>%@`", text.ptr[0]))
        return 0;
    if (text.ptr[0] == '"' || text.ptr[0] == '\'') {
        size_t end = quoted_end(text);
        at = end ? from + end : line.len;
    }
    while (at < line.len && !ends_key(line, at))
        at++;
    *key = span_trim(span_range(line, from, at));
    return at < line.len && key->len ? at + 1 : 0;
}

static void settle_comments(Arena *arena, const Lines *lines, const Yaml *yaml, Field *field,
                            uint32_t key_line)
{
    for (uint32_t n = key_line; n < field->lines.end; n++) {
        Span text = span_trim(lines_line(lines, n));
        if (n > key_line && !yaml->is_content[n] && span_starts(text, SPAN("#")))
            vec_add(arena, &field->comments, text);
        else if (yaml->tails[n].len)
            vec_add(arena, &field->comments, yaml->tails[n]);
    }
}

void yaml_settle(Arena *arena, const Lines *lines, Yaml *yaml)
{
    for (size_t i = 0; i < yaml->fields.len; i++) {
        Field *field = &yaml->fields.at[i];
        uint32_t start = field->lines.start;
        bool is_last = i + 1 == yaml->fields.len;
        field->lines.end = is_last ? lines->count : yaml->fields.at[i + 1].lines.start;
        Span key;
        size_t from = lines->start[start] + yaml_key_end(lines_line(lines, start), &key);
        field->source = span_range(lines->text, from, lines->start[field->lines.end]);
        settle_comments(arena, lines, yaml, field, start);
    }
}

bool front_parse_strict(Arena *arena, Span text, FieldVec *fields)
{
    Lines lines = lines_index(arena, text);
    Yaml yaml;
    bool is_strict = yaml_read(arena, &lines, &yaml);
    if (is_strict)
        yaml_settle(arena, &lines, &yaml);
    *fields = yaml.fields;
    return is_strict;
}
