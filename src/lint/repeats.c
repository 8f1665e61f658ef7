#include "lint/rules.h"

#include "base/intern.h"
#include "doc/inline.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>

/* What is looked at twice: its place, and what must be equal. */
typedef struct Said {
    uint32_t place; /* the list of an item, the parent of a section */
    uint32_t text;
    uint32_t index; /* unit or section */
} Said;

typedef VEC(Said) SaidVec;

static int by_text(const void *left, const void *right)
{
    const Said *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->text != b->text)
        return a->text < b->text ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static void sort(SaidVec *said)
{
    if (said->len)
        qsort(said->at, said->len, sizeof *said->at, by_text);
}

/* Without case, emphasis and punctuation at the end, which do not make another statement of it. */
static Span compared(Arena *arena, Span text)
{
    Span plain = span_trim(utf8_fold(arena, inline_plain(arena, text)));
    while (plain.len && strchr(".,;:!", plain.ptr[plain.len - 1]))
        plain.len--;
    return plain;
}

/* ---- items ---- */

/* Items that hold others may be alike and go on differently. */
static bool is_leaf_item(const Doc *doc, uint32_t u)
{
    const Unit *unit = &doc->units[u];
    return unit->kind == UNIT_ITEM && unit->end == u + 1 && unit->lines.end > unit->lines.start &&
           words_any(unit->text);
}

static void check_items(Lint *lint, Intern *texts)
{
    const Doc *doc = lint->doc;
    SaidVec said = {0};
    for (uint32_t u = 0; u < doc->unit_count; u++)
        if (is_leaf_item(doc, u))
            vec_add(lint->arena, &said,
                    (Said){doc->units[u].list,
                           intern_id(texts, compared(lint->arena, doc->units[u].text)), u});
    sort(&said);
    for (size_t i = 1; i < said.len; i++) {
        const Said *here = &said.at[i], *before = here - 1;
        const Unit *unit = &doc->units[here->index];
        if (here->place == before->place && here->text == before->text)
            lint_find(lint, DIAG_ITEM_REPEATED, unit->lines.start + 1, 0,
                      "line %u says the same: '%.*s'", doc->units[before->index].lines.start + 1,
                      SPAN_ARG(lint_shown(lint->arena, inline_plain(lint->arena, unit->text))));
    }
}

/* ---- headings ---- */

static bool is_repeatable(const Lint *lint, Span title)
{
    uint32_t concept = style_concept(lint->setting.style, style_fold_title(lint->arena, title));
    return concept != NONE && lint->setting.style->concepts[concept].is_repeatable;
}

static void check_headings(Lint *lint, Intern *texts)
{
    const Doc *doc = lint->doc;
    SaidVec said = {0};
    for (uint32_t s = 1; s < doc->section_count; s++)
        if (doc->sections[s].kind == SECTION_HEADING && words_any(doc->sections[s].title))
            vec_add(lint->arena, &said,
                    (Said){doc->sections[s].parent,
                           intern_id(texts, compared(lint->arena, doc->sections[s].title)), s});
    sort(&said);
    for (size_t i = 1; i < said.len; i++) {
        const Said *here = &said.at[i], *before = here - 1;
        const Section *section = &doc->sections[here->index];
        const Section *twin = &doc->sections[before->index];
        if (here->place == before->place && here->text == before->text &&
            section->level == twin->level && !is_repeatable(lint, section->title))
            lint_find(lint, DIAG_HEADING_REPEATED, section->lines.start + 1, 0,
                      "the section of line %u has this title, too: '%.*s'", twin->lines.start + 1,
                      SPAN_ARG(lint_shown(lint->arena, section->title)));
    }
}

void check_repeats(Lint *lint)
{
    Intern *texts = intern_new(lint->arena);
    check_items(lint, texts);
    check_headings(lint, texts);
    intern_free(texts);
}
