/* recipe: mistakes in recipes with their places, addresses, and paths that lead out. */
#include "check.h"

#include "compose/compose.h"

#include <unistd.h>

/* ---- a folder with sources, in which each row writes its recipe ---- */

static char folder[] = "/tmp/stemma-recipe-XXXXXX";

#define SOURCE                                                                                     \
    "---\nname: s\ntools: Read\n---\n\n# S\n\nOpening.\n\n## Checks\n\n- **Key**: value\n- Plain " \
    "item.\n\n"                                                                                    \
    "## Rules\n\n### Input/Output\n\nText.\n\n### Naming\n\nText.\n\n## Style\n\n### "             \
    "Naming\n\nText.\n\n"                                                                          \
    "**Focus:**\n- One\n"

static void put(const char *name, Span bytes)
{
    assert_int_equal(file_write(name, bytes), 0);
}

static int enter_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return -1;
    mkdir("r", 0777);
    mkdir("r/lib", 0777);
    put("outside.md", SPAN("# Outside\n"));
    put("r/s.md", SPAN(SOURCE));
    put("r/t.md", SPAN("# T\n\n{{team}} and {{tema}}\n"));
    put("r/lib/part.recipe.yaml", SPAN("sources: {o: ../s.md}\nsections: [o]\n"));
    put("r/base.recipe.yaml",
        SPAN("vars: {team: A}\nsources: {s: s.md}\ntitle: Base\nsections: [s#Checks, s#Rules]\n"));
    put("r/bad.recipe.yaml", SPAN("sectoins: []\n"));
    put("r/loop.recipe.yaml", SPAN("extends: x.recipe.yaml\n"));
    put("r/round.recipe.yaml", SPAN("sections:\n  - recipe: x.recipe.yaml\n"));
    if (symlink("../outside.md", "r/link.md") != 0 || symlink("..", "r/up") != 0)
        return -1;
    return 0;
}

