/* What values make of a template. */
#include "base/file.h"
#include "compose/mix.h"
#include "compose/template.h"
#include "text/utf8.h"
#include "write/scalar.h"

typedef struct Filler {
    Arena *arena;
    const Template *template;
    const Style *style;
    BindingVec bindings;
    Mix mix;
    Written written;
    Span problem;
} Filler;

#define FAIL(f, ...) ((f)->problem = arena_format((f)->arena, __VA_ARGS__), false)

/* ---- values ---- */

static Span hint(const Filler *f, Span typed)
{
    size_t count = f->template->slots.len;
    Span *names = ARENA_ARRAY(f->arena, Span, count);
    for (size_t i = 0; i < count; i++)
        names[i] = f->template->slots.at[i].name;
    return schema_hint(f->arena, typed, names, count);
}

static bool check_given(Filler *f, const BindingVec *given)
{
    for (size_t i = 0; i < given->len; i++) {
        Span name = given->at[i].name, value = given->at[i].value;
        if (!template_slot(f->template, name))
            return FAIL(f, "the template '%.*s' has no slot '%.*s'%.*s",
                        SPAN_ARG(f->template->name), SPAN_ARG(name), SPAN_ARG(hint(f, name)));
        if (utf8_check(value) < value.len)
            return FAIL(f, "the value of '%.*s' is not UTF-8", SPAN_ARG(name));
    }
    return true;
}

static Span last_given(const BindingVec *given, Span name, bool *is_given)
{
    Span value = {0};
    for (size_t i = 0; i < given->len; i++)
        if (span_eq(given->at[i].name, name)) {
            value = given->at[i].value;
            *is_given = true;
        }
    return value;
}

static bool bind(Filler *f, const BindingVec *given)
{
    Buf missing = buf_in(f->arena);
    for (size_t i = 0; i < f->template->slots.len; i++) {
        const TemplateSlot *slot = &f->template->slots.at[i];
        bool is_given = false;
        Span value = last_given(given, slot->name, &is_given);
        if (!is_given)
            value = slot_expand(f->arena, slot->fallback, &f->bindings, SLOT_AS_IS);
        if (!slot->has_fallback && span_is_blank(value))
            buf_format(&missing, "%s%.*s", missing.len ? ", " : "", SPAN_ARG(slot->name));
        vec_add(f->arena, &f->bindings, (Binding){slot->name, value});
    }
    return !missing.len ||
           FAIL(f, "no value for %.*s; give it as --set %.*s=...", SPAN_ARG(buf_span(&missing)),
                (int)span_find_byte(buf_span(&missing), ',', 0), missing.ptr);
}

/* ---- fields ---- */

static bool has_slots(Span text)
{
    Slot slot;
    return slot_next(text, 0, &slot);
}

static Span expanded(const Filler *f, Span text)
{
    return span_trim(slot_expand(f->arena, text, &f->bindings, SLOT_AS_IS));
}

/* A value is a text, whatever it looks like. */
static FieldQuote quote_for(Span value)
{
    return scalar_is_typed(value) ? QUOTE_DOUBLE : QUOTE_PLAIN;
}

static void fill_scalar(Filler *f, Field field)
{
    if (has_slots(field.value)) {
        field.value = expanded(f, field.value);
        field.quote = quote_for(field.value);
        if (!field.value.len)
            return;
    }
    vec_add(f->arena, &f->mix.draft.fields, field);
}

static void fill_list(Filler *f, Field field)
{
    SpanVec items = {0};
    for (size_t i = 0; i < field.items.len; i++) {
        Span item = field.items.at[i];
        bool is_slot = has_slots(item);
        item = is_slot ? expanded(f, item) : item;
        if (!is_slot || item.len)
            vec_add(f->arena, &items, item);
    }
    if (items.len || !field.items.len) {
        field.items = items;
        vec_add(f->arena, &f->mix.draft.fields, field);
    }
}

static void fill_fields(Filler *f)
{
    const FieldVec *fields = &f->template->doc->front.fields;
    f->mix.draft.has_front = true;
    for (size_t i = 0; i < fields->len; i++) {
        const Field *field = &fields->at[i];
        if (span_eq(field->key, SPAN("stemma")))
            continue;
        if (field->shape == FIELD_SCALAR)
            fill_scalar(f, *field);
        else if (field->shape == FIELD_LIST)
            fill_list(f, *field);
        else
            vec_add(f->arena, &f->mix.draft.fields, *field);
    }
}

