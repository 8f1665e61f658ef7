#include "check.h"

#include "base/buf.h"
#include "base/ids.h"
#include "base/intern.h"
#include "scan/cluster.h"
#include "scan/join.h"
#include "scan/labels.h"
#include "doc/front.h"
#include "scan/variants.h"
#include "text/words.h"

/* ---- the join, against all pairs ---- */

static uint32_t random_state = 1;

static uint32_t below(uint32_t limit)
{
    random_state = random_state * 1664525 + 1013904223;
    return (random_state >> 8) % limit;
}

enum { SETS = 300 };

/* Sets of all sizes from a small vocabulary; many are an earlier one with some tokens taken away or added. */
static void make_sets(Arena *arena, Tokens *sets)
{
    for (uint32_t s = 0; s < SETS; s++) {
        uint32_t size = below(60), count = 0;
        uint32_t *at = ARENA_ARRAY(arena, uint32_t, 200);
        const Tokens *model = s && below(2) ? &sets[below(s)] : NULL;
        for (uint32_t i = 0; model && i < model->count && count < 120; i++)
            if (below(8))
                at[count++] = model->at[i];
        for (uint32_t i = 0; i < (model ? size / 6 : size); i++)
            at[count++] = below(400) * UINT32_C(2654435769);
        sets[s] = (Tokens){at, ids_sort_distinct(at, count)};
    }
}

static bool is_pair(Tokens a, Tokens b, double likeness, double containment)
{
    uint32_t shared = tokens_shared(a, b), least = a.count < b.count ? a.count : b.count;
    return least && (shared >= likeness * (a.count + b.count - shared) - 1e-9 ||
                     shared >= containment * least - 1e-9);
}

static void the_join_finds_every_pair_and_no_other(void **state)
{
    (void)state;
    static const struct {
        double likeness, containment;
    } rows[] = {{0.5, 0.8}, {0.9, 1}, {0.1, 0.8}, {0.5, 0.2}, {1, 1}, {0.01, 0.01}};
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Tokens sets[SETS];
        make_sets(arena, sets);
        JoinedVec pairs = {0};
        uint32_t sizes[SETS];
        for (uint32_t s = 0; s < SETS; s++)
            sizes[s] = sets[s].count;
        join_sets(arena, (Sets){sets, sizes, SETS}, rows[r].likeness, rows[r].containment,
                  1 + r % 2, &pairs);
        size_t at = 0;
        for (uint32_t a = 0; a < SETS; a++)
            for (uint32_t b = a + 1; b < SETS; b++) {
                bool expected = is_pair(sets[a], sets[b], rows[r].likeness, rows[r].containment);
                bool found = at < pairs.len && pairs.at[at].a == a && pairs.at[at].b == b;
                if (expected != found)
                    fail_msg("row %zu: sets %u and %u: expected %d, found %d", r, a, b, expected,
                             found);
                at += found;
            }
        assert_int_equal(at, pairs.len);
        arena_free(arena);
    }
}

/* ---- real files, against all pairs of their shingles as text ---- */

typedef struct Texts {
    Arena *arena;
    SpanVec paths;
    VEC(Tokens) bodies; /* shingles by the order in which their texts were first seen */
    Intern *shingles;
    size_t step; /* only every so manyth file */
    size_t seen;
} Texts;

static void add_body(Texts *t, const char *path)
{
    Arena *scratch = arena_new();
    Span bytes;
    assert_int_equal(0, file_read(scratch, path, &bytes));
    Diags diags = {.arena = scratch};
    Source source = source_read(scratch, span_of(path), bytes, true, &diags);
    Front front = front_read(scratch, &source, &diags);
    WordVec words = {0};
    words_split(scratch, lines_range(&source.text, (Range){front.lines.end, source.text.count}),
                &words);
    uint32_t *list = ARENA_ARRAY(scratch, uint32_t, words.len), count = 0;
    for (size_t i = 0; i < words.len; i++) {
        if (i + 1 < FEATURE_SHINGLE && i + 1 < words.len)
            continue;
        Buf shingle = buf_in(scratch);
        for (size_t w = i + 1 < FEATURE_SHINGLE ? 0 : i + 1 - FEATURE_SHINGLE; w <= i; w++) {
            buf_add(&shingle, words.at[w].text);
            buf_add_byte(&shingle, '\n');
        }
        list[count++] = intern_id(t->shingles, buf_span(&shingle));
    }
    count = ids_sort_distinct(list, count);
    uint32_t *kept = ARENA_ARRAY(t->arena, uint32_t, count);
    memcpy(kept, list, count * sizeof *kept);
    vec_add(t->arena, &t->bodies, (Tokens){kept, count});
    vec_add(t->arena, &t->paths, arena_copy(t->arena, span_of(path)));
    arena_free(scratch);
}

