/* The law of tiling: whatever a file holds, its fields and sections are the file, byte for byte, and every line that
   says something is in one unit or one field. Over the fixtures, the shared data and random changes to both. */
#include "check.h"

#include "base/buf.h"
#include "doc/doc.h"
#include "text/words.h"

static const char *at_line(Arena *arena, const char *what, uint32_t line)
{
    return arena_format(arena, "%s, line %u", what, line + 1).ptr;
}

/* Front matter and the sections at the top follow each other without a gap, and their raw lines are the file. */
static const char *tops_problem(Arena *arena, const Doc *doc)
{
    const Lines *raw = &doc->source.raw;
    uint32_t line = doc->front.lines.end;
    size_t bytes = lines_range(raw, doc->front.lines).len;
    if (doc->front.lines.start != 0)
        return "the front matter does not start the tiling";
    for (uint32_t s = 0; s < doc->section_count; s = doc->sections[s].end) {
        const Section *section = &doc->sections[s];
        if (section->lines.start != line || section->lines.end < line || section->parent != NONE)
            return at_line(arena, "a gap or an overlap of sections", line);
        line = section->lines.end;
        bytes += lines_range(raw, section->lines).len;
    }
    if (line != raw->count || raw->count != doc->source.text.count)
        return at_line(arena, "lines are left over", line);
    return bytes == raw->text.len ? NULL : "bytes are left over";
}

static const char *nesting_problem(Arena *arena, const Doc *doc)
{
    for (uint32_t s = 0; s < doc->section_count; s++) {
        const Section *section = &doc->sections[s];
        if (section->end <= s || section->end > doc->section_count ||
            section->units.end < section->units.start || section->units.end > doc->unit_count)
            return at_line(arena, "a section without end", section->lines.start);
        if (section->parent == NONE)
            continue;
        const Section *parent = &doc->sections[section->parent];
        bool is_inside = section->parent < s && section->end <= parent->end &&
                         section->lines.start >= parent->lines.start &&
                         section->lines.end <= parent->lines.end &&
                         section->units.start >= parent->units.start &&
                         section->units.end <= parent->units.end &&
                         section->depth == parent->depth + 1;
        if (!is_inside)
            return at_line(arena, "a section sticks out of its parent", section->lines.start);
    }
    return NULL;
}

static bool is_in(Range inner, Range outer)
{
    return inner.start >= outer.start && inner.end <= outer.end && inner.start <= inner.end;
}

static const char *units_problem(Arena *arena, const Doc *doc)
{
    uint32_t line = 0;
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        const Unit *unit = &doc->units[u];
        const Section *section = &doc->sections[unit->section];
        bool is_above = unit->lines.end <= doc->front.lines.end;
        if (unit->lines.start < line || unit->lines.end < unit->lines.start)
            return at_line(arena, "units overlap or are out of order", unit->lines.start);
        line = unit->lines.end;
        if (u < section->units.start || u >= section->units.end ||
            (!is_above && !is_in(unit->lines, section->lines)))
            return at_line(arena, "a unit outside of its section", unit->lines.start);
        if (unit->end <= u || unit->end > doc->unit_count)
            return at_line(arena, "a unit without end", unit->lines.start);
        if (unit->parent != NONE &&
            (unit->parent >= u || doc->units[unit->parent].kind != UNIT_ITEM ||
             unit->end > doc->units[unit->parent].end ||
             doc->units[unit->parent].section != unit->section))
            return at_line(arena, "a unit outside of its item", unit->lines.start);
    }
    return NULL;
}

/* Every line with a letter or digit is in one unit or one field. */
static const char *words_problem(Arena *arena, const Doc *doc)
{
    uint32_t count = doc->source.text.count;
    uint8_t *times = ARENA_ARRAY(arena, uint8_t, (size_t)count + 1);
    for (uint32_t u = 0; u < doc->unit_count; u++)
        for (uint32_t n = doc->units[u].lines.start; n < doc->units[u].lines.end; n++)
            times[n]++;
    for (size_t f = 0; f < doc->front.fields.len; f++)
        for (uint32_t n = doc->front.fields.at[f].lines.start;
             n < doc->front.fields.at[f].lines.end; n++)
            times[n]++;
    for (uint32_t n = 0; n < count; n++)
        if (times[n] != 1 && words_any(lines_line(&doc->source.text, n)))
            return at_line(arena, times[n] ? "a line in two units" : "a line in no unit", n);
    return NULL;
}

static const char *tiling_problem(Arena *arena, const Doc *doc)
{
    const char *problem = tops_problem(arena, doc);
    problem = problem ? problem : nesting_problem(arena, doc);
    problem = problem ? problem : units_problem(arena, doc);
    return problem ? problem : words_problem(arena, doc);
}

static void check_tiling(const char *path, Span bytes, bool is_plain)
{
    Arena *arena = arena_new();
    Doc *doc = doc_read(arena, span_of(path), bytes, (DocOptions){.plain_markdown = is_plain});
    const char *problem = tiling_problem(arena, doc);
    if (problem)
        fail_msg("%s%s: %s, in\n%.*s", path, is_plain ? " (plain)" : "", problem, SPAN_ARG(bytes));
    arena_free(arena);
}

/* ---- random changes ---- */

