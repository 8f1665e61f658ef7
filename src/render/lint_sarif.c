/* Findings as SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), which code hosts show beside the lines. */
#include "render/lint_view.h"

#include "lint/rules.h"
#include "render/diagnostics.h"
#include "render/jsonout.h"

/* A path as a relative reference of RFC 3986; an absolute one as a file URI. */
static json_t *uri_of(Arena *arena, Span path)
{
    Buf uri = buf_in(arena);
    if (span_starts(path, SPAN("/")))
        buf_add(&uri, SPAN("file://"));
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || (c && strchr("-._~/", c));
        if (is_plain)
            buf_add_byte(&uri, (char)c);
        else
            buf_format(&uri, "%%%02X", c);
    }
    return jsonout_text(arena, buf_span(&uri));
}

static json_t *rule_json(Arena *arena, const LintRule *rule)
{
    const DiagInfo *info = diag_info(rule->code);
    return json_pack("{s:s, s:o, s:{s:s}, s:{s:s}, s:{s:s}}", "id", info->code, "name",
                     jsonout_text(arena, diagnostics_name(arena, info)), "shortDescription", "text",
                     info->summary, "help", "text", info->remedy, "defaultConfiguration", "level",
                     diagnostics_severity(info->severity));
}

static json_t *rules_json(Arena *arena)
{
    json_t *rules = json_array();
    for (size_t i = 0; i < lint_rule_count; i++)
        json_array_append_new(rules, rule_json(arena, &lint_rules[i]));
    return rules;
}

static json_t *location_json(Arena *arena, const LintFile *file, const Finding *finding)
{
    json_t *place = json_pack("{s:{s:o}}", "artifactLocation", "uri", uri_of(arena, file->shown));
    if (finding->diag.line) {
        json_t *region = json_pack("{s:i}", "startLine", (int)finding->diag.line);
        if (finding->diag.column)
            json_object_set_new(region, "startColumn", json_integer(finding->diag.column));
        json_object_set_new(place, "region", region);
    }
    return json_pack("{s:o}", "physicalLocation", place);
}

static json_t *fixes_json(Arena *arena, const LintFile *file, const Finding *finding)
{
    return json_pack("[{s:[{s:{s:o}, s:[{s:{s:i, s:i, s:i, s:i}, s:{s:o}}]}]}]", "artifactChanges",
                     "artifactLocation", "uri", uri_of(arena, file->shown), "replacements",
                     "deletedRegion", "startLine", (int)finding->edit.start + 1, "startColumn", 1,
                     "endLine", (int)finding->edit.end + 1, "endColumn", 1, "insertedContent",
                     "text", jsonout_text(arena, finding->instead));
}

static json_t *result_json(Arena *arena, const LintFile *file, const Finding *finding)
{
    json_t *result =
        json_pack("{s:s, s:i, s:s, s:{s:o}, s:[o]}", "ruleId", diag_info(finding->diag.code)->code,
                  "ruleIndex", (int)(lint_rule(finding->diag.code) - lint_rules), "level",
                  diagnostics_severity(finding->severity), "message", "text",
                  jsonout_text(arena, finding->diag.message), "locations",
                  location_json(arena, file, finding));
    if (finding->edit.end > finding->edit.start)
        json_object_set_new(result, "fixes", fixes_json(arena, file, finding));
    return result;
}

void lint_sarif(Buf *out, const LintReport *report, DiagSeverity least, const char *version)
{
    json_t *results = json_array();
    for (size_t i = 0; i < report->files.len; i++)
        for (size_t f = 0; f < report->files.at[i].findings.len; f++) {
            const Finding *finding = &report->files.at[i].findings.at[f];
            if (finding->severity >= least)
                json_array_append_new(results,
                                      result_json(out->arena, &report->files.at[i], finding));
        }
    json_t *run = json_pack("{s:{s:{s:s, s:s, s:o}}, s:s, s:o}", "tool", "driver", "name", "stemma",
                            "version", version, "rules", rules_json(out->arena), "columnKind",
                            "unicodeCodePoints", "results", results);
    jsonout_write(out, json_pack("{s:s, s:s, s:[o]}", "$schema",
                                 "https://json.schemastore.org/sarif-2.1.0.json", "version",
                                 "2.1.0", "runs", run));
}
