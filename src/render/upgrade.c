#include "render/upgrade.h"

#include "base/buf.h"
#include "render/jsonout.h"
#include "render/term.h"
#include "render/three.h"

static const TermColor colors[UPGRADE_FATES] = {
    [UPGRADE_SAME] = TERM_DIM,    [UPGRADE_MERGED] = TERM_GREEN, [UPGRADE_CONFLICT] = TERM_RED,
    [UPGRADE_ADDED] = TERM_GREEN, [UPGRADE_LOCAL] = TERM_DIM,    [UPGRADE_GONE] = TERM_YELLOW,
    [UPGRADE_REMOVED] = TERM_DIM,
};

static uint32_t sum(const RangeVec *ranges)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < ranges->len; i++)
        lines += ranges->at[i].end - ranges->at[i].start;
    return lines;
}

static const char *plural(uint32_t count)
{
    return count == 1 ? "" : "s";
}

static void add_file(Buf *out, const Upgraded *u, const View *view)
{
    term_paint(out, view, colors[u->fate], span_of(upgrade_fate_name(u->fate)));
    buf_add(out, SPAN(": "));
    term_add(out, u->file->path);
    if (u->fate == UPGRADE_MERGED || u->fate == UPGRADE_CONFLICT) {
        uint32_t came = sum(&u->came), went = sum(&u->went), stayed = sum(&u->stayed);
        buf_format(out, ": %u line%s came, %u went, %u of your own stayed", came, plural(came),
                   went, stayed);
    }
    if (u->merge.conflicts)
        buf_format(out, ", %u conflict%s open", u->merge.conflicts, plural(u->merge.conflicts));
    if (u->is_inferred && u->fate != UPGRADE_SAME)
        buf_add(out, SPAN(" (no common origin given: what upstream removed stays)"));
    if (u->file->origin.len && u->fate != UPGRADE_SAME) {
        buf_add(out, SPAN(" (base: "));
        term_add(out, u->file->origin);
        buf_add_byte(out, ')');
    }
    buf_add_byte(out, '\n');
}

/* Where each begins, and what it is about: "agent.md:146: edited item". */
static void add_conflicts(Buf *out, const Upgraded *u)
{
    static const char marker[] = "<<<<<<< ";
    Lines lines = lines_index_feeds(out->arena, u->merge.output);
    for (uint32_t n = 0; n < lines.count; n++) {
        Span line = lines_line(&lines, n);
        if (!span_starts(line, span_of(marker)))
            continue;
        buf_add(out, SPAN("  "));
        term_add(out, u->file->path);
        buf_format(out, ":%u: ", n + 1);
        term_add(out, span_from(line, strlen(marker)));
        buf_add_byte(out, '\n');
    }
}

Span upgrade_text(Arena *arena, const Upgraded *files, size_t count, const View *view)
{
    Buf out = buf_in(arena);
    uint32_t fates[UPGRADE_FATES] = {0};
    for (size_t i = 0; i < count; i++) {
        fates[files[i].fate]++;
        if (files[i].fate != UPGRADE_SAME && files[i].fate != UPGRADE_LOCAL)
            add_file(&out, &files[i], view);
        if (files[i].fate == UPGRADE_CONFLICT)
            add_conflicts(&out, &files[i]);
    }
    buf_format(&out, "%zu file%s", count, plural((uint32_t)count));
    const char *joint = ": ";
    for (int fate = 0; fate < UPGRADE_FATES; fate++)
        if (fates[fate]) {
            buf_format(&out, "%s%u %s", joint, fates[fate], upgrade_fate_name((UpgradeFate)fate));
            joint = ", ";
        }
    buf_add_byte(&out, '\n');
    if (fates[UPGRADE_CONFLICT])
        buf_add(&out, SPAN("choose between the markers of each conflict, and remove them\n"));
    return buf_span(&out);
}

static json_t *ranges_json(const RangeVec *ranges)
{
    json_t *list = json_array();
    for (size_t i = 0; i < ranges->len; i++)
        json_array_append_new(list, jsonout_lines(ranges->at[i]));
    return list;
}

static json_t *file_json(Arena *arena, const Upgraded *u)
{
    json_t *json = json_pack("{s:o, s:s}", "path", jsonout_text(arena, u->file->path), "fate",
                             upgrade_fate_name(u->fate));
    if (u->fate != UPGRADE_MERGED && u->fate != UPGRADE_CONFLICT)
        return json;
    json_object_set_new(json, "inferred", json_boolean(u->is_inferred));
    if (u->file->origin.len)
        json_object_set_new(json, "base", jsonout_text(arena, u->file->origin));
    json_object_set_new(json, "conflicts", json_integer(u->merge.conflicts));
    json_object_set_new(json, "came", ranges_json(&u->came));
    json_object_set_new(json, "went", ranges_json(&u->went));
    json_object_set_new(json, "stayed", ranges_json(&u->stayed));
    json_object_set_new(json, "places", three_places_json(&u->merge));
    return json;
}

Span upgrade_json(Arena *arena, const Upgraded *files, size_t count)
{
    Buf out = buf_in(arena);
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, file_json(arena, &files[i]));
    jsonout_write(&out, json_pack("{s:s, s:o}", "schema", "stemma-upgrade/1", "files", list));
    return buf_span(&out);
}
