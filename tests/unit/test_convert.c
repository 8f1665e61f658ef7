/* Conversions by table: what comes out, and which remarks with it; TOML and fragments there and back; the tables themselves. */
#include "dialect/inner.h"

#include "check.h"

/* ---- whole files ---- */

typedef struct Row {
    const char *name, *from, *to; /* from NULL: told by the name */
    const char *input, *output;
    const char *codes; /* of the remarks, between blanks */
} Row;

#define FRONT(fields) "---\nname: a\ndescription: b\n" fields "---\n\nBody\n"

static const Row rows[] = {
    /* Tools: groups, what they take along, what is not there. */
    {"a.md", "claude", "copilot", FRONT("tools: Read, Grep, Glob, Write, Edit, Bash\n"),
     FRONT("tools: [read, search, edit, execute]\n"), ""},
    {"a.md", "claude", "copilot", FRONT("tools: Grep\n"), FRONT("tools: [search]\n"), "S606"},
    {"a.md", "claude", "copilot", FRONT("tools: Edit\n"), FRONT("tools: [edit]\n"), "S605"},
    {"a.md", "claude", "copilot", FRONT("tools: LS\n"), FRONT("tools: []\n"), "S604"},
    {"a.md", "claude", "copilot", FRONT("tools: []\n"), FRONT("tools: []\n"), ""},
    {"a.md", "claude", "copilot", FRONT("tools: '*'\n"), FRONT(""), ""},
    {"a.md", "claude", "copilot", FRONT("tools: mcp__s__t, mcp__u\n"), FRONT("tools: [s/t, u/*]\n"),
     ""},
    {"a.md", "claude", "gemini", FRONT("tools: mcp__a_b__c\n"), FRONT("tools: [mcp_a_b_c]\n"),
     "S606"},
    {"a.md", "claude", "qwen", FRONT("tools: Bash(git:*), Read\n"), FRONT("tools: [read_file]\n"),
     "S604"},
    {"a.md", "copilot", "claude", FRONT("tools: [edit, search/codebase, s/*]\n"),
     FRONT("tools: Write, Edit, mcp__s\n"), "S604"},
    {"a.md", "gemini", "qwen", FRONT("tools: [read_file, replace, google_web_search]\n"),
     FRONT("tools: [read_file, edit, web_search]\n"), ""},
    {"a.md", "claude", "qwen", FRONT("tools: Read, WriteFile, Task\n"),
     FRONT("tools: [read_file, write_file, agent]\n"), "S606"},
    /* Denied tools. */
    {"a.md", "claude", "copilot", FRONT("tools: Read, Write\ndisallowedTools: Write\n"),
     FRONT("tools: [read]\n"), ""},
    {"a.md", "claude", "copilot", FRONT("disallowedTools: Write\n"), FRONT(""), "S605"},
    {"a.md", "claude", "opencode", FRONT("disallowedTools: Write\n"),
     "---\ndescription: b\nmode: subagent\npermission:\n  edit: deny\n---\n\nBody\n", "S607 S604"},
    {"a.md", "claude", "opencode", FRONT("disallowedTools: NotebookEdit\n"),
     "---\ndescription: b\nmode: subagent\n---\n\nBody\n", "S607 S605"},
    {"a.md", "opencode", "claude", FRONT("permission:\n  edit: deny\n  \"m_*\": deny\n"),
     FRONT("disallowedTools: Write, Edit, NotebookEdit, mcp__m\n"), ""},
    {"a.md", "opencode", "claude", FRONT("permission: {'*': deny, bash: allow}\n"),
     FRONT("tools: Bash\n"), ""},
    {"a.md", "opencode", "claude", FRONT("permission:\n  bash: allow\n  '*': deny\n"),
     FRONT("tools: []\n"), ""},
    {"a.md", "opencode", "claude", FRONT("permission:\n  bash: {'*': deny, ls: allow}\n"),
     FRONT("disallowedTools: Bash, PowerShell\n"), "S605"},
    {"a.md", "opencode", "claude", FRONT("tools:\n  bash: false\n"),
     FRONT("disallowedTools: Bash, PowerShell\n"), ""},
    /* What has no list of tools. */
    {"a.md", "claude", "cursor", FRONT("tools: Read, Grep\n"), FRONT("readonly: true\n"), "S605"},
    {"a.md", "claude", "cursor", FRONT("tools: Read, Bash\n"), FRONT(""), "S605"},
    {"a.md", "claude", "cursor", FRONT("permissionMode: plan\n"), FRONT("readonly: true\n"), ""},
    {"a.md", "claude", "copilot", FRONT("permissionMode: plan\n"), FRONT(""), "S605"},
    {"a.md", "claude", "copilot", FRONT("permissionMode: acceptEdits\n"), FRONT(""), "S601"},
    {"a.md", "claude", "skill", FRONT("tools: Read\n"), FRONT(""), "S605"},
    {"x/SKILL.md", NULL, "claude", FRONT("allowed-tools: Read\n"), FRONT(""), "S601"},
    /* Values. */
    {"a.md", "claude", "opencode", "---\nmodel: claude-x-1\ncolor: Red\n---\nB\n",
     "---\nmode: subagent\nmodel: anthropic/claude-x-1\ncolor: \"#ff0000\"\n---\nB\n", "S501 S607"},
    {"a.md", "claude", "copilot", FRONT("model: sonnet\n"), FRONT(""), "S603"},
    {"a.md", "claude", "copilot", FRONT("model: big\n"), FRONT("model: Huge 1\n"), ""},
    {"a.md", "claude", "skill", FRONT("model: sonnet\neffort: max\n"),
     FRONT("model: sonnet\neffort: max\n"), ""},
    {"a.md", "claude", "gemini", FRONT("model: inherit\n"), FRONT("model: inherit\n"), ""},
    {"a.md", "claude", "copilot", FRONT("color: red\nvibe: x\n"), FRONT(""), "S602 S602"},
    {"a.md", "qwen", "claude", FRONT("approvalMode: yolo\ncolor: auto\n"),
     FRONT("permissionMode: bypassPermissions\n"), ""},
    {"a.md", "qwen", "claude", FRONT("permissionMode: plan\n"), FRONT("permissionMode: plan\n"),
     ""},
    {"a.md", "claude", "copilot", FRONT("model: inherit\n"), FRONT(""), ""},
    {"a.md", "claude", "copilot", FRONT("allowedTools: [read]\n"), FRONT(""), "S605"},
    /* Names. */
    {"a.md", "claude", "gemini", "---\nname: My Agent\ndescription: b\n---\nB\n",
     "---\nname: my-agent\ndisplay_name: My Agent\ndescription: b\n---\nB\n", "S606"},
    {"x/agents/b.md", "opencode", "claude", "---\ndescription: d\n---\nB\n",
     "---\nname: b\ndescription: d\n---\nB\n", ""},
    {"x/z/SKILL.md", NULL, "claude", "---\ndescription: d\n---\nB\n",
     "---\nname: z\ndescription: d\n---\nB\n", ""},
    {"a.md", "claude", "skill", "---\nname: 审查\ndescription: d\n---\nB\n",
     "---\nname: 审查\ndescription: d\n---\nB\n", ""},
    /* Odd front matter: strict afterwards, with nothing lost. */
    {"a.md", "claude", "copilot", "---\nname: a\ndescription: b: c\n---\nB\n",
     "---\nname: a\ndescription: \"b: c\"\n---\nB\n", ""},
    {"a.md", "claude", "copilot", "---\nname: &x a\ndescription: *x\n---\nB\n",
     "---\nname: a\n---\nB\n", "S501 S603 S601"},
    {"a.md", "claude", "copilot", "<!-- c -->\n---\nname: a\ndescription: b\n---\nB\n",
     "---\nname: a\ndescription: b\n---\n<!-- c -->\n\nB\n", "S606"},
    {"a.md", "claude", "copilot", "---\r\nname: a\r\ndescription: b\r\n---\r\nB\r\n",
     "---\r\nname: a\r\ndescription: b\r\n---\r\nB\r\n", ""},
    {"a.md", "claude", "copilot", "Body alone\n", "---\nname: a\n---\n\nBody alone\n", "S501"},
    {"a.md", "claude", "cursor", "---\nname: a\ndescription: |\n  b\n  c\n---\nB\n",
     "---\nname: a\ndescription: \"b\\nc\\n\"\n---\nB\n", ""},
    {"a.md", "claude", "claude", "---\nname:   'a'\nmodel: big\n---\nB",
     "---\nname: \"a\"\nmodel: Huge 1\n---\nB", "S501"},
    {"a.md", "rulesync", "rulesync", FRONT("cursor:\n  model: x\ncopilot:\n  model: y\n"),
     FRONT("cursor:\n  model: x\ncopilot:\n  model: y\n"), ""},
    /* Comments. */
    {"a.md", "claude", "copilot", "---\n# c\nname: a # n\ndescription: b\ncolor: red # r\n---\nB\n",
     "---\n# c\nname: a # n\ndescription: b\n---\nB\n", "S602 S609"},
    /* rulesync. */
    {"a.md", "claude", "rulesync", FRONT("tools: Read # r\nhooks:\n  A:\n    - b: c\nvibe: x\n"),
     FRONT("claudecode:\n  tools: Read # r\n  hooks:\n    A:\n      - b: c\n  vibe: x\n"), ""},
    {"a.md", "rulesync", "claude",
     FRONT("targets: ['*']\nclaudecode:\n  hooks:\n    A:\n      - b\n"),
     FRONT("hooks:\n  A:\n    - b\n"), ""},
    {"a.md", "rulesync", "cursor", FRONT("cursor: {readonly: true}\nclaudecode:\n  model: opus\n"),
     FRONT("readonly: true\n"), "S602"},
    {"a.md", "rulesync", "copilot", FRONT("claudecode:\n  tools: Read\n"), FRONT("tools: [read]\n"),
     ""},
    /* TOML and fragments. */
    {"a.md", "claude", "codex", FRONT("permissionMode: plan\n"),
     "name = \"a\"\ndescription = \"b\"\nsandbox_mode = \"read-only\"\n"
     "developer_instructions = \"\"\"\nBody\n\"\"\"\n",
     ""},
    {"a.toml", NULL, "claude", "name = \"a\" # c\ndescription = 'b'\nmodel = \"m\"\n",
     "---\nname: a\n# c\ndescription: b\n---\n\n", "S603"},
    {"a.md", "claude", "agents-md", FRONT(""), "# a\n\nb\n\nBody\n", ""},
    {"a.toml", NULL, "claude", "name = '1.0'\ndescription = 'yes'\n",
     "---\nname: \"1.0\"\ndescription: \"yes\"\n---\n\n", ""},
    {"AGENTS.md", NULL, "claude", "# a\n\nb\n\nBody\n", FRONT(""), ""},
    {"a.md", "claude", "agents-md", "---\nname: a\n---\nOne line.\n\nBody\n",
     "# a\n\n>\n\nOne line.\n\nBody\n", ""},
};

