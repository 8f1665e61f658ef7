#include "compose/template.h"

#include "base/file.h"
#include "compose/builtin.h"

#include <stdarg.h>

#define BLOCK "stemma"

typedef struct Reading {
    Template *template;
    Lines lines;
    Problems *problems;
} Reading;

const Span *template_builtin(Span name)
{
    for (size_t i = 0; i < builtin_template_count; i++)
        if (span_eq(builtin_templates[i].name, name))
            return &builtin_templates[i].bytes;
    return NULL;
}

static Reading *reading_of(Schema *s)
{
    return s->target;
}

static TemplateSlot *find_slot(const Template *template, Span name)
{
    for (size_t i = 0; i < template->slots.len; i++)
        if (span_eq(template->slots.at[i].name, name))
            return &template->slots.at[i];
    return NULL;
}

const TemplateSlot *template_slot(const Template *template, Span name)
{
    return find_slot(template, name);
}

/* ---- the block ---- */

static TemplateSlot *last_slot(Schema *s)
{
    Template *template = reading_of(s)->template;
    return &template->slots.at[template->slots.len - 1];
}

static void read_slot_about(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    last_slot(s)->about = schema_text(s, node);
}

static void read_default(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    last_slot(s)->fallback = schema_text_or_empty(s, node);
    last_slot(s)->has_fallback = true;
}

/* `name: what it is` is enough for a slot that must be given. */
static void read_slot(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    static const SchemaKey keys[] = {
        {"about", read_slot_about, false},
        {"default", read_default, true},
    };
    Template *template = reading_of(s)->template;
    TemplateSlot slot = {.name = schema_id(s, key),
                         .line = (uint32_t)key->start_mark.line + 1,
                         .column = (uint32_t)key->start_mark.column + 1};
    vec_add(s->arena, &template->slots, slot);
    schema_short_mapping(s, value, keys, sizeof keys / sizeof *keys);
}

static void read_slots(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_slot);
}

static void read_about(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    reading_of(s)->template->about = schema_text(s, node);
}

static void read_file(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span file = schema_text(s, node);
    if (!file_normalize(s->arena, file, &reading_of(s)->template->file))
        schema_complain(s, node, "'%.*s' leads out of the folder; name a file in it",
                        SPAN_ARG(file));
}

static void read_block(Schema *s, const yaml_node_t *node)
{
    static const SchemaKey keys[] = {
        {"about", read_about, false},
        {"file", read_file, true},
        {"slots", read_slots, false},
    };
    schema_mapping(s, node, keys, sizeof keys / sizeof *keys);
}

/* YAML takes bare braces for a mapping. */
static void check_field(Schema *s, const yaml_node_t *key)
{
    Span name = schema_text(s, key), value;
    const FieldVec *fields = &reading_of(s)->template->doc->front.fields;
    for (size_t i = 0; i < fields->len; i++) {
        value = span_trim(fields->at[i].source);
        if (span_eq(fields->at[i].key, name) && fields->at[i].shape == FIELD_OPAQUE &&
            span_find(value, SPAN("{{"), 0) < value.len)
            schema_complain(s, key,
                            "write \"{{slot}}\" in quotes; to YAML bare braces are a mapping");
    }
}

static void read_pair(Schema *s, const yaml_node_t *key, const yaml_node_t *value)
{
    if (!span_eq(schema_text(s, key), SPAN(BLOCK)))
        check_field(s, key);
    else
        read_block(s, value);
}

static void read_root(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    schema_pairs(s, node, read_pair);
    if (!schema_find(s, node, SPAN(BLOCK)))
        schema_complain(s, node, "a template has a block '" BLOCK "' with 'about' and 'slots'");
}

/* ---- slots in the text ---- */

static void complain(Arena *arena, Reading *r, uint32_t line, uint32_t column, const char *format,
                     ...) __attribute__((format(printf, 5, 6)));

static void complain(Arena *arena, Reading *r, uint32_t line, uint32_t column, const char *format,
                     ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    problems_add(arena, r->problems, (Problem){line, column, arena_copy(arena, span_of(text))});
}

static Span slot_hint(Arena *arena, const Template *template, Span typed)
{
    Span *names = ARENA_ARRAY(arena, Span, template->slots.len);
    for (size_t i = 0; i < template->slots.len; i++)
        names[i] = template->slots.at[i].name;
    return schema_hint(arena, typed, names, template->slots.len);
}

/* Line and column of `offset` in a text that starts at `line`. */
static void use_slots(Arena *arena, Reading *r, Span text, uint32_t line, uint32_t column)
{
    Slot slot;
    for (size_t from = 0; slot_next(text, from, &slot); from = slot.end) {
        TemplateSlot *declared = find_slot(r->template, slot.name);
        if (declared) {
            declared->is_used = true;
            continue;
        }
        Span hint = slot_hint(arena, r->template, slot.name);
        complain(arena, r, line, column + (uint32_t)slot.start,
                 "the slot '%.*s' is not declared%.*s", SPAN_ARG(slot.name), SPAN_ARG(hint));
    }
}

static bool is_block_line(const Template *template, uint32_t line)
{
    const FieldVec *fields = &template->doc->front.fields;
    for (size_t i = 0; i < fields->len; i++)
        if (span_eq(fields->at[i].key, SPAN(BLOCK)) && line >= fields->at[i].lines.start &&
            line < fields->at[i].lines.end)
            return true;
    return false;
}

static void check_slots(Arena *arena, Reading *r)
{
    Template *template = r->template;
    if (!find_slot(template, SPAN("name"))) {
        complain(arena, r, 1, 1,
                 "a template has a slot 'name', which the new agent's name goes to");
        return;
    }
    for (uint32_t n = 0; n < r->lines.count; n++)
        if (!is_block_line(template, n))
            use_slots(arena, r, lines_line(&r->lines, n), n + 1, 1);
    use_slots(arena, r, template->file, 1, 1);
    for (size_t i = 0; i < template->slots.len; i++)
        use_slots(arena, r, template->slots.at[i].fallback, template->slots.at[i].line,
                  template->slots.at[i].column);
    for (size_t i = 0; i < template->slots.len; i++)
        if (!template->slots.at[i].is_used)
            complain(arena, r, template->slots.at[i].line, template->slots.at[i].column,
                     "the slot '%.*s' stands nowhere in the template; use it or remove it",
                     SPAN_ARG(template->slots.at[i].name));
}

/* ---- the whole ---- */

/* The front matter alone, on the lines where it stands. */
static Span front_yaml(Arena *arena, const Doc *doc)
{
    Buf yaml = buf_in(arena);
    buf_add_byte(&yaml, '\n');
    buf_add(&yaml, lines_range(&doc->source.text, (Range){1, doc->front.lines.end - 1}));
    return buf_span(&yaml);
}

const Template *template_read(Arena *arena, Span name, Span bytes, Problems *problems)
{
    Template *template = ARENA_NEW(arena, Template);
    size_t before = problems->list.len + problems->suppressed;
    template->name = name;
    template->file = SPAN("{{name}}.md");
    template->doc = doc_read(arena, name, bytes, (DocOptions){0});
    Reading reading = {template, template->doc->source.text, problems};
    bool starts = template->doc->front.lines.end > 2 &&
                  span_starts(lines_line(&reading.lines, 0), SPAN("---"));
    if (!starts)
        complain(arena, &reading, 1, 1,
                 "a template starts with front matter that has a block '" BLOCK "'");
    else if (schema_read(arena, front_yaml(arena, template->doc), read_root, &reading, problems))
        check_slots(arena, &reading);
    return problems->list.len + problems->suppressed == before ? template : NULL;
}
