/* A patch on a file that it was not made for: whatever is placed, nothing of the file is lost but what the patch takes away,
   nothing comes to it but what the patch adds, and what is rejected is a patch that can be read. Over the merge scenarios (what one
   side did, applied to the other) and over fixtures whose lines are shuffled at random, the same in every run. */
#include "../unit/check.h"

#include "base/intern.h"
#include "diff/apply.h"
#include "diff/place.h"

enum { FEW_ROUNDS = 30 };

typedef struct Tally {
    size_t files, changes, fates[PLACE_LOST + 1];
} Tally;

static const Doc *read_doc(Arena *arena, Span name, Span bytes)
{
    return doc_read(arena, name, bytes, (DocOptions){0});
}

/* ---- the law ---- */

/* How often each line stands in the file and the patch's additions, less how often in the result and what was taken away. */
typedef struct Count {
    Arena *arena;
    Intern *intern;
    VEC(int) of;
} Count;

static void count(Count *c, Span line, int by)
{
    uint32_t id = intern_id(c->intern, span_trim_end(line));
    while (c->of.len <= id)
        vec_add(c->arena, &c->of, 0);
    c->of.at[id] += by;
}

static void count_file(Count *c, Span text, int by)
{
    Lines lines = lines_index(c->arena, text);
    for (uint32_t n = 0; n < lines.count; n++)
        count(c, lines_line(&lines, n), by);
}

static void count_patch(Count *c, const Patch *patch, PatchSign sign, int by)
{
    for (size_t i = 0; i < patch->lines.len; i++)
        if (patch->lines.at[i].sign == sign)
            count(c, patch->lines.at[i].text, by);
}

/* Each line of `less` stands in `more` or, with that sign, in the patch. */
static void check_in(Arena *arena, const char *law, Span less, Span more, const Patch *patch,
                     PatchSign sign, const Doc *target)
{
    Count c = {.arena = arena, .intern = intern_new(arena)};
    count_file(&c, more, 1);
    count_patch(&c, patch, sign, 1);
    count_file(&c, less, -1);
    for (uint32_t id = 0; id < c.of.len; id++)
        if (c.of.at[id] < 0)
            fail_msg("%.*s: %s: '%.*s'\n--- before\n%.*s\n--- after\n%.*s",
                     SPAN_ARG(target->source.name), law, SPAN_ARG(intern_text(c.intern, id)),
                     SPAN_ARG(target->source.raw.text), SPAN_ARG(more));
}

static void check_rejects(Arena *arena, const Placed *placed)
{
    Buf out = buf_in(arena);
    PatchVec patches = {0};
    PatchError error;
    patch_write(&out, placed->rejects);
    if (!patch_read(arena, buf_span(&out), &patches, &error))
        fail_msg("rejects: %u:%u: %.*s", error.line, error.column, SPAN_ARG(error.message));
}

static void check_drift(Arena *arena, const Doc *old, const Doc *new, const Doc *target,
                        Tally *tally)
{
    const Patch *patch = patch_make(arena, diff_docs(arena, old, new, NULL));
    const Placed *placed = place_patch(arena, patch, target);
    Span before = target->source.raw.text;
    Span after = apply_patch(arena, placed->patch, &target->source.raw, true);
    check_in(arena, "lost", before, after, patch, PATCH_REMOVED, target);
    check_in(arena, "from nowhere", after, before, patch, PATCH_ADDED, target);
    check_rejects(arena, placed);
    tally->files++;
    for (size_t i = 0; i < patch->changes.len; i++) {
        tally->changes++;
        tally->fates[placed->placements[i].fate]++;
    }
}

static void print_tally(const Tally *tally)
{
    print_message("%zu files, %zu changes: %zu found, %zu alike, %zu there already, %zu lost\n",
                  tally->files, tally->changes, tally->fates[PLACE_FOUND],
                  tally->fates[PLACE_ALIKE], tally->fates[PLACE_PRESENT], tally->fates[PLACE_LOST]);
}

/* ---- over the merges ---- */

static Span read_beside(Arena *arena, Span base, const char *name)
{
    Span bytes = {0}, folder = span_range(base, 0, base.len - strlen("base.md"));
    file_read(arena, arena_format(arena, "%.*s%s", SPAN_ARG(folder), name).ptr, &bytes);
    return bytes;
}

static void visit_scenario(void *context, const char *path)
{
    if (!span_ends(span_of(path), SPAN("/base.md")))
        return;
    Arena *arena = arena_new();
    Span base = {0}, name = span_of(path);
    assert_int_equal(file_read(arena, path, &base), 0);
    const Doc *old = read_doc(arena, name, base);
    const Doc *left = read_doc(arena, name, read_beside(arena, name, "left.md"));
    const Doc *right = read_doc(arena, name, read_beside(arena, name, "right.md"));
    check_drift(arena, old, left, right, context);
    check_drift(arena, old, right, left, context);
    arena_free(arena);
}

static void one_side_on_the_other(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Tally tally = {0};
    const char *path = shared_path(arena, "data/merges");
    if (!path) {
        arena_free(arena);
        skip();
    }
    assert_int_equal(file_walk(arena, path, visit_scenario, &tally), 0);
    print_tally(&tally);
    assert_true(tally.files > 100);
    /* what one side did to a file is mostly still possible after what the other side did */
    assert_true(2 * tally.fates[PLACE_LOST] < tally.changes);
    arena_free(arena);
}

/* ---- over shuffled fixtures ---- */

static uint32_t random_state = 1;

static uint32_t below(uint32_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return limit ? (random_state >> 8) % limit : 0;
}

/* The lines with a few of them dropped, doubled, moved or replaced. */
static Span shuffled(Arena *arena, Span text)
{
    Lines lines = lines_index(arena, text);
    Buf out = buf_in(arena);
    uint32_t from = below(lines.count + 1), len = below(6), to = below(lines.count + 1);
    for (uint32_t n = 0; n <= lines.count; n++) {
        if (n == to && from + len <= lines.count && below(2))
            buf_add(&out, lines_range(&lines, (Range){from, from + len}));
        if (n == lines.count || (n >= from && n < from + len))
            continue;
        uint32_t chance = below(24);
        if (chance == 0)
            buf_format(&out, "- new %u\n", below(4));
        if (chance != 1)
            buf_add(&out, lines_with_ending(&lines, n));
        if (chance == 2)
            buf_add(&out, lines_with_ending(&lines, n));
    }
    return buf_span(&out);
}

static void visit_fixture(void *context, const char *path)
{
    Span bytes = {0};
    for (int round = 0; round < FEW_ROUNDS; round++) {
        Arena *arena = arena_new();
        assert_int_equal(file_read(arena, path, &bytes), 0);
        const Doc *docs[3] = {read_doc(arena, span_of(path), bytes)};
        docs[1] = read_doc(arena, span_of(path), shuffled(arena, bytes));
        docs[2] = read_doc(arena, span_of(path),
                           shuffled(arena, below(2) ? bytes : docs[1]->source.raw.text));
        check_drift(arena, docs[0], docs[1], docs[2], context);
        arena_free(arena);
    }
}

static void shuffled_fixtures(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Tally tally = {0};
    const char *source = getenv("STEMMA_SOURCE");
    Span path = arena_format(arena, "%s/fixtures", source ? source : ".");
    assert_int_equal(file_walk(arena, path.ptr, visit_fixture, &tally), 0);
    print_tally(&tally);
    assert_true(tally.files > 100);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shuffled_fixtures),
        cmocka_unit_test(one_side_on_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