static ConvertWish wish_of(Arena *arena, const Row *row)
{
    ConvertWish wish = {.to = harness_find(span_of(row->to))};
    if (row->from)
        wish.from = harness_find(span_of(row->from));
    vec_add(arena, &wish.models, (ModelName){SPAN("big"), SPAN("Huge 1")});
    return wish;
}

static Span codes_of(Arena *arena, const Conversion *c)
{
    Buf codes = buf_in(arena);
    for (size_t i = 0; i < c->remarks.len; i++)
        buf_format(&codes, "%s%s", i ? " " : "", diag_info(c->remarks.at[i].diag.code)->code);
    return buf_span(&codes);
}

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const Row *row = &rows[i];
        Arena *arena = arena_new();
        ConvertWish wish = wish_of(arena, row);
        const Doc *doc = doc_read(arena, span_of(row->name), span_of(row->input),
                                  (DocOptions){.no_repair = true});
        Conversion c;
        bool is_made = convert_doc(arena, doc, &wish, &c);
        const char *what = arena_format(arena, "to %s:\n%s", row->to, row->input).ptr;
        check_text(what, SPAN(""), c.problem);
        assert_true(is_made);
        check_text(what, span_of(row->output), c.bytes);
        check_text(what, span_of(row->codes), codes_of(arena, &c));
        arena_free(arena);
    }
}

