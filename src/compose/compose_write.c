#include "compose/compose.h"

enum { KEPT = 0, CHAPTER = 2, LEVEL_MAX = 6 };

typedef struct Cook {
    const Composition *c;
    Composed *out;
    Arena *arena;
} Cook;

static const Ingredient *ingredient_at(const Cook *k, uint32_t ingredient)
{
    return &k->c->ingredients.at[ingredient];
}

static uint8_t lower_of(uint32_t level)
{
    return (uint8_t)(level > LEVEL_MAX ? LEVEL_MAX : level);
}

/* Slots in a source are text unless the recipe asked for its variables there. */
static const BindingVec *bindings_for(const Ingredient *ingredient)
{
    bool has_vars = ingredient->text || ingredient->source->has_vars;
    return has_vars ? compose_bindings(ingredient->scope) : NULL;
}

static void add_piece(const Cook *k, uint32_t number, Range units, int shift)
{
    const Ingredient *ingredient = ingredient_at(k, number);
    mix_add(&k->out->mix, &(Piece){.doc = ingredient->doc,
                                   .units = units,
                                   .is_left_out = ingredient->is_out,
                                   .bindings = bindings_for(ingredient),
                                   .is_inline = true,
                                   .source = number,
                                   .shift = shift});
}

static void add_text(const Cook *k, uint32_t number, uint32_t level)
{
    const Doc *doc = ingredient_at(k, number)->doc;
    Range units = {MIX_TEXT_UNITS, doc->unit_count};
    add_piece(k, number, units, mix_shift(doc, units, lower_of(level)));
}

/* The units of a section of `level`, with the texts that stand below some of its titles instead of their own. */
static void add_units(const Cook *k, uint32_t number, Range units, int shift)
{
    const Ingredient *ingredient = ingredient_at(k, number);
    uint32_t from = units.start;
    for (uint32_t s = 0; s < ingredient->doc->section_count; s++) {
        const Section *section = &ingredient->doc->sections[s];
        uint32_t instead = ingredient->replacement[s];
        bool is_here = instead != NONE && section->unit >= from &&
                       section->units.end <= units.end && !ingredient->is_out[section->unit];
        if (!is_here)
            continue;
        add_piece(k, number, (Range){from, section->unit + 1}, shift);
        int level = (int)section->level + shift + 1;
        add_text(k, instead, level < 1 ? 1 : (uint32_t)level);
        from = section->units.end;
    }
    add_piece(k, number, (Range){from, units.end}, shift);
}

static uint32_t add_title(const Cook *k, uint32_t number, uint32_t level)
{
    const Ingredient *title = ingredient_at(k, number);
    const BindingVec *bindings = compose_bindings(title->scope);
    Span text = title->text->value;
    uint32_t unit = (uint32_t)k->out->mix.draft.units.len;
    mix_add_heading(&k->out->mix, text, lower_of(level), (Origin){number, NONE}, bindings);
    return unit;
}

/* Was a single item picked? */
static bool is_item(const Cook *k, const Segment *segment)
{
    const Ingredient *ingredient = ingredient_at(k, segment->ingredient);
    return ingredient->source && segment->section == NONE &&
           segment->units.end - segment->units.start < ingredient->doc->unit_count &&
           ingredient->doc->units[segment->units.start].kind == UNIT_ITEM;
}

static bool is_headed(const Cook *k, const Segment *segment)
{
    return segment->section != NONE &&
           ingredient_at(k, segment->ingredient)->doc->sections[segment->section].kind !=
               SECTION_TAG;
}

/* A picked section is a chapter, so that its title is a heading, whatever it was. */
static uint32_t add_section(const Cook *k, const Segment *segment, uint32_t level)
{
    const Ingredient *ingredient = ingredient_at(k, segment->ingredient);
    const Section *section = &ingredient->doc->sections[segment->section];
    uint32_t title = (uint32_t)k->out->mix.draft.units.len;
    if (segment->title != NONE)
        add_title(k, segment->title, level);
    else
        mix_add_heading(&k->out->mix, ingredient->doc->units[section->unit].text, lower_of(level),
                        (Origin){segment->ingredient, section->unit}, bindings_for(ingredient));
    uint32_t instead = ingredient->replacement[segment->section];
    if (instead != NONE)
        add_text(k, instead, level + 1);
    else
        add_units(k, segment->ingredient, (Range){section->unit + 1, segment->units.end},
                  section->level ? (int)level - section->level : 0);
    return title;
}

/* Was all of it left out by a recipe further up? */
static bool is_gone(const Cook *k, const Segment *segment)
{
    return segment->section != NONE &&
           ingredient_at(k, segment->ingredient)->is_out[segment->units.start];
}

static uint32_t level_of(const Cook *k, const Segment *segment)
{
    const RecipePart *part = segment->from->part;
    bool is_whole =
        segment->section == NONE && recipe_has(&part->include) && segment->title == NONE;
    bool is_first = !k->out->mix.draft.units.len && !part->depth;
    if (part->level)
        return part->level;
    return is_whole && is_first ? KEPT : CHAPTER + part->depth;
}

static void add_segment(const Cook *k, size_t number)
{
    const Segment *segment = &k->c->segments.at[number];
    uint32_t level = level_of(k, segment);
    if (is_gone(k, segment))
        return;
    if (is_headed(k, segment)) {
        k->out->titles[number] = add_section(k, segment, level);
        return;
    }
    if (segment->title != NONE)
        k->out->titles[number] = add_title(k, segment->title, level++);
    if (segment->ingredient == NONE)
        return;
    const Doc *doc = ingredient_at(k, segment->ingredient)->doc;
    uint32_t first = (uint32_t)k->out->mix.draft.units.len;
    add_units(k, segment->ingredient, segment->units,
              level == KEPT ? 0 : mix_shift(doc, segment->units, lower_of(level)));
    if (is_item(k, segment))
        mix_join_list(&k->out->mix, first);
}

static void add_fields(const Cook *k)
{
    Draft *draft = &k->out->mix.draft;
    for (size_t i = 0; i < k->c->fields.len; i++)
        vec_add(k->arena, &draft->fields, k->c->fields.at[i].field);
    if (k->c->comments != NONE)
        draft->front_comments = ingredient_at(k, k->c->comments)->doc->front.comments;
    draft->has_front = draft->fields.len > 0 || draft->front_comments.len > 0;
}

void compose_write(Arena *arena, const Composition *c, const Style *style, Composed *out)
{
    Cook k = {c, out, arena};
    *out = (Composed){.mix = {.arena = arena}};
    out->titles = ARENA_ARRAY(arena, uint32_t, c->segments.len);
    memset(out->titles, 0xFF, c->segments.len * sizeof(uint32_t));
    add_fields(&k);
    if (c->title != NONE)
        add_title(&k, c->title, 1);
    for (size_t i = 0; i < c->segments.len; i++)
        add_segment(&k, i);
    out->is_settled = mix_write(&out->mix, style, &out->written);
}
