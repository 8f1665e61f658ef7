#include "render/three.h"

#include "base/buf.h"
#include "render/jsonout.h"
#include "render/term.h"

static const char *const side_names[THREE_SIDES] = {
    [THREE_OURS] = "ours", [THREE_BASE] = "base", [THREE_THEIRS] = "theirs"};

/* "ours 12-14"; "ours after 11" for a place between lines. */
static void add_place(Buf *out, int side, Range lines)
{
    if (lines.start == lines.end)
        buf_format(out, "%s after %u", side_names[side], lines.start);
    else if (lines.start + 1 == lines.end)
        buf_format(out, "%s %u", side_names[side], lines.end);
    else
        buf_format(out, "%s %u-%u", side_names[side], lines.start + 1, lines.end);
}

static const char *reason_of(const ThreeNote *note)
{
    return note->defect ? three_defect_text(note->defect) : three_rule_text(note->rule);
}

static void add_note(Buf *out, const ThreeNote *note, const View *view)
{
    bool is_open = note->rule == RULE_NONE;
    term_paint(out, view, is_open ? TERM_YELLOW : TERM_GREEN,
               is_open ? SPAN("conflict") : SPAN("settled"));
    buf_add(out, SPAN(": "));
    for (int side = 0; note->rule != RULE_MOVED && side < THREE_SIDES; side++) {
        add_place(out, side, note->lines[side]);
        buf_add(out, side + 1 < THREE_SIDES ? SPAN(", ") : SPAN(": "));
    }
    buf_format(out, "%s\n", reason_of(note));
}

Span three_text(Arena *arena, const ThreeMerge *merge, const View *view)
{
    Buf out = buf_in(arena);
    if (merge->is_by_lines)
        buf_add(&out, SPAN("merged by lines alone: the files are too large or too odd for more\n"));
    for (size_t i = 0; i < merge->notes.len; i++)
        add_note(&out, &merge->notes.at[i], view);
    return buf_span(&out);
}

static json_t *note_json(const ThreeNote *note)
{
    json_t *json = json_pack("{s:b, s:s, s:s}", "open", note->rule == RULE_NONE, "rule",
                             three_rule_name(note->rule), "because", reason_of(note));
    for (int side = 0; side < THREE_SIDES; side++)
        json_object_set_new(json, side_names[side], jsonout_lines(note->lines[side]));
    return json;
}

json_t *three_places_json(const ThreeMerge *merge)
{
    json_t *places = json_array();
    for (size_t i = 0; i < merge->notes.len; i++)
        json_array_append_new(places, note_json(&merge->notes.at[i]));
    return places;
}

Span three_json(Arena *arena, const ThreeMerge *merge)
{
    Buf out = buf_in(arena);
    jsonout_write(&out, json_pack("{s:s, s:i, s:b, s:o}", "schema", "stemma-merge-file/1",
                                  "conflicts", (int)merge->conflicts, "by_lines",
                                  merge->is_by_lines, "places", three_places_json(merge)));
    return buf_span(&out);
}
