/* folder: which file of an old set is which of a new one. */
#include "check.h"

#include "base/buf.h"
#include "diff/folder.h"

enum { MOST = 4 };

typedef struct File {
    const char *path, *text;
} File;

#define TEN "# One\n\n- a b c\n- d e f\n- g h i\n- j k l\n- m n o\n- p q r\n- s t u\n"
#define TEN_EDITED "# One\n\n- a b c\n- d e f\n- g h i\n- j k l\n- m n o\n- p q r\n- s t v\n"
#define BULLETS "# One\n\n* a b c\n* d e f\n* g h i\n* j k l\n* m n o\n* p q r\n* s t u\n"
#define NAMED "---\nname: lamp-keeper\n---\n"
#define THREE "# One\n\n- a b c\n- d e f\n- g h i\n"
#define OTHER "# Two\n\nNothing of the kind.\n"

static const struct {
    const char *what;
    File old[MOST], new[MOST];
    const char *expected; /* kind old new, */
} rows[] = {
    {"same", {{"a", TEN}}, {{"a", TEN}}, "same a a,"},
    {"edited", {{"a", TEN}}, {{"a", OTHER}}, "edited a a,"},
    {"added and removed", {{"a", TEN}}, {{"b", OTHER}}, "removed a -,added - b,"},
    {"renamed", {{"a", TEN}}, {{"b", TEN}}, "renamed a b,"},
    {"renamed and edited", {{"a", TEN}}, {{"b", TEN_EDITED}}, "renamed a b,"},
    {"moved to a folder", {{"x/a", TEN}}, {{"y/a", TEN_EDITED}}, "renamed x/a y/a,"},
    {"of one name but hardly alike",
     {{"a", NAMED TEN}},
     {{"b", NAMED THREE OTHER}},
     "renamed a b,"},
    {"bullets are no difference", {{"a", TEN}}, {{"b", BULLETS}}, "renamed a b,"},
    {"the same path wins over the same bytes",
     {{"a", TEN}, {"b", OTHER}},
     {{"a", OTHER}, {"c", TEN}},
     "edited a a,removed b -,added - c,"},
    {"of two copies the one with the name",
     {{"x/a", TEN}, {"x/b", TEN}},
     {{"y/b", TEN}},
     "removed x/a -,renamed x/b y/b,"},
    {"the closer one", {{"a", TEN}}, {{"b", TEN_EDITED}, {"c", TEN}}, "added - b,renamed a c,"},
    {"empty files are no pair", {{"a", ""}}, {{"b", ""}}, "removed a -,added - b,"},
    {"in the order of paths",
     {{"b", TEN}, {"a", OTHER}},
     {{"c", "x\n"}, {"b", TEN}},
     "removed a -,same b b,added - c,"},
    {"nothing", {{0}}, {{0}}, ""},
};

static FileSet set_of(Arena *arena, const File *files)
{
    Doc **docs = ARENA_ARRAY(arena, Doc *, MOST);
    uint32_t count = 0;
    for (; count < MOST && files[count].path; count++)
        docs[count] = doc_read(arena, span_of(files[count].path), span_of(files[count].text),
                               (DocOptions){0});
    return (FileSet){SPAN("set"), docs, count};
}

static Span told(Arena *arena, const FolderDiff *folder)
{
    static const char *const kinds[] = {"same", "edited", "added", "removed", "renamed"};
    Buf out = buf_in(arena);
    for (size_t i = 0; i < folder->entries.len; i++) {
        const Entry *entry = &folder->entries.at[i];
        Span old = entry->old ? entry->old->source.name : SPAN("-");
        Span new = entry->new ? entry->new->source.name : SPAN("-");
        buf_format(&out, "%s %.*s %.*s,", kinds[entry->kind], SPAN_ARG(old), SPAN_ARG(new));
    }
    return buf_span(&out);
}

static void files_are_paired(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const FolderDiff *folder =
            folder_diff(arena, set_of(arena, rows[i].old), set_of(arena, rows[i].new), NULL);
        check_text(rows[i].what, span_of(rows[i].expected), told(arena, folder));
        for (size_t e = 0; e < folder->entries.len; e++) {
            const Entry *entry = &folder->entries.at[e];
            bool is_same = entry->old && entry->new &&span_eq(entry->old->source.raw.text,
                                                              entry->new->source.raw.text);
            assert_true((entry->diff == NULL) == is_same);
        }
    }
    arena_free(arena);
}

/* Beyond the limit of pairs what has the same bytes is still found, and nothing hangs. */
static void very_many_files_are_paired(void **state)
{
    (void)state;
    enum { COUNT = 600 };
    Arena *arena = arena_new();
    Doc **old = ARENA_ARRAY(arena, Doc *, COUNT), **new = ARENA_ARRAY(arena, Doc *, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        Span text = arena_format(arena, "# File %u\n", i);
        old[i] = doc_read(arena, arena_format(arena, "old/%u", i), text, (DocOptions){0});
        new[i] = doc_read(arena, arena_format(arena, "new/%u", i), text, (DocOptions){0});
    }
    const FolderDiff *folder = folder_diff(arena, (FileSet){SPAN("old"), old, COUNT},
                                           (FileSet){SPAN("new"), new, COUNT}, NULL);
    assert_int_equal(folder->entries.len, COUNT);
    for (size_t i = 0; i < folder->entries.len; i++)
        assert_int_equal(folder->entries.at[i].kind, ENTRY_RENAMED);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_paired),
        cmocka_unit_test(very_many_files_are_paired),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
