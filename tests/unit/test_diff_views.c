/* The views of a diff: nothing that changed is hidden, nothing that a file holds gets out raw. Over the fixtures, each with
   each, and over real files where they are there. */
#include "check.h"

#include "base/intern.h"
#include "render/diff_parts.h"
#include "render/diff_rows.h"
#include "render/diff_view.h"
#include "render/term.h"
#include "text/chars.h"
#include "text/utf8.h"
#include "text/words.h"

#include <jansson.h>

static const Style *house(void)
{
    return style_find(SPAN("house"));
}

static const Doc *doc_of(Arena *arena, const char *name, Span text)
{
    return doc_read(arena, span_of(name), text, (DocOptions){0});
}

typedef void Render(Buf *out, const FolderDiff *folder, const DiffView *how);

static Span view_of(Arena *arena, Render *view, const FolderDiff *folder, const DiffView *how)
{
    Buf out = buf_in(arena);
    view(&out, folder, how);
    return buf_span(&out);
}

/* ---- rows: small files and what is shown ---- */

static const struct {
    const char *what, *old, *new;
    size_t width;
    const char *text;
} rows[] = {
    {"nothing", "a\n", "a\n", 80, ""},
    {"a number", "# T\n\n- Wait 30 seconds for it.\n", "# T\n\n- Wait 60 seconds for it.\n", 80,
     "a -> b: 1 edited (1 weighty)\n"
     "~ edited item T  line 3  ! number\n"
     "    Wait [-30-]{+60+} seconds for it.\n"},
    {"wrapped", "# T\n\nA paragraph that stays.\n",
     "# T\n\nA paragraph that stays.\n\nOne that is new and so long that it is wrapped.\n", 40,
     "a -> b: 1 added\n"
     "+ added paragraph T  line 5\n"
     "  + One that is new and so long that it\n"
     "    is wrapped.\n"},
    {"formatting", "# T\n\n* a\n* b\n", "# T\n\n- a\n- b\n", 80,
     "a -> b: 2 only in formatting, not shown\n"},
    {"control characters in addresses and texts", "# T\n\n## \x1b[1mA\n\nSome text.\n",
     "# T\n\n## \x1b[1mA\n\nSome text.\n\n- new \x07\n", 80,
     "a -> b: 1 added\n"
     "+ added item T/^[[1mA  line 7\n"
     "  + - new ^G\n"},
};

static void small_files_are_shown(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const FolderDiff *folder =
            folder_of_files(arena, doc_of(arena, "a", span_of(rows[i].old)),
                            doc_of(arena, "b", span_of(rows[i].new)), house());
        DiffView how = {.view = {.width = rows[i].width}};
        if (folder->entries.at[0].diff)
            check_text(rows[i].what, span_of(rows[i].text),
                       view_of(arena, diff_text, folder, &how));
    }
    arena_free(arena);
}

static void side_by_side_fits_its_width(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const FolderDiff *folder = folder_of_files(
        arena,
        doc_of(arena, "a",
               SPAN("# T\n\nOne two three four five six seven 30 eight 核心能力核心能力.\n")),
        doc_of(arena, "b",
               SPAN("# T\n\nOne two three four five six seven 60 eight 核心能力核心能力 "
                    "averyveryverylongwordthatfitsnowhere.\n\n```\na\n                             "
                    "                                deep in code\n```\n")),
        house());
    for (size_t width = 40; width <= 60; width++) {
        DiffView how = {.view = {.width = width}, .side_by_side = true};
        Span shown = view_of(arena, diff_text, folder, &how);
        size_t at = span_find_byte(shown, '\n', 0) + 1;
        for (at = span_find_byte(shown, '\n', at) + 1; at < shown.len;) {
            size_t end = span_find_byte(shown, '\n', at);
            Span line = span_range(shown, at, end);
            if (chars_columns(line) > width)
                fail_msg("wider than %zu: '%.*s'", width, SPAN_ARG(line));
            at = end + 1;
        }
    }
    arena_free(arena);
}

/* Backticks of a file end no code span, and its text is no markup. */
static void markdown_is_no_markup_of_the_file(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const FolderDiff *folder = folder_of_files(
        arena, doc_of(arena, "a", SPAN("# T\n\n## S\n\nText.\n")),
        doc_of(arena, "b`c", SPAN("# T\n\n## S\n\nText.\n\n## `x` ``y\n\n</pre>@all #1 <b>\n")),
        house());
    Span shown = view_of(arena, diff_markdown, folder, &(DiffView){0});
    assert_true(span_find(shown, SPAN("### `a` → `` b`c ``\n"), 0) < shown.len);
    assert_true(span_find(shown, SPAN("``` T/`x` ``y ```"), 0) < shown.len);
    assert_true(span_find(shown, SPAN("&lt;/pre&gt;@all #1 &lt;b&gt;\n"), 0) < shown.len);
    arena_free(arena);
}

