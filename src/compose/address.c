#include "compose/address.h"

#include "style/schema.h"
#include "style/style.h"

/* Longer ones are no names that somebody would write down. */
enum { LONGEST = 400 };

struct AddressBook {
    Arena *arena;
    const Doc *doc;
    Span *folded; /* by section: its title, once it was asked for */
    Span *items;  /* by unit: its key or text, folded, once it was asked for */
};

/* How exactly it has to be called. */
typedef enum Tier { TIER_FULL, TIER_EXACT, TIER_FOLDED, TIER_COUNT } Tier;

/* A part of the address that was folded before. */
typedef struct Fold {
    size_t len;
    Span folded;
} Fold;

typedef struct Search {
    AddressBook *book;
    Fold *folds; /* by where the part starts */
    Span address;
    Range within;
    Tier tier;
    uint32_t nth;
    Address found;
} Search;

AddressBook *address_book(Arena *arena, const Doc *doc)
{
    AddressBook *book = ARENA_NEW(arena, AddressBook);
    *book = (AddressBook){arena, doc, ARENA_ARRAY(arena, Span, doc->section_count),
                          ARENA_ARRAY(arena, Span, doc->unit_count)};
    return book;
}

static Span folded_title(AddressBook *book, uint32_t section)
{
    Span *folded = &book->folded[section];
    if (!folded->ptr)
        *folded = style_fold_title(book->arena, book->doc->sections[section].title);
    return *folded;
}

static Span folded_part(const Search *s, Span part)
{
    Fold *fold = &s->folds[part.ptr - s->address.ptr];
    if (!fold->folded.ptr || fold->len != part.len)
        *fold = (Fold){part.len, style_fold_title(s->book->arena, part)};
    return fold->folded;
}

static bool is_called(const Search *s, Span name, uint32_t section)
{
    if (s->tier < TIER_FOLDED)
        return span_eq(name, s->book->doc->sections[section].title);
    Span folded = folded_part(s, name);
    return folded.len && span_eq(folded, folded_title(s->book, section));
}

/* Takes the title of `section` off the end of `rest`, with the slash before it. Titles may hold slashes of their own. */
static bool take_title(const Search *s, uint32_t section, Span *rest)
{
    for (size_t at = rest->len; at-- > 0;)
        if ((rest->ptr[at] == '/' || at == 0) &&
            is_called(s, span_from(*rest, rest->ptr[at] == '/' ? at + 1 : 0), section)) {
            *rest = span_range(*rest, 0, at);
            return true;
        }
    return false;
}

/* Is `path` the way to the section, or its end? */
static bool leads_to(const Search *s, Span path, uint32_t section)
{
    const Section *sections = s->book->doc->sections;
    for (; section != NONE && path.len; section = sections[section].parent)
        if (sections[section].title.len && !take_title(s, section, &path))
            return false;
    while (section != NONE && !sections[section].title.len)
        section = sections[section].parent;
    return !path.len && (s->tier != TIER_FULL || section == NONE);
}

static void note(Search *s, Range units, uint32_t section)
{
    uint32_t number = ++s->found.count;
    if (number <= 2)
        s->found.lines[number - 1] = s->book->doc->units[units.start].lines.start + 1;
    if (number == (s->nth ? s->nth : 1)) {
        s->found.units = units;
        s->found.section = section;
    }
}

static bool is_within(const Search *s, Range units)
{
    return units.start >= s->within.start && units.end <= s->within.end;
}

static void find_sections(Search *s)
{
    const Doc *doc = s->book->doc;
    for (uint32_t i = 0; i < doc->section_count; i++)
        if (doc->sections[i].title.len && is_within(s, doc->sections[i].units) &&
            leads_to(s, s->address, i))
            note(s, doc->sections[i].units, i);
}

static Span folded_item(AddressBook *book, uint32_t unit)
{
    const Unit *item = &book->doc->units[unit];
    Span *folded = &book->items[unit];
    if (!folded->ptr)
        *folded = style_fold_title(book->arena, item->key.len ? item->key : item->text);
    return *folded;
}

static bool is_named(const Search *s, Span name, uint32_t unit)
{
    const Unit *item = &s->book->doc->units[unit];
    if (s->tier < TIER_FOLDED)
        return span_eq(name, item->key.len ? item->key : item->text) || span_eq(name, item->text);
    Span folded = folded_part(s, name);
    return folded.len && span_eq(folded, folded_item(s->book, unit));
}

/* By its key or its text, alone or behind its section's titles. */
static bool is_item(const Search *s, uint32_t u)
{
    const Unit *unit = &s->book->doc->units[u];
    if (unit->kind != UNIT_ITEM || !unit->text.len || unit->text.len > LONGEST)
        return false;
    if (is_named(s, s->address, u))
        return true;
    for (size_t at = s->address.len; at-- > 0;)
        if (s->address.ptr[at] == '/' && is_named(s, span_from(s->address, at + 1), u) &&
            leads_to(s, span_range(s->address, 0, at), unit->section))
            return true;
    return false;
}

static void find_items(Search *s)
{
    const Doc *doc = s->book->doc;
    for (uint32_t u = s->within.start; u < s->within.end; u++)
        if (is_item(s, u))
            note(s, (Range){u, doc->units[u].end}, NONE);
}

Address address_find(AddressBook *book, Span address, Range within, uint32_t nth)
{
    Search s = {.book = book, .address = span_trim(address), .within = within, .nth = nth};
    if (s.address.len > LONGEST)
        return s.found;
    s.folds = ARENA_ARRAY(book->arena, Fold, s.address.len + 1);
    for (s.tier = TIER_FULL; s.tier < TIER_COUNT && !s.found.count; s.tier++)
        find_sections(&s);
    for (s.tier = TIER_FULL; s.tier < TIER_COUNT && !s.found.count; s.tier++)
        find_items(&s);
    return s.found;
}

Span address_hint(AddressBook *book, Span address, Range within)
{
    const Doc *doc = book->doc;
    SpanVec names = {0};
    size_t last = address.len;
    while (last && address.ptr[last - 1] != '/')
        last--;
    for (uint32_t i = 0; i < doc->section_count; i++)
        if (doc->sections[i].units.start >= within.start &&
            doc->sections[i].units.end <= within.end)
            vec_add(book->arena, &names, doc->sections[i].title);
    for (uint32_t u = within.start; u < within.end; u++)
        if (doc->units[u].key.len)
            vec_add(book->arena, &names, doc->units[u].key);
    return schema_hint(book->arena, span_from(address, last), names.at, names.len);
}
