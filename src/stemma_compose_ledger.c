/* The receipt of a composition. */
#include "stemma_compose.h"

#include "base/sha256.h"

/* Lines of a recipe that say something in the result. */
typedef struct Say {
    uint32_t file;
    Range lines, target;
    Span kind;
    bool is_shared; /* with others, so that it is an entry of its line */
} Say;

typedef struct Receipt {
    Arena *arena;
    const Composition *c;
    const Placed *placed;
    const Composed *out; /* of what is placed */
    Ledger *ledger;
    Said *output;
    Said **said;           /* by input */
    uint32_t *input_of;    /* by ingredient that is a source: its input, or NONE */
    uint32_t first_recipe; /* input of the book's first file */
    VEC(Say) says;
    uint32_t **targets; /* by ingredient and unit: the draft's unit, or NONE */
} Receipt;

/* ---- inputs ---- */

/* `path` as seen from the folder of `from`, both as seen from the working folder. */
static Span path_from(Arena *arena, Span from, Span path)
{
    size_t same = 0;
    for (size_t i = 0; i < from.len && i < path.len && from.ptr[i] == path.ptr[i]; i++)
        if (from.ptr[i] == '/')
            same = i + 1;
    Buf out = buf_in(arena);
    for (size_t at = span_find_byte(from, '/', same); at < from.len;
         at = span_find_byte(from, '/', at + 1))
        buf_add(&out, SPAN("../"));
    buf_add(&out, span_from(path, same));
    return buf_span(&out);
}

static void add_input(Receipt *r, Span path, const Lines *raw, const Lines *text, bool is_repaired)
{
    LedgerFile file = {path, sha256_hex(r->arena, raw->text), raw->count, raw->text.len,
                       is_repaired};
    r->said[r->ledger->inputs.len] = said_new(r->arena, text);
    vec_add(r->arena, &r->ledger->inputs, file);
}

static void add_inputs(Receipt *r, Span ledger_path)
{
    const Composition *c = r->c;
    r->said = ARENA_ARRAY(r->arena, Said *, c->ingredients.len + c->book->files.len);
    r->input_of = ARENA_ARRAY(r->arena, uint32_t, c->ingredients.len);
    for (size_t i = 0; i < c->ingredients.len; i++) {
        const Ingredient *ingredient = &c->ingredients.at[i];
        r->input_of[i] = NONE;
        if (!ingredient->source)
            continue;
        r->input_of[i] = (uint32_t)r->ledger->inputs.len;
        const Source *source = &ingredient->doc->source;
        add_input(r, path_from(r->arena, ledger_path, ingredient->source->path), &source->raw,
                  &source->text, source->is_repaired);
    }
    r->first_recipe = (uint32_t)r->ledger->inputs.len;
    for (size_t i = 0; i < c->book->files.len; i++) {
        const BookFile *file = &c->book->files.at[i];
        add_input(r, path_from(r->arena, ledger_path, file->path), &file->lines, &file->lines,
                  false);
    }
}

/* ---- what became of a unit ---- */

/* Empty `to`: it stands nowhere, by `rule`. */
static void settle(Receipt *r, LedgerUnit *unit, Range from, Range to, DropRule rule)
{
    Said *input = r->said[unit->input];
    unit->lines = ledger_lines(from);
    unit->output = ledger_lines(to);
    unit->score = 1;
    SpanVec said = said_in(input, from), there = said_in(r->output, to);
    if (to.start == to.end) {
        unit->fate = said.len ? FATE_DROPPED : FATE_MARKUP;
        unit->reason = said.len ? ledger_rule_name(rule) : (Span){0};
    } else if (!said_same(input, from, r->output, to) && !said_verbatim(r->arena, &said, &there)) {
        bool is_heading = span_eq(unit->kind, SPAN("heading"));
        unit->fate = is_heading ? FATE_DUPLICATE : FATE_MERGED;
        unit->lost_words = said_lost(r->arena, &said, &there);
    }
    vec_add(r->arena, &r->ledger->units, *unit);
}

/* ---- sources ---- */

