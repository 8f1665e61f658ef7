/* matrix: many variants beside each other. */
#include "check.h"

#include "base/buf.h"
#include "render/matrix_view.h"

enum { VARIANTS = 3 };

static const char *const texts[VARIANTS] = {
    "---\nname: a\nmodel: opus\n---\n\n# Helper\n\nHelps.\n\n## Rules\n\n- Ask first.\n- Give up "
    "after 30 seconds.\n\n"
    "## Output\n\n- One line.\n",
    "---\nname: b\nmodel: opus\ncolor: red\n---\n\n# Helper\n\nHelps.\n\n## Rules\n\n- Ask first.\n"
    "- Give up after 60 seconds.\n",
    "---\nname: c\n---\n\n# Helper\n\nHelps a lot.\n\n## Output\n\n- One line.\n\n## "
    "Voice\n\nCalm.\n",
};

/* "name:same,same,same;": for each row which variant each is the same as; - is not there. */
static Span told(Arena *arena, const Matrix *matrix)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < matrix->rows.len; i++) {
        const MatrixRow *row = &matrix->rows.at[i];
        buf_format(&out, "%.*s:", SPAN_ARG(matrix_row_name(matrix, row)));
        for (uint32_t d = 0; d < matrix->doc_count; d++)
            if (row->cells[d].index == NONE)
                buf_add(&out, SPAN("-"));
            else
                buf_format(&out, "%u", row->cells[d].same);
        buf_add_byte(&out, ';');
    }
    return buf_span(&out);
}

static Doc **read_all(Arena *arena, const uint32_t *order)
{
    Doc **docs = ARENA_ARRAY(arena, Doc *, VARIANTS);
    for (uint32_t d = 0; d < VARIANTS; d++)
        docs[d] = doc_read(arena, arena_format(arena, "%u.md", order[d]), span_of(texts[order[d]]),
                           (DocOptions){0});
    return docs;
}

static const Style *house(void)
{
    return style_find(SPAN("house"));
}

static void rows_say_who_has_what(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const uint32_t order[] = {0, 1, 2};
    const Matrix *matrix = matrix_of(arena, read_all(arena, order), VARIANTS, house());
    check_text("rows",
               SPAN("name:012;model:00-;color:-1-;Helper:012;Rules:01-;Output:0-0;Voice:--2;"),
               told(arena, matrix));
    assert_int_equal(matrix->clashes.len, 1);
    assert_int_equal(matrix->clashes.at[0].kind, CONFLICT_NUMBER);
    arena_free(arena);
}

/* Every section that says something is in exactly one row, every field in one. */
static void nothing_is_left_out(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const uint32_t order[] = {2, 0, 1};
    Doc **docs = read_all(arena, order);
    const Matrix *matrix = matrix_of(arena, docs, VARIANTS, house());
    for (uint32_t d = 0; d < VARIANTS; d++) {
        uint32_t sections = 0, fields = 0, rows_of[2] = {0};
        for (uint32_t s = 0; s < docs[d]->section_count; s++)
            sections += docs[d]->sections[s].units.end > docs[d]->sections[s].units.start;
        fields = (uint32_t)docs[d]->front.fields.len;
        for (size_t i = 0; i < matrix->rows.len; i++)
            rows_of[matrix->rows.at[i].is_field] += matrix->rows.at[i].cells[d].index != NONE;
        assert_int_equal(rows_of[0], sections);
        assert_int_equal(rows_of[1], fields);
    }
    arena_free(arena);
}

/* Likeness is the same whoever comes first, and 1 to itself. */
static void likeness_does_not_depend_on_order(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const uint32_t orders[2][VARIANTS] = {{0, 1, 2}, {2, 1, 0}};
    const Matrix *a = matrix_of(arena, read_all(arena, orders[0]), VARIANTS, house());
    const Matrix *b = matrix_of(arena, read_all(arena, orders[1]), VARIANTS, house());
    for (uint32_t i = 0; i < VARIANTS; i++)
        for (uint32_t j = 0; j < VARIANTS; j++) {
            double x = a->likeness[i * VARIANTS + j];
            double y = b->likeness[(VARIANTS - 1 - i) * VARIANTS + (VARIANTS - 1 - j)];
            assert_true(x == y);
            assert_true(x == a->likeness[j * VARIANTS + i]);
            assert_true(i != j || x == 1);
        }
    arena_free(arena);
}

/* ---- the page ---- */

/* So many bytes at most: a page of five variants is to be mailed. */
enum { PAGE_BYTES = 300000, MOST_FILES = 8 };

typedef struct Files {
    Arena *arena;
    Doc *docs[MOST_FILES];
    SpanVec names;
} Files;

static void read_file(void *context, const char *path)
{
    Files *files = context;
    Span bytes;
    if (files->names.len == MOST_FILES || file_read(files->arena, path, &bytes) != 0)
        return;
    Span name = arena_format(files->arena, "%s", path);
    files->docs[files->names.len] = doc_read(files->arena, name, bytes, (DocOptions){0});
    vec_add(files->arena, &files->names, name);
}

static size_t page_bytes(Arena *arena, const char *folder)
{
    Files files = {.arena = arena};
    file_walk(arena, folder, read_file, &files);
    assert_true(files.names.len > 1);
    const View view = {.brief = false};
    Buf page = buf_in(arena);
    matrix_html(&page, matrix_of(arena, files.docs, (uint32_t)files.names.len, house()), &view);
    printf("the page of %zu variants has %zu bytes\n", files.names.len, page.len);
    return page.len;
}

static void page_of_fixtures_is_small(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *source = getenv("STEMMA_SOURCE");
    Span folder = arena_format(arena, "%s/fixtures/backend-specialist", source ? source : ".");
    assert_true(page_bytes(arena, folder.ptr) < PAGE_BYTES);
    arena_free(arena);
}

static void page_of_seeds_is_small(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *folder = shared_path(arena, "data/seeds");
    size_t bytes = folder ? page_bytes(arena, folder) : 0;
    arena_free(arena);
    if (!folder)
        skip();
    assert_true(bytes < PAGE_BYTES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_say_who_has_what),
        cmocka_unit_test(nothing_is_left_out),
        cmocka_unit_test(likeness_does_not_depend_on_order),
        cmocka_unit_test(page_of_fixtures_is_small),
        cmocka_unit_test(page_of_seeds_is_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