/* A document outlives its conversions, whatever had to be mended on the way. */
static void test_document_stays(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    ConvertWish wish = {.from = &harnesses[HARNESS_CLAUDE_AGENT],
                        .to = &harnesses[HARNESS_RULESYNC_AGENT]};
    const Doc *doc = doc_read(arena, SPAN("a.md"), SPAN(FRONT("skills: [a\xFF, b]\n")),
                              (DocOptions){.no_repair = true});
    for (int round = 0; round < 2; round++) {
        Arena *own = arena_new();
        Conversion c;
        assert_true(convert_doc(own, doc, &wish, &c));
        check_text("bad bytes", SPAN(FRONT("claudecode:\n  skills: [a\xEF\xBF\xBD, b]\n")),
                   c.bytes);
        arena_free(own);
        check_text("the document", SPAN("a\xFF"), doc->front.fields.at[2].items.at[0]);
    }
    arena_free(arena);
}

/* ---- paths ---- */

static void test_paths(void **state)
{
    static const struct {
        const char *to, *name, *path; /* NULL: none */
    } paths[] = {
        {"copilot", "reviewer", ".github/agents/reviewer.agent.md"},
        {"skill", "My Reviewer", ".claude/skills/my-reviewer/SKILL.md"},
        {"opencode", "Ärger & Co", ".opencode/agents/ärger-co.md"},
        {"codex", "v1.2", ".codex/agents/v1.2.toml"},
        {"claude", "../../x", NULL},
        {"skill", "../../x", NULL},
        {"opencode", "a/b", NULL},
        {"codex", "a\\b", NULL},
        {"copilot", ".hidden", NULL},
        {"copilot", "!!!", NULL},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        Arena *arena = arena_new();
        ConvertWish wish = {.from = harness_find(SPAN("rulesync")),
                            .to = harness_find(span_of(paths[i].to)),
                            .name = span_of(paths[i].name)};
        Conversion c;
        const Doc *doc = doc_read(arena, SPAN("x.md"), SPAN("B\n"), (DocOptions){0});
        assert_true(convert_doc(arena, doc, &wish, &c));
        check_text(paths[i].name, paths[i].path ? span_of(paths[i].path) : SPAN(""), c.path);
        assert_true(paths[i].path || c.path_problem.len);
        arena_free(arena);
    }
}

