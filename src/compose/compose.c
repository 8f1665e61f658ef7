#include "compose/compose.h"

#include "base/file.h"
#include "doc/conflict.h"

static Ingredient *at(Composition *c, uint32_t ingredient)
{
    return &c->ingredients.at[ingredient];
}

/* ---- ingredients ---- */

static Span name_hint(Composition *c, const BookScope *scope, Span typed)
{
    Span *names = ARENA_ARRAY(c->arena, Span, scope->sources.len);
    for (size_t i = 0; i < scope->sources.len; i++)
        names[i] = scope->sources.at[i].name.value;
    return schema_hint(c->arena, typed, names, scope->sources.len);
}

/* Slots whose names are no variables; `where` says in which file, when that is not the recipe. */
static void check_slots(Composition *c, const BookScope *scope, Span text, RecipePlace place,
                        Span where)
{
    Slot slot;
    if (!scope->bindings.len)
        return;
    Span *names = ARENA_ARRAY(c->arena, Span, scope->bindings.len);
    for (size_t i = 0; i < scope->bindings.len; i++)
        names[i] = scope->bindings.at[i].name;
    for (size_t from = 0; slot_next(text, from, &slot) && !book_is_full(c->book); from = slot.end)
        if (!binding_find(&scope->bindings, slot.name)) {
            Span hint = schema_hint(c->arena, slot.name, names, scope->bindings.len);
            book_complain(c->book, place, "'%.*s'%.*s is no variable of the recipe%.*s",
                          SPAN_ARG(slot.name), SPAN_ARG(where), SPAN_ARG(hint));
        }
}

static void prepare(Composition *c, Ingredient *ingredient)
{
    const Doc *doc = ingredient->doc;
    ingredient->addresses = address_book(c->arena, doc);
    ingredient->is_out = ARENA_ARRAY(c->arena, bool, doc->unit_count);
    ingredient->placed = ARENA_ARRAY(c->arena, uint32_t, doc->unit_count);
    ingredient->replacement = ARENA_ARRAY(c->arena, uint32_t, doc->section_count);
    memset(ingredient->placed, 0xFF, doc->unit_count * sizeof(uint32_t));
    memset(ingredient->replacement, 0xFF, doc->section_count * sizeof(uint32_t));
}

static uint32_t add(Composition *c, Ingredient ingredient)
{
    vec_add(c->arena, &c->ingredients, ingredient);
    return (uint32_t)c->ingredients.len - 1;
}

static uint32_t add_title(Composition *c, const RecipeText *text, const BookScope *scope)
{
    check_slots(c, scope, text->value, text->place, SPAN(""));
    if (span_find_byte(text->value, '\n', 0) < text->value.len)
        book_complain(c->book, text->place, "a title is one line");
    return add(c, (Ingredient){.text = text, .scope = scope});
}

static uint32_t add_text(Composition *c, const RecipeText *text, const BookScope *scope)
{
    Ingredient ingredient = {.text = text, .scope = scope};
    ingredient.doc = mix_read_text(c->arena, text->value);
    prepare(c, &ingredient);
    check_slots(c, scope, text->value, text->place, SPAN(""));
    return add(c, ingredient);
}

static void check_settled(Composition *c, const Doc *doc, RecipePlace place)
{
    uint32_t line = conflict_open(doc);
    if (line != NONE)
        book_complain(c->book, place,
                      "'%.*s' has a merge conflict that is still open, in line %u; settle it first",
                      SPAN_ARG(doc->source.name), line + 1);
}

static uint32_t read_source(Composition *c, const BookScope *scope, const BookSource *source)
{
    Span bytes;
    Ingredient ingredient = {.source = source, .scope = scope};
    int code = source->path.len ? file_read(c->arena, source->path.ptr, &bytes) : 0;
    if (code)
        book_complain(c->book, source->name.place, "'%.*s' cannot be read: %s",
                      SPAN_ARG(source->path), strerror(-code));
    if (source->path.len && !code) {
        ingredient.doc =
            doc_read(c->arena, source->path, bytes, (DocOptions){.no_repair = c->book->no_repair});
        check_settled(c, ingredient.doc, source->name.place);
        prepare(c, &ingredient);
        if (source->has_vars)
            check_slots(c, scope, ingredient.doc->source.text.text, source->name.place,
                        arena_format(c->arena, " in %.*s", SPAN_ARG(source->path)));
    }
    return add(c, ingredient);
}

