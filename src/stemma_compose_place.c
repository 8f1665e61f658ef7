/* Where a composed result stands in the file that was made of it for another harness. */
#include "stemma_compose.h"

/* Of the prompt no line is lost or added; all of it moves together. */
static Range moved(const Conversion *conversion, Range lines)
{
    int64_t by = (int64_t)conversion->body_line - conversion->body_from;
    if (lines.start == lines.end)
        return lines;
    return (Range){(uint32_t)(lines.start + by), (uint32_t)(lines.end + by)};
}

Placed composition_place(Arena *arena, const Composed *composed, const Conversion *conversion,
                         const RecipeOutput *output)
{
    bool is_other = conversion && !span_eq(conversion->bytes, composed->written.bytes);
    Placed placed = {*composed, is_other ? conversion : NULL, output};
    Written *written = &placed.composed.written;
    size_t units = composed->mix.draft.units.len, fields = composed->mix.draft.fields.len;
    if (!is_other)
        return placed;
    written->bytes = conversion->bytes;
    written->unit_lines = ARENA_ARRAY(arena, Range, units);
    written->field_lines = ARENA_ARRAY(arena, Range, fields);
    for (size_t i = 0; i < units; i++)
        written->unit_lines[i] = moved(conversion, composed->written.unit_lines[i]);
    for (size_t i = 0; i < fields; i++) {
        RangeVec places = placed_field(arena, &placed, i);
        written->field_lines[i] = places.len ? places.at[0] : (Range){0, 0};
    }
    return placed;
}

RangeVec placed_field(Arena *arena, const Placed *placed, size_t field)
{
    RangeVec places = {0};
    const Conversion *conversion = placed->conversion;
    if (!conversion)
        vec_add(arena, &places, placed->composed.written.field_lines[field]);
    else if (field < conversion->doc->front.fields.len)
        places = convert_places(conversion, conversion->doc->front.fields.at[field].lines);
    return places;
}

/* Does a control character stand on the line, spelled out? */
static bool is_escaped(Span line)
{
    for (size_t at = span_find_byte(line, '\\', 0); at + 1 < line.len;
         at = span_find_byte(line, '\\', at + 2))
        if (!strchr("\\\"", line.ptr[at + 1]))
            return true;
    return false;
}

static void add_escaped(Arena *arena, const Conversion *conversion, RangeVec *own)
{
    Lines lines = lines_index(arena, conversion->bytes);
    bool has_escapes = conversion->body_line &&
                       span_ends(lines_line(&lines, conversion->body_line - 1), SPAN("\"\"\""));
    for (uint32_t n = conversion->body_line; n < lines.count && has_escapes; n++)
        if (is_escaped(lines_line(&lines, n)))
            vec_add(arena, own, ((Range){n, n + 1}));
}

static bool has_way(const Conversion *conversion, const FieldPlace *place)
{
    for (size_t i = 0; i < conversion->ways.len; i++)
        if (span_eq(conversion->ways.at[i].key, place->key))
            return true;
    return false;
}

RangeVec placed_by_dialect(Arena *arena, const Placed *placed)
{
    const Conversion *conversion = placed->conversion;
    RangeVec own = {0};
    for (size_t i = 0; i < conversion->places.len; i++) {
        Range lines = conversion->places.at[i].lines;
        if (lines.end > conversion->body_line && lines.start < conversion->body_line)
            lines.end = conversion->body_line;
        if (!has_way(conversion, &conversion->places.at[i]))
            vec_add(arena, &own, lines);
    }
    if (conversion->to->form == FORM_TOML)
        add_escaped(arena, conversion, &own);
    return own;
}
