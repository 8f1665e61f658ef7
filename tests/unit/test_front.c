/* front: where front matter is found, in which of the three ways it is read, and what its fields hold. */
#include "check.h"

#include "base/buf.h"
#include "doc/front.h"

static const char *const modes[] = {"none", "strict", "retried", "lines"};
static const char quotes[] = "ps\"|>";

/* A field on one line: `key p=value`, `key [a][b]`, `key {}` when opaque, `key` alone when there is no value. */
static void dump_field(Buf *out, const Field *field)
{
    buf_format(out, "%.*s", SPAN_ARG(field->key));
    if (field->shape == FIELD_SCALAR)
        buf_format(out, " %c=%.*s", quotes[field->quote], SPAN_ARG(field->value));
    if (field->shape == FIELD_OPAQUE)
        buf_add(out, field->is_flow ? SPAN(" {flow}") : SPAN(" {}"));
    for (size_t i = 0; i < field->items.len; i++)
        buf_format(out, "%s[%.*s]",
                   i                ? ""
                   : field->is_flow ? " flow "
                                    : " ",
                   SPAN_ARG(field->items.at[i]));
    for (size_t i = 0; i < field->comments.len; i++)
        buf_format(out, " (%.*s)", SPAN_ARG(field->comments.at[i]));
    buf_format(out, " %u-%u;", field->lines.start + 1, field->lines.end);
}

static Span dump(Arena *arena, const Front *front, const Diags *diags)
{
    Buf out = buf_in(arena);
    buf_format(&out, "%s %u-%u:", modes[front->mode], front->lines.start + 1, front->lines.end);
    for (size_t i = 0; i < front->comments.len; i++)
        buf_format(&out, " (%.*s)", SPAN_ARG(front->comments.at[i]));
    for (size_t i = 0; i < front->fields.len; i++) {
        buf_add_byte(&out, ' ');
        dump_field(&out, &front->fields.at[i]);
    }
    for (size_t i = 0; i < diags->list.len; i++) {
        const Diag *diag = &diags->list.at[i];
        buf_format(&out, " %s@%u:%u", diag_info(diag->code)->code, diag->line, diag->column);
    }
    return buf_span(&out);
}

typedef struct Row {
    const char *what, *text, *expected;
} Row;

