/* style: what headings, fields and tools mean. */
#include "style/style.h"

#include "base/buf.h"

#include "check.h"

static const Style *house(void)
{
    const Style *style = style_find(SPAN("house"));
    assert_non_null(style);
    return style;
}

static Span concept_of(Arena *arena, const char *title)
{
    uint32_t concept = style_concept(house(), style_fold_title(arena, span_of(title)));
    return concept == NONE ? SPAN("none") : house()->concepts[concept].id;
}

/* ---- titles ---- */

static const struct {
    const char *title, *folded;
} titles[] = {
    {"Core Competencies", "core competency"},
    {"CORE  competency:", "core competency"},
    {"Your **Core** Competencies", "core competency"},
    {"The `Output` Format", "output format"},
    {"our approach", "approach"},
    {"A-frame design", "frame design"},
    /* numbering */
    {"1. Security", "security"},
    {"1.Security", "security"},
    {"(1) Security", "security"},
    {"2.3 Security", "security"},
    {"2.3.1. Security", "security"},
    {"4) Security", "security"},
    {"1 - Security", "security"},
    {"3 \u2013 Security", "security"},
    {"IV. Security", "security"},
    {"B) Security", "security"},
    {"Step 2: Security", "security"},
    {"Phase 3 - Security", "security"},
    {"Phase III \u2014 Security", "security"},
    {"Phase 1 Discovery", "discovery"},
    {"Step Two: Security", "security"},
    {"**Phase 4**: Security", "security"},
    {"Your \"hard\" limits", "hard limit"},
    {"1. Phase 2: Your Security", "security"},
    {"1\uFE0F\u20E3 Security", "security"},
    {"第一阶段：分析", "分析"},
    {"第2阶段: 分析", "分析"},
    {"一、概述", "概述"},
    {"フェーズ 1: 調査", "調査"},
    {"3단계: 구현", "구현"},
    {"Шаг 2. Проверка", "проверка"},
    /* what looks like numbering and is none */
    {"3-tier applications", "3 tier application"},
    {"12-factor apps", "12 factor app"},
    {"10 rules", "10 rule"},
    {"A/B testing", "a and b testing"},
    {"C++ & C#", "c++ and c#"},
    {"N+1 queries", "n+ 1 query"},
    {"Example 2", "example 2"},
    {"A01: Injection", "a01 injection"},
    /* signs */
    {"\U0001F3AF Focus Areas", "focus area"},
    {"\u2139\uFE0F Notes", "note"},
    {"输出格式：", "输出格式"},
    {"Ｏｕｔｐｕｔ　Ｆｏｒｍａｔ", "output format"},
    {"Steps [optional]", "step"},
    {"Output Format (JSON only):", "output format"},
    {"Output (a) (b) \U0001F680", "output"},
    {"Test (unit) strategy", "test unit strategy"},
    {"セキュリティ（高）", "セキュリティ"},
    {"You\u2019re successful when", "you're successful when"},
    {"[API](https://example.org/a) design", "api design"},
    {"Design [API](https://example.org/a)", "design api"},
    {"Output <b>Format</b>", "output format"},
    {"output_format", "output format"},
    {"Anti-Patterns", "anti pattern"},
    /* and */
    {"Testing & Quality", "testing and quality"},
    {"Testing &amp; Quality", "testing and quality"},
    {"Testing / Quality", "testing and quality"},
    {"Testing + Quality", "testing and quality"},
    {"Testing and/or Quality", "testing and or quality"},
    /* plurals */
    {"Analyses of Processes, Classes and Databases", "analysis of process class and database"},
    {"Caches, Approaches, Queries", "cache approach query"},
    {"KPIs, APIs and Statuses", "kpi api and status"},
    {"Redis, Kubernetes, CSS, AWS", "redis kubernete css aws"},
    {"Bias, Biases, Aliases, Lens", "bias bias alias lens"},
    {"Do's and Don'ts", "do and don't"},
    /* never empty while there are words */
    {"The", "the"},
    {"(optional)", "optional"},
    {"1.", "1"},
    {"Step 2:", "step 2"},
    {"1. 2. 3.", "3"},
    {"your", "your"},
    {"<role>", "role"},
    {"", ""},
    {"---", ""},
    {"&", ""},
    {"\U0001F680", ""},
};

static void test_titles(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(titles); i++)
        check_text(titles[i].title, span_of(titles[i].folded),
                   style_fold_title(arena, span_of(titles[i].title)));
    arena_free(arena);
}

static void test_folding_settles(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        Span once = style_fold_title(arena, span_of(titles[i].title));
        check_text(titles[i].title, once, style_fold_title(arena, once));
    }
    arena_free(arena);
}