static int leave_folder(void **state)
{
    (void)state;
    static const char *const names[] = {"outside.md",
                                        "r/s.md",
                                        "r/t.md",
                                        "r/lib/part.recipe.yaml",
                                        "r/base.recipe.yaml",
                                        "r/bad.recipe.yaml",
                                        "r/loop.recipe.yaml",
                                        "r/round.recipe.yaml",
                                        "r/link.md",
                                        "r/up",
                                        "r/x.recipe.yaml"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        unlink(names[i]);
    return rmdir("r/lib") || rmdir("r") || chdir("/") || rmdir(folder);
}

/* All problems of the recipe, and what becomes of it in the house style. */
static Span cook(Arena *arena, Span yaml, Span *result)
{
    Book book;
    Composition composition;
    Composed composed;
    put("r/x.recipe.yaml", yaml);
    assert_int_equal(book_open(arena, "r/x.recipe.yaml", &book), 0);
    if (book.recipe)
        compose_read(arena, &book, &composition);
    *result = SPAN("");
    if (book.has_problems)
        return book_problems(&book);
    compose_write(arena, &composition, style_find(SPAN("house")), &composed);
    *result = composed.written.bytes;
    return SPAN("");
}

/* ---- mistakes ---- */

#define S "sources: {s: s.md}\n"

static const struct {
    const char *yaml, *problem; /* without its path; all of them, a line each */
} mistakes[] = {
    {"", "1:1: the file is empty"},
    {"- a\n", "1:1: a mapping is expected here"},
    {"a: [\n", "2:1: did not find expected node content; close the bracket"},
    {"sources: s.md\n", "1:10: a mapping is expected here"},
    {"sectoins: []\n", "1:1: unknown key 'sectoins'; did you mean 'sections'?"},
    {"style: house\nstyle: house\n", "2:1: the key 'style' stands here twice"},
    {"ledger: maybe\n", "1:9: true or false is expected, not 'maybe'"},
    {"sections: s\n", "1:11: a list is expected here"},
    {"a: &a [x]\nsections: *a\n", "2:11: aliases are not read here; write the value out"},
    {"sections: []\n---\nsections: []\n", "3:1: a second document starts here; only one is read"},
    {"sections: [[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]\n", "1:26: this is nested too deeply"},
    {"vars: {Team: x}\n", "1:8: a name has lower-case letters, digits and hyphens: 'Team'"},
    {"vars: {a: x, a: y}\n", "1:14: the key 'a' stands here twice"},
    {"vars: {a: [x]}\n", "1:11: text is expected here"},
    {"sources: {s: s.md, s: s.md}\n", "1:20: the key 's' stands here twice"},
    {"sources: {s: {pat: s.md}}\n",
     "1:14: the key 'path' is missing\n1:15: unknown key 'pat'; did you mean 'path'?"},
    {"sources: {s: missing.md}\nsections: [s]\n",
     "1:11: 'r/missing.md' cannot be read: No such file or directory"},
    {"sources: {s: lib}\nsections: [s]\n", "1:11: 'r/lib' cannot be read: Is a directory"},
    {"sources: {s: ../outside.md}\nsections: []\n",
     "1:14: '../outside.md' leads out of the recipe's folder; keep the file in it, or the recipe "
     "above both"},
    {"sources: {s: lib/../../outside.md}\nsections: []\n",
     "1:14: 'lib/../../outside.md' leads out of the recipe's folder; keep the file in it, or the "
     "recipe above both"},
    {"sources: {s: /etc/passwd}\nsections: []\n",
     "1:14: '/etc/passwd' leads out of the recipe's folder; keep the file in it, or the recipe "
     "above both"},
    {"sources: {s: link.md}\nsections: []\n",
     "1:14: 'link.md' leads out of the recipe's folder; keep the file in it, or the recipe above "
     "both"},
    {"sources: {s: up/outside.md}\nsections: []\n",
     "1:14: 'up/outside.md' leads out of the recipe's folder; keep the file in it, or the recipe "
     "above both"},
    {S "sections: [t]\n", "2:12: there is no source 't'; did you mean 's'?"},
    {S "sections: [s#Chekcs]\n", "2:12: r/s.md has no 'Chekcs' there; did you mean 'Checks'?"},
    {S "sections: ['s#']\n", "2:12: behind '#' stands the title of a section"},
    {S "sections: [s#Naming]\n",
     "2:12: r/s.md has 2 'Naming', in lines 21 and 27; write more of the titles above it, or say "
     "which with 'nth'"},
    {S "sections: [{include: s#Naming, nth: 3}]\n", "2:22: r/s.md has only 2 'Naming'"},
    {S "sections: [{include: s#Naming, nth: 0}]\n",
     "2:37: a whole number above 0 is expected, not '0'"},
    {S "sections: [{include: s, level: 7}]\n", "2:32: headings have levels from 1 to 6"},
    {S "sections: [s#Checks, s]\n",
     "2:22: line 10 of r/s.md is taken already, in line 2 of the recipe; use 'drop' in one of the "
     "two"},
    {S "sections: [{title: A}]\n",
     "2:12: a section has one of 'include', 'text', 'sections' and 'recipe'"},
    {S "sections: [{include: s, text: x}]\n",
     "2:12: a section has one of 'include', 'text', 'sections' and 'recipe'"},
    {S "sections: [{text: x, drop: y}]\n", "2:28: 'drop' does not go with 'text'"},
    {S "sections: [{sections: [s]}]\n", "2:12: a group of sections needs a 'title'"},
    {S "sections: [{include: s, drop: Nmaing}]\n",
     "2:31: r/s.md has no 'Nmaing' there; did you mean 'Naming'?"},
    {S "sections: [{include: s#Checks, drop: Rules}]\n",
     "2:38: r/s.md has no 'Rules' there; write Checks or Key"},
    {S "sections: [{include: s, set: {Key: x}}]\n",
     "2:31: 'Key' is an item; 'set' is for sections: leave it out with 'drop'"},
    {S "sections: [{include: s#Checks, title: \"A\\nB\"}]\n", "2:39: a title is one line"},
    {S "drop: s\n", "2:7: name what it is about as SOURCE#Title of a section"},
    {S "drop: [q#A]\n", "2:8: there is no source 'q'; did you mean 's'?"},
    {S "fields: {a: {form: s}}\n",
     "2:13: the key 'from' is missing\n2:14: unknown key 'form'; did you mean 'from'?"},
    {S "fields: {tolos: {from: s}}\n", "2:24: r/s.md has no field 'tolos'; did you mean 'tools'?"},
    {S "fields: {a: 1, a: 2}\n", "2:16: the key 'a' stands here twice"},
    {"fields-from: q\n", "1:14: there is no source 'q'"},
    {"vars: {team: A}\nsources: {t: {path: t.md, vars: true}}\nsections: [t]\n",
     "2:11: 'tema' in r/t.md is no variable of the recipe; did you mean 'team'?"},
    {"vars: {team: A}\nsections: [{title: \"{{taem}}\", text: x}]\n",
     "2:20: 'taem' is no variable of the recipe; did you mean 'team'?"},
    {"outputs: [{pth: x}]\n",
     "1:11: the key 'path' is missing\n1:12: unknown key 'pth'; did you mean 'path'?"},
    {"outputs: [{path: x, models: [a]}]\n", "1:29: a mapping is expected here"},
    {"extends: none.recipe.yaml\n",
     "1:10: 'r/none.recipe.yaml' cannot be read: No such file or directory"},
    {"extends: x.recipe.yaml\n",
     "1:10: the recipes go round in a circle: r/x.recipe.yaml -> r/x.recipe.yaml"},
    {"extends: ../r/x.recipe.yaml\n",
     "1:10: '../r/x.recipe.yaml' leads out of the recipe's folder; keep the file in it, or the "
     "recipe above both"},
};

/* Each line of `problems` without the path before it. */
static Span without_path(Arena *arena, Span problems)
{
    Buf out = buf_in(arena);
    for (size_t from = 0, end; from < problems.len; from = end + 1) {
        end = span_find_byte(problems, '\n', from);
        Span line = span_range(problems, from, end);
        buf_add(&out, span_from(line, span_find_byte(line, ':', 0) + 1));
        buf_add_byte(&out, '\n');
    }
    return span_trim(buf_span(&out));
}

static void test_mistakes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
        Arena *arena = arena_new();
        Span result, problems = cook(arena, span_of(mistakes[i].yaml), &result);
        check_text(mistakes[i].yaml, span_of(mistakes[i].problem), without_path(arena, problems));
        arena_free(arena);
    }
}

