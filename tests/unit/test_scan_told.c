/* What a scan tells of files besides their likeness: which of one name is loaded, and what drifted between two. */
#include "check.h"

#include "base/buf.h"
#include "render/scan.h"
#include "render/scan_parts.h"
#include "scan/names.h"

#include <unistd.h>

/* ---- names ---- */

static void names_say_which_file_is_loaded_where_that_is_documented(void **state)
{
    (void)state;
    static const struct {
        const char *paths[3];
        LoadRule rule;
        bool is_clash;
    } rows[] = {
        {{"team/a.md", "team/b.md"}, LOADS_UNKNOWN, true},
        {{".claude/agents/a.md", ".claude/agents/b.md"}, LOADS_ANY, true},
        {{".claude/agents/a.md", ".claude/agents/deep/a.md"}, LOADS_ANY, true},
        {{".claude/agents/a.md", "sub/.claude/agents/a.md"}, LOADS_NEAREST, true},
        {{".claude/agents/a.md", "sub/.claude/agents/a.md", "sub/.claude/agents/b.md"},
         LOADS_ANY,
         true},
        {{".claude/agents/a.md", "plugins/x/agents/a.md"}, LOADS_UNKNOWN, true},
        {{".gemini/agents/a.md", ".gemini/agents/b.md"}, LOADS_FIRST, true},
        {{"one/.gemini/agents/a.md", "two/.gemini/agents/a.md"}, LOADS_PROJECT, true},
        {{".cursor/agents/a.md", ".cursor/agents/b.md"}, LOADS_UNKNOWN, true},
        {{".qwen/agents/a.md", "home/.qwen/agents/a.md"}, LOADS_PROJECT, true},
        {{".opencode/agents/a.md", ".opencode/agents/b.md"}, LOADS_UNKNOWN, true},
        {{".claude/agents/a.md", ".gemini/agents/a.md"}, LOADS_APART, false},
        {{".claude/agents/a.md", ".claude/agents/b.md", ".gemini/agents/a.md"},
         LOADS_UNKNOWN,
         true},
        {{".github/agents/a.agent.md", ".github/agents/b.agent.md"}, LOADS_LABEL, false},
        {{"skills/one/SKILL.md", "skills/two/SKILL.md"}, LOADS_LABEL, false},
        {{".claude/commands/a.md", ".claude/commands/b.md"}, LOADS_LABEL, false},
    };
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Feature files[3] = {0};
        uint32_t roots[3] = {0}, count = 0;
        for (; count < 3 && rows[r].paths[count]; count++)
            files[count] = (Feature){.path = span_of(rows[r].paths[count]), .name = SPAN("poet")};
        Collection c = {.arena = arena, .files = files, .roots = roots, .file_count = count};
        names_find(&c);
        assert_int_equal(1, c.names.len);
        const SameName *same = &c.names.at[0];
        if (same->rule != rows[r].rule || names_clash(same) != rows[r].is_clash)
            fail_msg("row %zu: %.*s", r, SPAN_ARG(scan_loads(arena, same)));
        arena_free(arena);
    }
}

/* ---- drift ---- */

static void put(const char *path, const char *text)
{
    assert_int_equal(0, file_write(path, span_of(text)));
}

static void drift_is_told_by_what_happened(void **state)
{
    (void)state;
    static const struct {
        const char *old, *recent, *told;
    } rows[] = {
        {"# A\n\n## One\n\nx\n", "# A\n\n## One\n\nx\n", ""},
        {"# A\n\n## One\n\nx\n", "# A\n\n## One\n\ny\n", "edited One"},
        {"# A\n\n## One\n\nx\n", "# B\n\n## One\n\nx\n", "renamed B"},
        {"# A\n\n## One\n\nx\n", "# A\n\n## 1. One:\n\nx\n", "renamed 1. One"},
        {"# A\n\n## One\n\nx\n", "# A\n\n## One\n\nx\n\n## Two\n\ny\n", "added Two"},
        {"# A\n\n## One\n\nx\n\n## Two\n\ny\n", "# A\n\n## Two\n\ny\n", "removed One"},
        {"# A\n\n## One\n\nx\n", "## Note\n\nz\n\n# A\n\n## One\n\nx\n", "added Note"},
        {"# A\n\n## One\n\n### Deep\n\nx\n\n## Two\n\ny\n",
         "# A\n\n## One\n\n## Two\n\ny\n\n### Deep\n\nx\n", "moved Two/Deep"},
        {"---\nname: a\nmodel: b\n---\n\nx\n", "---\nname: c\ntools: d\n---\n\ny\n",
         "edited name:, the opening; added tools:; removed model:"},
        {"---\nname: \"a\"\n---\n\nx\n", "---\nname: a\n---\n\nx\n", ""},
        {"## A\n## B\n## C\n## D\n## E\n## F\n## G\n## H\n", "x\n",
         "added the opening; removed A, B, C, D, E, F and 2 more"},
    };
    char folder[] = "/tmp/stemma-drift-XXXXXX";
    assert_non_null(mkdtemp(folder));
    for (size_t r = 0; r < COUNT_OF(rows); r++) {
        Arena *arena = arena_new();
        Feature files[] = {{.path = arena_format(arena, "%s/old.md", folder)},
                           {.path = arena_format(arena, "%s/new.md", folder)}};
        put(files[0].path.ptr, rows[r].old);
        put(files[1].path.ptr, rows[r].recent);
        Collection c = {.arena = arena, .files = files, .file_count = 2};
        Derivation edge = {.parent = 0, .child = 1};
        Span told = scan_drift(arena, &c, &edge);
        if (!span_eq(told, span_of(rows[r].told)))
            fail_msg("row %zu: told '%.*s', expected '%s'\n--- old\n%s--- new\n%s", r,
                     SPAN_ARG(told), rows[r].told, rows[r].old, rows[r].recent);
        unlink(files[0].path.ptr);
        unlink(files[1].path.ptr);
        arena_free(arena);
    }
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_say_which_file_is_loaded_where_that_is_documented),
        cmocka_unit_test(drift_is_told_by_what_happened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
