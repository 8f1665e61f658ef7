#include "render/lint_view.h"

#include "render/jsonout.h"

#include <stdlib.h>

#define SCHEMA "stemma-baseline/1"

/* ---- writing ---- */

static int by_known(const void *left, const void *right)
{
    const Known *a = left, *b = right;
    int order = span_cmp(a->path, b->path);
    order = order ? order : span_cmp(a->code, b->code);
    return order ? order : span_cmp(a->message, b->message);
}

/* Each finding once, with how often it is there. */
static KnownVec known_of(Arena *arena, const LintReport *report, Span folder)
{
    KnownVec all = {0}, known = {0};
    for (size_t i = 0; i < report->files.len; i++) {
        const LintFile *file = &report->files.at[i];
        for (size_t f = 0; f < file->findings.len; f++)
            vec_add(arena, &all,
                    (Known){report_path(file, folder),
                            span_of(diag_info(file->findings.at[f].diag.code)->code),
                            file->findings.at[f].diag.message, 1});
    }
    if (all.len)
        qsort(all.at, all.len, sizeof *all.at, by_known);
    for (size_t i = 0; i < all.len; i++)
        if (known.len && by_known(&all.at[i], &known.at[known.len - 1]) == 0)
            known.at[known.len - 1].count++;
        else
            vec_add(arena, &known, all.at[i]);
    return known;
}

void lint_baseline_write(Buf *out, const LintReport *report, Span folder)
{
    Arena *arena = out->arena;
    KnownVec known = known_of(arena, report, folder);
    json_t *list = json_array();
    for (size_t i = 0; i < known.len; i++)
        json_array_append_new(list, json_pack("{s:o, s:o, s:o, s:i}", "path",
                                              jsonout_text(arena, known.at[i].path), "code",
                                              jsonout_text(arena, known.at[i].code), "message",
                                              jsonout_text(arena, known.at[i].message), "count",
                                              (int)known.at[i].count));
    jsonout_write(out, json_pack("{s:s, s:o}", "schema", SCHEMA, "findings", list));
}

/* ---- reading ---- */

static bool read_text(Arena *arena, const json_t *entry, const char *key, Span *text)
{
    const json_t *value = json_object_get(entry, key);
    if (!json_is_string(value))
        return false;
    *text = arena_copy(arena, (Span){json_string_value(value), json_string_length(value)});
    return true;
}

static bool read_known(Arena *arena, const json_t *entry, Known *known)
{
    const json_t *count = json_object_get(entry, "count");
    json_int_t number = json_integer_value(count);
    known->count = (uint32_t)number;
    return read_text(arena, entry, "path", &known->path) &&
           read_text(arena, entry, "code", &known->code) &&
           read_text(arena, entry, "message", &known->message) && number > 0 && number < UINT32_MAX;
}

static bool read_all(Arena *arena, const json_t *root, KnownVec *known, Problem *problem)
{
    Span schema = {0};
    const json_t *list = json_object_get(root, "findings");
    if (!read_text(arena, root, "schema", &schema) || !span_eq(schema, SPAN(SCHEMA)) ||
        !json_is_array(list)) {
        problem->message = SPAN("this is no baseline; 'stemma lint --write-baseline' makes one");
        return false;
    }
    for (size_t i = 0; i < json_array_size(list); i++)
        if (!read_known(arena, json_array_get(list, i), vec_push(arena, known))) {
            problem->message =
                arena_format(arena,
                             "finding %zu lacks its path, code, message or count; 'stemma "
                             "lint --write-baseline' makes a new one",
                             i + 1);
            return false;
        }
    return true;
}

bool lint_baseline_read(Arena *arena, Span json, KnownVec *known, Problem *problem)
{
    json_error_t error;
    json_t *root = json_loadb(json.len ? json.ptr : "", json.len, JSON_ALLOW_NUL, &error);
    if (!root) {
        *problem = (Problem){
            (uint32_t)error.line, (uint32_t)(error.column + !error.column),
            arena_format(arena, "%s; 'stemma lint --write-baseline' makes a new one", error.text)};
        return false;
    }
    bool is_good = read_all(arena, root, known, problem);
    json_decref(root);
    return is_good;
}