static void find_targets(Receipt *r)
{
    const Composition *c = r->c;
    r->targets = ARENA_ARRAY(r->arena, uint32_t *, c->ingredients.len);
    for (size_t i = 0; i < c->ingredients.len; i++) {
        uint32_t count = c->ingredients.at[i].doc ? c->ingredients.at[i].doc->unit_count : 0;
        r->targets[i] = ARENA_ARRAY(r->arena, uint32_t, count);
        memset(r->targets[i], 0xFF, count * sizeof(uint32_t));
    }
    for (uint32_t u = 0; u < r->out->mix.origins.len; u++) {
        Origin origin = r->out->mix.origins.at[u];
        if (origin.unit != NONE)
            r->targets[origin.source][origin.unit] = u;
    }
    for (size_t i = 0; i < c->segments.len; i++) { /* a title that was given another name */
        const Segment *segment = &c->segments.at[i];
        if (segment->section != NONE && segment->title != NONE && r->out->titles[i] != NONE)
            r->targets[segment->ingredient][segment->units.start] = r->out->titles[i];
    }
}

static Range written_lines(const Receipt *r, uint32_t target)
{
    return target == NONE ? (Range){0, 0} : r->out->written.unit_lines[target];
}

static void add_source_unit(Receipt *r, uint32_t ingredient, uint32_t u)
{
    const Doc *doc = r->c->ingredients.at[ingredient].doc;
    const Unit *unit = &doc->units[u];
    Range target = written_lines(r, r->targets[ingredient][u]);
    for (Range part = {unit->lines.start, 0}; part.start < unit->lines.end; part.start = part.end) {
        part.end = ledger_part_end(doc, unit, part.start);
        LedgerUnit entry = {.input = r->input_of[ingredient], .kind = ledger_kind(doc, unit)};
        Range to =
            target.end > target.start ? ledger_part_target(part, unit->lines, target) : target;
        settle(r, &entry, part, to, DROP_DECISION);
    }
}

/* Where a field with this key stands in the result. */
static RangeVec written_field(const Receipt *r, Span key)
{
    const FieldVec *fields = &r->out->mix.draft.fields;
    for (size_t i = 0; i < fields->len; i++)
        if (span_eq(fields->at[i].key, key))
            return placed_field(r->arena, r->placed, i);
    return (RangeVec){0};
}

static RangeVec field_targets(const Receipt *r, uint32_t ingredient, uint32_t index)
{
    for (size_t i = 0; i < r->c->fields.len; i++) {
        const FieldOrigin *origin = &r->c->fields.at[i];
        if (origin->ingredient == ingredient && origin->index == index)
            return written_field(r, origin->field.key);
    }
    return (RangeVec){0};
}

/* Was it picked, and then had no place in what the result is for? */
static DropRule field_rule(const Receipt *r, uint32_t ingredient, uint32_t index)
{
    for (size_t i = 0; i < r->c->fields.len; i++)
        if (r->c->fields.at[i].ingredient == ingredient && r->c->fields.at[i].index == index)
            return DROP_STRUCTURE;
    return DROP_DECISION;
}

/* Between the delimiter and the first field. */
static Range written_comments(const Receipt *r, uint32_t ingredient)
{
    uint32_t count = (uint32_t)r->out->mix.draft.front_comments.len;
    Range lines = r->placed->conversion ? r->placed->conversion->comments : (Range){1, 1 + count};
    return ingredient == r->c->comments && count ? lines : (Range){0, 0};
}

/* A field that stands in several is told as an entry of each. */
static void settle_field(Receipt *r, uint32_t input, Range lines, const RangeVec *targets,
                         DropRule rule)
{
    LedgerUnit entry = {.input = input, .kind = SPAN("field")};
    if (!targets->len)
        settle(r, &entry, lines, (Range){0, 0}, rule);
    for (size_t i = 0; i < targets->len; i++) {
        entry =
            (LedgerUnit){.input = input, .kind = targets->len > 1 ? SPAN("entry") : SPAN("field")};
        settle(r, &entry, lines, targets->at[i], rule);
    }
}

