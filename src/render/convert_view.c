#include "render/convert_view.h"

#include "render/diagnostics.h"
#include "render/jsonout.h"
#include "render/term.h"

void convert_text(Buf *out, const Conversion *conversion, const View *view)
{
    Span file = term_name(conversion->doc->source.name);
    for (size_t i = 0; i < conversion->remarks.len; i++) {
        const Diag *diag = &conversion->remarks.at[i].diag;
        if (view->brief && diag_info(diag->code)->severity == DIAG_NOTE)
            continue;
        diagnostics_add(out, file, diag, diag_info(diag->code)->severity, view);
    }
}

/* ---- JSON ---- */

static json_t *remark_json(Arena *arena, const Remark *remark)
{
    const DiagInfo *info = diag_info(remark->diag.code);
    return json_pack("{s:s, s:o, s:s, s:i, s:i, s:o, s:o, s:b}", "code", info->code, "name",
                     jsonout_text(arena, diagnostics_name(arena, info)), "severity",
                     diagnostics_severity(info->severity), "line", (int)remark->diag.line, "column",
                     (int)remark->diag.column, "field", jsonout_text(arena, remark->field),
                     "message", jsonout_text(arena, remark->diag.message), "loss",
                     convert_is_loss(remark));
}

static json_t *file_json(Arena *arena, const Conversion *conversion, const char *output)
{
    json_t *remarks = json_array();
    for (size_t i = 0; i < conversion->remarks.len; i++)
        json_array_append_new(remarks, remark_json(arena, &conversion->remarks.at[i]));
    json_t *path = conversion->path.len ? jsonout_text(arena, conversion->path) : json_null();
    return json_pack(
        "{s:o, s:s, s:s, s:o, s:o, s:o, s:o}", "path",
        jsonout_text(arena, conversion->doc->source.name), "from", conversion->from->brief, "to",
        conversion->to->brief, "name", jsonout_text(arena, conversion->agent.name), "place", path,
        "output", output ? jsonout_text(arena, span_of(output)) : json_null(), "remarks", remarks);
}

Span convert_json(Arena *arena, const Conversion *const *conversions, const char *const *outputs,
                  size_t count)
{
    json_t *files = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(files, file_json(arena, conversions[i], outputs[i]));
    Buf out = buf_in(arena);
    jsonout_write(&out, json_pack("{s:s, s:o}", "schema", "stemma-convert/1", "files", files));
    return buf_span(&out);
}

/* ---- the list ---- */

static bool is_kept(const Harness *harness, const HarnessField *field)
{
    bool is_elsewhere = field->meaning == MEANING_BODY ||
                        (field->meaning == MEANING_NAME && harness->naming == NAME_BY_FILE);
    return field->meaning && !field->instead && !is_elsewhere;
}

static Span keys_of(Arena *arena, const Harness *harness)
{
    Buf keys = buf_in(arena);
    if (harness->naming == NAME_BY_FILE)
        buf_add(&keys, SPAN("the name as the file's"));
    for (size_t i = 0; i < harness->field_count; i++)
        if (is_kept(harness, &harness->fields[i]))
            buf_format(&keys, "%s%s", keys.len ? ", " : "", harness->fields[i].key);
    return buf_span(&keys);
}

static Span kept_of(Arena *arena, const Harness *harness)
{
    if (harness == &harnesses[HARNESS_RULESYNC_AGENT])
        return SPAN("name, description, and all fields of the harness it came from");
    return keys_of(arena, harness);
}

void convert_list(Buf *out, const View *view)
{
    enum { NAME_COLUMNS = 12, PATH_COLUMNS = 28 };
    for (size_t i = 0; i < HARNESS_COUNT; i++) {
        const Harness *harness = &harnesses[i];
        Buf name = buf_in(out->arena);
        term_pad(&name, span_of(harness->brief), NAME_COLUMNS);
        term_paint(out, view, TERM_BOLD, buf_span(&name));
        term_pad(out, span_of(harness->path), PATH_COLUMNS);
        buf_add(out, kept_of(out->arena, harness));
        buf_add_byte(out, '\n');
    }
}
