/* lint: which file has which findings, and which look-alikes have none. */
#include "check.h"

#include "lint/report.h"
#include "lint/rules.h"

#define FRONT "---\nname: a\ndescription: b\n---\n\n"

static const struct {
    const char *what, *path, *text, *found; /* codes with their lines */
} rows[] = {
    {"nothing", "a.md", FRONT "# A\n\nText.\n", ""},
    {"a file that is no agent", "README.md", "# A\n\nText.\n", ""},
    {"no front matter where agents lie", "/x/.claude/agents/a.md", "# A\n\nText.\n", "S501:1"},
    {"no description", "/x/.claude/agents/a.md", "---\nname: a\n---\n\nText.\n", "S501:1"},
    {"an empty description", "a.md", "---\nname: a\ndescription:\n---\n\nText.\n", "S502:3"},
    {"a blank description", "a.md", "---\nname: a\ndescription: ' '\n---\n\nText.\n", "S502:3"},
    {"never closed: all fields would be missing", "/x/.claude/agents/a.md",
     "---\nname: a\n\n# A\n\nText.\n", "S103:1"},
    {"a command needs no name", "/x/.claude/commands/a.md", "---\ndescription: b\n---\n\nText.\n",
     ""},
    {"a harness that is not known", "/x/.kiro/agents/a.md",
     "---\nname: b\ndescription: c\nresources: d\n---\n\nText.\n", ""},

    {"another name, in a folder that does not tell", "b.md", FRONT "Text.\n", ""},
    {"another name", "/x/.claude/agents/b.md", FRONT "Text.\n", "S504:2"},
    {"a name with a prefix", "/x/agents/team-ui-designer.md",
     "---\nname: UI Designer\ndescription: b\n---\n\nText.\n", ""},
    {"a name with the folders in front", "/x/agents/x__ui__agents__designer.md",
     "---\nname: ui-designer\ndescription: b\n---\n\nText.\n", ""},
    {"words in another order", "/x/agents/designer-ui.md",
     "---\nname: ui-designer\ndescription: b\n---\n\nText.\n", "S504:2"},
    {"a skill by another name", "/x/skills/b/SKILL.md", FRONT "Text.\n", "S505:2"},
    {"a name that a skill may not have", "/x/skills/A B/SKILL.md",
     "---\nname: A B\ndescription: b\n---\n\nText.\n", "S507:2"},

    {"known tools", "a.md",
     "---\nname: a\ndescription: b\ntools: Read, Bash(git add:*, git diff:*), mcp__x__y, Task\n"
     "---\n\nText.\n",
     ""},
    {"an unknown tool", "a.md",
     "---\nname: a\ndescription: b\ntools: Read, Wriet, Bash\n---\n\nText.\n", "S508:4"},
    {"tools of another harness, in a folder that does not tell", "a.md",
     "---\nname: a\ndescription: b\ntools: [codebase, usages, problems]\n---\n\nText.\n", ""},
    {"the same in a folder that does", "/x/.claude/agents/a.md",
     "---\nname: a\ndescription: b\ntools: [codebase, usages, problems]\n---\n\nText.\n", "S508:4"},
    {"allowed and denied", "a.md",
     "---\nname: a\ndescription: b\ntools: Read, Bash\ndisallowedTools: [bash]\n---\n\nText.\n",
     "S509:5"},
    {"a part of what is allowed is denied", "a.md",
     "---\nname: a\ndescription: b\ntools: Bash\ndisallowedTools: Bash(rm:*)\n---\n\nText.\n", ""},

    {"misspelt", "a.md", "---\nname: a\ndescription: b\nmodle: opus\n---\n\nText.\n", "S510:4"},
    {"spelled as elsewhere", "/x/.claude/agents/a.md",
     "---\nname: a\ndescription: b\nmax_turns: 5\n---\n\nText.\n", "S510:4"},
    {"a key of another harness, in a folder that does not tell", "a.md",
     "---\nname: x y\ndescription: b\nallowed-tools: Read\nversion: 1\n---\n\nText.\n", ""},
    {"tools of Copilot, in a folder that does not tell", "a.md",
     "---\nname: a\ndescription: b\ntools: [read, edit/editFiles]\n---\n\nText.\n", ""},
    {"unknown", "a.md", "---\nname: a\ndescription: b\nversion: 5\n---\n\nText.\n", "S511:4"},
    {"a step of some workflow", "a.md",
     "---\nname: a\ndescription: b\nnextStep: c\ntemplate: d\n---\n\nText.\n", ""},
    {"the same where agents lie", "/x/.claude/agents/a.md",
     "---\nname: a\ndescription: b\nnextStep: c\ntemplate: d\n---\n\nText.\n", "S511:4 S511:5"},
    {"the globs of a Cursor rule", "/x/.cursor/rules/a.mdc",
     "---\ndescription: b\nglobs: *.ts, *.js\nalwaysApply: false\n---\n\nText.\n", ""},
    {"another value that is not strict in one", "/x/.cursor/rules/a.mdc",
     "---\ndescription: b: c\nglobs: a.ts\nalwaysApply: false\n---\n\nText.\n", "S101:2"},
    {"tools of teams", "a.md",
     "---\nname: a\ndescription: b\ntools: TeamCreate, SendMessage\n---\n\nText.\n", ""},
    {"options of OpenCode's own", "/x/.opencode/agents/a.md",
     "---\nname: a\ndescription: b\nverbosity: low\n---\n\nText.\n", ""},
    {"dead", "/x/.opencode/agents/a.md", "---\ndescription: b\nmaxSteps: 5\n---\n\nText.\n",
     "S512:3"},
    {"no such value", "a.md", "---\nname: a\ndescription: b\ncolor: teal\n---\n\nText.\n",
     "S513:4"},
    {"a number for an effort", "a.md", "---\nname: a\ndescription: b\neffort: 5\n---\n\nText.\n",
     ""},

    {"an item twice", "a.md", FRONT "- Run it\n- b\n- **Run** it.\n", "S520:8"},
    {"files whose names differ in case", "a.md", FRONT "- Check `readme.md`\n- Check `README.md`\n",
     ""},
    {"a capital at the start", "a.md", FRONT "- Check it\n- check it\n", "S520:7"},
    {"one with markup, one with other letters", "a.md",
     FRONT "- \u00C9t\u00E9 [a](b)\n- \u00C9t\u00E9 a\n- x\n", "S520:7"},
    {"items of two lists", "a.md", FRONT "- Run it\n\nText.\n\n- Run it\n", ""},
    {"items that go on differently", "a.md", FRONT "- Run\n  - a\n- Run\n  - b\n", ""},
    {"a title twice", "a.md", FRONT "## Tools\n\na\n\n## Tools\n\nb\n", "S521:10"},
    {"a title under two chapters", "a.md", FRONT "# A\n\n## Tools\n\na\n\n# B\n\n## Tools\n\nb\n",
     ""},
    {"a title three times", "a.md", FRONT "## Prompt\n\na\n\n## Prompt\n\nb\n\n## Prompt\n\nc\n",
     ""},
    {"a template and its example", "a.md",
     FRONT "## Issues\n\na\n\n## Hints\n\nb\n\n## Example\n\nc\n\n## Issues\n\nd\n\n"
           "## Hints\n\ne\n",
     ""},
    {"two documents", "a.md", FRONT "# A\n\na\n\n# A\n\nb\n", ""},
    {"numbered titles", "a.md", FRONT "## Step 1: Run\n\na\n\n## Step 2: Run\n\nb\n", ""},
    {"examples", "a.md", FRONT "## Examples\n\na\n\n## Examples\n\nb\n", ""},

    {"always and never", "a.md",
     FRONT "## A\n\n- Always squash your commits\n\n## B\n\nNever squash your commits.\n",
     "S523:12"},
    {"not the same thing", "a.md",
     FRONT "## A\n\n- Always squash your commits\n\n## B\n\nNever squash merge commits.\n", ""},
    {"two numbers", "a.md",
     FRONT "# A\n\n## B\n\n- Coverage of unit tests: 80%\n\n# C\n\n## D\n\n"
           "- Coverage of unit tests: 90%\n",
     "S523:16"},
    {"a series", "a.md", FRONT "- Coverage of unit tests: 80%\n- Coverage of unit tests: 90%\n",
     ""},
    {"variants side by side", "a.md",
     FRONT "## Small\n\n- Coverage of unit tests: 80%\n\n## Large\n\n"
           "- Coverage of unit tests: 90%\n",
     ""},
    {"an example of what not to say", "a.md",
     FRONT "Always squash your commits.\n\n<bad>\n\nNever squash your commits.\n\n</bad>\n", ""},

    {"a tag that nothing closes", "a.md", FRONT "<rules>\n\n- a\n", "S303:6"},
    {"a tag that is closed in a line", "a.md", FRONT "<rules>\n\n- a\n- b </rules>\n", ""},
    {"an empty section", "a.md", FRONT "## A\n\n## B\n\nText.\n", "S305:6"},
    {"a stressed line", "a.md", FRONT "Text.\n\n**Do not ship it.**\n", ""},

    {"silenced for the next line", "a.md",
     FRONT "<!-- stemma: ignore item-repeated, S305 -->\n\n## A\n\n## B\n\nText.\n", ""},
    {"silenced, but not so far", "a.md", FRONT "<!-- stemma: ignore S305 -->\n\na\n\n## A\n",
     "S305:10"},
    {"silenced for the file", "a.md", FRONT "Text.\n\n## A\n\n<!-- stemma: ignore-file S305 -->\n",
     ""},
    {"silenced in front matter", "a.md",
     "---\nname: a\ndescription: b\n# stemma: ignore field-unknown\nvibe: c\n---\n\nText.\n", ""},
    {"no rule", "a.md", FRONT "<!-- stemma: ignore nothing -->\n\nText.\n", "S530:6"},
    {"only talked about", "a.md", FRONT "Write stemma: ignore foo there.\n", ""},
};