/* A comment has a limit: texts that are too much are left out, then names, and it says so. */
static void long_comments_leave_texts_out(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf text = buf_in(arena);
    buf_add(&text, SPAN("# T\n\n"));
    for (int i = 0; i < 2000; i++)
        buf_format(
            &text,
            "## Section %d\n\nA text of its own that is about %d and takes some room, so that "
            "many of them take more than there is, whatever the limit %d.\n\n",
            i, i * 7, i * 13);
    const FolderDiff *folder = folder_of_files(arena, doc_of(arena, "a", SPAN("# T\n\nA.\n")),
                                               doc_of(arena, "b", buf_span(&text)), house());
    Span shown = view_of(arena, diff_markdown, folder, &(DiffView){0});
    assert_true(shown.len < 65536);
    assert_true(span_find(shown, SPAN("its text is left out"), 0) < shown.len);
    assert_true(span_find(shown, SPAN("more changes: too many for a comment"), 0) < shown.len);
    arena_free(arena);
}

/* ---- laws over pairs of files ---- */

typedef struct Pair {
    Arena *arena;
    const char *name;
    const Doc *docs[2];
    const FolderDiff *folder;
    const Diff *diff;
} Pair;

static uint32_t unit_count(const Pair *p, int side)
{
    return p->docs[side]->unit_count;
}

/* Each unit and each field of both files stands in one row, and only once. */
static void check_rows(const Pair *p)
{
    DiffRowVec list = {0};
    diff_rows(p->arena, p->diff, &list);
    for (int side = 0; side < 2; side++) {
        uint32_t *seen = ARENA_ARRAY(p->arena, uint32_t, unit_count(p, side));
        size_t fields = 0;
        for (size_t i = 0; i < list.len; i++) {
            const DiffRow *row = &list.at[i];
            if (row->units[side] != NONE && !row->is_away && !row->is_field)
                seen[row->units[side]]++;
            fields += row->units[side] != NONE && row->is_field;
        }
        for (uint32_t u = 0; u < unit_count(p, side); u++)
            if (seen[u] != 1)
                fail_msg("%s: side %d: unit %u (line %u) stands in %u rows", p->name, side, u,
                         p->docs[side]->units[u].lines.start + 1, seen[u]);
        assert_int_equal(fields, p->docs[side]->front.fields.len);
    }
}

static bool has_place(json_t *change, const char *side)
{
    json_t *place = json_object_get(change, side);
    if (json_is_null(place))
        return false;
    assert_true(json_integer_value(json_object_get(place, "line")) >= 1);
    assert_true(json_is_string(json_object_get(place, "address")));
    return true;
}

/* The contract: what is added has no old place, what is removed no new one, all else has both; but a rule that says
   nothing comes and goes as formatting. */
static void check_json(const Pair *p)
{
    Span text = view_of(p->arena, diff_json, p->folder, &(DiffView){.formatting = true});
    json_t *json = json_loadb(text.ptr, text.len, JSON_ALLOW_NUL, NULL);
    assert_non_null(json);
    assert_string_equal(json_string_value(json_object_get(json, "schema")), "stemma-diff/1");
    json_t *changes = json_object_get(json, "changes"), *change;
    assert_int_equal(json_array_size(changes), p->diff->changes.len);
    size_t i;
    json_array_foreach(changes, i, change)
    {
        const char *kind = json_string_value(json_object_get(change, "change"));
        bool has_old = has_place(change, "old"), has_new = has_place(change, "new");
        bool is_formatting = strcmp(kind, "formatting") == 0;
        bool is_right = is_formatting ? has_old || has_new
                                      : has_old == (strcmp(kind, "added") != 0) &&
                                            has_new == (strcmp(kind, "removed") != 0);
        if (!is_right)
            fail_msg("%s: %s: %s", p->name, kind, json_dumps(change, 0));
        assert_true(json_is_string(json_object_get(change, "text")));
    }
    json_decref(json);
}

/* No control character but the line feed, and valid UTF-8. */
static void check_clean(const Pair *p, const char *view, Span shown)
{
    if (utf8_check(shown) != shown.len)
        fail_msg("%s: %s: no UTF-8", p->name, view);
    for (size_t i = 0; i < shown.len; i++) {
        unsigned char c = (unsigned char)shown.ptr[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 0x7f)
            fail_msg("%s: %s: byte %02x at %zu", p->name, view, c, i);
    }
}

