#include "diff/addresses.h"

#include <stdlib.h>

#define FRONT "front matter"

/* What is deeper or longer is no name any more, and putting it together for each line would take too long. */
enum { DEEPEST = 32, LONGEST = 400 };

typedef struct Named {
    Span name;
    Range lines;
} Named;

struct Addresses {
    Arena *arena;
    const Doc *doc;
    uint32_t *section_of; /* by line of the body: the deepest section that holds it, or NONE */
    VEC(Named) named;     /* fields and sections, sorted by name; made at the first search */
    bool is_named;
};

static uint32_t *find_sections(Arena *arena, const Doc *doc)
{
    uint32_t *section_of = ARENA_ARRAY(arena, uint32_t, doc->source.text.count);
    uint32_t at = NONE, next = 0;
    for (uint32_t n = 0; n < doc->source.text.count; n++) {
        while (next < doc->section_count && doc->sections[next].lines.start <= n)
            at = next++;
        while (at != NONE && n >= doc->sections[at].lines.end)
            at = doc->sections[at].parent;
        section_of[n] = at;
    }
    return section_of;
}

Addresses *addresses_new(Arena *arena, const Doc *doc)
{
    Addresses *a = ARENA_NEW(arena, Addresses);
    *a = (Addresses){.arena = arena, .doc = doc, .section_of = find_sections(arena, doc)};
    return a;
}

/* ---- of a line ---- */

static bool is_readable(const Doc *doc, uint32_t section)
{
    if (doc->sections[section].depth > DEEPEST)
        return false;
    size_t length = 0;
    for (uint32_t s = section; s != NONE && length <= LONGEST; s = doc->sections[s].parent)
        length += doc->sections[s].title.len + 1;
    return length <= LONGEST;
}

static Span section_address(const Addresses *a, uint32_t section)
{
    if (section == NONE || !is_readable(a->doc, section))
        return SPAN("");
    return doc_address(a->arena, a->doc, section);
}

static Span field_address(const Addresses *a, const Field *field)
{
    if (field->key.len > LONGEST)
        return SPAN(FRONT);
    return arena_format(a->arena, FRONT "/%.*s", SPAN_ARG(field->key));
}

static bool holds(Range lines, uint32_t line)
{
    return line >= lines.start && line < lines.end;
}

static Span front_address(const Addresses *a, uint32_t line)
{
    const FieldVec *fields = &a->doc->front.fields;
    size_t low = 0, high = fields->len;
    while (low + 1 < high) {
        size_t middle = low + (high - low) / 2;
        if (fields->at[middle].lines.start <= line)
            low = middle;
        else
            high = middle;
    }
    if (low < fields->len && holds(fields->at[low].lines, line))
        return field_address(a, &fields->at[low]);
    return SPAN(FRONT);
}

/* The key of the item or paragraph that the line belongs to. */
static Span key_at(const Doc *doc, Range units, uint32_t line)
{
    uint32_t low = units.start, high = units.end;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->units[middle].lines.start <= line)
            low = middle;
        else
            high = middle;
    }
    bool is_in = low < units.end && holds(doc->units[low].lines, line);
    return is_in && doc->units[low].key.len <= LONGEST ? doc->units[low].key : (Span){0};
}

Span addresses_of_line(const Addresses *a, uint32_t line)
{
    if (line < a->doc->front.lines.end)
        return front_address(a, line);
    uint32_t section = line < a->doc->source.text.count ? a->section_of[line] : NONE;
    Span address = section_address(a, section);
    Span key = section == NONE ? (Span){0} : key_at(a->doc, a->doc->sections[section].units, line);
    if (!key.len)
        return address;
    return arena_format(a->arena, "%.*s%s%.*s", SPAN_ARG(address), address.len ? "/" : "",
                        SPAN_ARG(key));
}

Range addresses_section(const Addresses *a, uint32_t line)
{
    uint32_t section = line < a->doc->source.text.count ? a->section_of[line] : NONE;
    bool is_first = section != NONE && a->doc->sections[section].lines.start == line &&
                    a->doc->sections[section].unit != NONE;
    return is_first ? a->doc->sections[section].lines : (Range){0, 0};
}

/* ---- finding ---- */

static int by_name(const void *a, const void *b)
{
    const Named *left = a, *right = b;
    int order = span_cmp(left->name, right->name);
    if (order)
        return order;
    return left->lines.start < right->lines.start ? -1 : left->lines.start > right->lines.start;
}

static void add_name(Addresses *a, Span name, Range lines)
{
    if (name.len)
        vec_add(a->arena, &a->named, (Named){name, lines});
}

/* Items are named with their section's lines: they may have moved in it. */
static void name_units(Addresses *a)
{
    for (uint32_t u = 0; u < a->doc->unit_count; u++) {
        const Unit *unit = &a->doc->units[u];
        if (unit->key.len && unit->lines.start < unit->lines.end)
            add_name(a, addresses_of_line(a, unit->lines.start),
                     a->doc->sections[unit->section].lines);
    }
}

/* What is named alike becomes one, from the first to the last. */
static void unite_names(Addresses *a)
{
    size_t kept = 0;
    for (size_t i = 0; i < a->named.len; i++) {
        Named *named = &a->named.at[i], *last = kept ? &a->named.at[kept - 1] : NULL;
        if (!last || !span_eq(last->name, named->name))
            a->named.at[kept++] = *named;
        else if (named->lines.end > last->lines.end)
            last->lines.end = named->lines.end;
    }
    a->named.len = kept;
}

static void name_all(Addresses *a)
{
    a->is_named = true;
    if (a->doc->front.lines.end)
        add_name(a, SPAN(FRONT), a->doc->front.lines);
    for (size_t i = 0; i < a->doc->front.fields.len; i++)
        add_name(a, field_address(a, &a->doc->front.fields.at[i]),
                 a->doc->front.fields.at[i].lines);
    for (uint32_t s = 0; s < a->doc->section_count; s++)
        add_name(a, section_address(a, s), a->doc->sections[s].lines);
    name_units(a);
    if (a->named.len)
        qsort(a->named.at, a->named.len, sizeof *a->named.at, by_name);
    unite_names(a);
}

/* NULL when there is none. */
static const Named *find_name(const Addresses *a, Span name)
{
    size_t low = 0, high = a->named.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (span_cmp(a->named.at[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_found = low < a->named.len && span_eq(a->named.at[low].name, name);
    return is_found ? &a->named.at[low] : NULL;
}

AddressPlace addresses_find(Addresses *a, Span address)
{
    if (address.len > 2 * LONGEST)
        return (AddressPlace){{0, 0}, false};
    if (!a->is_named)
        name_all(a);
    for (size_t len = address.len; len > 0; len--) {
        if (len < address.len && address.ptr[len] != '/')
            continue;
        const Named *named = find_name(a, span_range(address, 0, len));
        if (named)
            return (AddressPlace){named->lines, len == address.len};
    }
    return (AddressPlace){{0, 0}, false};
}