static LintSetting setting_of(const Doc *doc, const char *path)
{
    bool is_guess;
    const Harness *harness = lint_harness(doc, span_of(path), &is_guess);
    return (LintSetting){.style = style_find(SPAN("house")),
                         .harness = harness,
                         .is_guess = is_guess,
                         .path = span_of(path)};
}

static Span codes_of(Arena *arena, const Lint *lint)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < lint->findings.len; i++)
        buf_format(&out, "%s%s:%u", i ? " " : "", diag_info(lint->findings.at[i].diag.code)->code,
                   lint->findings.at[i].diag.line);
    return buf_span(&out);
}

static void test_findings(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        const Doc *doc = doc_read(arena, SPAN("a.md"), span_of(rows[i].text), (DocOptions){0});
        Lint lint = lint_doc(arena, doc, setting_of(doc, rows[i].path));
        check_text(rows[i].what, span_of(rows[i].found), codes_of(arena, &lint));
        arena_free(arena);
    }
}

/* ---- the table ---- */

static void test_rules(void **state)
{
    (void)state;
    for (size_t i = 0; i < lint_rule_count; i++) {
        const LintRule *rule = &lint_rules[i];
        assert_ptr_equal(lint_rule(rule->code), rule);
        assert_true(strlen(rule->example) > 0);
        assert_true(i == 0 || rule->code > rule[-1].code);
    }
    for (DiagCode code = 0; code < DIAG_COUNT; code++)
        assert_true(strchr("46", diag_info(code)->code[1]) || lint_rule(code));
}