static const Span pieces[] = {
    SPAN("\n"),          SPAN("\r"),          SPAN("\r\n"),         SPAN("---\n"),
    SPAN("```\n"),       SPAN("```js\n"),     SPAN("~~~\n"),        SPAN("# "),
    SPAN("## x\n"),      SPAN("- "),          SPAN("  - "),         SPAN("1. "),
    SPAN("> "),          SPAN("<user>\n"),    SPAN("</user>\n"),    SPAN("<step n=\"1\">\n"),
    SPAN("</step>\n"),   SPAN("**A:**\n"),    SPAN("**A**: b\n"),   SPAN("A:\n"),
    SPAN("| a | b |\n"), SPAN("|---|---|\n"), SPAN("\t"),           SPAN("    "),
    SPAN("\xFF"),        SPAN("\0"),          SPAN("\xE2\x80\x8B"), SPAN("name: x\n"),
    SPAN("[a]: b\n"),    SPAN("<!--"),        SPAN("-->"),          SPAN("<div>\n"),
    SPAN("===\n"),       SPAN("***\n"),       SPAN("\xEF\xBB\xBF"), SPAN("\xEF\xBC\x9A"),
    SPAN("[ ] "),        SPAN("\n\n"),        SPAN("key: 'a\n"),    SPAN("& *\n"),
};

static uint32_t next_random(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*state >> 33);
}

/* Puts a piece in, takes some bytes out, or overwrites one; half the pieces go to the start of a line. */
static Span change(Arena *arena, Span text, uint64_t *state)
{
    size_t at = text.len ? next_random(state) % text.len : 0, gone = 0;
    Span piece = pieces[next_random(state) % COUNT_OF(pieces)];
    uint32_t what = next_random(state) % 4;
    while (what == 0 && at > 0 && text.ptr[at - 1] != '\n')
        at--;
    if (what == 2)
        gone = next_random(state) % 40;
    if (what == 3)
        gone = 1;
    if (gone > text.len - at)
        gone = text.len - at;
    Buf changed = buf_in(arena);
    buf_add(&changed, span_range(text, 0, at));
    if (what != 2)
        buf_add(&changed, piece);
    buf_add(&changed, span_from(text, at + gone));
    return buf_span(&changed);
}

typedef struct Walk {
    uint64_t random;
    uint32_t rounds, every, seen; /* changes a file; one file in `every` is changed */
} Walk;

static void check_file(void *context, const char *path)
{
    Walk *walk = context;
    Arena *arena = arena_new();
    Span bytes;
    assert_int_equal(file_read(arena, path, &bytes), 0);
    check_tiling(path, bytes, false);
    check_tiling(path, bytes, true);
    for (uint32_t i = 0; walk->seen % walk->every == 0 && i < walk->rounds; i++) {
        Span changed = bytes;
        for (uint32_t k = 0; k <= i % 5; k++)
            changed = change(arena, changed, &walk->random);
        check_tiling(path, changed, i % 2);
    }
    walk->seen++;
    arena_free(arena);
}

static void check_shared(const char *folder, uint32_t rounds, uint32_t every)
{
    Arena *arena = arena_new();
    Walk walk = {.random = 1, .rounds = rounds, .every = every};
    const char *path = shared_path(arena, folder);
    if (!path) {
        arena_free(arena);
        skip();
    }
    assert_int_equal(file_walk(arena, path, check_file, &walk), 0);
    assert_true(walk.seen > 0);
    arena_free(arena);
}

static void seeds_tile(void **state)
{
    (void)state;
    check_shared("data/seeds", 400, 1);
}

static void corpus_tiles(void **state)
{
    (void)state;
    check_shared("data/corpus", 6, 5);
}

static void merges_tile(void **state)
{
    (void)state;
    check_shared("data/merges", 6, 20);
}

static void fixtures_tile(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Walk walk = {.random = 1, .rounds = 60, .every = 1};
    const char *source = getenv("STEMMA_SOURCE");
    const char *path = arena_format(arena, "%s/fixtures", source ? source : ".").ptr;
    assert_int_equal(file_walk(arena, path, check_file, &walk), 0);
    arena_free(arena);
}

/* Small files that bend one rule each. */
static void corners_tile(void **state)
{
    (void)state;
    static const Span corners[] = {
        SPAN(""),
        SPAN("\n"),
        SPAN("\xEF\xBB\xBF"),
        SPAN("\xFF\xFE"),
        SPAN("\xFF\xFE\x41"),
        SPAN("\xFF\xFE"
             "a\0\n\0b\0"),
        SPAN("\xFE\xFF\0a\0\r\0\n\x01\x0A\0b"),
        SPAN("---\n---\n"),
        SPAN("---\nname: x\n---"),
        SPAN("---\n# c\nname: x\n# d\n---\ntext"),
        SPAN("<!-- a -->\n\n---\nname: x\n---\ntext"),
        SPAN("a\rb\r\rc"),
        SPAN("a\0b\n\0\n"),
        SPAN("- \n- a\n-\n  b\n"),
        SPAN("- - a\n- # b\n- ```\n  c\n- > d\n-     e\n"),
        SPAN("- [a]: b\n\n[c]: d\ne\n"),
        SPAN("a\nb\n===\n"),
        SPAN("<a>\n- b\n</a>\n- c\n"),
        SPAN("<a>\n<b>\n</a>\n</b>\n"),
        SPAN("> a\nb\n<a>\nc\n</a>\n"),
        SPAN("- a\n  ```\n```\nb\n"),
        SPAN("text\n| a | b |\n|---|---|\n| c | d | e |\n"),
    };
    for (size_t i = 0; i < COUNT_OF(corners); i++) {
        check_tiling("corner", corners[i], false);
        check_tiling("corner", corners[i], true);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corners_tile), cmocka_unit_test(fixtures_tile),
        cmocka_unit_test(seeds_tile),   cmocka_unit_test(corpus_tiles),
        cmocka_unit_test(merges_tile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
