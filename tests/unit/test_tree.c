/* The tree of a family: which file it hangs at, and which hangs on which. */
#include "check.h"

#include "base/buf.h"
#include "render/scan_parts.h"
#include "scan/tree.h"

enum { FILES = 4, MOST_PAIRS = 6 };

/* A pair of files that are called a to d. */
typedef struct Tie {
    char a, b;
    PairKind kind;
    float score, held;
} Tie;

typedef struct Row {
    uint32_t shingles[FILES]; /* 0: there is no such file */
    Tie ties[MOST_PAIRS];
    int64_t dates[FILES]; /* all 0: none is known */
    const char *tree;     /* "a voice: a>b b>c" */
} Row;

static const Row rows[] = {
    /* The voice is the file most like the others. */
    {{100, 100, 100},
     {{'a', 'b', PAIR_COPY, 0.9f, 0.94f}, {'b', 'c', PAIR_COPY, 0.9f, 0.94f}},
     {0},
     "b voice: b>a b>c"},
    /* Of two that are equal in that, the shorter. */
    {{120, 100}, {{'a', 'b', PAIR_COPY, 0.8f, 1}}, {0}, "b voice: b>a"},
    /* Who adds comes later: a is all of b and more, c all of a and more. */
    {{110, 100, 120},
     {{'a', 'b', PAIR_COPY, 0.91f, 1},
      {'a', 'c', PAIR_COPY, 0.92f, 1},
      {'b', 'c', PAIR_COPY, 0.83f, 1}},
     {0},
     "b the shortest that the voice holds whole: b>a a>c"},
    /* Shorter, but with words of its own. */
    {{110, 100, 120},
     {{'a', 'b', PAIR_COPY, 0.8f, 0.9f},
      {'a', 'c', PAIR_COPY, 0.92f, 1},
      {'b', 'c', PAIR_COPY, 0.7f, 0.9f}},
     {0},
     "a voice: a>c a>b"},
    /* A small part may be an excerpt. */
    {{100, 20, 110},
     {{'a', 'b', PAIR_CONTAINS, 1, 1}, {'a', 'c', PAIR_COPY, 0.9f, 1}},
     {0},
     "a voice: a>c a>b"},
    /* A date is worth more than any of it. */
    {{110, 100, 120},
     {{'a', 'b', PAIR_COPY, 0.91f, 1},
      {'a', 'c', PAIR_COPY, 0.92f, 1},
      {'b', 'c', PAIR_COPY, 0.83f, 1}},
     {20, 30, 10},
     "c the oldest: c>a a>b"},
    {{110, 100, 120},
     {{'a', 'b', PAIR_COPY, 0.91f, 1},
      {'a', 'c', PAIR_COPY, 0.92f, 1},
      {'b', 'c', PAIR_COPY, 0.83f, 1}},
     {COLLECTION_UNDATED, COLLECTION_UNDATED, COLLECTION_UNDATED},
     "b the shortest that the voice holds whole: b>a a>c"},
};

static Span draw(Arena *arena, const Cluster *cluster)
{
    Buf out = buf_in(arena);
    buf_format(&out, "%c %s:", 'a' + (int)cluster->root, scan_root(cluster));
    for (size_t i = 0; i < cluster->tree.len; i++)
        buf_format(&out, " %c>%c", 'a' + (int)cluster->tree.at[i].parent,
                   'a' + (int)cluster->tree.at[i].child);
    return buf_span(&out);
}

static Span grow(Arena *arena, const Row *row)
{
    Feature files[FILES] = {0};
    Cluster cluster = {0};
    Collection c = {.arena = arena, .files = files, .dates = row->dates[0] ? row->dates : NULL};
    for (uint32_t f = 0; f < FILES && row->shingles[f]; f++) {
        files[f].shingles = row->shingles[f];
        vec_add(arena, &cluster.files, f);
        c.file_count++;
    }
    for (const Tie *tie = row->ties; tie < row->ties + MOST_PAIRS && tie->a; tie++) {
        vec_add(arena, &cluster.pairs, (uint32_t)c.pairs.len);
        vec_add(arena, &c.pairs,
                (Pair){.a = (uint32_t)(tie->a - 'a'),
                       .b = (uint32_t)(tie->b - 'a'),
                       .kind = tie->kind,
                       .score = tie->score,
                       .held = tie->held});
    }
    tree_grow(&c, &cluster);
    return draw(arena, &cluster);
}

static void a_tree_hangs_where_the_texts_came_from(void **state)
{
    (void)state;
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        check_text(arena_format(arena, "row %zu", r).ptr, span_of(rows[r].tree),
                   grow(arena, &rows[r]));
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tree_hangs_where_the_texts_came_from),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
