/* stemma-diff/1. */
#include "render/diff_parts.h"
#include "render/diff_view.h"
#include "render/jsonout.h"

static const char *const runs[] = {
    [RUN_SAME] = "same",
    [RUN_REMOVED] = "removed",
    [RUN_ADDED] = "added",
};

static json_t *place_json(Arena *arena, const Place *place)
{
    if (place->index == NONE)
        return json_null();
    return json_pack("{s:i, s:o, s:o}", "line", (int)place->lines.start + 1, "lines",
                     jsonout_lines(place->lines), "address", jsonout_text(arena, place->address));
}

static json_t *runs_json(Arena *arena, const RunVec *list)
{
    json_t *json = json_array();
    for (size_t i = 0; i < list->len; i++)
        json_array_append_new(json, json_pack("{s:s, s:o}", "run", runs[list->at[i].kind], "text",
                                              jsonout_text(arena, list->at[i].text)));
    return json;
}

static json_t *weighty_json(unsigned weighty)
{
    json_t *json = json_array();
    for (unsigned bit = 1; bit <= weighty; bit <<= 1)
        if (weighty & bit)
            json_array_append_new(json, json_string(parts_weight(bit)));
    return json;
}

static json_t *change_json(Arena *arena, const Diff *diff, const Change *change)
{
    Span text = parts_text(arena, diff, change, parts_main_side(change));
    json_t *json =
        json_pack("{s:s, s:s, s:o, s:o, s:o}", "change", parts_kind(change->kind), "what",
                  parts_what(change->what), "old", place_json(arena, &change->old), "new",
                  place_json(arena, &change->new), "text", jsonout_text(arena, text));
    if (change->runs.len)
        json_object_set_new(json, "runs", runs_json(arena, &change->runs));
    if (change->weighty)
        json_object_set_new(json, "weighty", weighty_json(change->weighty));
    if (change->reason != PAIR_NONE) {
        json_object_set_new(json, "reason", json_string(pair_reason_name(change->reason)));
        json_object_set_new(json, "score", json_real((double)change->score));
    }
    return json;
}

static json_t *changes_json(Arena *arena, const Diff *diff, const DiffView *how)
{
    json_t *list = json_array();
    for (size_t i = 0; diff && i < diff->changes.len; i++)
        if (how->formatting || diff->changes.at[i].kind != CHANGE_FORMATTING)
            json_array_append_new(list, change_json(arena, diff, &diff->changes.at[i]));
    return list;
}

static json_t *path_json(Arena *arena, const Doc *doc)
{
    return doc ? jsonout_text(arena, doc->source.name) : json_null();
}

static json_t *entry_json(Arena *arena, const Entry *entry, const DiffView *how)
{
    uint32_t formatting = entry->diff ? entry->diff->formatting_count : 0;
    json_t *json =
        json_pack("{s:s, s:o, s:o, s:i, s:o}", "change", parts_entry(entry->kind), "old",
                  path_json(arena, entry->old), "new", path_json(arena, entry->new), "formatting",
                  (int)formatting, "changes", changes_json(arena, entry->diff, how));
    if (entry->kind == ENTRY_RENAMED)
        json_object_set_new(json, "score", json_real((double)entry->likeness));
    return json;
}

static json_t *folder_json(Arena *arena, const FolderDiff *folder, const DiffView *how)
{
    json_t *files = json_array();
    for (size_t i = 0; i < folder->entries.len; i++)
        if (folder->entries.at[i].kind != ENTRY_SAME)
            json_array_append_new(files, entry_json(arena, &folder->entries.at[i], how));
    return json_pack("{s:s, s:o, s:o, s:o}", "schema", "stemma-diff/1", "old",
                     jsonout_text(arena, folder->old), "new", jsonout_text(arena, folder->new),
                     "files", files);
}

static json_t *file_json(Arena *arena, const Entry *entry, const DiffView *how)
{
    uint32_t formatting = entry->diff ? entry->diff->formatting_count : 0;
    return json_pack("{s:s, s:o, s:o, s:i, s:o}", "schema", "stemma-diff/1", "old",
                     path_json(arena, entry->old), "new", path_json(arena, entry->new),
                     "formatting", (int)formatting, "changes",
                     changes_json(arena, entry->diff, how));
}

void diff_json(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    jsonout_write(out, folder->is_folder ? folder_json(out->arena, folder, how)
                                         : file_json(out->arena, &folder->entries.at[0], how));
}
