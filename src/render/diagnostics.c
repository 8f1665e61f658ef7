#include "render/diagnostics.h"

#include "lint/rules.h"
#include "render/jsonout.h"
#include "render/term.h"

static const struct {
    const char *name;
    TermColor color;
} severities[] = {
    [DIAG_NOTE] = {"note", TERM_CYAN},
    [DIAG_WARNING] = {"warning", TERM_YELLOW},
    [DIAG_ERROR] = {"error", TERM_RED},
};

Span diagnostics_name(Arena *arena, const DiagInfo *info)
{
    Span name = arena_copy(arena, span_of(info->name));
    char *at = (char *)name.ptr;
    for (size_t i = 0; i < name.len; i++)
        at[i] = at[i] == '_' ? '-' : (char)(at[i] | 0x20);
    return name;
}

const char *diagnostics_severity(DiagSeverity severity)
{
    return severities[severity].name;
}

enum { PLACES_SHOWN = 3 };

static bool is_same(const Diag *a, const Diag *b)
{
    return a->code == b->code && span_eq(a->message, b->message);
}

bool diagnostics_is_told(const Diag *list, const Diag *diag)
{
    for (const Diag *d = list; d < diag; d++)
        if (is_same(d, diag))
            return true;
    return false;
}

Span diagnostics_with_repeats(Arena *arena, const Diag *diag, const Diag *end)
{
    size_t count = 0, shown = 0;
    for (const Diag *d = diag; d < end; d++)
        count += is_same(d, diag);
    if (count < 2)
        return diag->message;
    Buf out = buf_in(arena);
    buf_add(&out, diag->message);
    buf_format(&out, ", %zu times, also in line%s", count, count > 2 ? "s" : "");
    for (const Diag *d = diag + 1; shown < PLACES_SHOWN && shown + 1 < count; d++)
        if (is_same(d, diag))
            buf_format(&out, "%s %u", shown++ ? "," : "", d->line);
    if (shown + 1 < count)
        buf_add(&out, SPAN(" and so on"));
    return buf_span(&out);
}

void diagnostics_add(Buf *out, Span file, const Diag *diag, DiagSeverity severity, const View *view)
{
    term_add(out, file);
    if (diag->line)
        buf_format(out, ":%u", diag->line);
    if (diag->line && diag->column)
        buf_format(out, ":%u", diag->column);
    buf_add(out, SPAN(": "));
    term_paint(out, view, severities[severity].color, span_of(severities[severity].name));
    buf_add(out, SPAN(": "));
    term_add(out, diag->message);
    buf_format(out, " [%s]\n", diag_info(diag->code)->code);
}

static bool is_wanted(DiagCode code, const View *view)
{
    return !view->brief || diag_info(code)->severity > DIAG_NOTE;
}

/* How many of what is wanted there are beyond those that were kept. */
static size_t unlisted(const Doc *doc, const View *view)
{
    size_t count = 0;
    for (int code = 0; code < DIAG_COUNT; code++)
        if (is_wanted((DiagCode)code, view) && doc->diags.count[code] > DIAG_LIMIT)
            count += doc->diags.count[code] - DIAG_LIMIT;
    return count;
}

Span diagnostics_text(Arena *arena, const Doc *doc, const View *view)
{
    Buf out = buf_in(arena);
    Span file = term_name(doc->source.name);
    const Diag *list = doc->diags.list.at, *end = list ? list + doc->diags.list.len : NULL;
    for (const Diag *diag = list; diag < end; diag++) {
        if (!is_wanted(diag->code, view) || diagnostics_is_told(list, diag))
            continue;
        Diag told = *diag;
        told.message = diagnostics_with_repeats(arena, diag, end);
        diagnostics_add(&out, file, &told, diag_info(diag->code)->severity, view);
    }
    size_t more = unlisted(doc, view);
    if (more) {
        term_add(&out, file);
        buf_format(&out, ": note: %zu more of the same kinds are not listed\n", more);
    }
    return buf_span(&out);
}

static json_t *diagnostic_json(Arena *arena, const Diag *diag)
{
    const DiagInfo *info = diag_info(diag->code);
    return json_pack("{s:s, s:o, s:s, s:i, s:i, s:o}", "code", info->code, "name",
                     jsonout_text(arena, diagnostics_name(arena, info)), "severity",
                     severities[info->severity].name, "line", (int)diag->line, "column",
                     (int)diag->column, "message", jsonout_text(arena, diag->message));
}

json_t *diagnostics_json(Arena *arena, const Doc *doc)
{
    json_t *list = json_array();
    for (size_t i = 0; i < doc->diags.list.len; i++)
        json_array_append_new(list, diagnostic_json(arena, &doc->diags.list.at[i]));
    return list;
}

static void add_indented(Buf *out, Span text)
{
    for (size_t at = 0, end; at < text.len; at = end + 1) {
        end = span_find_byte(text, '\n', at);
        buf_add(out, SPAN("    "));
        term_add(out, span_range(text, at, end));
        buf_add_byte(out, '\n');
    }
}

static void explain_one(Arena *arena, Buf *out, const DiagInfo *info, const View *view)
{
    term_paint(out, view, TERM_BOLD, span_of(info->code));
    buf_format(out, " %s (%s)\n\n", diagnostics_name(arena, info).ptr,
               severities[info->severity].name);
    buf_format(out, "%s\n\nWhat to do: %s\n", info->summary, info->remedy);
    const LintRule *rule = lint_rule((DiagCode)(info - diag_info(0)));
    if (!rule)
        return;
    buf_add(out, SPAN("\nFor example:\n"));
    add_indented(out, span_of(rule->example));
    if (rule->fix)
        buf_add(out, SPAN("\n'stemma lint --fix' mends it where that is safe.\n"));
}

static Span explain_json(Arena *arena, const DiagInfo *first, size_t count)
{
    json_t *list = json_array();
    for (const DiagInfo *info = first; info < first + count; info++)
        json_array_append_new(list,
                              json_pack("{s:s, s:o, s:s, s:s, s:s}", "code", info->code, "name",
                                        jsonout_text(arena, diagnostics_name(arena, info)),
                                        "severity", severities[info->severity].name, "summary",
                                        info->summary, "remedy", info->remedy));
    Buf out = buf_in(arena);
    jsonout_write(&out, json_pack("{s:s, s:o}", "schema", "stemma-codes/1", "codes", list));
    return buf_span(&out);
}

Span diagnostics_explain(Arena *arena, const DiagInfo *info, const View *view)
{
    if (view->json)
        return explain_json(arena, info ? info : diag_info(0), info ? 1 : DIAG_COUNT);
    Buf out = buf_in(arena);
    if (info) {
        explain_one(arena, &out, info, view);
        return buf_span(&out);
    }
    for (DiagCode code = 0; code < DIAG_COUNT; code++) {
        const DiagInfo *each = diag_info(code);
        term_paint(&out, view, TERM_BOLD, span_of(each->code));
        buf_format(&out, "  %-8s %-21s  %s\n", severities[each->severity].name,
                   diagnostics_name(arena, each).ptr, each->summary);
    }
    return buf_span(&out);
}