static void visit(void *context, const char *path)
{
    Texts *t = context;
    if (t->seen++ % t->step == 0)
        add_body(t, path);
}

/* How many shingles each two files share, counted by shingle. */
static uint16_t *count_shared(Texts *t)
{
    size_t files = t->paths.len;
    uint16_t *shared = ARENA_ARRAY(t->arena, uint16_t, files * files);
    IndexVec *holders = ARENA_ARRAY(t->arena, IndexVec, intern_count(t->shingles));
    for (uint32_t f = 0; f < files; f++)
        for (uint32_t i = 0; i < t->bodies.at[f].count; i++) {
            IndexVec *holder = &holders[t->bodies.at[f].at[i]];
            for (size_t h = 0; h < holder->len; h++)
                shared[holder->at[h] * files + f]++;
            vec_add(t->arena, holder, f);
        }
    return shared;
}

/* By a, b, a < b; 0: no pair, 1: copy, 2: contains. */
static uint8_t *found_pairs(Texts *t, uint32_t threads)
{
    size_t files = t->paths.len;
    uint8_t *found = ARENA_ARRAY(t->arena, uint8_t, files * files);
    Arena *arena = arena_new();
    Collection c = {
        .arena = arena,
        .policy = {.likeness = 0.5, .containment = 0.8, .threads = threads, .no_variants = true}};
    uint32_t *roots = ARENA_ARRAY(arena, uint32_t, files);
    collection_read(&c, t->paths.at, roots, (uint32_t)files);
    collection_compare(&c);
    for (size_t p = 0; p < c.pairs.len; p++) {
        uint32_t a = c.pairs.at[p].a, b = c.pairs.at[p].b;
        found[(a < b ? a : b) * files + (a < b ? b : a)] =
            1 + (c.pairs.at[p].kind == PAIR_CONTAINS);
    }
    collection_free(&c);
    arena_free(arena);
    return found;
}

static void copies_of_real_files_are_those_of_brute_force(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *corpus = shared_path(arena, "data/corpus");
    if (!corpus) {
        arena_free(arena);
        skip();
    }
    Texts t = {.arena = arena, .shingles = intern_new(arena), .step = 1};
#ifdef __SANITIZE_ADDRESS__
    t.step = 8;
#endif
    assert_int_equal(0, file_walk(arena, corpus, visit, &t));
    size_t files = t.paths.len, pairs = 0;
    uint16_t *shared = count_shared(&t);
    for (uint32_t threads = 1; threads <= 2; threads++) {
        uint8_t *found = found_pairs(&t, threads);
        for (size_t a = 0; a < files; a++)
            for (size_t b = a + 1; b < files; b++) {
                uint32_t x = t.bodies.at[a].count, y = t.bodies.at[b].count;
                uint32_t both = shared[a * files + b], least = x < y ? x : y;
                int expected = !least                     ? 0
                               : 2 * both >= x + y - both ? 1
                               : 10 * both >= 8 * least   ? 2
                                                          : 0;
                if (expected != found[a * files + b])
                    fail_msg("%s\n%s\n  share %u of %u and %u shingles: expected %d, found %d",
                             t.paths.at[a].ptr, t.paths.at[b].ptr, both, x, y, expected,
                             found[a * files + b]);
                pairs += expected > 0;
            }
    }
    assert_true(pairs > 0);
    arena_free(arena);
}

/* ---- variants: labelled groups among the corpus ---- */

typedef struct Scattered {
    Arena *arena;
    SpanVec paths;
    size_t step, seen;
} Scattered;

static void scatter(void *context, const char *path)
{
    Scattered *s = context;
    if (s->seen++ % s->step == 0)
        vec_add(s->arena, &s->paths, arena_copy(s->arena, span_of(path)));
}

