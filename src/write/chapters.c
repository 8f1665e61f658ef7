#include "write/chapters.h"

#include "text/utf8.h"
#include "text/words.h"
#include "write/titles.h"

#include <stdlib.h>

/* A stretch of the file that moves as a whole. */
typedef struct Chapter {
    uint32_t section;
    Span title;          /* without what the style leaves out */
    uint32_t start, end; /* units; a rule that parts it from the next stays where it is */
    uint32_t rule;       /* that unit, or NONE */
    uint32_t concept;
    uint32_t place, rank; /* where it belongs, and where it stands */
} Chapter;

typedef VEC(Chapter) ChapterVec;

/* ---- finding them ---- */

/* The sections of which the chapters are some: those at the top, or those below the only title. */
static Range siblings_of(const Doc *doc)
{
    uint32_t first = doc->section_count ? doc->sections[0].end : 0;
    if (first >= doc->section_count)
        return (Range){0, 0};
    const Section *section = &doc->sections[first];
    bool is_title = section->kind == SECTION_HEADING && section->level == 1 &&
                    section->end == doc->section_count;
    return (Range){first + is_title, doc->section_count};
}

static uint32_t trailing_rule(const Doc *doc, const Section *section)
{
    uint32_t last = section->units.end - 1;
    bool is_rule = section->units.end > section->units.start + 1 &&
                   doc->units[last].kind == UNIT_RULE && doc->units[last].parent == NONE;
    return is_rule ? last : NONE;
}

static void add_chapter(Arena *arena, ChapterVec *chapters, const Doc *doc, const Style *style,
                        const Span *titles, uint32_t index)
{
    const Section *section = &doc->sections[index];
    uint32_t rule = trailing_rule(doc, section);
    Chapter chapter = {.section = index,
                       .title = titles ? titles[section->unit] : doc->units[section->unit].text,
                       .start = section->units.start,
                       .end = rule == NONE ? section->units.end : rule,
                       .rule = rule,
                       .rank = (uint32_t)chapters->len};
    chapter.concept = style_concept(style, style_fold_title(arena, section->title));
    vec_add(arena, chapters, chapter);
}

/* Labels may stand before the first chapter; what stands between chapters and is none makes the order unsure. */
static bool find_chapters(Arena *arena, ChapterVec *chapters, const Doc *doc, const Style *style)
{
    Range range = siblings_of(doc);
    const Span *titles = titles_trim(arena, doc->units, doc->unit_count, style);
    for (uint32_t s = range.start; s < range.end; s = doc->sections[s].end) {
        bool is_heading = doc->sections[s].kind == SECTION_HEADING;
        if (!is_heading && chapters->len)
            return false;
        if (is_heading)
            add_chapter(arena, chapters, doc, style, titles, s);
    }
    return chapters->len > 0;
}

/* ---- order ---- */

/* "2. Process", "Phase 1", "B) Tests": the order is said. */
static bool is_numbered(Span title)
{
    size_t letters = 0;
    for (size_t i = 0; i < title.len; i++)
        if (title.ptr[i] >= '0' && title.ptr[i] <= '9')
            return true;
    while (letters < title.len && (title.ptr[letters] | 0x20) >= 'a' &&
           (title.ptr[letters] | 0x20) <= 'z')
        letters++;
    return letters && letters <= 4 && letters < title.len && strchr(".)", title.ptr[letters]);
}

static bool may_move(const Doc *doc, const ChapterVec *chapters)
{
    for (size_t i = 0; i < chapters->len; i++) {
        const Chapter *chapter = &chapters->at[i];
        if (doc->sections[chapter->section].level != doc->sections[chapters->at[0].section].level ||
            is_numbered(chapter->title))
            return false;
    }
    return true;
}

static int by_place(const void *a, const void *b)
{
    const Chapter *one = a, *other = b;
    if (one->place != other->place)
        return one->place < other->place ? -1 : 1;
    return one->rank < other->rank ? -1 : 1;
}

/* A chapter without a place of its own goes with the one above it. */
static void put_in_order(ChapterVec *chapters, const Style *style)
{
    uint32_t place = 0;
    for (size_t i = 0; i < chapters->len; i++) {
        uint32_t concept = chapters->at[i].concept;
        if (concept != NONE && style->concepts[concept].is_placed)
            place = style->concepts[concept].order + 1;
        chapters->at[i].place = place;
    }
    qsort(chapters->at, chapters->len, sizeof *chapters->at, by_place);
}