static size_t count_of(Span text, Span needle)
{
    size_t count = 0;
    for (size_t at = span_find(text, needle, 0); at < text.len;
         at = span_find(text, needle, at + 1))
        count++;
    return count;
}

/* One script and one style, ours, and as many elements closed as opened. */
static void check_html(const Pair *p, Span page)
{
    static const char *const elements[] = {"div", "span", "details", "summary", "del",
                                           "ins", "p",    "ol",      "li",      "b"};
    assert_int_equal(count_of(page, SPAN("<script")), 1);
    assert_int_equal(count_of(page, SPAN("<style")), 1);
    for (size_t i = 0; i < COUNT_OF(elements); i++) {
        Span open = arena_format(p->arena, "<%s>", elements[i]);
        Span with = arena_format(p->arena, "<%s ", elements[i]);
        Span close = arena_format(p->arena, "</%s>", elements[i]);
        if (count_of(page, open) + count_of(page, with) != count_of(page, close))
            fail_msg("%s: <%s> is not closed as often as opened", p->name, elements[i]);
    }
}

/* Every word that was added or removed is in the text view. */
static void check_words(const Pair *p, Span shown)
{
    Arena *arena = p->arena;
    Intern *words = intern_new(arena);
    WordVec list = {0};
    Buf bare = buf_in(arena); /* a + behind a word would be part of it */
    for (size_t at = 0; at < shown.len; at++)
        buf_add_byte(&bare, shown.ptr[at] == '+' ? ' ' : shown.ptr[at]);
    words_split(arena, buf_span(&bare), &list);
    for (size_t i = 0; i < list.len; i++)
        intern_id(words, list.at[i].text);
    for (size_t c = 0; c < p->diff->changes.len; c++) {
        const Change *change = &p->diff->changes.at[c];
        for (size_t r = 0; r < change->runs.len; r++) {
            WordVec said = {0};
            if (change->runs.at[r].kind == RUN_SAME || change->is_set)
                continue;
            Buf visible = buf_in(arena);
            term_add_lines(&visible, change->runs.at[r].text);
            for (size_t at = 0; at < visible.len; at++)
                visible.ptr[at] = visible.ptr[at] == '+' ? ' ' : visible.ptr[at];
            words_split(arena, buf_span(&visible), &said);
            for (size_t w = 1; w + 1 < said.len; w++) /* those at the ends may be parts of words */
                if (intern_find(words, said.at[w].text) == NONE)
                    fail_msg("%s: '%.*s' is not shown", p->name, SPAN_ARG(said.at[w].text));
        }
    }
}

static void check_pair(Span old, Span new, const char *name)
{
    Arena *arena = arena_new();
    Pair p = {
        .arena = arena, .name = name, .docs = {doc_of(arena, "a", old), doc_of(arena, "b", new)}};
    p.folder = folder_of_files(arena, p.docs[0], p.docs[1], house());
    p.diff = p.folder->entries.at[0].diff;
    DiffView all = {.view = {.width = 100000}, .why = true, .formatting = true, .word = true};
    DiffView narrow = {.view = {.width = 40}, .side_by_side = true};
    if (p.diff) {
        check_rows(&p);
        check_json(&p);
        Span text = view_of(arena, diff_text, p.folder, &all);
        check_clean(&p, "text", text);
        check_words(&p, text);
        check_clean(&p, "side by side", view_of(arena, diff_text, p.folder, &narrow));
        check_clean(&p, "stat", view_of(arena, diff_stat, p.folder, &all));
        check_clean(&p, "markdown", view_of(arena, diff_markdown, p.folder, &all));
        Span page = view_of(arena, diff_html, p.folder, &all);
        check_clean(&p, "html", page);
        check_html(&p, page);
    }
    arena_free(arena);
}

static const struct {
    const char *old, *new;
} odd_pairs[] = {
    {"# T\n\n**Rules:**\n\n- a b c\n- d e f\n",
     "# T\n\nThe rules are these.\n\n- a b c\n- d e f\n"},
    {"", "# T\n"},
    {"---\nname: a\n---\n", "no front matter\n"},
    {"x\n", "---\ncolor: red # loud\nname: a\n---\n"},
    {"---\ncolor: red # loud\n---\n", "---\ncolor: red # calm\n---\n"},
    {"- - - deep\n", "1. 1. 1. deep\n"},
    {"<rules>\n\n- a\n\n</rules>\n", "## Rules\n\n- a\n"},
    {"a\rb\rc", "a\r\nb\r\n"},
    {"| a | b |\n| - | - |\n| 1 | 2 |\n", "| a | b |\n| - | - |\n| 1 | 3 |\n| 4 | 5 |\n"},
    {"\xef\xbb\xbf# T\n\n\xff\xfe\n", "# T\n\n\xc3\x28 \xe2\x80\xae\n"},
};