/* ---- which harness ---- */

static void test_detection(void **state)
{
    static const struct {
        const char *path, *text, *brief;
    } files[] = {
        {"x/.github/agents/a.md", "", "copilot"},
        {"a.agent.md", "", "copilot"},
        {".opencode/agent/a.md", "", "opencode"},
        {"SKILL.md", "", "skill"},
        {"x/AGENTS.md", "", "agents-md"},
        {"a.mdc", "", "cursor-rule"},
        {"a.toml", "", "codex"},
        {".rulesync/subagents/a.md", "", "rulesync"},
        {"a.md", "---\nmode: subagent\n---\n", "opencode"},
        {"a.md", "---\nreadonly: true\n---\n", "cursor"},
        {"a.md", "---\ntargets: [a]\n---\n", "rulesync"},
        {"a.md", "---\nname: a\n---\n", "claude"},
        {"a.md", "no front matter", "claude"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        Arena *arena = arena_new();
        const Doc *doc =
            doc_read(arena, span_of(files[i].path), span_of(files[i].text), (DocOptions){0});
        check_text(files[i].path, span_of(files[i].brief),
                   span_of(convert_dialect(arena, doc)->brief));
        arena_free(arena);
    }
}

/* ---- TOML ---- */

static const Doc no_doc;

static bool read_toml(Arena *arena, Span text, FieldVec *fields, Conversion *c)
{
    *c = (Conversion){.arena = arena, .doc = &no_doc};
    *fields = (FieldVec){0};
    return toml_read(c, text, fields);
}

static void test_toml_values(void **state)
{
    static const Span values[] = {
        SPAN(""),
        SPAN("plain"),
        SPAN("\""),
        SPAN("a \"b\" c"),
        SPAN("back\\slash"),
        SPAN("two\nlines"),
        SPAN("\nstarts with a break\n"),
        SPAN("\n\n"),
        SPAN("c:\\x\nand 'quotes'\n"),
        SPAN("c:\\x\nand '''three'''\n"),
        SPAN("c:\\x\nends with '"),
        SPAN("\"\"\"\n\"\"\"\"\"\"\n\""),
        SPAN("a\"\"\n\"\""),
        SPAN("crlf\r\nand\rcr\n"),
        SPAN("nul \0 bell \a del \x7f tab \t\n"),
        SPAN("nul \0"),
        SPAN("ends with a backslash \\\n"),
        SPAN("日本語 ✅"),
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        Arena *arena = arena_new();
        Conversion c;
        FieldVec fields;
        Buf text = buf_in(arena);
        toml_write(&text, SPAN("key"), values[i]);
        toml_write(&text, SPAN("next"), SPAN("x"));
        bool is_read = read_toml(arena, buf_span(&text), &fields, &c);
        check_text(text.ptr, SPAN(""), c.problem);
        assert_true(is_read && fields.len == 2);
        check_text(text.ptr, values[i], fields.at[0].value);
        arena_free(arena);
    }
}

static void test_toml_mistakes(void **state)
{
    static const struct {
        const char *text;
        uint32_t line, column;
    } mistakes[] = {
        {"name = \"x", 1, 8},
        {"\n[table]", 2, 1},
        {"a = 'x'\nb = 3", 2, 5},
        {"a = \"x\" junk", 1, 9},
        {"not toml", 1, 1},
        {"a = 'x'\na = 'y'", 2, 1},
        {"a = \"\\q\"", 1, 6},
        {"a = \"\\ud800\"", 1, 6},
        {"a = \"\\U00110000\"", 1, 6},
        {"a.b = 'x'", 1, 1},
        {"a = ['x']", 1, 5},
        {"a = '''\nx", 1, 5},
        {"a = \"x\ny\"", 1, 5},
        {"= 'x'", 1, 1},
        {"a", 1, 1},
        {"a = \"\"\"x\"\"\"\"\"\"", 1, 14},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(mistakes); i++) {
        Arena *arena = arena_new();
        Conversion c;
        FieldVec fields;
        bool is_read = read_toml(arena, span_of(mistakes[i].text), &fields, &c);
        if (is_read || c.problem_line != mistakes[i].line || c.problem_column != mistakes[i].column)
            fail_msg("%s: %s at %u:%u", mistakes[i].text, is_read ? "read" : c.problem.ptr,
                     c.problem_line, c.problem_column);
        arena_free(arena);
    }
}

/* ---- fragments ---- */

static void test_fragments(void **state)
{
    static const struct {
        Span description, body;
    } parts[] = {
        {SPAN("one line"), SPAN("Body\n")},
        {SPAN("# no heading"), SPAN("Body\n")},
        {SPAN("two\nlines\n"), SPAN("Body")},
        {SPAN("a\n\nb"), SPAN("")},
        {SPAN(" indented "), SPAN("> quote\n")},
        {SPAN("1. no list"), SPAN("# Title\n\nText\n")},
        {SPAN(""), SPAN("A paragraph.\n\nAnother.\n")},
        {SPAN(""), SPAN("> a quote\n\nAnother.\n")},
        {SPAN(""), SPAN("Two lines\nof text.\n")},
        {SPAN(""), SPAN("")},
        {SPAN("x"), SPAN("")},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        Arena *arena = arena_new();
        Buf text = buf_in(arena);
        FieldVec fields = {0};
        Span body;
        fragment_write(&text, SPAN("name #"), parts[i].description, parts[i].body);
        fragment_read(arena, buf_span(&text), &fields, &body);
        check_text(text.ptr, SPAN("name #"), fields.at[0].value);
        check_text(text.ptr, parts[i].description, fields.len > 1 ? fields.at[1].value : SPAN(""));
        check_text(text.ptr, parts[i].body, body);
        arena_free(arena);
    }
}

/* ---- tables ---- */

static void test_tables(void **state)
{
    (void)state;
    for (size_t h = 0; h < HARNESS_COUNT; h++) {
        const Harness *harness = &harnesses[h];
        assert_ptr_equal(harness_find(span_of(harness->brief)), harness);
        assert_ptr_equal(harness_of_path(span_of(harness->path)), harness);
        for (size_t i = 0; i < harness->field_count; i++) {
            const HarnessField *field = &harness->fields[i];
            if (harness_field(harness, span_of(field->key)) != field)
                fail_msg("%s: '%s' stands twice", harness->name, field->key);
        }
        for (size_t i = 0; harness->tools && i < harness_tool_count; i++) {
            const char *name = harness_tools[i].names[harness->tool_names];
            if (name && !harness_has_word(harness->tools, span_of(name)))
                fail_msg("%s does not know its own tool '%s'", harness->name, name);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),        cmocka_unit_test(test_document_stays),
        cmocka_unit_test(test_paths),       cmocka_unit_test(test_detection),
        cmocka_unit_test(test_toml_values), cmocka_unit_test(test_toml_mistakes),
        cmocka_unit_test(test_fragments),   cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