/* A piece repeated often, and what is to come of it. */
static const struct {
    Span piece;
    bool has_words;
} hostile[] = {
    {{"(", 1}, false},    {{"()", 2}, false},       {{"a(b)", 4}, true},
    {{"[x](y", 5}, true}, {{"<a", 2}, true},        {{"&a", 2}, true},
    {{"1. ", 3}, true},   {{"step 1 ", 7}, true},   {{"the ", 4}, true},
    {{"\xff", 1}, false}, {{"\xf0\x9f", 2}, false}, {{"\0", 1}, false},
    {{"x\0", 2}, true},   {{"e\xcc\x81", 3}, true}, {{"第", 3}, true},
    {{"](", 2}, false},   {{"\n", 1}, false},       {{"1\xE2\x83\xA3", 4}, true},
};

static void test_hostile_titles(void **state)
{
    (void)state;
    static const size_t times[] = {1, 200, 300, 1000 * 1000};
    for (size_t i = 0; i < COUNT_OF(hostile); i++)
        for (size_t t = 0; t < COUNT_OF(times); t++) {
            Arena *arena = arena_new();
            Buf title = buf_in(arena);
            for (size_t n = 0; n < times[t]; n++)
                buf_add(&title, hostile[i].piece);
            Span folded = style_fold_title(arena, buf_span(&title));
            if ((folded.len > 0) != hostile[i].has_words)
                fail_msg("row %zu, %zu times: folded to %zu bytes", i, times[t], folded.len);
            style_concept(house(), folded);
            arena_free(arena);
        }
}

/* ---- concepts ---- */

static const struct {
    const char *title, *concept;
} meanings[] = {
    {"Core Competencies", "expertise"},
    {"\U0001F4CB Your Core Capabilities", "expertise"},
    {"Focus Areas", "expertise"},
    {"核心能力", "expertise"},
    {"Development Workflow", "process"},
    {"Response Approach", "process"},
    {"Methodology", "process"},
    {"İş Akışı", "process"},
    {"Report Format", "output"},
    {"Output Format (mandatory)", "output"},
    {"出力フォーマット", "output"},
    {"Формат вывода", "output"},
    {"Behavioral Traits", "principles"},
    {"4. Security Considerations:", "security"},
    {"Security (CRITICAL)", "security"},
    {"Sécurité", "security"},
    {"Scalability & Performance", "performance"},
    {"Authentication / Authorization", "authentication"},
    {"Testing Strategies", "testing"},
    {"Mejores prácticas", "best-practices"},
    {"Boas Práticas", "best-practices"},
    {"Bewährte Verfahren", "best-practices"},
    {"모범 사례", "best-practices"},
    {"You're successful when:", "success"},
    {"<output_format>", "output"},
    {"Backend Specialist", "none"},
    {"Step 1", "none"},
    {"", "none"},
};

static void test_meanings(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(meanings); i++)
        check_text(meanings[i].title, span_of(meanings[i].concept),
                   concept_of(arena, meanings[i].title));
    arena_free(arena);
}

/* Titles that are near each other in words or in subject and still not the same. */
static const struct {
    const char *one, *other;
} apart[] = {
    {"Deliverables", "Output Format"},
    {"Inputs", "Outputs"},
    {"Do", "Don't"},
    {"When to Use", "When NOT to Use"},
    {"When Invoked", "When to Use"},
    {"Scope", "Out of Scope"},
    {"Communication Style", "Communication Protocol"},
    {"Best Practices", "Anti-Patterns"},
    {"Responsibilities", "Capabilities"},
    {"Integration with Other Agents", "Integration Points"},
    {"Integration with Other Agents", "Team Collaboration"},
    {"Performance", "Performance Metrics"},
    {"Security", "Authentication & Authorization"},
    {"Examples", "Code Examples"},
    {"Quality Standards", "Code Quality"},
    {"Core Principles", "Core Philosophy"},
    {"Checklist", "Definition of Done"},
    {"Error Handling", "Rollback Procedures"},
};

static void test_apart(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(apart); i++) {
        Span one = concept_of(arena, apart[i].one), other = concept_of(arena, apart[i].other);
        if (span_eq(one, SPAN("none")) || span_eq(other, SPAN("none")) || span_eq(one, other))
            fail_msg("'%s' is %.*s, '%s' is %.*s", apart[i].one, SPAN_ARG(one), apart[i].other,
                     SPAN_ARG(other));
    }
    arena_free(arena);
}

static void test_tables(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const Style *style = house();
    assert_true(style->concept_count > 100);
    for (uint32_t i = 0; i < style->concept_count; i++) {
        const Concept *concept = &style->concepts[i];
        assert_int_equal(concept->order, i);
        check_text("a concept's own title", concept->id, concept_of(arena, concept->title.ptr));
    }
    for (uint32_t i = 0; i < style->alias_count; i++) {
        const Alias *alias = &style->aliases[i];
        Span text = {style->alias_text + alias->text, alias->len};
        assert_int_equal(style_concept(style, text), alias->concept);
        check_text("an alias folds to itself", text, style_fold_title(arena, text));
    }
    arena_free(arena);
}

