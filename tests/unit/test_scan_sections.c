/* The sections of files, by which a scan confirms candidates: which lines open one, which of two files align, and what becomes
   of a candidate none of whose sections does. */
#include "check.h"

#include "base/buf.h"
#include "render/scan.h"
#include "scan/sections.h"
#include "scan/variants.h"

static Tokens sections_of(Arena *arena, const char *text)
{
    Lines lines = lines_index(arena, span_of(text));
    return sections_read(arena, arena, sections_new(arena), &lines, (Range){0, lines.count});
}

static void lines_that_open_a_section_have_a_key(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        uint32_t count;
    } rows[] = {
        {"", 0},
        {"Only text.\n", 0},
        {"# Backend Architect\n\ntext\n", 0}, /* the file's own title */
        {"# One\n\n# Two\n", 2},
        {"## One\n\n# Two\n", 2},
        {"# File\n## One\n### Two\n", 2},
        {"## One\n\n## One\n", 1},
        {"## ---\n", 0},
        {"**Focus areas:**\n- a\n", 1},
        {"**Focus areas**:\n- a\n", 1},
        {"Focus areas:\n\n- a\n", 1},
        {"Focus areas:\n\n1. a\n", 1},
        {"Note that this ends in a colon:\ntext\n", 0},
        {"- Focus areas:\n  - a\n", 0},
        {"1. Focus areas:\n   - a\n", 0},
        {"## One\n```\n## No section\n```\n## Two\n", 2},
        {"####### Seven signs\n", 0},
        {"#no blank\n", 0},
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        uint32_t count = sections_of(arena, rows[r].text).count;
        if (count != rows[r].count)
            fail_msg("row %zu: %u sections, got %u:\n%s", r, rows[r].count, count, rows[r].text);
        arena_free(arena);
    }
}

static void sections_align_by_their_titles_and_what_they_mean(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        uint32_t aligned;
    } rows[] = {
        {"## Tide tables\n", "## Tide Tables:\n", 1},
        {"## 3. Tide tables\n", "### 🌊 Your tide table\n", 1},
        {"## Tide tables\n", "**Tide tables**:\n", 1},
        {"## Tide tables\n", "Tide tables:\n- a\n", 1},
        {"## Core Competencies\n", "## Areas of Expertise\n", 1}, /* one concept */
        {"## Tide tables\n", "## Tables of stars\n", 0},
        {"## A one\n## B two\n## C three\n", "## C three\n## D four\n## A one\n", 2},
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Tokens a = sections_of(arena, rows[r].a), b = sections_of(arena, rows[r].b);
        if (tokens_shared(a, b) != rows[r].aligned)
            fail_msg("row %zu: expected %u, got %u:\n%s\n%s", r, rows[r].aligned,
                     tokens_shared(a, b), rows[r].a, rows[r].b);
        arena_free(arena);
    }
}

/* ---- candidates ---- */

static const char *const words[] = {
    "harbour", "tide",    "pilot",  "anchor", "quay",   "mast",  "keel",    "rudder",
    "lantern", "ballast", "fathom", "buoy",   "hawser", "jetty", "mooring", "sextant",
};

enum { OTHERS = 100, FILES = OTHERS + 2 };

/* A file of four sections that says the first `rare` words twice. */
static Feature sailor(Arena *arena, FeatureReader *reader, const char *name,
                      const char *const *titles, size_t rare)
{
    Buf text = buf_in(arena);
    buf_format(&text, "---\nname: %s\n---\n", name);
    for (size_t t = 0; t < 4; t++) {
        buf_format(&text, "\n## %s\n\n- Review the plan of %s.\n", titles[t], name);
        for (size_t w = t; w < rare; w += 4)
            buf_format(&text, "- Mind the %s, %s.\n", words[w], words[w]);
    }
    return feature_read(arena, reader, SPAN("x.md"), buf_span(&text));
}

static Feature other(Arena *arena, FeatureReader *reader, size_t n)
{
    Span text = arena_format(arena, "---\nname: n%zu\n---\n\n## M%zu\n\n- Review m%zu and k%zu.\n",
                             n, n, n * 7, n * 13);
    return feature_read(arena, reader, SPAN("x.md"), text);
}

/* What two files among a hundred others are to each other. */
static const Pair *pair_of(Arena *arena, const char *const *names, const char *const *titles[2],
                           size_t rare)
{
    Collection *c = ARENA_NEW(arena, Collection);
    FeatureReader *reader = feature_reader_new();
    *c = (Collection){.arena = arena,
                      .files = ARENA_ARRAY(arena, Feature, FILES),
                      .texts = ARENA_ARRAY(arena, uint32_t, FILES),
                      .file_count = FILES,
                      .policy = {.variant = VARIANTS_THRESHOLD, .threads = 1}};
    for (uint32_t f = 0; f < FILES; f++) {
        c->texts[f] = f;
        c->files[f] =
            f < 2 ? sailor(arena, reader, names[f], titles[f], rare) : other(arena, reader, f);
    }
    variants_find(c);
    feature_reader_free(reader);
    return c->pairs.len && c->pairs.at[0].b == 1 ? &c->pairs.at[0] : NULL;
}

static Span because(Arena *arena, const Pair *pair)
{
    Buf text = buf_in(arena);
    SpanVec reasons = {0};
    if (pair)
        scan_because(arena, pair, &reasons);
    for (size_t i = 0; i < reasons.len; i++)
        buf_format(&text, "%s%.*s", i ? ", " : "", SPAN_ARG(reasons.at[i]));
    return buf_span(&text);
}

static void candidates_without_an_aligned_section_need_more_rare_words(void **state)
{
    (void)state;
    static const char *const here[] = {"Charts", "Weather", "Crew", "Cargo"};
    static const char *const there[] = {"Maps", "Storms", "Sailors", "Freight"};
    static const char *const both[] = {"Maps", "Storms", "Crew", "Cargo"};
    static const char *const few[] = {"", "", "", "Cargo"};
    static const struct {
        const char *names[2];
        const char *const *titles[2];
        size_t rare;
        const char *because; /* its end; NULL: no pair */
    } rows[] = {
        {{"voyage-planner", "voyage-pilot"},
         {here, both},
         6,
         "11 shared rare words, 2 aligned sections"},
        {{"voyage-planner", "voyage-pilot"}, {here, there}, 6, NULL},
        {{"voyage-planner", "voyage-pilot"}, {here, there}, 16, "19 shared rare words"},
        {{"voyage-planner", "voyage-planner"}, {here, there}, 6, "10 shared rare words"},
        {{"voyage-planner", "voyage-pilot"}, {here, few}, 6, "1 aligned section"},
        {{"voyage-planner", "voyage-pilot"}, {there, few}, 6, "9 shared rare words"},
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        const Pair *pair =
            pair_of(arena, rows[r].names, (const char *const **)rows[r].titles, rows[r].rare);
        Span told = because(arena, pair);
        if (rows[r].because ? !span_ends(told, span_of(rows[r].because)) : pair != NULL)
            fail_msg("row %zu: '%.*s', expected '%s'", r, SPAN_ARG(told),
                     rows[r].because ? rows[r].because : "no pair");
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_open_a_section_have_a_key),
        cmocka_unit_test(sections_align_by_their_titles_and_what_they_mean),
        cmocka_unit_test(candidates_without_an_aligned_section_need_more_rare_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
