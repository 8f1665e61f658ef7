#include "dialect/inner.h"

#include <yaml.h>

/* Maps stand two deep in agent files; the reader of front matter gives nothing deeper than this. */
enum { DEEPEST = 64 };

static size_t indent_of(Span line)
{
    size_t indent = 0;
    while (indent < line.len && line.ptr[indent] == ' ')
        indent++;
    return indent;
}

static Span next_line(Span text, size_t *at)
{
    size_t start = *at, end = span_find_byte(text, '\n', start);
    *at = end + 1;
    Span line = span_range(text, start, end);
    line.len -= span_ends(line, SPAN("\r"));
    return line;
}

/* The lines of a block moved to the margin, as far as they go together. */
static Span dedent(Arena *arena, Span text)
{
    size_t indent = SIZE_MAX;
    for (size_t at = 0; at < text.len;) {
        Span line = next_line(text, &at);
        if (!span_is_blank(line) && indent_of(line) < indent)
            indent = indent_of(line);
    }
    Buf out = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        Span line = next_line(text, &at);
        if (!span_is_blank(line))
            buf_add(&out, span_from(line, indent));
        buf_add_byte(&out, '\n');
    }
    return buf_span(&out);
}

/* ---- {a: b} on one line ---- */

static int add_bytes(void *out, unsigned char *bytes, size_t len)
{
    buf_add(out, (Span){(const char *)bytes, len});
    return 1;
}

/* The same events in block form. libyaml's emitter takes an event over whether it goes well or not. */
static bool copy_events(yaml_parser_t *parser, yaml_emitter_t *emitter)
{
    yaml_event_t event;
    size_t depth = 0;
    for (bool is_ended = false; !is_ended;) {
        if (!yaml_parser_parse(parser, &event))
            return false;
        depth += event.type == YAML_MAPPING_START_EVENT || event.type == YAML_SEQUENCE_START_EVENT;
        depth -= event.type == YAML_MAPPING_END_EVENT || event.type == YAML_SEQUENCE_END_EVENT;
        if (event.type == YAML_MAPPING_START_EVENT)
            event.data.mapping_start.style = YAML_BLOCK_MAPPING_STYLE;
        is_ended = event.type == YAML_STREAM_END_EVENT;
        if (!yaml_emitter_emit(emitter, &event) || depth > DEEPEST)
            return false;
    }
    return true;
}

static Span to_block(Arena *arena, Span flow)
{
    yaml_parser_t parser;
    yaml_emitter_t emitter;
    Buf out = buf_in(arena);
    if (!yaml_parser_initialize(&parser) || !yaml_emitter_initialize(&emitter))
        arena_out_of_memory(0);
    yaml_parser_set_input_string(&parser, (const unsigned char *)flow.ptr, flow.len);
    yaml_emitter_set_output(&emitter, add_bytes, &out);
    yaml_emitter_set_unicode(&emitter, 1);
    yaml_emitter_set_width(&emitter, -1);
    bool is_copied = copy_events(&parser, &emitter);
    yaml_emitter_delete(&emitter);
    yaml_parser_delete(&parser);
    return is_copied ? buf_span(&out) : (Span){0};
}

bool nested_read(Arena *arena, const Field *field, FieldVec *fields)
{
    if (field->shape != FIELD_OPAQUE)
        return false;
    Span source = span_trim_end(field->source);
    bool is_flow = span_starts(span_trim(source), SPAN("{"));
    Span text = is_flow ? to_block(arena, span_trim(source)) : dedent(arena, source);
    *fields = (FieldVec){0};
    if (!text.len || !front_parse_strict(arena, text, fields))
        return false;
    for (size_t i = 0; i < fields->len; i++)
        fields->at[i].lines = field->lines;
    return true;
}
