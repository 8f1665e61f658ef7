#include "dialect/inner.h"

void way_add(Conversion *c, const Field *from, Span key)
{
    if (from)
        vec_add(c->arena, &c->ways, (FieldWay){from->lines, key});
}

void place_add(Conversion *c, Span key, Range lines)
{
    vec_add(c->arena, &c->places, (FieldPlace){key, lines});
}

void places_add(Conversion *c, const FieldVec *fields, const Range *lines, uint32_t by)
{
    for (size_t i = 0; i < fields->len; i++)
        place_add(c, fields->at[i].key, (Range){lines[i].start + by, lines[i].end + by});
}

uint32_t line_count(Span text)
{
    uint32_t count = 0;
    for (size_t at = 0; at < text.len; at = span_find_byte(text, '\n', at) + 1)
        count++;
    return count;
}

RangeVec convert_places(const Conversion *c, Range from)
{
    RangeVec places = {0};
    for (size_t i = 0; i < c->places.len; i++) {
        bool is_meant = false;
        for (size_t k = 0; k < c->ways.len; k++)
            is_meant |= c->ways.at[k].from.start == from.start &&
                        c->ways.at[k].from.end == from.end &&
                        span_eq(c->ways.at[k].key, c->places.at[i].key);
        if (is_meant)
            vec_add(c->arena, &places, c->places.at[i].lines);
    }
    return places;
}