static void take(uint32_t *origins, uint32_t *at, uint32_t start, uint32_t end)
{
    for (uint32_t u = start; u < end; u++)
        origins[(*at)++] = u;
}

/* `rules` are those of the places, as they were before the chapters moved. */
static const uint32_t *origins_of(Arena *arena, const Doc *doc, const ChapterVec *chapters,
                                  uint32_t first, const uint32_t *rules)
{
    uint32_t *origins = ARENA_ARRAY(arena, uint32_t, doc->unit_count), at = 0;
    take(origins, &at, 0, first);
    for (size_t i = 0; i < chapters->len; i++) {
        take(origins, &at, chapters->at[i].start, chapters->at[i].end);
        if (rules[i] != NONE)
            take(origins, &at, rules[i], rules[i] + 1);
    }
    take(origins, &at, at, doc->unit_count);
    return origins;
}

static const uint32_t *arrange(Arena *arena, const Doc *doc, ChapterVec *chapters,
                               const Style *style, bool is_ordered)
{
    uint32_t first = chapters->at[0].start;
    uint32_t *rules = ARENA_ARRAY(arena, uint32_t, chapters->len);
    for (size_t i = 0; i < chapters->len; i++)
        rules[i] = chapters->at[i].rule;
    if (is_ordered && may_move(doc, chapters))
        put_in_order(chapters, style);
    return origins_of(arena, doc, chapters, first, rules);
}

/* ---- titles ---- */

/* English words and signs that say nothing: what is in brackets, code, links or another script would be lost. */
static bool is_replaceable(Span title)
{
    for (size_t i = 0; i < title.len; i++)
        if (title.ptr[i] && strchr("([`<&{$\n", title.ptr[i]))
            return false;
    size_t at = utf8_ascii(title, 0);
    while (at < title.len) {
        size_t end = at;
        int32_t code_point = utf8_next(title, &end);
        if (code_point < 0 || words_any(span_range(title, at, end)))
            return false;
        at = utf8_ascii(title, end);
    }
    return !is_numbered(title);
}

static bool is_only_one(const ChapterVec *chapters, uint32_t concept)
{
    size_t count = 0;
    for (size_t i = 0; i < chapters->len; i++)
    count += chapters->at[i].concept == concept;
    return count == 1;
}

static const Span *titles_of(Arena *arena, const Doc *doc, const ChapterVec *chapters,
                             const Style *style)
{
    Span *titles = ARENA_ARRAY(arena, Span, doc->unit_count);
    Span text = doc->source.text.text;
    bool has_links = span_find(text, SPAN("](#"), 0) < text.len;
    for (size_t i = 0; i < chapters->len && !has_links; i++) {
        const Chapter *chapter = &chapters->at[i];
        if (chapter->concept != NONE && is_replaceable(chapter->title) &&
            is_only_one(chapters, chapter->concept))
            titles[doc->sections[chapter->section].unit] =
                title_trim(style->concepts[chapter->concept].title, style);
    }
    return titles;
}

/* ---- the whole ---- */

const Chapters *chapters_arrange(Arena *arena, const Doc *doc, const Style *style)
{
    const Markup *markup = &style->markup;
    ChapterVec list = {0};
    bool is_wanted = markup->order_sections || markup->canonical_titles;
    /* A style that keeps blanks as they are takes paragraphs otherwise than the doc does. */
    if (!is_wanted || !markup->single_spaces || !find_chapters(arena, &list, doc, style))
        return NULL;
    Chapters *chapters = ARENA_NEW(arena, Chapters);
    chapters->titles = markup->canonical_titles ? titles_of(arena, doc, &list, style)
                                                : ARENA_ARRAY(arena, Span, doc->unit_count);
    chapters->origins = arrange(arena, doc, &list, style, markup->order_sections);
    return chapters;
}

void chapters_apply(Arena *arena, const Chapters *chapters, Unit *units, uint32_t count)
{
    Unit *copy = ARENA_ARRAY(arena, Unit, count);
    if (count)
        memcpy(copy, units, count * sizeof *units);
    for (uint32_t at = 0; at < count; at++) {
        uint32_t origin = chapters->origins[at];
        units[at] = copy[origin];
        units[at].end = copy[origin].end - origin + at;
        if (units[at].parent != NONE)
            units[at].parent = copy[origin].parent - origin + at;
        if (chapters->titles[origin].len)
            units[at].text = chapters->titles[origin];
    }
}