/* The labelled group of a file: the name of its folder. */
static Span group_of(Span path, Span gold)
{
    Span below = span_from(path, gold.len + 1);
    return span_starts(path, gold) ? span_range(below, 0, span_find_byte(below, '/', 0)) : SPAN("");
}

static Collection *scan_of(Arena *arena, const SpanVec *paths)
{
    Collection *c = ARENA_NEW(arena, Collection);
    c->arena = arena;
    c->policy = (ScanPolicy){
        .likeness = 0.5, .containment = 0.8, .variant = VARIANTS_THRESHOLD, .threads = 1};
    uint32_t *roots = ARENA_ARRAY(arena, uint32_t, paths->len);
    collection_read(c, paths->at, roots, (uint32_t)paths->len);
    collection_compare(c);
    collection_gather(c);
    return c;
}

static void labelled_variants_are_found_among_other_files(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *corpus = shared_path(arena, "data/corpus"), *gold = shared_path(arena, "data/gold");
    if (!corpus || !gold)
        skip();
    Scattered s = {.arena = arena, .step = 1};
    assert_int_equal(0, file_walk(arena, gold, scatter, &s));
#ifdef __SANITIZE_ADDRESS__
    s.step = 4;
#endif
    assert_int_equal(0, file_walk(arena, corpus, scatter, &s));
    Collection *c = scan_of(arena, &s.paths);
    unsigned same = 0, found = 0, wrong = 0;
    for (uint32_t a = 0; a < c->file_count; a++)
        for (uint32_t b = a + 1; b < c->file_count; b++) {
            Span group = group_of(c->files[a].path, span_of(gold));
            same += group.len && span_eq(group, group_of(c->files[b].path, span_of(gold)));
        }
    for (size_t p = 0; p < c->pairs.len; p++) {
        Span a = group_of(c->files[c->pairs.at[p].a].path, span_of(gold));
        Span b = group_of(c->files[c->pairs.at[p].b].path, span_of(gold));
        found += a.len && span_eq(a, b);
        wrong += a.len && b.len && !span_eq(a, b);
    }
    print_message("%u of %u pairs found, %u wrong\n", found, same, wrong);
    assert_true(found >= 0.7 * same);
    assert_true(found >= 0.9 * (found + wrong));
    collection_free(c);
    arena_free(arena);
}

static void the_seeds_are_one_family_of_variants(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *seeds = shared_path(arena, "data/seeds");
    if (!seeds)
        skip();
    Scattered s = {.arena = arena, .step = 1};
    assert_int_equal(0, file_walk(arena, seeds, scatter, &s));
    Collection *c = scan_of(arena, &s.paths);
    assert_int_equal(1, c->clusters.len);
    assert_int_equal(PAIR_VARIANT, c->clusters.at[0].kind);
    assert_int_equal(5, c->clusters.at[0].files.len);
    assert_int_equal(4, c->clusters.at[0].tree.len);
    collection_free(c);
    arena_free(arena);
}

/* ---- names ---- */

static Feature feature_of(Arena *arena, const char *name, const char *body)
{
    FeatureReader *reader = feature_reader_new();
    Span text = arena_format(arena, "---\nname: %s\n---\n%s\n", name, body);
    Feature feature = feature_read(arena, reader, SPAN("x.md"), text);
    feature_reader_free(reader);
    return feature;
}

static void names_tell_what_they_can(void **state)
{
    (void)state;
    static const struct {
        const char *name, *body, *other, *other_body;
        NameTie tie;
        bool is_apart;
    } rows[] = {
        {"code-reviewer", "", "code-reviewer", "", NAMES_SAME, false},
        {"kubernetes-expert", "", "kubernetes-specialist", "", NAMES_ALIKE, false},
        {"backend", "", "backend-specialist", "", NAMES_ALIKE, false},
        {"expert", "", "specialist", "", NAMES_DIFFER, false},
        {"api-scaffolding-graphql-architect", "", "graphql-architect", "", NAMES_END_ALIKE, false},
        {"architect", "", "system-architect", "", NAMES_RELATED, false},
        {"blockchain-security-auditor", "Blockchain, blockchain and blockchain.",
         "security-auditor", "Nothing of the kind.", NAMES_RELATED, false},
        {"java-build-resolver", "Java. Java! Java?", "rust-build-resolver", "Rust. Rust! Rust?",
         NAMES_RELATED, true},
        {"poet", "", "plumber", "", NAMES_DIFFER, false},
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Feature a = feature_of(arena, rows[r].name, rows[r].body);
        Feature b = feature_of(arena, rows[r].other, rows[r].other_body);
        Weights weights = weights_new(arena, 1000);
        weights_fix(arena, &weights, 2);
        LabelTie tie = labels_compare(&weights, &a, &b), back = labels_compare(&weights, &b, &a);
        if (tie.tie != rows[r].tie || tie.is_apart != rows[r].is_apart || tie.tie != back.tie)
            fail_msg("%s and %s: expected tie %d, apart %d; got %d, %d and back %d", rows[r].name,
                     rows[r].other, rows[r].tie, rows[r].is_apart, tie.tie, tie.is_apart, back.tie);
        arena_free(arena);
    }
}

