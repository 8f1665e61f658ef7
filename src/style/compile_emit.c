#include "style/compile.h"

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

static void emit_text(Buf *out, const DraftStyle *style)
{
    const DraftAliasVec *lists[] = {&style->aliases, &style->patterns, &style->hints};
    buf_format(out, "static const char text_%zu[] =", style->number);
    for (size_t l = 0; l < sizeof lists / sizeof *lists; l++)
        for (size_t i = 0; i < lists[l]->len; i++) {
            buf_add(out, SPAN("\n    "));
            add_literal(out, lists[l]->at[i].text);
        }
    buf_add(out, SPAN("\n    \"\";\n\n"));
}

/* `offset` is where the first of them stands in the text; gives where the next list starts. */
static size_t emit_aliases(Buf *out, const DraftStyle *style, const char *what,
                           const DraftAliasVec *aliases, size_t offset)
{
    if (!aliases->len)
        return offset;
    buf_format(out, "static const Alias %s_%zu[] = {\n", what, style->number);
    for (size_t i = 0; i < aliases->len; i++) {
        const DraftAlias *alias = &aliases->at[i];
        buf_format(out, "    {%zu, %zu, %u},\n", offset, alias->text.len, (unsigned)alias->concept);
        offset += alias->text.len;
    }
    buf_add(out, SPAN("};\n\n"));
    return offset;
}

static void emit_concepts(Buf *out, const DraftStyle *style)
{
    if (!style->concepts.len)
        return;
    buf_format(out, "static const Concept concepts_%zu[] = {\n", style->number);
    for (size_t i = 0; i < style->concepts.len; i++) {
        const DraftConcept *concept = &style->concepts.at[i];
        buf_add(out, SPAN("    {"));
        add_span(out, concept->id);
        buf_add(out, SPAN(", "));
        add_span(out, concept->title);
        buf_format(out, ", %zu, %d, %d, %u},\n", i, concept->is_repeatable, concept->is_deep,
                   concept->role);
    }
    buf_add(out, SPAN("};\n\n"));
}

static void emit_fields(Buf *out, const DraftStyle *style)
{
    if (!style->fields.len)
        return;
    buf_format(out, "static const Span fields_%zu[] = {\n", style->number);
    for (size_t i = 0; i < style->fields.len; i++) {
        buf_add(out, SPAN("    "));
        add_span(out, style->fields.at[i]);
        buf_add(out, SPAN(",\n"));
    }
    buf_add(out, SPAN("};\n\n"));
}

void emit_tables(Buf *out, const DraftStyle *style)
{
    emit_text(out, style);
    size_t offset = emit_aliases(out, style, "aliases", &style->aliases, 0);
    offset = emit_aliases(out, style, "patterns", &style->patterns, offset);
    emit_aliases(out, style, "hints", &style->hints, offset);
    emit_concepts(out, style);
    emit_fields(out, style);
}

static void emit_list(Buf *out, const DraftStyle *style, const char *field, const char *what,
                      size_t count)
{
    if (count)
        buf_format(out, "     .%s = %s_%zu,\n", field, what, style->number);
}

static void emit_style(Buf *out, const DraftStyle *style)
{
    buf_add(out, SPAN("    {.name = "));
    add_span(out, style->name);
    buf_add(out, SPAN(",\n     .markup = {"));
    for (size_t i = 0; i < markup_flag_count; i++)
        buf_format(out, "%s.%s = %d", i ? ", " : "", markup_flags[i].field,
                   (int)(style->markup >> i & 1));
    buf_format(out, "},\n     .alias_text = text_%zu,\n", style->number);
    emit_list(out, style, "concepts", "concepts", style->concepts.len);
    emit_list(out, style, "aliases", "aliases", style->aliases.len);
    emit_list(out, style, "patterns", "patterns", style->patterns.len);
    emit_list(out, style, "hints", "hints", style->hints.len);
    emit_list(out, style, "field_order", "fields", style->fields.len);
    buf_format(out, "     .concept_count = %zu,\n     .alias_count = %zu,\n", style->concepts.len,
               style->aliases.len);
    buf_format(out, "     .pattern_count = %zu,\n     .hint_count = %zu,\n", style->patterns.len,
               style->hints.len);
    buf_format(out, "     .field_count = %zu},\n", style->fields.len);
}

void emit_styles(Buf *out, const DraftStyle *styles, size_t count)
{
    buf_add(out, SPAN("const Style builtin_styles[] = {\n"));
    for (size_t i = 0; i < count; i++)
        emit_style(out, &styles[i]);
    buf_format(out, "};\n\nconst size_t builtin_style_count = %zu;\n", count);
}
