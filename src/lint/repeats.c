#include "lint/rules.h"

#include "base/intern.h"
#include "doc/inline.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>

/* What may stand twice. */
typedef struct Said {
    uint32_t place; /* the list of an item, the parent of a section */
    uint32_t index; /* unit or section */
    uint64_t rough; /* equal where the texts are */
    Span text;
    uint32_t id; /* of what is compared */
} Said;

typedef VEC(Said) SaidVec;

static int by_rough(const void *left, const void *right)
{
    const Said *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->rough != b->rough)
        return a->rough < b->rough ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

static int by_text(const void *left, const void *right)
{
    const Said *a = left, *b = right;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return a->index < b->index ? -1 : 1;
}

/* Without emphasis, a capital at the start and punctuation at the end, which do not make another statement of it. Other
   capitals may: two files are called readme.md and README.md. */
static Span compared(Arena *arena, Span text)
{
    Span plain = span_trim(inline_plain(arena, text));
    while (plain.len && strchr(".,;:!", plain.ptr[plain.len - 1]))
        plain.len--;
    size_t first = 0;
    if (plain.len)
        utf8_next(plain, &first);
    return arena_format(arena, "%.*s%.*s", SPAN_ARG(utf8_fold(arena, span_range(plain, 0, first))),
                        SPAN_ARG(span_from(plain, first)));
}

/* ---- the few that could be equal ---- */

/* In ASCII before the first link, tag, entity or escape, reading takes no letter and no digit away and adds none. */
static bool keeps_letters(char c)
{
    return (uint8_t)c < 0x80 && c && c != '[' && c != '<' && c != '&' && c != '\\';
}

/* A hash (FNV-1a) of the first letters and digits; 0 where `text` may hold others than it shows. */
static uint64_t rough_of(Span text, bool is_read)
{
    enum { LETTERS = 24 };
    uint64_t hash = 0xCBF29CE484222325u;
    for (size_t i = 0, letters = 0; i < text.len && letters < LETTERS; i++) {
        char c = text.ptr[i], small = c | 0x20;
        bool counts = (small >= 'a' && small <= 'z') || (c >= '0' && c <= '9');
        if (!is_read && !keeps_letters(c))
            return 0;
        if (counts)
            hash = (hash ^ (uint8_t)small) * 0x100000001B3u;
        letters += counts;
    }
    return hash;
}

static void add(Arena *arena, SaidVec *said, uint32_t place, uint32_t index, Span text)
{
    uint64_t rough = rough_of(text, false);
    if (!rough)
        rough = rough_of(compared(arena, text), true);
    vec_add(arena, said, (Said){place, index, rough, text, 0});
}

static bool is_mate(const SaidVec *said, size_t i, size_t k)
{
    return i < said->len && k < said->len && said->at[i].place == said->at[k].place &&
           said->at[i].rough == said->at[k].rough;
}

/* Most say something of their own, which the hash tells cheaply; those that are left are compared. */
static void sort(Arena *arena, Intern *texts, SaidVec *said)
{
    SaidVec twins = {0};
    if (said->len)
        qsort(said->at, said->len, sizeof *said->at, by_rough);
    for (size_t i = 0; i < said->len; i++) {
        if (!is_mate(said, i, i + 1) && !(i && is_mate(said, i, i - 1)))
            continue;
        vec_add(arena, &twins, said->at[i]);
        twins.at[twins.len - 1].id = intern_id(texts, compared(arena, said->at[i].text));
    }
    if (twins.len)
        qsort(twins.at, twins.len, sizeof *twins.at, by_text);
    *said = twins;
}

static bool is_twin(const Said *a, const Said *b)
{
    return a->place == b->place && a->id == b->id;
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
            add(lint->arena, &said, doc->units[u].list, u, doc->units[u].text);
    sort(lint->arena, texts, &said);
    for (size_t i = 1; i < said.len; i++) {
        const Said *here = &said.at[i], *before = here - 1;
        const Unit *unit = &doc->units[here->index];
        if (is_twin(here, before))
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

/* A title that stands three times names what its sections are ("Prompt"), and twins in a row are a template and what was
   made of it. */
static bool is_pattern(const SaidVec *said, size_t i, const uint32_t *twin_of, const Doc *doc)
{
    const Said *here = &said->at[i], *before = here - 1;
    bool is_many =
        (i >= 2 && is_twin(before - 1, here)) || (i + 1 < said->len && is_twin(here, here + 1));
    uint32_t next = doc->sections[here->index].end;
    uint32_t next_twin = doc->sections[before->index].end;
    bool goes_on = next < doc->section_count && twin_of[next] == next_twin;
    for (uint32_t s = 0; s < here->index && !goes_on; s++)
        goes_on = doc->sections[s].end == here->index && twin_of[s] != NONE &&
                  doc->sections[twin_of[s]].end == before->index;
    return is_many || goes_on;
}

/* By section: the one above it with the same title under the same parent, or NONE. */
static uint32_t *twins_of(Arena *arena, const SaidVec *said, const Doc *doc)
{
    uint32_t *twin_of = ARENA_ARRAY(arena, uint32_t, doc->section_count);
    memset(twin_of, 0xFF, doc->section_count * sizeof *twin_of);
    for (size_t i = 1; i < said->len; i++)
        if (is_twin(&said->at[i - 1], &said->at[i]))
            twin_of[said->at[i].index] = said->at[i - 1].index;
    return twin_of;
}

/* A title at the top may start a second document, which a prompt shows. */
static bool is_compared(const Section *section)
{
    return section->kind == SECTION_HEADING && section->level > 1 && words_any(section->title);
}

static void tell_heading(Lint *lint, const Section *section, const Section *twin)
{
    if (section->level == twin->level && !is_repeatable(lint, section->title))
        lint_find(lint, DIAG_HEADING_REPEATED, section->lines.start + 1, 0,
                  "the section of line %u has this title, too: '%.*s'", twin->lines.start + 1,
                  SPAN_ARG(lint_shown(lint->arena, section->title)));
}

static void check_headings(Lint *lint, Intern *texts)
{
    const Doc *doc = lint->doc;
    SaidVec said = {0};
    for (uint32_t s = 1; s < doc->section_count; s++)
        if (is_compared(&doc->sections[s]))
            add(lint->arena, &said, doc->sections[s].parent, s, doc->sections[s].title);
    sort(lint->arena, texts, &said);
    const uint32_t *twin_of = said.len ? twins_of(lint->arena, &said, doc) : NULL;
    for (size_t i = 1; i < said.len; i++)
        if (is_twin(&said.at[i - 1], &said.at[i]) && !is_pattern(&said, i, twin_of, doc))
            tell_heading(lint, &doc->sections[said.at[i].index],
                         &doc->sections[said.at[i - 1].index]);
}

void check_repeats(Lint *lint)
{
    Intern *texts = intern_new(lint->arena);
    check_items(lint, texts);
    check_headings(lint, texts);
}
