#include "render/lint_view.h"

#include "render/diagnostics.h"
#include "render/jsonout.h"

static json_t *finding_json(Arena *arena, const LintFile *file, const Finding *finding)
{
    const DiagInfo *info = diag_info(finding->diag.code);
    return json_pack(
        "{s:o, s:s, s:o, s:s, s:i, s:i, s:o, s:b}", "path", jsonout_text(arena, file->shown),
        "code", info->code, "name", jsonout_text(arena, diagnostics_name(arena, info)), "severity",
        diagnostics_severity(finding->severity), "line", (int)finding->diag.line, "column",
        (int)finding->diag.column, "message", jsonout_text(arena, finding->diag.message), "fixable",
        finding->edit.end > finding->edit.start);
}

void lint_json(Buf *out, const LintReport *report, DiagSeverity least)
{
    json_t *findings = json_array();
    size_t suppressed = 0;
    for (size_t i = 0; i < report->files.len; i++) {
        const LintFile *file = &report->files.at[i];
        suppressed += file->suppressed;
        for (size_t f = 0; f < file->findings.len; f++)
            if (file->findings.at[f].severity >= least)
                json_array_append_new(findings,
                                      finding_json(out->arena, file, &file->findings.at[f]));
    }
    jsonout_write(out, json_pack("{s:s, s:i, s:o, s:i}", "schema", "stemma-lint/1", "files",
                                 (int)report->files.len, "findings", findings, "suppressed",
                                 (int)suppressed));
}
