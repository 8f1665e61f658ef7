/* template: slots, templates that people write, and what values make of them. */
#include "check.h"

#include "base/buf.h"
#include "compose/builtin.h"
#include "compose/template.h"

/* ---- slots ---- */

static const struct {
    const char *text, *expanded;
} texts[] = {
    {"no slot", "no slot"},
    {"{{a}}", "one"},
    {"{{ a }} and {{a|title}}", "one and One"},
    {"{{b|title}}", "Two Words"},
    {"{{c}}", "{{a}}"},
    {"x{{a}}y{{b}}z", "xoneytwo-wordsz"},
    {"{{unknown}} {{a}}", "{{unknown}} one"},
    {"{{A}} {{a b}} {{}} {{1}} {{a|upper}} {{{a}}}",
     "{{A}} {{a b}} {{}} {{1}} {{a|upper}} {{{a}}}"},
    {"{{a", "{{a"},
    {"{{\na}}", "{{\na}}"},
    {"{{a}", "{{a}"},
};

static void test_slots(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    BindingVec bindings = {0};
    vec_add(arena, &bindings, (Binding){SPAN("a"), SPAN("one")});
    vec_add(arena, &bindings, (Binding){SPAN("b"), SPAN("two-words")});
    vec_add(arena, &bindings, (Binding){SPAN("c"), SPAN("{{a}}")});
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        check_text(texts[i].text, span_of(texts[i].expanded),
                   slot_expand(arena, span_of(texts[i].text), &bindings, SLOT_AS_IS));
    arena_free(arena);
}

/* Ten million braces are looked through in no time. */
static void test_many_braces(void **state)
{
    (void)state;
    Arena *arena = arena_new();
    Buf text = buf_in(arena);
    Slot slot;
    buf_add_times(&text, '{', 10 * 1000 * 1000);
    assert_false(slot_next(buf_span(&text), 0, &slot));
    arena_free(arena);
}

/* ---- templates ---- */

#define HEAD "---\nstemma:\n  about: a\n  slots:\n    name: n\n"

static const struct {
    const char *text, *problem; /* the first one; NULL: none */
} templates[] = {
    {HEAD "name: '{{name}}'\n---\n# T\n", NULL},
    {HEAD "    more: {about: m, default: ''}\n---\n# {{name}} {{more}}\n", NULL},
    {"# T\n", "1:1: a template starts with front matter that has a block 'stemma'"},
    {"---\nname: x\n---\n", "2:1: a template has a block 'stemma' with 'about' and 'slots'"},
    {"---\nstemma: {about: a}\n---\n", "2:9: the key 'slots' is missing"},
    {"---\nstemma: {about: a, slots: {name: n}, slot: x}\n---\n",
     "2:38: unknown key 'slot'; did you mean 'slots'?"},
    {HEAD "---\n# T\n", NULL},
    {HEAD "    other: o\n---\n# T\n",
     "6:5: the slot 'other' stands nowhere in the template; use it or remove it"},
    {"---\nstemma: {about: a, slots: {}}\n---\n",
     "1:1: a template has a slot 'name', which the new agent's name goes to"},
    {HEAD "    name: again\n---\n{{name}}\n", "6:5: the key 'name' stands here twice"},
    {HEAD "    Bad: b\n---\n{{name}}\n",
     "6:5: a name has lower-case letters, digits and hyphens: 'Bad'"},
    {HEAD "    x: {about: a, default: [b]}\n---\n{{name}} {{x}}\n", "6:28: text is expected here"},
    {HEAD "    x: {default: b}\n---\n{{name}} {{x}}\n", "6:8: the key 'about' is missing"},
    {HEAD "  file: /etc/{{name}}\n---\n{{name}}\n",
     "6:9: '/etc/{{name}}' leads out of the folder; name a file in it"},
    {HEAD "  file: ../{{name}}\n---\n{{name}}\n",
     "6:9: '../{{name}}' leads out of the folder; name a file in it"},
    {HEAD "  file: a/../../{{name}}\n---\n{{name}}\n",
     "6:9: 'a/../../{{name}}' leads out of the folder; name a file in it"},
    {HEAD "  file: a/..\n---\n{{name}}\n",
     "6:9: 'a/..' leads out of the folder; name a file in it"},
    {HEAD "  file: 'a/../v1..2/{{name}}..md'\n---\n{{name}}\n", NULL},
    {HEAD "name: {{name}}\n---\n# T\n",
     "6:1: write \"{{slot}}\" in quotes; to YAML bare braces are a mapping"},
    {HEAD "---\n\n# {{name}}\n\nSay {{nmae}}\n",
     "10:5: the slot 'nmae' is not declared; did you mean 'name'?"},
    {HEAD "---\n```\n{{other}}\n```\n{{name}}\n",
     "8:1: the slot 'other' is not declared; write name"},
    {"---\nstemma: &a {about: a, slots: *a}\n---\n",
     "2:30: aliases are not read here; write the value out"},
    {"---\nstemma: [\n---\n", "3:1: did not find expected node content; close the bracket"},
    {"---\nstemma: [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]\n---\n",
     "2:24: this is nested too deeply"},
};

