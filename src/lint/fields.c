#include "lint/rules.h"

#include "doc/yaml.h"
#include "text/guess.h"
#include "text/utf8.h"

/* ---- looking things up ---- */

const Field *lint_field(const Doc *doc, Span key)
{
    for (size_t i = 0; i < doc->front.fields.len; i++)
        if (span_eq(doc->front.fields.at[i].key, key))
            return &doc->front.fields.at[i];
    return NULL;
}

uint32_t lint_key_line(const Doc *doc, const Field *field)
{
    return front_key_line(&doc->source.text, field);
}

Span lint_scalar(const Field *field)
{
    return field && field->shape == FIELD_SCALAR ? span_trim(field->value) : (Span){0};
}

/* ---- missing and empty ---- */

static bool has_front(const Lint *lint)
{
    return lint->doc->front.mode != FRONT_NONE;
}

static void demand(Lint *lint, Span key, const char *who)
{
    const Field *field = lint_field(lint->doc, key);
    if (!field)
        lint_find(lint, DIAG_FIELD_MISSING, 1, 0, "%s wants the field '%.*s'", who, SPAN_ARG(key));
    else if (field->shape == FIELD_NULL ||
             (field->shape == FIELD_SCALAR && !lint_scalar(field).len))
        lint_find(lint, DIAG_FIELD_EMPTY, lint_key_line(lint->doc, field) + 1, 0,
                  "the field '%.*s' is empty", SPAN_ARG(key));
}

/* A front matter that is never closed has been told of, and all its fields would be missing. */
static void demand_fields(Lint *lint)
{
    const Harness *harness = lint->setting.harness;
    const Style *style = lint->setting.style;
    if (!harness || lint->doc->diags.count[DIAG_FRONT_UNCLOSED])
        return;
    if (!has_front(lint)) {
        lint_find(lint, DIAG_FIELD_MISSING, 1, 0, "there is no front matter, which %s must have",
                  harness->title);
        return;
    }
    for (size_t i = 0; i < harness->field_count; i++)
        if (harness->fields[i].is_required)
            demand(lint, span_of(harness->fields[i].key), harness->title);
    for (uint32_t i = 0; i < style->required_count; i++) {
        Span key = style->required_fields[i];
        const HarnessField *known = harness_field(harness, key);
        if (!known || !known->is_required)
            demand(lint, key, "the style");
    }
}

/* ---- too long ---- */

static void limit(Lint *lint, const Field *field, uint32_t most, const char *who)
{
    size_t len = utf8_length(lint_scalar(field));
    if (most && len > most)
        lint_find(lint, DIAG_FIELD_TOO_LONG, lint_key_line(lint->doc, field) + 1, 0,
                  "'%.*s' has %zu characters, %s allows %u", SPAN_ARG(field->key), len, who, most);
}

static void limit_fields(Lint *lint)
{
    const Harness *harness = lint->setting.harness;
    const Style *style = lint->setting.style;
    const FieldVec *fields = &lint->doc->front.fields;
    for (size_t i = 0; i < fields->len; i++) {
        const HarnessField *known = harness ? harness_field(harness, fields->at[i].key) : NULL;
        if (known)
            limit(lint, &fields->at[i], known->most, harness->title);
    }
    for (uint32_t i = 0; harness && i < style->limit_count; i++) {
        const Field *field = lint_field(lint->doc, style->limits[i].field);
        if (field)
            limit(lint, field, style->limits[i].most, "the style");
    }
}

/* ---- unknown, misspelt, dead ---- */

/* Letters alone, so that spellings of other harnesses ("max_turns") are near. */
static Span letters_of(Arena *arena, Span key)
{
    Buf letters = buf_in(arena);
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] != '-' && key.ptr[i] != '_')
            buf_add_byte(&letters, key.ptr[i]);
    return utf8_fold(arena, buf_span(&letters));
}

/* The field that was meant, if it is not there as well; a short key is near to too many. */
static const char *meant_field(const Lint *lint, Span key)
{
    enum { SHORTEST = 4, SLIPS = 2 };
    const Harness *harness = lint->setting.harness;
    const char *best = NULL;
    size_t least = SLIPS + 1;
    Span typed = letters_of(lint->arena, key);
    for (size_t i = 0; i < harness->field_count && typed.len >= SHORTEST; i++) {
        Span field = span_of(harness->fields[i].key);
        Span letters = letters_of(lint->arena, field);
        bool is_start = typed.len < letters.len && span_starts(letters, typed);
        size_t slips = is_start ? SIZE_MAX : guess_slips(typed, letters);
        if (slips < least && !lint_field(lint->doc, field)) {
            least = slips;
            best = harness->fields[i].key;
        }
    }
    return best;
}

static void check_known(Lint *lint, const Field *field)
{
    const Harness *harness = lint->setting.harness;
    uint32_t line = lint_key_line(lint->doc, field) + 1;
    const char *meant = meant_field(lint, field->key);
    if (meant)
        lint_find(lint, DIAG_FIELD_MISSPELT, line, 0, "%s knows no field '%.*s'; is '%s' meant?",
                  harness->title, SPAN_ARG(field->key), meant);
    else if (!harness->is_open)
        lint_find(lint, DIAG_FIELD_UNKNOWN, line, 0, "%s knows no field '%.*s'", harness->title,
                  SPAN_ARG(field->key));
}

static void check_value(Lint *lint, const Field *field, const HarnessField *known)
{
    Span value = lint_scalar(field);
    bool is_number = value.len && value.ptr[0] >= '0' && value.ptr[0] <= '9';
    Span folded = utf8_fold(lint->arena, value);
    if (!known->choices || !value.len || is_number)
        return;
    size_t at = 0;
    for (Span word = harness_next_word(known->choices, &at); word.len;
         word = harness_next_word(known->choices, &at))
        if (span_eq(utf8_fold(lint->arena, word), folded))
            return;
    lint_find(lint, DIAG_VALUE_UNKNOWN, lint_key_line(lint->doc, field) + 1, 0,
              "'%.*s' is no %.*s of %s; it knows %s", SPAN_ARG(lint_shown(lint->arena, value)),
              SPAN_ARG(field->key), lint->setting.harness->title, known->choices);
}

static void check_each(Lint *lint)
{
    const Harness *harness = lint->setting.harness;
    const FieldVec *fields = &lint->doc->front.fields;
    for (size_t i = 0; harness && i < fields->len; i++) {
        const Field *field = &fields->at[i];
        const HarnessField *known = harness_field(harness, field->key);
        if (!known)
            check_known(lint, field);
        else if (known->instead)
            lint_find(lint, DIAG_FIELD_DEAD, lint_key_line(lint->doc, field) + 1, 0,
                      "'%.*s' of %s gave way to %s", SPAN_ARG(field->key), harness->title,
                      known->instead);
        else
            check_value(lint, field, known);
    }
}

void check_fields(Lint *lint)
{
    demand_fields(lint);
    limit_fields(lint);
    check_each(lint);
}