uint32_t compose_source(Composition *c, const BookScope *scope, Span name, RecipePlace place)
{
    const BookSource *source = book_source(scope, name);
    if (!source) {
        Span hint = name_hint(c, scope, name);
        book_complain(c->book, place, "there is no source '%.*s'%.*s", SPAN_ARG(name),
                      SPAN_ARG(hint));
        return NONE;
    }
    for (uint32_t i = 0; i < c->ingredients.len; i++)
        if (at(c, i)->source == source)
            return at(c, i)->doc ? i : NONE;
    uint32_t ingredient = read_source(c, scope, source);
    return at(c, ingredient)->doc ? ingredient : NONE;
}

/* ---- addresses ---- */

/* What "SOURCE#ADDRESS" is about. */
typedef struct Target {
    uint32_t ingredient; /* NONE: nothing, which has been said */
    Span address;        /* "" for the whole file */
} Target;

static Target target_of(Composition *c, const RecipeText *text, const BookScope *scope)
{
    size_t hash = span_find_byte(text->value, '#', 0);
    Span name = span_trim(span_range(text->value, 0, hash));
    Target target = {.ingredient = compose_source(c, scope, name, text->place)};
    if (hash < text->value.len)
        target.address = span_trim(span_from(text->value, hash + 1));
    if (hash < text->value.len && !target.address.len)
        book_complain(c->book, text->place, "behind '#' stands the title of a section");
    return target;
}

/* Empty units after a complaint. */
static Address find(Composition *c, uint32_t ingredient, Span address, Range within, uint32_t nth,
                    RecipePlace place)
{
    AddressBook *addresses = at(c, ingredient)->addresses;
    Address found = address_find(addresses, address, within, nth);
    Span name = at(c, ingredient)->doc->source.name;
    if (!found.count) {
        Span hint = address_hint(addresses, address, within);
        book_complain(c->book, place, "%.*s has no '%.*s' there%.*s", SPAN_ARG(name),
                      SPAN_ARG(address), SPAN_ARG(hint));
    } else if (nth > found.count) {
        book_complain(c->book, place, "%.*s has only %u '%.*s'", SPAN_ARG(name), found.count,
                      SPAN_ARG(address));
    } else if (!nth && found.count > 1) {
        book_complain(
            c->book, place,
            "%.*s has %u '%.*s', in lines %u and %u; write more of the titles above it, or "
            "say which with 'nth'",
            SPAN_ARG(name), found.count, SPAN_ARG(address), found.lines[0], found.lines[1]);
        found.units = (Range){0, 0};
    }
    return found;
}

/* ---- leaving out and replacing ---- */

static void leave_out(Ingredient *ingredient, Range units)
{
    for (uint32_t u = units.start; u < units.end; u++)
        ingredient->is_out[u] = true;
}

/* `text` NULL: it is left out. */
static void edit(Composition *c, uint32_t ingredient, const RecipeText *address, Span name,
                 const RecipeText *text, Range within, const BookScope *scope)
{
    Address found = find(c, ingredient, name, within, 0, address->place);
    Range units = found.units;
    if (units.start == units.end)
        return;
    if (text && found.section == NONE) {
        book_complain(c->book, address->place,
                      "'%.*s' is an item; 'set' is for sections: leave it out with 'drop'",
                      SPAN_ARG(name));
        return;
    }
    if (text) {
        uint32_t instead = add_text(c, text, scope);
        at(c, ingredient)->replacement[found.section] = instead;
        units.start++;
    }
    leave_out(at(c, ingredient), units);
}

static Range all_units(const Ingredient *ingredient)
{
    return (Range){0, ingredient->doc->unit_count};
}