static void test_templates(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(templates); i++) {
        Arena *arena = arena_new();
        Problems problems = {0};
        const Template *read =
            template_read(arena, SPAN("t.md"), span_of(templates[i].text), &problems);
        assert_int_equal(read == NULL, problems.list.len > 0);
        Span first = SPAN("");
        if (problems.list.len)
            first = arena_format(arena, "%u:%u: %.*s", problems.list.at[0].line,
                                 problems.list.at[0].column, SPAN_ARG(problems.list.at[0].message));
        const char *problem = templates[i].problem;
        check_text(templates[i].text, problem ? span_of(problem) : SPAN(""), first);
        arena_free(arena);
    }
}

/* ---- filling ---- */

#define BODY "name: '{{name}}'\ntext: '{{text}}'\n---\n\n"

static const struct {
    const char *body, *value, *agent; /* NULL: refused */
} fillings[] = {
    {"{{text}}\n", "Hello", "---\nname: nn\ntext: Hello\n---\n\nHello\n"},
    {"{{text}}\n", "a: b", "---\nname: nn\ntext: \"a: b\"\n---\n\na: b\n"},
    {"{{text}}\n", "yes", "---\nname: nn\ntext: \"yes\"\n---\n\nyes\n"},
    {"{{text}}\n", "1.0", "---\nname: nn\ntext: \"1.0\"\n---\n\n1.0\n"},
    {"{{text}}\n", "a\nb", "---\nname: nn\ntext: |-\n  a\n  b\n---\n\na\nb\n"},
    {"A {{text}} b\n", "a\nb", "---\nname: nn\ntext: |-\n  a\n  b\n---\n\nA a b b\n"},
    {"- {{text}}\n", "a\n- b\n\n", "---\nname: nn\ntext: |-\n  a\n  - b\n---\n\n- a\n- b\n"},
    {"1. x\n2. {{text}}\n", "a\nb", "---\nname: nn\ntext: |-\n  a\n  b\n---\n\n1. x\n2. a\n3. b\n"},
    {"# X\n\n## Y\n\n- {{text}}\n\n## Z\n\nz\n", "", "---\nname: nn\n---\n\n# X\n\n## Z\n\nz\n"},
    {"X\n\n{{text}}\n", "", "---\nname: nn\n---\n\nX\n"},
    {"X\n\n- {{text}}\n", "", "---\nname: nn\n---\n\nX\n"},
    {"{{text}}\n\nend\n", "```\nopen",
     "---\nname: nn\ntext: |-\n  ```\n  open\n---\n\n```\nopen\n```\n\nend\n"},
    {"```\n{{text}}\n```\n", "```", "---\nname: nn\ntext: \"```\"\n---\n\n````\n```\n````\n"},
    {"X\n\n{{text}}\n", "---\nname: evil\n---",
     "---\nname: nn\ntext: |-\n  ---\n  name: evil\n  ---\n---\n\nX\n\n---\n\n## name: evil\n"},
    {"| a |\n| - |\n| {{text}} |\n", "x | y",
     "---\nname: nn\ntext: x | y\n---\n\n| a      |\n| ------ |\n| x \\| y |\n"},
    {"{{text}} b\n", "# no", NULL},
    {"{{text}} b\n", "- no", NULL},
    {"- {{text}}\n\nafter\n", "```", NULL},
    {"{{text}}\n", "bad \xff byte", NULL},
};

static void test_filling(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(fillings); i++) {
        Arena *arena = arena_new();
        Problems problems = {0};
        Span text = arena_format(arena, HEAD "    text: {about: t, default: ''}\n" BODY "%s",
                                 fillings[i].body);
        const Template *read = template_read(arena, SPAN("t.md"), text, &problems);
        assert_non_null(read);
        BindingVec given = {0};
        vec_add(arena, &given, (Binding){SPAN("name"), SPAN("nn")});
        vec_add(arena, &given, (Binding){SPAN("text"), span_of(fillings[i].value)});
        Filled filled = template_fill(arena, read, &given, style_find(SPAN("house")));
        const char *agent = fillings[i].agent;
        check_text(fillings[i].value, agent ? span_of(agent) : SPAN(""), filled.bytes);
        assert_int_equal(filled.problem.len > 0, agent == NULL);
        arena_free(arena);
    }
}

/* The templates that are built in have no mistakes. */
static void test_builtin(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_template_count; i++) {
        Arena *arena = arena_new();
        Problems problems = {0};
        if (!template_read(arena, builtin_templates[i].name, builtin_templates[i].bytes, &problems))
            fail_msg("%s", problems_text(arena, builtin_templates[i].name, &problems).ptr);
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_slots),     cmocka_unit_test(test_many_braces),
        cmocka_unit_test(test_templates), cmocka_unit_test(test_filling),
        cmocka_unit_test(test_builtin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