static void test_patterns(void **state)
{
    (void)state;
    static const char text[] = "plan^plan .*b$[";
    static const Concept concepts[] = {{.id = {"plan", 4}}, {.id = {"other", 5}}};
    static const Alias aliases[] = {{0, 4, 0}}, patterns[] = {{14, 1, 0}, {4, 10, 1}};
    Style style = {.concepts = concepts,
                   .concept_count = 2,
                   .alias_text = text,
                   .aliases = aliases,
                   .alias_count = 1,
                   .patterns = patterns,
                   .pattern_count = 2};
    assert_int_equal(style_concept(&style, SPAN("plan")), 0);
    assert_int_equal(style_concept(&style, SPAN("plan a or b")), 1);
    assert_int_equal(style_concept(&style, SPAN("plan c")), NONE);
}

static void test_styles(void **state)
{
    (void)state;
    static const Markup nothing = {0};
    const Style *neutral = style_find(SPAN("neutral"));
    assert_non_null(neutral);
    assert_memory_equal(&neutral->markup, &nothing, sizeof nothing);
    assert_int_equal(style_concept(neutral, SPAN("security")), NONE);
    assert_int_equal(neutral->field_count, 0);
    assert_true(house()->markup.widen_fences && house()->markup.repair);
    check_text("the first field", SPAN("name"), house()->field_order[0]);
    assert_null(style_find(SPAN("House")));
    assert_null(style_find(SPAN("")));
    const Style *checklist = style_find(SPAN("checklist"));
    assert_true(checklist->markup.order_sections && checklist->max_tokens);
    assert_int_equal(style_concept(checklist, SPAN("security")),
                     style_concept(house(), SPAN("security")));
}

/* ---- fields and tools ---- */

static void test_fields(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        FieldMeaning meaning;
    } rows[] = {
        {"name", FIELD_NAME},
        {"description", FIELD_DESCRIPTION},
        {"tools", FIELD_TOOLS},
        {"allowed-tools", FIELD_TOOLS},
        {"disallowedTools", FIELD_DENIED},
        {"model", FIELD_CHOICE},
        {"skills", FIELD_SET},
        {"permissionMode", FIELD_OTHER},
        {"Name", FIELD_OTHER},
        {"", FIELD_OTHER},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (style_field_meaning(span_of(rows[i].key)) != rows[i].meaning)
            fail_msg("%s: expected %d", rows[i].key, rows[i].meaning);
}

static void test_tools(void **state)
{
    (void)state;
    static const struct {
        const char *tool, *key;
    } rows[] = {
        {"Read", "read"},
        {" bash ", "bash"},
        {"run_shell_command", "bash"},
        {"read_file", "read"},
        {"Task", "agent"},
        {"Agent", "agent"},
        {"Bash(git:*)", "bash(git:*)"},
        {"Bash(Git:*)", "bash(Git:*)"},
        {"Task(reviewer)", "agent(reviewer)"},
        {"mcp__GitHub__search", "mcp__GitHub__search"},
        {"GitHub/search", "GitHub/search"},
        {"@Server", "@Server"},
        {"replace", "replace"},
        {"*", "*"},
        {"", ""},
    };
    Arena *arena = arena_new();
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_text(rows[i].tool, span_of(rows[i].key),
                   style_tool_key(arena, span_of(rows[i].tool)));
    arena_free(arena);
}

/* ---- real headings ---- */

static Span next_cell(Span *line)
{
    size_t tab = span_find_byte(*line, '\t', 0);
    Span cell = span_range(*line, 0, tab);
    *line = span_from(*line, tab < line->len ? tab + 1 : tab);
    return cell;
}

/* Rows: what people made of a heading (`-`: nothing), the heading, how often it stands in public files. */
static void test_coverage(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    const char *path = shared_path(arena, "data/heading_synonyms.tsv");
    if (!path) {
        arena_free(arena);
        skip();
    }
    Span table;
    assert_int_equal(file_read(arena, path, &table), 0);
    unsigned long all = 0, known = 0;
    for (size_t at = span_find_byte(table, '\n', 0) + 1; at < table.len;) {
        size_t end = span_find_byte(table, '\n', at);
        Span line = span_range(table, at, end), canonical = next_cell(&line);
        Span folded = style_fold_title(arena, next_cell(&line));
        unsigned long count = strtoul(arena_copy(arena, next_cell(&line)).ptr, NULL, 10);
        at = end + 1;
        if (span_eq(canonical, SPAN("-")))
            continue;
        all += count;
        known += style_concept(house(), folded) != NONE ? count : 0;
    }
    arena_free(arena);
    printf("%lu of %lu headings have a concept\n", known, all);
    assert_true(all > 0 && known * 100 >= all * 85);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles),         cmocka_unit_test(test_folding_settles),
        cmocka_unit_test(test_hostile_titles), cmocka_unit_test(test_meanings),
        cmocka_unit_test(test_apart),          cmocka_unit_test(test_tables),
        cmocka_unit_test(test_patterns),       cmocka_unit_test(test_styles),
        cmocka_unit_test(test_fields),         cmocka_unit_test(test_tools),
        cmocka_unit_test(test_coverage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