/* ---- every rule ---- */

#define DEEP "- - - - - - - - - - - - - - - - "
#define TEXT(bytes)                                                                                \
    {                                                                                              \
        bytes, sizeof(bytes) - 1                                                                   \
    }

/* What the reading finds, and what takes another style; the others have rows above. */
static const struct {
    const char *code;
    Span text;
    const char *style; /* NULL: house */
} shown[] = {
    {"S101", TEXT("---\nname: a\ndescription: b: c\n---\n\nText.\n"), NULL},
    {"S102", TEXT("---\nname: a\ndescription: b\nc: d\n\nmore\n  : x\n---\n\nText.\n"), NULL},
    {"S103", TEXT("---\nname: a\n\n# A\n\nText.\n"), NULL},
    {"S104", TEXT("---\nname: a\n---\n---\ndescription: b\n---\n\nText.\n"), NULL},
    {"S105", TEXT("---\nname: a\nmodel: opus\nmodel: sonnet\n---\n\nText.\n"), NULL},
    {"S106", TEXT("---\nname: a\ndescription: b.\\nc\n---\n\nText.\n"), NULL},
    {"S107", TEXT("\n---\nname: a\n---\n\nText.\n"), NULL},
    {"S108", TEXT("---\nname: a\n-----\n\nText.\n"), NULL},
    {"S109", TEXT("---\nname: &a b\ndescription: *a\n---\n\nText.\n"), NULL},
    {"S110", TEXT("---\nname: a\nhooks:\n\tStop: b\n---\n\nText.\n"), NULL},
    {"S201", TEXT("\xEF\xBB\xBF" FRONT "Text.\n"), NULL},
    {"S202", TEXT("\xFF\xFE#\0 \0A\0\n\0"), NULL},
    {"S203", TEXT(FRONT "caf\xE9\n"), NULL},
    {"S204", TEXT(FRONT "na\u00C3\u00AFve caf\u00C3\u00A9\n"), NULL},
    {"S205", TEXT(FRONT "## <\u00AF Goals\n\nText.\n"), NULL},
    {"S206", TEXT(FRONT "a\0b\n"), NULL},
    {"S207", TEXT(FRONT "a\033[31mb\n"), NULL},
    {"S208", TEXT(FRONT "10\u00A0MB\n"), NULL},
    {"S209", TEXT(FRONT "pass\u200Bword\n"), NULL},
    {"S210", TEXT(FRONT "a\u202Eb\n"), NULL},
    {"S211", TEXT(FRONT "a\U000E0061\U000E0062\n"), NULL},
    {"S212", TEXT("# A\r\rText.\r"), NULL},
    {"S213", TEXT("# A\r\n\nText.\n"), NULL},
    {"S301", TEXT(FRONT "```sh\nmake\n"), NULL},
    {"S302", TEXT(FRONT "```markdown\n```sh\nmake\n```\n```\n"), NULL},
    {"S304", TEXT(FRONT "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n"), NULL},
    {"S306", TEXT(FRONT "# A\n\n### B\n\nText.\n"), NULL},
    {"S307", TEXT(FRONT DEEP DEEP DEEP DEEP DEEP DEEP "a\n"), NULL},
    {"S308", TEXT(FRONT "| a | b |\n| - | - |\n| 1 | 2 | 3 |\n"), NULL},
    {"S503",
     TEXT("---\nname: abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrs"
          "tuvwxyz\ndescription: b\n---\n\nText.\n"),
     "short"},
    {"S522", TEXT(FRONT "# A\n\nText.\n"), "checklist"},
    {"S524", TEXT(FRONT "one two three four five six seven eight nine ten\n"), "short"},
};