static void add_source_fields(Receipt *r, uint32_t ingredient)
{
    const Doc *doc = r->c->ingredients.at[ingredient].doc;
    Range comments = ledger_comment_lines(doc);
    LedgerUnit entry = {.input = r->input_of[ingredient], .kind = SPAN("field")};
    if (doc->front.mode != FRONT_NONE && comments.end > comments.start)
        settle(r, &entry, comments, written_comments(r, ingredient), DROP_DECISION);
    for (uint32_t i = 0; i < doc->front.fields.len; i++) {
        Range lines = doc->front.fields.at[i].lines;
        lines.start = lines.start < comments.end ? comments.end : lines.start;
        RangeVec targets = field_targets(r, ingredient, i);
        if (lines.start < lines.end)
            settle_field(r, r->input_of[ingredient], lines, &targets, field_rule(r, ingredient, i));
    }
}

static void add_sources(Receipt *r)
{
    for (uint32_t i = 0; i < r->c->ingredients.len; i++) {
        if (!r->c->ingredients.at[i].source)
            continue;
        add_source_fields(r, i);
        for (uint32_t u = 0; u < r->c->ingredients.at[i].doc->unit_count; u++)
            add_source_unit(r, i, u);
    }
}

/* ---- recipes ---- */

static void say(Receipt *r, const RecipeText *text, Range lines, Range target, Span kind)
{
    if (lines.end > lines.start && target.end > target.start)
        vec_add(r->arena, &r->says, (Say){text->place.file, lines, target, kind, false});
}

/* Line by line, as its units stand there; a heading that is indented as deep is told as a paragraph. */
static void say_literal(Receipt *r, uint32_t ingredient)
{
    const Ingredient *text = &r->c->ingredients.at[ingredient];
    uint32_t moved = text->text->lines.start;
    for (uint32_t u = MIX_TEXT_UNITS; u < text->doc->unit_count; u++) {
        const Unit *unit = &text->doc->units[u];
        Range target = written_lines(r, r->targets[ingredient][u]);
        for (Range part = {unit->lines.start, 0}; part.start < unit->lines.end;
             part.start = part.end) {
            part.end = ledger_part_end(text->doc, unit, part.start);
            Range lines = {part.start - MIX_TEXT_LINES + moved, part.end - MIX_TEXT_LINES + moved};
            if (target.end > target.start)
                say(r, text->text, lines, ledger_part_target(part, unit->lines, target),
                    unit->kind == UNIT_HEADING ? SPAN("paragraph") : ledger_kind(text->doc, unit));
        }
    }
}

static void say_texts(Receipt *r)
{
    for (uint32_t i = 0; i < r->c->ingredients.len; i++) {
        const Ingredient *ingredient = &r->c->ingredients.at[i];
        if (!ingredient->text)
            continue;
        if (ingredient->doc && ingredient->text->is_literal)
            say_literal(r, i);
        else
            say(r, ingredient->text, ingredient->text->lines, composed_hull(r->out, i),
                SPAN("field"));
    }
    for (size_t i = 0; i < r->c->fields.len; i++) {
        const RecipeText *set = r->c->fields.at[i].set;
        RangeVec targets = set ? written_field(r, r->c->fields.at[i].field.key) : (RangeVec){0};
        for (size_t k = 0; k < targets.len; k++)
            say(r, set, set->lines, targets.at[k], SPAN("field"));
    }
}

/* Models are called there as the recipe has it. */
static void say_models(Receipt *r)
{
    const Conversion *conversion = r->placed->conversion;
    for (size_t i = 0; conversion && i < r->placed->output->models.len; i++)
        for (size_t k = 0; k < conversion->out.len; k++) {
            const RecipeText *name = &r->placed->output->models.at[i].value;
            bool is_said = span_eq(conversion->out.at[k].value, name->value);
            for (size_t p = 0; is_said && p < conversion->places.len; p++)
                if (span_eq(conversion->places.at[p].key, conversion->out.at[k].key))
                    say(r, name, name->lines, conversion->places.at[p].lines, SPAN("entry"));
        }
}

/* What another harness wants, beside the fields that the result has: keys, modes, escapes. It asked for that. */
static void say_dialect(Receipt *r)
{
    const Placed *placed = r->placed;
    RangeVec own = placed->conversion ? placed_by_dialect(r->arena, placed) : (RangeVec){0};
    for (size_t i = 0; i < own.len; i++)
        say(r, &placed->output->dialect, placed->output->dialect.lines, own.at[i], SPAN("entry"));
}