static const Row rows[] = {
    {"nothing", "# Title\n", "none 1-0:"},
    {"plain", "---\nname: a\nversion: 1.0\n---\n", "strict 1-4: name p=a 2-2; version p=1.0 3-3;"},
    {"empty", "---\n---\ntext\n", "strict 1-2:"},
    {"no value", "---\nname:\nmodel: x\n---\n", "strict 1-4: name 2-2; model p=x 3-3;"},
    {"quotes", "---\na: 'it''s'\nb: \"x\\ty\"\n---\n", "strict 1-4: a s=it's 2-2; b \"=x\ty 3-3;"},
    {"blocks", "---\na: |\n  x\n  # y\n\nb: >-\n  p\n  q\n---\n",
     "strict 1-9: a |=x\n# y\n 2-5; b >=p q 6-8;"},
    {"lists", "---\na: [x, 'y, z']\nb:\n  - p\n  - q\n---\n",
     "strict 1-6: a flow [x][y, z] 2-2; b [p][q] 3-5;"},
    {"maps", "---\na:\n  b: {c: d}\ne: {f: g}\n---\n", "strict 1-5: a {} 2-3; e {flow} 4-4;"},
    {"list of lists", "---\na:\n  - [x]\n---\n", "strict 1-4: a {} 2-3;"},
    {"comments", "---\n# top\na: x # tail\n# after\nb:\n  # in\n  - y\n---\n",
     "strict 1-8: (# top) a p=x (# tail) (# after) 2-4; b [y] (# in) 5-7;"},
    {"no comment", "---\na: x#y\nb: \"# z\"\n---\n", "strict 1-4: a p=x#y 2-2; b \"=# z 3-3;"},
    {"alias", "---\na: &n x\nb: *n\n---\n", "strict 1-4: a {} 2-2; b {} 3-3; S109@2:1"},
    {"tagged", "---\na: !!str 5\n---\n", "strict 1-3: a {} 2-2;"},
    {"colon in value", "---\nname: a\ndescription: Use when: needed\n---\n",
     "retried 1-4: name p=a 2-2; description p=Use when: needed 3-3; S101@3:1"},
    {"star", "---\ntools: *\nb: **bold** x\n---\n",
     "retried 1-4: tools p=* 2-2; b p=**bold** x 3-3; S101@2:1"},
    {"brackets", "---\nhint: [a] [b]\nc: [d]\n---\n",
     "retried 1-4: hint p=[a] [b] 2-2; c flow [d] 3-3; S101@2:1"},
    {"quote in quotes", "---\na: \"x\" y\nb: c\\n: d\n---\n",
     "retried 1-4: a p=\"x\" y 2-2; b p=c\\n: d 3-3; S101@2:1 S106@3:5"},
    {"dialogue at the margin",
     "---\nname: a\ndescription: b: c\nuser: \"d\"\nUser says: e\nmodel: x\n---\n",
     "lines 1-7: name p=a 2-2; description p=b: c user: \"d\" User says: e 3-5; model p=x 6-6; "
     "S102@3:1"},
    {"text at the margin", "---\nname: a\nnot yaml at all\nlist:\n  - x\n---\n",
     "lines 1-6: name p=a not yaml at all 2-3; list [x] 4-5; S102@4:1"},
    {"bad bytes", "---\nname: a\xFF\nb: |\n  c\xFF\n---\n",
     "lines 1-5: name p=a\xFF 2-2; b |=c\xFF\n 3-4; S102@2:1"},
    {"bad bytes in quotes and lists", "---\na: \"x\xFF \\\"y\\\"\"\nb: ['\x01', z]\n---\n",
     "lines 1-4: a \"=x\xFF \"y\" 2-2; b flow [\x01][z] 3-3; S102@2:1"},
    {"after a comment", "<!-- x -->\n\n---\nname: a\n---\n", "strict 1-5: name p=a 4-4; S107@3:1"},
    {"indented", " ---\n name: a\n model: b\n -----\n",
     "strict 1-4: name p=a 2-2; model p=b 3-3; S108@1:1"},
    {"longer dashes", "---\nname: a\n-------\n", "strict 1-3: name p=a 2-2; S108@1:1"},
    {"dashes in a block", "---\na: |\n  ---\n  x\n---\n", "strict 1-5: a |=---\nx\n 2-4;"},
    {"never closed", "---\nname: a\ntext\n", "none 1-0: S103@1:1"},
    {"never closed before a heading", "---\nname: a\n\n# Title\n\nText.\n\n---\n",
     "none 1-0: S103@1:1"},
    {"a comment that looks like a heading", "---\nname: a\n\n# Title\n\nmodel: b\n---\n",
     "strict 1-7: name p=a (# Title) 2-5; model p=b 6-6;"},
    {"no second block", "---\nname: a\n---\n\n---\nText: x\n\n---\n", "strict 1-3: name p=a 2-2;"},
    {"a rule", "---\nSome text.\n\n---\n", "none 1-0:"},
    {"a second block", "---\nname: a\n---\n\n---\nname: b\n---\n",
     "strict 1-3: name p=a 2-2; S104@5:1"},
    {"the same key", "---\na: x\na: y\n---\n", "strict 1-4: a p=x 2-2; a p=y 3-3; S105@3:1"},
    {"literal newline", "---\na: b\\nc\nd: \"e\\nf\"\n---\n",
     "strict 1-4: a p=b\\nc 2-2; d \"=e\nf 3-3; S106@2:5"},
    {"tab", "---\na:\n\tb: c\n---\n", "lines 1-4: a p=b: c 2-3; S110@3:1 S102@3:1"},
    {"CRLF", "---\r\na: b\r\nc: |\r\n  d\r\n---\r\n", "strict 1-5: a p=b 2-2; c |=d\n 3-4;"},
    {"lone CR", "---\ra: b\r---\r", "strict 1-3: a p=b 2-2;"},
    {"two documents", "---\na: b\n...\nc: d\n---\n", "strict 1-3: a p=b 2-2;"},
    {"flow mapping", "---\n{a: b}\n---\n", "none 1-0:"},
    {"question", "---\na: b\n? c\n: d\n---\n", "lines 1-5: a p=b ? c : d 2-4; S102@3:1"},
};