/* House with limits that a line reaches. */
static const Style *style_for_row(const char *name)
{
    static Style house;
    static const FieldLimit limits[] = {{{"name", 4}, 64}};
    if (name && strcmp(name, "short"))
        return style_find(span_of(name));
    house = *style_find(SPAN("house"));
    if (name) {
        house.limits = limits;
        house.limit_count = COUNT_OF(limits);
    }
    return &house;
}

static void check_shown(size_t row)
{
    Arena *arena = arena_new();
    const Doc *doc = doc_read(arena, SPAN("a.md"), shown[row].text, (DocOptions){0});
    LintSetting setting = setting_of(doc, "a.md");
    setting.style = style_for_row(shown[row].style);
    setting.max_tokens = shown[row].style ? 10 : 0;
    Lint lint = lint_doc(arena, doc, setting);
    bool is_found = false;
    for (size_t i = 0; i < lint.findings.len; i++)
        is_found |= strcmp(diag_info(lint.findings.at[i].diag.code)->code, shown[row].code) == 0;
    if (!is_found)
        fail_msg("%s is not found in\n%.*s\nbut %.*s", shown[row].code, SPAN_ARG(shown[row].text),
                 SPAN_ARG(codes_of(arena, &lint)));
    arena_free(arena);
}

/* Each rule of the table is shown by a file that has it. */
static void test_every_rule(void **state)
{
    static const char elsewhere[] = "S506"; /* of many files: test_names */
    (void)state;
    for (size_t i = 0; i < COUNT_OF(shown); i++)
        check_shown(i);
    for (size_t i = 0; i < lint_rule_count; i++) {
        const char *code = diag_info(lint_rules[i].code)->code;
        bool is_shown = strcmp(code, elsewhere) == 0;
        for (size_t k = 0; k < COUNT_OF(shown); k++)
            is_shown |= strcmp(shown[k].code, code) == 0;
        for (size_t k = 0; k < COUNT_OF(rows); k++)
            is_shown |= strstr(rows[k].found, code) != NULL;
        if (!is_shown)
            fail_msg("no file shows %s", code);
    }
}

/* ---- severities ---- */

static void test_severities(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    ProjectRule rules[DIAG_COUNT] = {0};
    const Doc *doc = doc_read(arena, SPAN("a.md"), SPAN(FRONT "## A\n\n# B\n\n### C\n\nText.\n"),
                              (DocOptions){0});
    LintSetting setting = setting_of(doc, "a.md");
    setting.rules = rules;
    rules[DIAG_EMPTY_SECTION] = RULE_OFF;
    rules[DIAG_LEVEL_JUMP] = RULE_ERROR;
    Lint lint = lint_doc(arena, doc, setting);
    check_text("off and error", SPAN("S306:10"), codes_of(arena, &lint));
    assert_int_equal(lint.findings.at[0].severity, DIAG_ERROR);
    arena_free(arena);
}

/* ---- names ---- */

static void add_named(LintReport *report, const char *path)
{
    Arena *arena = arena_new();
    const Doc *doc = doc_read(arena, SPAN("a.md"), SPAN(FRONT "Text.\n"), (DocOptions){0});
    Lint lint = lint_doc(arena, doc, setting_of(doc, path));
    report_add(report, &lint, span_of(path), SPAN(""));
    arena_free(arena);
}

static void test_names(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    LintReport report = {.arena = arena};
    add_named(&report, "/x/agents/a.md");
    add_named(&report, "/x/agents/deep/a.md");
    add_named(&report, "/x/agents/a.md"); /* named twice on the command line */
    add_named(&report, "/y/agents/a.md"); /* another tree */
    report_names(&report);
    assert_int_equal(report_count(&report, DIAG_WARNING), 1);
    assert_int_equal(report.files.at[1].findings.at[0].diag.code, DIAG_NAME_TWICE);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings),   cmocka_unit_test(test_rules),
        cmocka_unit_test(test_every_rule), cmocka_unit_test(test_severities),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
