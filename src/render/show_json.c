#include "dialect/conversion.h"
#include "render/diagnostics.h"
#include "render/jsonout.h"
#include "render/measure.h"
#include "render/show.h"

static const char *const modes[] = {
    [FRONT_NONE] = "none",
    [FRONT_STRICT] = "strict",
    [FRONT_RETRIED] = "retried",
    [FRONT_BY_LINES] = "lines",
};

static const char *const shapes[] = {
    [FIELD_NULL] = "null",
    [FIELD_SCALAR] = "scalar",
    [FIELD_LIST] = "list",
    [FIELD_OPAQUE] = "opaque",
};

static const char *const section_kinds[] = {
    [SECTION_OPENING] = "opening", [SECTION_HEADING] = "heading", [SECTION_LABEL] = "label",
    [SECTION_PLAIN] = "plain",     [SECTION_TAG] = "tag",
};

static json_t *field_json(Arena *arena, const Field *field)
{
    json_t *json = json_pack("{s:o, s:s, s:o}", "key", jsonout_text(arena, field->key), "shape",
                             shapes[field->shape], "lines", jsonout_lines(field->lines));
    if (field->shape == FIELD_SCALAR)
        json_object_set_new(json, "value", jsonout_text(arena, field->value));
    if (field->shape == FIELD_LIST)
        json_object_set_new(json, "items", jsonout_texts(arena, field->items.at, field->items.len));
    if (field->shape == FIELD_OPAQUE)
        json_object_set_new(json, "source", jsonout_text(arena, field->source));
    return json;
}

static json_t *front_json(Arena *arena, const Front *front)
{
    json_t *fields = json_array();
    for (size_t i = 0; i < front->fields.len; i++)
        json_array_append_new(fields, field_json(arena, &front->fields.at[i]));
    json_t *json = json_pack("{s:s}", "mode", modes[front->mode]);
    if (front->mode != FRONT_NONE)
        json_object_set_new(json, "lines", jsonout_lines(front->lines));
    json_object_set_new(json, "fields", fields);
    return json;
}

static json_t *units_json(const Measure *measure)
{
    json_t *json = json_object();
    for (size_t kind = 0; kind < MEASURE_KINDS; kind++)
        if (measure->units[kind])
            json_object_set_new(json, measure_kind((UnitKind)kind),
                                json_integer((json_int_t)measure->units[kind]));
    return json;
}

static json_t *section_json(Arena *arena, const Section *section, const Measure *measure)
{
    json_t *json = json_pack("{s:s, s:o}", "kind", section_kinds[section->kind], "title",
                             jsonout_text(arena, section->title));
    if (section->level)
        json_object_set_new(json, "level", json_integer(section->level));
    json_object_set_new(json, "parent",
                        section->parent == NONE ? json_null() : json_integer(section->parent));
    json_object_set_new(json, "lines", jsonout_lines(section->lines));
    json_object_set_new(json, "units", units_json(measure));
    json_object_set_new(json, "words", json_integer((json_int_t)measure->words));
    json_object_set_new(json, "tokens", json_integer((json_int_t)measure->tokens));
    return json;
}

static json_t *sections_json(Arena *arena, const Doc *doc)
{
    const Measure *measures = measure_sections(arena, doc);
    json_t *list = json_array();
    for (uint32_t s = 0; s < doc->section_count; s++)
        json_array_append_new(list, section_json(arena, &doc->sections[s], &measures[s]));
    return list;
}

/* Null where nothing tells. */
static json_t *dialect_json(Arena *arena, const Doc *doc)
{
    DialectSign sign = convert_sign(arena, doc);
    if (!sign.harness)
        return json_null();
    json_t *json = json_pack("{s:s, s:s}", "name", sign.harness->brief, "by",
                             sign.field.len ? "field" : "path");
    if (sign.field.len)
        json_object_set_new(json, "field", jsonout_text(arena, sign.field));
    return json;
}

static json_t *doc_json(Arena *arena, const Doc *doc)
{
    return json_pack(
        "{s:o, s:I, s:I, s:I, s:I, s:o, s:o, s:o, s:o}", "path",
        jsonout_text(arena, doc->source.name), "lines", (json_int_t)doc->source.raw.count, "bytes",
        (json_int_t)doc->source.raw.text.len, "words", (json_int_t)measure_words(arena, doc),
        "tokens", (json_int_t)measure_tokens(doc), "dialect", dialect_json(arena, doc), "front",
        front_json(arena, &doc->front), "sections", sections_json(arena, doc), "diagnostics",
        diagnostics_json(arena, doc));
}

Span show_json(Arena *arena, const Doc *const *docs, size_t count)
{
    json_t *files = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(files, doc_json(arena, docs[i]));
    Buf out = buf_in(arena);
    jsonout_write(&out, json_pack("{s:s, s:o}", "schema", "stemma-show/1", "files", files));
    return buf_span(&out);
}