/* A variable is said wherever it is used. */
static void say_vars(Receipt *r)
{
    for (size_t i = 0; i < r->out->mix.uses.len; i++) {
        const MixUse *use = &r->out->mix.uses.at[i];
        uint32_t source = r->out->mix.origins.at[use->unit].source;
        const BookScope *scope = r->c->ingredients.at[source].scope;
        for (size_t k = 0; k < scope->vars.len; k++)
            if (span_eq(scope->vars.at[k].name.value, use->name)) {
                const RecipeText *value = &scope->vars.at[k].value;
                say(r, value, value->lines, written_lines(r, use->unit), SPAN("entry"));
                break;
            }
    }
}

static void count_says(Receipt *r, uint32_t file, uint32_t *times)
{
    for (size_t i = 0; i < r->says.len; i++)
        for (uint32_t n = r->says.at[i].lines.start;
             r->says.at[i].file == file && n < r->says.at[i].lines.end; n++)
            times[n]++;
}

static void add_says(Receipt *r, uint32_t file, const uint32_t *times)
{
    for (size_t i = 0; i < r->says.len; i++) {
        const Say *s = &r->says.at[i];
        bool is_shared = false;
        for (uint32_t n = s->lines.start; s->file == file && n < s->lines.end; n++)
            is_shared |= times[n] > 1;
        LedgerUnit unit = {.input = r->first_recipe + file,
                           .kind = is_shared ? SPAN("entry") : s->kind};
        if (s->file == file)
            settle(r, &unit, s->lines, s->target, DROP_STRUCTURE);
    }
}

/* The lines that only tell how to put things together. */
static void add_rest(Receipt *r, uint32_t file, const uint32_t *times)
{
    uint32_t count = r->c->book->files.at[file].lines.count;
    for (Range run = {0, 0}; run.start < count; run.start = run.end) {
        run.end = run.start + 1;
        if (times[run.start])
            continue;
        while (run.end < count && !times[run.end])
            run.end++;
        LedgerUnit unit = {.input = r->first_recipe + file, .kind = SPAN("field")};
        settle(r, &unit, run, (Range){0, 0}, DROP_STRUCTURE);
    }
}

static void add_recipes(Receipt *r)
{
    say_texts(r);
    say_vars(r);
    say_models(r);
    say_dialect(r);
    for (uint32_t file = 0; file < r->c->book->files.len; file++) {
        uint32_t *times =
            ARENA_ARRAY(r->arena, uint32_t, r->c->book->files.at[file].lines.count + 1);
        count_says(r, file, times);
        add_says(r, file, times);
        add_rest(r, file, times);
    }
}

/* ---- titles of the style ---- */

static void add_canonical(Receipt *r)
{
    for (uint32_t u = 0; u < r->out->mix.draft.units.len; u++) {
        const Unit *unit = &r->out->mix.draft.units.at[u];
        Range lines = r->out->written.unit_lines[u];
        if (unit->kind != UNIT_HEADING || lines.start == lines.end)
            continue;
        SpanVec meant = said_of(r->arena, unit->text), there = said_in(r->output, lines);
        if (said_lost(r->arena, &there, &meant).len)
            vec_add(r->arena, &r->ledger->canonical, ledger_lines(lines));
    }
}

Ledger *composition_ledger(Arena *arena, const Composition *c, const Placed *placed, Span path,
                           Span ledger_path)
{
    const Composed *out = &placed->composed;
    Lines lines = lines_index(arena, out->written.bytes);
    Receipt r = {.arena = arena,
                 .c = c,
                 .placed = placed,
                 .out = out,
                 .ledger = ARENA_NEW(arena, Ledger),
                 .output = said_new(arena, &lines)};
    r.ledger->output =
        (LedgerFile){path_from(arena, ledger_path, path), sha256_hex(arena, lines.text),
                     lines.count, lines.text.len, false};
    add_inputs(&r, ledger_path);
    find_targets(&r);
    add_sources(&r);
    add_recipes(&r);
    add_canonical(&r);
    return r.ledger;
}
