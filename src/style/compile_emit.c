#include "style/compile_emit.h"

static void add_literal(Buf *out, Span text)
{
    buf_add_byte(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < ' ' || c == '"' || c == '\\' || c == '?')
            buf_format(out, "\\%03o", c);
        else
            buf_add_byte(out, (char)c);
    }
    buf_add_byte(out, '"');
}

static void add_span(Buf *out, Span text)
{
    buf_add(out, SPAN("{"));
    add_literal(out, text);
    buf_format(out, ", %zu}", text.len);
}

/* The style whose aliases these are: the style itself, or the one that it extends. */
static size_t owner_of_aliases(const Style *styles, size_t number)
{
    size_t owner = 0;
    while (styles[owner].alias_text != styles[number].alias_text)
        owner++;
    return owner;
}

static void emit_text(Buf *out, const Style *style, size_t number)
{
    const Alias *lists[] = {style->aliases, style->patterns, style->hints};
    const uint32_t counts[] = {style->alias_count, style->pattern_count, style->hint_count};
    buf_format(out, "static const char text_%zu[] =", number);
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (uint32_t i = 0; i < counts[l]; i++) {
            buf_add(out, SPAN("\n    "));
            add_literal(out, (Span){style->alias_text + lists[l][i].text, lists[l][i].len});
        }
    buf_add(out, SPAN("\n    \"\";\n\n"));
}

static void emit_aliases(Buf *out, size_t number, const char *what, const Alias *aliases,
                         uint32_t count)
{
    if (!count)
        return;
    buf_format(out, "static const Alias %s_%zu[] = {\n", what, number);
    for (uint32_t i = 0; i < count; i++)
        buf_format(out, "    {%u, %u, %u},\n", aliases[i].text, aliases[i].len, aliases[i].concept);
    buf_add(out, SPAN("};\n\n"));
}

static void emit_concepts(Buf *out, const Style *style, size_t number)
{
    if (!style->concept_count)
        return;
    buf_format(out, "static const Concept concepts_%zu[] = {\n", number);
    for (uint32_t i = 0; i < style->concept_count; i++) {
        const Concept *concept = &style->concepts[i];
        buf_add(out, SPAN("    {"));
        add_span(out, concept->id);
        buf_add(out, SPAN(", "));
        add_span(out, concept->title);
        buf_format(out, ", %u, %d, %d, %u, %d, %d},\n", concept->order, concept->is_repeatable,
                   concept->is_deep, (unsigned)concept->role, concept->is_required,
                   concept->is_placed);
    }
    buf_add(out, SPAN("};\n\n"));
}

static void emit_names(Buf *out, size_t number, const char *what, const Span *names, uint32_t count)
{
    if (!count)
        return;
    buf_format(out, "static const Span %s_%zu[] = {\n", what, number);
    for (uint32_t i = 0; i < count; i++) {
        buf_add(out, SPAN("    "));
        add_span(out, names[i]);
        buf_add(out, SPAN(",\n"));
    }
    buf_add(out, SPAN("};\n\n"));
}

static void emit_limits(Buf *out, const Style *style, size_t number)
{
    if (!style->limit_count)
        return;
    buf_format(out, "static const FieldLimit limits_%zu[] = {\n", number);
    for (uint32_t i = 0; i < style->limit_count; i++) {
        buf_add(out, SPAN("    {"));
        add_span(out, style->limits[i].field);
        buf_format(out, ", %u},\n", style->limits[i].most);
    }
    buf_add(out, SPAN("};\n\n"));
}

void emit_tables(Buf *out, const Style *styles, size_t number)
{
    const Style *style = &styles[number];
    if (owner_of_aliases(styles, number) == number) {
        emit_text(out, style, number);
        emit_aliases(out, number, "aliases", style->aliases, style->alias_count);
        emit_aliases(out, number, "patterns", style->patterns, style->pattern_count);
        emit_aliases(out, number, "hints", style->hints, style->hint_count);
    }
    emit_concepts(out, style, number);
    emit_names(out, number, "fields", style->field_order, style->field_count);
    emit_names(out, number, "required", style->required_fields, style->required_count);
    emit_limits(out, style, number);
}

/* A member that points to a table and the one that counts it; nothing for an empty table. */
static void emit_list(Buf *out, const char *member, const char *counter, const char *what,
                      size_t number, uint32_t count)
{
    if (count)
        buf_format(out, "     .%s = %s_%zu,\n     .%s = %u,\n", member, what, number, counter,
                   count);
}

static void emit_markup(Buf *out, const Markup *markup)
{
    buf_add(out, SPAN("     .markup = {"));
    for (size_t i = 0; i < MARKUP_KNOBS; i++) {
        uint8_t value = *((const uint8_t *)markup + markup_knobs[i].offset);
        buf_format(out, "%s.%s = %u", i ? ", " : "", markup_knobs[i].field, value);
    }
    buf_add(out, SPAN("},\n"));
}

static void emit_merging(Buf *out, const MergeDefaults *merging)
{
    buf_format(out, "     .merging = {%u, %u, ", (unsigned)merging->tools, merging->min_support);
    add_span(out, merging->prefer);
    buf_add(out, SPAN("},\n"));
}

static void emit_style(Buf *out, const Style *styles, size_t number)
{
    const Style *style = &styles[number];
    size_t owner = owner_of_aliases(styles, number);
    buf_add(out, SPAN("    {.name = "));
    add_span(out, style->name);
    buf_add(out, SPAN(",\n     .about = "));
    add_span(out, style->about);
    buf_add(out, SPAN(",\n"));
    emit_markup(out, &style->markup);
    emit_list(out, "concepts", "concept_count", "concepts", number, style->concept_count);
    emit_list(out, "aliases", "alias_count", "aliases", owner, style->alias_count);
    emit_list(out, "patterns", "pattern_count", "patterns", owner, style->pattern_count);
    emit_list(out, "hints", "hint_count", "hints", owner, style->hint_count);
    emit_list(out, "field_order", "field_count", "fields", number, style->field_count);
    emit_list(out, "required_fields", "required_count", "required", number, style->required_count);
    emit_list(out, "limits", "limit_count", "limits", number, style->limit_count);
    emit_merging(out, &style->merging);
    buf_format(out, "     .alias_text = text_%zu,\n     .max_tokens = %u},\n", owner,
               style->max_tokens);
}

void emit_styles(Buf *out, const Style *styles, size_t count)
{
    buf_add(out, SPAN("const Style builtin_styles[] = {\n"));
    for (size_t i = 0; i < count; i++)
        emit_style(out, styles, i);
    buf_format(out, "};\n\nconst size_t builtin_style_count = %zu;\n", count);
}