/* A mistake of another recipe is told with that one's name. */
static void test_other_recipes(void **state)
{
    static const struct {
        const char *yaml, *problem;
    } rows[] = {
        {"extends: bad.recipe.yaml\n",
         "r/bad.recipe.yaml:1:1: unknown key 'sectoins'; did you mean 'sections'?\n"},
        {"sections: [{recipe: bad.recipe.yaml}]\n",
         "r/bad.recipe.yaml:1:1: unknown key 'sectoins'; did you mean 'sections'?\n"},
        {"extends: loop.recipe.yaml\n",
         "r/loop.recipe.yaml:1:10: the recipes go round in a circle: r/x.recipe.yaml -> "
         "r/loop.recipe.yaml -> r/x.recipe.yaml\n"},
        {"sections: [{recipe: round.recipe.yaml}]\n",
         "r/round.recipe.yaml:2:13: the recipes go round in a circle: r/x.recipe.yaml -> "
         "r/round.recipe.yaml -> r/x.recipe.yaml\n"},
        {"sections: [{recipe: lib/part.recipe.yaml}]\n",
         "r/lib/part.recipe.yaml:1:14: '../s.md' leads out of the recipe's folder; keep the file "
         "in it, or the recipe above both\n"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        Span result, problems = cook(arena, span_of(rows[i].yaml), &result);
        check_text(rows[i].yaml, span_of(rows[i].problem), problems);
        arena_free(arena);
    }
}

/* ---- what comes of good ones ---- */

static const struct {
    const char *yaml, *result;
} recipes[] = {
    {S "sections: [s#Checks]\n", "## Checks\n\n- **Key**: value\n- Plain item.\n"},
    {S "sections: [s#checks]\n", "## Checks\n\n- **Key**: value\n- Plain item.\n"},
    {S "sections: [S/Checks]\n", NULL},
    {S "sections: ['s#S/Checks']\n", "## Checks\n\n- **Key**: value\n- Plain item.\n"},
    {S "sections: ['s#Input/Output']\n", "## Input/Output\n\nText.\n"},
    {S "sections: ['s#Rules/Input/Output']\n", "## Input/Output\n\nText.\n"},
    {S "sections: [{include: s#Style/Naming, drop: Focus}]\n", "## Naming\n\nText.\n"},
    {S "sections: [{include: s#Naming, nth: 1, title: N, level: 3}]\n", "### N\n\nText.\n"},
    {S "sections: [s#Focus]\n", "## Focus\n\n- One\n"},
    {S "sections: [s#Key]\n", "- **Key**: value\n"},
    {S "sections: ['s#Checks/Key', 's#Plain item.']\n", "- **Key**: value\n- Plain item.\n"},
    {S "sections: [{include: s#Checks, drop: Key}]\n", "## Checks\n\n- Plain item.\n"},
    {S "sections: [{include: s#Checks, drop: [Plain item., Key]}]\n", "## Checks\n"},
    {S "sections: [{include: s#Rules, drop: Naming, set: {Input/Output: New.}}]\n",
     "## Rules\n\n### Input/Output\n\nNew.\n"},
    {S "sections: [{include: s#Rules, set: {Rules: New.}}]\n", "## Rules\n\nNew.\n"},
    {S "title: T\nsections: [s#Checks]\n", "# T\n\n## Checks\n\n- **Key**: value\n- Plain item.\n"},
    {S "sections: [{title: G, sections: [s#Checks]}]\n",
     "## G\n\n### Checks\n\n- **Key**: value\n- Plain item.\n"},
    {"sections: [{title: A, text: \"x\\n\\n# B\\n\\ny\"}]\n", "## A\n\nx\n\n### B\n\ny\n"},
    {"sections: [{text: \"---\\na: b\\n---\\n\"}]\n", "***\n\n## a: b\n"},
    {"sections: [{text: \"```\\nopen\"}, {text: closed}]\n", "```\nopen\n```\n\nclosed\n"},
    {"vars: {a: 'x: y'}\nfields: {d: '{{a}}', e: yes, f: 'yes', g: 1.0}\n",
     "---\nd: \"x: y\"\ne: yes\nf: \"yes\"\ng: 1.0\n---\n"},
    {"vars: {a: \"x\\n# y\"}\nsections: [{title: '{{a}}', text: 'z {{a}} {{a|title}}'}]\n",
     "## x # y\n\nz x # y X # Y\n"},
    {S "fields-from: s\nfields: {name: n, tools: ~, color: red}\n",
     "---\nname: n\ncolor: red\n---\n"},
    {S "fields: {tools: {from: s}}\n", "---\ntools: Read\n---\n"},
    {"extends: base.recipe.yaml\n",
     "# Base\n\n## Checks\n\n- **Key**: value\n- Plain item.\n\n## Rules\n\n### "
     "Input/Output\n\nText.\n\n### Naming\n\nText.\n"},
    {"extends: base.recipe.yaml\ntitle: Mine\ndrop: s#Rules\n",
     "# Mine\n\n## Checks\n\n- **Key**: value\n- Plain item.\n"},
    {"extends: base.recipe.yaml\nset: {s#Rules: None.}\n",
     "# Base\n\n## Checks\n\n- **Key**: value\n- Plain item.\n\n## Rules\n\nNone.\n"},
    {"vars: {team: B}\nsections: [{recipe: base.recipe.yaml}, {text: x}]\n",
     "## Checks\n\n- **Key**: value\n- Plain item.\n\n## Rules\n\n### Input/Output\n\nText.\n\n### "
     "Naming\n\nText.\n\nx\n"},
};

static void test_recipes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(recipes); i++) {
        Arena *arena = arena_new();
        Span result, problems = cook(arena, span_of(recipes[i].yaml), &result);
        const char *wanted = recipes[i].result;
        if (wanted)
            check_text(recipes[i].yaml, SPAN(""), problems);
        check_text(recipes[i].yaml, wanted ? span_of(wanted) : SPAN(""), result);
        arena_free(arena);
    }
}

/* ---- hostile ones ---- */

static void test_nul(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Span result,
        problems = cook(arena, SPAN("sections: [{title: \"a\\0b\", text: \"c\\0d\"}]\n"), &result);
    check_text("NUL", SPAN(""), problems);
    check_text("NUL", SPAN("## a\0b\n\nc\0d\n"), result);
    arena_free(arena);
}

static void test_many_sections(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf yaml = buf_in(arena);
    Span result;
    buf_add(&yaml, SPAN("sections:\n"));
    for (int i = 0; i < 3000; i++)
        buf_add(&yaml, SPAN("  - text: x\n"));
    Span problems = cook(arena, buf_span(&yaml), &result);
    check_text("3000 sections", SPAN("2:3: more than 2000 entries"), without_path(arena, problems));
    buf_add_times(&yaml, ' ', 2 * SCHEMA_BYTES);
    problems = cook(arena, buf_span(&yaml), &result);
    check_text("2 MB", SPAN("1:1: the file is larger than 1 MiB; split it"),
               without_path(arena, problems));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_mistakes),      cmocka_unit_test(test_other_recipes),
        cmocka_unit_test(test_recipes),       cmocka_unit_test(test_nul),
        cmocka_unit_test(test_many_sections),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