static void laws_hold_for_odd_pairs(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(odd_pairs); i++) {
        check_pair(span_of(odd_pairs[i].old), span_of(odd_pairs[i].new), odd_pairs[i].new);
        check_pair(span_of(odd_pairs[i].new), span_of(odd_pairs[i].old), odd_pairs[i].old);
    }
}

typedef struct Files {
    Arena *arena;
    SpanVec texts, names;
} Files;

static void take(void *context, const char *path)
{
    Files *files = context;
    Span text;
    if (file_read(files->arena, path, &text) != 0)
        fail_msg("%s cannot be read", path);
    vec_add(files->arena, &files->texts, text);
    vec_add(files->arena, &files->names, arena_copy(files->arena, span_of(path)));
}

static Files files_below(const char *path)
{
    Files files = {.arena = arena_new()};
    file_walk(files.arena, path, take, &files);
    return files;
}

static void laws_hold_for_fixtures(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *source = getenv("STEMMA_SOURCE");
    Files files = files_below(arena_format(arena, "%s/fixtures", source ? source : ".").ptr);
    for (size_t i = 0; i < files.texts.len; i++)
        for (size_t j = 0; j < files.texts.len; j++)
            check_pair(
                files.texts.at[i], files.texts.at[j],
                arena_format(arena, "%s -> %s", files.names.at[i].ptr, files.names.at[j].ptr).ptr);
    arena_free(files.arena);
    arena_free(arena);
}

static uint32_t next_random(uint32_t *random)
{
    return *random = *random * 1664525 + 1013904223, *random >> 8;
}

/* A text with lines that were cut out, doubled, swapped with others or damaged. */
static Span mangled(Arena *arena, Span text, uint32_t *random)
{
    Lines lines = lines_index(arena, text);
    Buf out = buf_in(arena);
    for (uint32_t n = 0; n < lines.count; n++) {
        uint32_t what = next_random(random) % 24;
        Span line = lines_with_ending(&lines, n);
        if (what == 0)
            continue;
        if (what == 1)
            line = lines_with_ending(&lines, next_random(random) % lines.count);
        if (what == 2)
            buf_add(&out, line);
        size_t at = out.len;
        buf_add(&out, line);
        if (what == 3 && line.len)
            out.ptr[at + next_random(random) % line.len] = (char)next_random(random);
        if (what == 4 && line.len)
            buf_cut(&out, at + next_random(random) % line.len);
    }
    return buf_span(&out);
}

/* The random numbers are the same in every run. */
static void laws_hold_for_mangled_files(void **state)
{
    (void)state;
    enum { ROUNDS = 4 };
    Arena *arena = arena_new();
    const char *source = getenv("STEMMA_SOURCE");
    uint32_t random = 1;
    Files files = files_below(arena_format(arena, "%s/fixtures", source ? source : ".").ptr);
    for (size_t i = 0; i < files.texts.len; i++)
        for (int round = 0; round < ROUNDS; round++)
            check_pair(mangled(arena, files.texts.at[i], &random),
                       mangled(arena, files.texts.at[i], &random), files.names.at[i].ptr);
    arena_free(files.arena);
    arena_free(arena);
}

/* Versions of one file: each scenario's base to what came of it. */
static void laws_hold_for_real_files(void **state)
{
    (void)state;
    enum { EVERY = 12 };
    Arena *arena = arena_new();
    const char *folder = shared_path(arena, "data/merges");
    Files files = folder ? files_below(folder) : (Files){.arena = arena_new()};
    for (size_t i = 0; i + 3 < files.texts.len; i += EVERY)
        check_pair(files.texts.at[i], files.texts.at[i + 3], files.names.at[i].ptr);
    arena_free(files.arena);
    arena_free(arena);
    if (!folder)
        skip();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(small_files_are_shown),
        cmocka_unit_test(side_by_side_fits_its_width),
        cmocka_unit_test(markdown_is_no_markup_of_the_file),
        cmocka_unit_test(long_comments_leave_texts_out),
        cmocka_unit_test(laws_hold_for_odd_pairs),
        cmocka_unit_test(laws_hold_for_fixtures),
        cmocka_unit_test(laws_hold_for_mangled_files),
        cmocka_unit_test(laws_hold_for_real_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