/* ---- families ---- */

static void likenesses_do_not_chain_families_together(void **state)
{
    (void)state;
    static const struct {
        uint32_t pairs[6][2];
        size_t pair_count, families, files; /* of the first family */
    } rows[] = {
        {{{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}}, 6, 1, 4}, /* all alike */
        {{{0, 1}, {0, 2}, {1, 2}, {2, 3}}, 4, 1, 3}, /* three, and one on a string */
        {{{0, 1}, {2, 3}, {1, 2}}, 3, 2, 2},         /* two pairs and a bridge */
        {{{0, 1}}, 1, 1, 2},
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        uint32_t texts[] = {0, 1, 2, 3};
        Feature files[4] = {0};
        Collection c = {.arena = arena, .files = files, .file_count = 4, .texts = texts};
        for (size_t p = 0; p < rows[r].pair_count; p++) {
            float score = 0.9f - 0.1f * (float)p;
            vec_add(arena, &c.pairs,
                    (Pair){.a = rows[r].pairs[p][0],
                           .b = rows[r].pairs[p][1],
                           .kind = PAIR_VARIANT,
                           .score = score});
        }
        cluster_find(&c);
        if (c.clusters.len != rows[r].families || c.clusters.at[0].files.len != rows[r].files)
            fail_msg("row %zu: %zu families, %zu files in the first", r, c.clusters.len,
                     c.clusters.at[0].files.len);
        assert_int_equal(rows[r].files - 1, c.clusters.at[0].tree.len);
        arena_free(arena);
    }
}

/* 0 and 1 are copies of each other, 2 and 3 variants of them; 4 is like both copies and like nothing else. */
static void copies_are_one_witness_of_what_is_a_variant(void **state)
{
    (void)state;
    static const struct {
        uint32_t a, b;
        PairKind kind;
    } pairs[] = {{0, 1, PAIR_COPY},    {0, 2, PAIR_VARIANT}, {0, 3, PAIR_VARIANT},
                 {1, 2, PAIR_VARIANT}, {1, 3, PAIR_VARIANT}, {2, 3, PAIR_VARIANT},
                 {0, 4, PAIR_VARIANT}, {1, 4, PAIR_VARIANT}};
    Arena *arena = arena_new();
    uint32_t texts[] = {0, 1, 2, 3, 4};
    Feature files[5] = {0};
    Collection c = {
        .arena = arena, .policy.threads = 1, .files = files, .file_count = 5, .texts = texts};
    for (size_t p = 0; p < COUNT_OF(pairs); p++)
        vec_add(arena, &c.pairs,
                (Pair){.a = pairs[p].a,
                       .b = pairs[p].b,
                       .kind = pairs[p].kind,
                       .score = 0.9f - 0.05f * (float)p});
    cluster_find(&c);
    assert_int_equal(1, c.clusters.len);
    assert_int_equal(4, c.clusters.at[0].files.len);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_join_finds_every_pair_and_no_other),
        cmocka_unit_test(names_tell_what_they_can),
        cmocka_unit_test(likenesses_do_not_chain_families_together),
        cmocka_unit_test(copies_are_one_witness_of_what_is_a_variant),
        cmocka_unit_test(copies_of_real_files_are_those_of_brute_force),
        cmocka_unit_test(labelled_variants_are_found_among_other_files),
        cmocka_unit_test(the_seeds_are_one_family_of_variants),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