/* ---- what is left out ---- */

/* Is the unit nothing but a slot with an empty value? */
static bool is_empty_slot(const Filler *f, uint32_t u)
{
    const Unit *unit = &f->template->doc->units[u];
    Slot slot;
    Span value;
    return (unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_ITEM) && unit->end == u + 1 &&
           slot_alone(unit->text, &slot) && slot_value(f->arena, &slot, &f->bindings, &value) &&
           span_is_blank(value);
}

/* A section of which nothing is left goes with what stood in it. */
static bool *find_left_out(const Filler *f)
{
    const Doc *doc = f->template->doc;
    bool *is_out = ARENA_ARRAY(f->arena, bool, doc->unit_count);
    for (uint32_t u = 0; u < doc->unit_count; u++)
        is_out[u] = is_empty_slot(f, u);
    for (uint32_t s = doc->section_count; s-- > 0;) {
        const Section *section = &doc->sections[s];
        if (section->unit == NONE || section->units.end == section->unit + 1)
            continue;
        uint32_t u = section->unit + 1;
        while (u < section->units.end && is_out[u])
            u++;
        is_out[section->unit] = u == section->units.end;
    }
    return is_out;
}

/* ---- what was written is read again ---- */

static bool check_fields(Filler *f, const Doc *after)
{
    const FieldVec *want = &f->mix.draft.fields, *have = &after->front.fields;
    bool is_same = after->front.mode == FRONT_STRICT && want->len == have->len;
    for (size_t i = 0; is_same && i < want->len; i++)
        is_same =
            span_eq(want->at[i].key, have->at[i].key) &&
            (want->at[i].shape != FIELD_SCALAR || span_eq(want->at[i].value, have->at[i].value));
    return is_same || FAIL(f, "the values do not make strict YAML; please report this");
}

static bool is_like(const Unit *a, const Unit *b)
{
    return a->kind == b->kind && a->title == b->title && a->level == b->level;
}

/* The slot whose value stands last before or in unit `u`. */
static Span culprit(const Filler *f, uint32_t u)
{
    const MixUse *last = NULL;
    for (size_t i = 0; i < f->mix.uses.len; i++)
        if (f->mix.uses.at[i].unit <= u)
            last = &f->mix.uses.at[i];
    return last ? last->name : SPAN("name");
}

/* A value that opens a fence, a heading or a list where it should be prose would change what stands around it. */
static bool check_shape(Filler *f, const Written *written)
{
    const Draft *draft = &f->mix.draft;
    const Doc *after =
        doc_read(f->arena, f->template->name, written->bytes, (DocOptions){.no_repair = true});
    for (uint32_t u = 0; u < after->unit_count || u < draft->units.len; u++)
        if (u >= after->unit_count || u >= draft->units.len ||
            !is_like(&draft->units.at[u], &after->units[u]))
            return FAIL(f,
                        "the value of '%.*s' would be read as markup there, and change what stands "
                        "around it",
                        SPAN_ARG(culprit(f, u)));
    return check_fields(f, after);
}

static bool write_agent(Filler *f)
{
    const Doc *doc = f->template->doc;
    f->mix.arena = f->arena;
    fill_fields(f);
    mix_add(&f->mix, &(Piece){.doc = doc,
                              .units = {0, doc->unit_count},
                              .is_left_out = find_left_out(f),
                              .bindings = &f->bindings});
    draft_sort_fields(f->arena, &f->mix.draft.fields, f->style);
    Written raw = write_draft(f->arena, &f->mix.draft, f->style);
    if (!check_shape(f, &raw))
        return false;
    return mix_write(&f->mix, f->style, &f->written) ||
           FAIL(f, "the agent does not read back as it was meant; please report this");
}

Filled template_fill(Arena *arena, const Template *template, const BindingVec *given,
                     const Style *style)
{
    Filler f = {.arena = arena, .template = template, .style = style};
    Filled filled = {0};
    bool is_good = check_given(&f, given) && bind(&f, given) && write_agent(&f);
    Span file = slot_expand(arena, template->file, &f.bindings, SLOT_IN_LINE);
    if (is_good && !file_normalize(arena, file, &filled.file))
        is_good = FAIL(&f, "'%.*s' leads out of the folder; choose another name", SPAN_ARG(file));
    filled.bytes = is_good ? f.written.bytes : (Span){0};
    filled.problem = f.problem;
    return filled;
}
