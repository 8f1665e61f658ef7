#include "render/ledger_json.h"

#include <jansson.h>

typedef struct Reader {
    Arena *arena;
    Ledger *ledger;
    Span message;
} Reader;

static bool fail(Reader *r, const char *what, size_t index)
{
    r->message = arena_format(
        r->arena, "this is no ledger: %s %zu is missing something or out of range", what, index);
    return false;
}

static Span text_of(Reader *r, const json_t *json)
{
    Span text = {json_string_value(json), json_string_length(json)};
    return text.ptr ? arena_copy(r->arena, text) : (Span){0};
}

static bool number_of(const json_t *json, uint32_t limit, uint32_t *number)
{
    json_int_t value = json_integer_value(json);
    *number = (uint32_t)value;
    return json_is_integer(json) && value >= 0 && value < limit;
}

static bool lines_of(const json_t *json, LedgerLines *lines)
{
    return number_of(json_array_get(json, 0), UINT32_MAX, &lines->first) &&
           number_of(json_array_get(json, 1), UINT32_MAX, &lines->last) && lines->first >= 1 &&
           lines->first <= lines->last;
}

static bool read_file(Reader *r, const json_t *json, LedgerFile *file)
{
    file->path = text_of(r, json_object_get(json, "path"));
    file->sha256 = text_of(r, json_object_get(json, "sha256"));
    file->is_repaired = !json_is_false(json_object_get(json, "repaired"));
    file->bytes = (size_t)json_integer_value(json_object_get(json, "bytes"));
    return file->path.len && file->sha256.len &&
           number_of(json_object_get(json, "lines"), UINT32_MAX, &file->lines);
}

static bool read_unit(Reader *r, const json_t *json)
{
    LedgerUnit unit = {.score = 1};
    const json_t *output = json_object_get(json, "output"),
                 *lost = json_object_get(json, "lost_words");
    unit.kind = text_of(r, json_object_get(json, "kind"));
    unit.reason = text_of(r, json_object_get(json, "reason"));
    if (!number_of(json_object_get(json, "input"), (uint32_t)r->ledger->inputs.len, &unit.input) ||
        !lines_of(json_object_get(json, "lines"), &unit.lines) || !unit.kind.len ||
        unit.lines.last > r->ledger->inputs.at[unit.input].lines ||
        !ledger_fate_find(text_of(r, json_object_get(json, "fate")), &unit.fate) ||
        (output && !json_is_null(output) && !lines_of(output, &unit.output)) ||
        unit.output.last > r->ledger->output.lines)
        return fail(r, "unit", r->ledger->units.len);
    for (size_t i = 0; i < json_array_size(lost); i++)
        vec_add(r->arena, &unit.lost_words, text_of(r, json_array_get(lost, i)));
    vec_add(r->arena, &r->ledger->units, unit);
    return true;
}

static bool read_conflict(Reader *r, const json_t *json)
{
    LedgerConflict c = {.kind = text_of(r, json_object_get(json, "kind"))};
    const json_t *units = json_object_get(json, "units"), *texts = json_object_get(json, "texts");
    uint32_t limit = (uint32_t)r->ledger->units.len;
    if (!number_of(json_array_get(units, 0), limit, &c.winner) ||
        !number_of(json_array_get(units, 1), limit, &c.loser))
        return fail(r, "conflict", r->ledger->conflicts.len);
    for (size_t i = 0; i < 2; i++)
        c.texts[i] = text_of(r, json_array_get(texts, i));
    vec_add(r->arena, &r->ledger->conflicts, c);
    return true;
}

static bool read_inputs(Reader *r, const json_t *list)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        LedgerFile file = {0};
        if (!read_file(r, json_array_get(list, i), &file))
            return fail(r, "input", i);
        vec_add(r->arena, &r->ledger->inputs, file);
    }
    return json_array_size(list) || fail(r, "input", 0);
}

#define READ_RANGES(r, list, into)                                                                 \
    for (size_t i_ = 0; i_ < json_array_size(list); i_++) {                                        \
        LedgerLines lines_;                                                                        \
        if (!lines_of(json_array_get(list, i_), &lines_))                                          \
            return fail(r, "range", i_);                                                           \
        vec_add((r)->arena, into, lines_);                                                         \
    }

static bool read_all(Reader *r, const json_t *root)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    if (!schema || strcmp(schema, "stemma-ledger/1") != 0) {
        r->message = SPAN("this is no ledger: its schema is not stemma-ledger/1");
        return false;
    }
    if (!read_inputs(r, json_object_get(root, "inputs")) ||
        !read_file(r, json_object_get(root, "output"), &r->ledger->output))
        return r->message.len ? false : fail(r, "output", 0);
    const json_t *units = json_object_get(root, "units"),
                 *conflicts = json_object_get(root, "conflicts"),
                 *widened = json_object_get(root, "widened");
    for (size_t i = 0; i < json_array_size(units); i++)
        if (!read_unit(r, json_array_get(units, i)))
            return false;
    for (size_t i = 0; i < json_array_size(conflicts); i++)
        if (!read_conflict(r, json_array_get(conflicts, i)))
            return false;
    READ_RANGES(r, json_object_get(root, "template"), &r->ledger->canonical)
    READ_RANGES(r, json_object_get(root, "set"), &r->ledger->settings)
    for (size_t i = 0; i < json_array_size(widened); i++)
        vec_add(r->arena, &r->ledger->widened, text_of(r, json_array_get(widened, i)));
    return true;
}

Ledger *ledger_json_read(Arena *arena, Span json, Span *message)
{
    Reader r = {arena, ARENA_NEW(arena, Ledger), {0}};
    json_error_t error;
    json_t *root = json_loadb(json.ptr, json.len, 0, &error);
    if (!root) {
        *message = arena_format(arena, "%d:%d: %s", error.line, error.column, error.text);
        return NULL;
    }
    bool is_read = read_all(&r, root);
    json_decref(root);
    *message = r.message;
    return is_read ? r.ledger : NULL;
}