static void fields_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Arena *arena = arena_new();
        Diags diags = {.arena = arena}, quiet = {.arena = arena};
        Source source = source_read(arena, SPAN("t"), span_of(rows[i].text), true, &quiet);
        Front front = front_read(arena, &source, &diags);
        check_text(rows[i].what, span_of(rows[i].expected), dump(arena, &front, &diags));
        arena_free(arena);
    }
}

typedef struct SourceRow {
    const char *text, *source; /* of the first field */
} SourceRow;

static const SourceRow sources[] = {
    {"---\na: b # c\n---\n", " b # c\n"},
    {"---\na:\n  - x\n  # y\nb: c\n---\n", "\n  - x\n  # y\n"},
    {"---\n# z\n\"a: b\": |\n  x\n\n---\n", " |\n  x\n\n"},
    {"---\na: b: c\n---\n", " b: c\n"},
};

static void source_is_what_the_file_has(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        Arena *arena = arena_new();
        Diags diags = {.arena = arena};
        Source source = source_read(arena, SPAN("t"), span_of(sources[i].text), true, &diags);
        Front front = front_read(arena, &source, &diags);
        assert_true(front.fields.len > 0);
        check_text(sources[i].text, span_of(sources[i].source), front.fields.at[0].source);
        arena_free(arena);
    }
}

static void strict_means_strict(void **state)
{
    (void)state;
    static const Row yamls[] = {
        {"good", "a: b\nc: [d]\n", "yes"}, {"empty", "", "yes"},
        {"comment", "# a\n", "yes"},       {"colon", "a: b: c\n", "no"},
        {"star", "a: *\n", "no"},          {"list", "- a\n", "no"},
        {"tab", "a:\n\tb: c\n", "no"},     {"two", "a: b\n---\nc: d\n", "no"}};
    for (size_t i = 0; i < COUNT_OF(yamls); i++) {
        Arena *arena = arena_new();
        FieldVec fields;
        bool is_strict = front_parse_strict(arena, span_of(yamls[i].text), &fields);
        check_text(yamls[i].what, span_of(yamls[i].expected), span_of(is_strict ? "yes" : "no"));
        arena_free(arena);
    }
}

static void commas_split(void **state)
{
    (void)state;
    static const Row commas[] = {
        {"tools", "Read, Write,,Bash(git add, git log), ", "Read|Write|Bash(git add, git log)"},
        {"none", "", ""},
        {"unbalanced", "a), b(c, d", "a)|b(c, d"}};
    for (size_t i = 0; i < COUNT_OF(commas); i++) {
        Arena *arena = arena_new();
        SpanVec items = {0};
        Buf joined = buf_in(arena);
        front_split_commas(arena, span_of(commas[i].text), &items);
        for (size_t k = 0; k < items.len; k++)
            buf_format(&joined, "%s%.*s", k ? "|" : "", SPAN_ARG(items.at[k]));
        check_text(commas[i].what, span_of(commas[i].expected), buf_span(&joined));
        arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_are_read), cmocka_unit_test(source_is_what_the_file_has),
        cmocka_unit_test(strict_means_strict), cmocka_unit_test(commas_split)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