static void edit_sources(Composition *c)
{
    for (size_t i = 0; i < c->book->edits.len && !book_is_full(c->book); i++) {
        const BookEdit *e = &c->book->edits.at[i];
        Target target = target_of(c, e->address, e->scope);
        if (target.ingredient == NONE)
            continue;
        if (target.address.len)
            edit(c, target.ingredient, e->address, target.address, e->text,
                 all_units(at(c, target.ingredient)), e->scope);
        else
            book_complain(c->book, e->address->place,
                          "name what it is about as SOURCE#Title of a section");
    }
}

static void edit_part(Composition *c, const Segment *segment)
{
    const RecipePart *part = segment->from->part;
    for (size_t i = 0; i < part->drop.len && !book_is_full(c->book); i++)
        edit(c, segment->ingredient, &part->drop.at[i], part->drop.at[i].value, NULL,
             segment->units, segment->from->scope);
    for (size_t i = 0; i < part->set.len && !book_is_full(c->book); i++)
        edit(c, segment->ingredient, &part->set.at[i].address, part->set.at[i].address.value,
             &part->set.at[i].text, segment->units, segment->from->scope);
}

/* ---- segments ---- */

/* Each unit stands in one place: said twice it would say so in the result, too. */
static void claim(Composition *c, const Segment *segment, uint32_t number)
{
    Ingredient *ingredient = at(c, segment->ingredient);
    for (uint32_t u = segment->units.start; u < segment->units.end; u++) {
        uint32_t before = ingredient->placed[u];
        if (ingredient->is_out[u])
            continue;
        if (before != NONE) {
            book_complain(
                c->book, segment->from->part->place,
                "line %u of %.*s is taken already, in line %u of the recipe; use 'drop' in "
                "one of the two",
                ingredient->doc->units[u].lines.start + 1, SPAN_ARG(ingredient->doc->source.name),
                c->segments.at[before].from->part->place.line);
            return;
        }
        ingredient->placed[u] = number;
    }
}

static bool is_tag(const Composition *c, const Segment *segment)
{
    return segment->section != NONE &&
           c->ingredients.at[segment->ingredient].doc->sections[segment->section].kind ==
               SECTION_TAG;
}

/* False after a complaint. */
static bool find_include(Composition *c, const BookPart *from, Segment *segment)
{
    const RecipePart *part = from->part;
    Target target = target_of(c, &part->include, from->scope);
    segment->ingredient = target.ingredient;
    if (target.ingredient == NONE)
        return false;
    segment->units = all_units(at(c, target.ingredient));
    if (!target.address.len)
        return true;
    Address found =
        find(c, target.ingredient, target.address, segment->units, part->nth, part->include.place);
    segment->units = found.units;
    segment->section = found.section;
    if (is_tag(c, segment) && recipe_has(&part->title))
        book_complain(c->book, part->title.place, "a tag has no title of its own");
    return found.units.end > found.units.start;
}

static bool find_segment(Composition *c, const BookPart *from, Segment *segment)
{
    const RecipePart *part = from->part;
    *segment = (Segment){.from = from, .ingredient = NONE, .title = NONE, .section = NONE};
    if (recipe_has(&part->title))
        segment->title = add_title(c, &part->title, from->scope);
    if (recipe_has(&part->include))
        return find_include(c, from, segment);
    if (recipe_has(&part->text)) {
        segment->ingredient = add_text(c, &part->text, from->scope);
        segment->units = (Range){MIX_TEXT_UNITS, at(c, segment->ingredient)->doc->unit_count};
    }
    return true;
}

static void find_segments(Composition *c)
{
    for (size_t i = 0; i < c->book->parts.len && !book_is_full(c->book); i++) {
        Segment segment;
        if (!find_segment(c, &c->book->parts.at[i], &segment))
            continue;
        vec_add(c->arena, &c->segments, segment);
        if (segment.ingredient == NONE)
            continue;
        edit_part(c, &segment);
        claim(c, &segment, (uint32_t)c->segments.len - 1);
    }
}

void compose_read(Arena *arena, Book *book, Composition *c)
{
    *c = (Composition){.arena = arena, .book = book, .title = NONE, .comments = NONE};
    if (recipe_has(&book->recipe->title))
        c->title = add_title(c, &book->recipe->title, book->scope);
    edit_sources(c);
    find_segments(c);
    compose_fields(c);
}
