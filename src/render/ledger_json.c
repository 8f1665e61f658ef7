#include "render/ledger_json.h"

#include "render/jsonout.h"

static json_t *lines_json(LedgerLines lines)
{
    return lines.first ? json_pack("[i, i]", (int)lines.first, (int)lines.last) : json_null();
}

static json_t *file_json(Arena *arena, const LedgerFile *file)
{
    return json_pack("{s:o, s:o, s:i, s:I}", "path", jsonout_text(arena, file->path), "sha256",
                     jsonout_text(arena, file->sha256), "lines", (int)file->lines, "bytes",
                     (json_int_t)file->bytes);
}

static json_t *unit_json(Arena *arena, const LedgerUnit *unit)
{
    json_t *json = json_pack("{s:i, s:o, s:o, s:s}", "input", (int)unit->input, "lines",
                             lines_json(unit->lines), "kind", jsonout_text(arena, unit->kind),
                             "fate", ledger_fate_name(unit->fate));
    if (unit->output.first)
        json_object_set_new(json, "output", lines_json(unit->output));
    if (unit->reason.len)
        json_object_set_new(json, "reason", jsonout_text(arena, unit->reason));
    if (unit->score < 1)
        json_object_set_new(json, "score", json_real((double)unit->score));
    json_object_set_new(json, "lost_words",
                        jsonout_texts(arena, unit->lost_words.at, unit->lost_words.len));
    return json;
}

static json_t *conflict_json(Arena *arena, const LedgerConflict *c)
{
    return json_pack("{s:o, s:[i, i], s:i, s:o}", "kind", jsonout_text(arena, c->kind), "units",
                     (int)c->winner, (int)c->loser, "winner", (int)c->winner, "texts",
                     jsonout_texts(arena, c->texts, 2));
}

static json_t *totals_json(const Ledger *ledger)
{
    size_t bytes = 0;
    json_int_t fates[FATE_MARKUP + 1] = {0};
    for (size_t i = 0; i < ledger->inputs.len; i++)
        bytes += ledger->inputs.at[i].bytes;
    for (size_t i = 0; i < ledger->units.len; i++)
        fates[ledger->units.at[i].fate]++;
    json_t *json = json_pack("{s:I, s:I, s:f}", "input_bytes", (json_int_t)bytes, "output_bytes",
                             (json_int_t)ledger->output.bytes, "ratio",
                             bytes ? (double)ledger->output.bytes / (double)bytes : 1.0);
    for (int fate = 0; fate <= FATE_MARKUP; fate++)
        json_object_set_new(json, ledger_fate_name((Fate)fate), json_integer(fates[fate]));
    return json;
}

static json_t *ranges_json(const LedgerLines *ranges, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, lines_json(ranges[i]));
    return list;
}

static json_t *input_json(Arena *arena, const LedgerFile *file)
{
    json_t *json = file_json(arena, file);
    json_object_set_new(json, "repaired", json_boolean(file->is_repaired));
    return json;
}

void ledger_json_write(Buf *out, const Ledger *ledger)
{
    Arena *arena = out->arena;
    json_t *inputs = json_array(), *units = json_array(), *conflicts = json_array();
    for (size_t i = 0; i < ledger->inputs.len; i++)
        json_array_append_new(inputs, input_json(arena, &ledger->inputs.at[i]));
    for (size_t i = 0; i < ledger->units.len; i++)
        json_array_append_new(units, unit_json(arena, &ledger->units.at[i]));
    for (size_t i = 0; i < ledger->conflicts.len; i++)
        json_array_append_new(conflicts, conflict_json(arena, &ledger->conflicts.at[i]));
    jsonout_write(out, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "schema",
                                 "stemma-ledger/1", "inputs", inputs, "output",
                                 file_json(arena, &ledger->output), "units", units, "template",
                                 ranges_json(ledger->canonical.at, ledger->canonical.len), "set",
                                 ranges_json(ledger->settings.at, ledger->settings.len),
                                 "conflicts", conflicts, "widened",
                                 jsonout_texts(arena, ledger->widened.at, ledger->widened.len),
                                 "totals", totals_json(ledger)));
}
