#include "render/style_view.h"

#include "render/term.h"
#include "style/defaults.h"
#include "write/scalar.h"

#include <stdlib.h>

enum { NAME_COLUMNS = 10 };

void style_view_list(Buf *out, const View *view)
{
    size_t count;
    const Style *all = style_all(&count);
    for (size_t i = 0; i < count; i++) {
        size_t len = all[i].name.len;
        term_paint(out, view, TERM_BOLD, all[i].name);
        buf_add_times(out, ' ', len < NAME_COLUMNS ? NAME_COLUMNS - len : 1);
        term_add(out, all[i].about);
        buf_add_byte(out, '\n');
    }
}

/* ---- as a file ---- */

static void add_scalar(Buf *out, Span text)
{
    if (scalar_is_plain(text, SCALAR_BLOCK) && !scalar_is_typed(text))
        buf_add(out, text);
    else
        scalar_quote(out, text);
}

static void add_entry(Buf *out, const char *head, Span text)
{
    buf_format(out, "%s", head);
    add_scalar(out, text);
    buf_add_byte(out, '\n');
}

static void add_list(Buf *out, const char *head, const char *sign, const Span *texts, size_t count)
{
    buf_format(out, "%s%s\n", head, count ? "" : " []");
    for (size_t i = 0; i < count; i++)
        add_entry(out, sign, texts[i]);
}

static void add_markup(Buf *out, const Markup *markup)
{
    buf_add(out, SPAN("markup:\n"));
    for (size_t i = 0; i < MARKUP_KNOBS; i++)
        buf_format(out, "  %s: %.*s\n", markup_knobs[i].key,
                   SPAN_ARG(markup_value(markup, &markup_knobs[i])));
}

static void add_limits(Buf *out, const Style *style)
{
    if (style->limit_count)
        buf_add(out, SPAN("limits:\n"));
    for (uint32_t i = 0; i < style->limit_count; i++) {
        buf_add(out, SPAN("  "));
        add_scalar(out, style->limits[i].field);
        buf_format(out, ": %u\n", style->limits[i].most);
    }
    if (style->max_tokens)
        buf_format(out, "max-tokens: %u\n", style->max_tokens);
}

static Span alias_at(const Style *style, const Alias *alias)
{
    return (Span){style->alias_text + alias->text, alias->len};
}

/* Folded, as they are compared. The title is one of them already. */
static void add_aliases(Buf *out, const Style *style, uint32_t concept)
{
    bool is_first = true;
    Span title = style_fold_title(out->arena, style->concepts[concept].title);
    for (uint32_t i = 0; i < style->alias_count + style->pattern_count; i++) {
        bool is_pattern = i >= style->alias_count;
        const Alias *alias =
            is_pattern ? &style->patterns[i - style->alias_count] : &style->aliases[i];
        Span text = alias_at(style, alias);
        if (alias->concept != concept || (!is_pattern && span_eq(text, title)))
            continue;
        if (is_first)
            buf_add(out, SPAN("    aliases:\n"));
        is_first = false;
        add_entry(out, "      - ",
                  is_pattern ? arena_format(out->arena, "/%.*s/", SPAN_ARG(text)) : text);
    }
}

static void add_hints(Buf *out, const Style *style, uint32_t concept)
{
    bool is_first = true;
    for (uint32_t i = 0; i < style->hint_count; i++) {
        if (style->hints[i].concept != concept)
            continue;
        if (is_first)
            buf_add(out, SPAN("    hints:\n"));
        is_first = false;
        add_entry(out, "      - ", alias_at(style, &style->hints[i]));
    }
}

static void add_concepts(Buf *out, const Style *style)
{
    buf_format(out, "concepts:%s\n", style->concept_count ? "" : " []");
    for (uint32_t i = 0; i < style->concept_count; i++) {
        const Concept *concept = &style->concepts[i];
        add_entry(out, "  - id: ", concept->id);
        add_entry(out, "    title: ", concept->title);
        if (concept->is_deep)
            buf_add(out, SPAN("    deep: true\n"));
        if (concept->is_repeatable)
            buf_add(out, SPAN("    repeatable: true\n"));
        if (concept->role)
            add_entry(out, "    role: ", style_roles[concept->role]);
        add_hints(out, style, i);
        add_aliases(out, style, i);
    }
}

static int by_order(const void *a, const void *b)
{
    const Concept *one = *(const Concept *const *)a, *other = *(const Concept *const *)b;
    return one->order < other->order ? -1 : one->order > other->order;
}

/* The order is said only where it is not that of the concepts. */
static void add_sections(Buf *out, const Style *style)
{
    const Concept **concepts = ARENA_ARRAY(out->arena, const Concept *, style->concept_count);
    Span *placed = ARENA_ARRAY(out->arena, Span, style->concept_count);
    Span *required = ARENA_ARRAY(out->arena, Span, style->concept_count);
    size_t placed_count = 0, required_count = 0;
    for (uint32_t i = 0; i < style->concept_count; i++)
        concepts[i] = &style->concepts[i];
    if (style->concept_count)
        qsort(concepts, style->concept_count, sizeof *concepts, by_order);
    for (uint32_t i = 0; i < style->concept_count; i++) {
        if (concepts[i]->is_placed)
            placed[placed_count++] = concepts[i]->id;
        if (concepts[i]->is_required)
            required[required_count++] = concepts[i]->id;
    }
    bool has_order = placed_count < style->concept_count;
    if (has_order || required_count)
        buf_add(out, SPAN("sections:\n"));
    if (has_order)
        add_list(out, "  order:", "    - ", placed, placed_count);
    if (required_count)
        add_list(out, "  required:", "    - ", required, required_count);
}

static void add_merging(Buf *out, const MergeDefaults *merging)
{
    if (merging->tools || merging->min_support || merging->prefer.len)
        buf_add(out, SPAN("merge:\n"));
    if (merging->tools)
        add_entry(out, "  tools: ", tools_policies[merging->tools - TOOLS_UNION]);
    if (merging->min_support)
        buf_format(out, "  min-support: %u\n", merging->min_support);
    if (merging->prefer.len)
        add_entry(out, "  prefer: ", merging->prefer);
}

void style_view_show(Buf *out, const Style *style)
{
    add_entry(out, "name: ", style->name);
    if (style->about.len)
        add_entry(out, "about: ", style->about);
    add_markup(out, &style->markup);
    add_list(out, "fields:", "  - ", style->field_order, style->field_count);
    if (style->required_count)
        add_list(out, "required-fields:", "  - ", style->required_fields, style->required_count);
    add_limits(out, style);
    add_concepts(out, style);
    add_sections(out, style);
    add_merging(out, &style->merging);
}
