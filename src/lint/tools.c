#include "lint/rules.h"

#include "text/guess.h"
#include "text/utf8.h"

/* Arguments may hold commas and blanks: Bash(git add:*, git diff:*). */
static void split_list(Arena *arena, Span value, SpanVec *items)
{
    int depth = 0;
    size_t start = 0;
    for (size_t i = 0; i <= value.len; i++) {
        char c = i < value.len ? value.ptr[i] : ',';
        depth += c == '(';
        depth -= c == ')' && depth;
        bool is_end = i == value.len || (!depth && strchr(", \t\n", c));
        if (is_end && i > start)
            vec_add(arena, items, span_range(value, start, i));
        if (is_end)
            start = i + 1;
    }
}

static SpanVec tools_of(const Lint *lint, const Field *field)
{
    SpanVec items = {0};
    if (!field)
        return items;
    if (field->shape == FIELD_LIST)
        return field->items;
    if (field->shape == FIELD_SCALAR)
        split_list(lint->arena, field->value, &items);
    return items;
}

static Span without_argument(Span tool)
{
    return span_trim(span_range(tool, 0, span_find_byte(tool, '(', 0)));
}

/* Servers name their tools themselves, and a star means many. */
static bool is_foreign(Span tool)
{
    return !tool.len || span_starts(tool, SPAN("mcp_")) || span_starts(tool, SPAN("@")) ||
           span_find_byte(tool, '/', 0) < tool.len || span_find_byte(tool, '*', 0) < tool.len ||
           span_find_byte(tool, ':', 0) < tool.len || span_find_byte(tool, '.', 0) < tool.len;
}

/* The tool of this harness that others call so, or that is spelled nearly so. */
static Span meant_tool(const Lint *lint, Span tool)
{
    const char *list = lint->setting.harness->tools;
    Span key = style_tool_key(lint->arena, tool);
    Guess guess = {.typed = utf8_fold(lint->arena, tool)};
    size_t at = 0;
    for (Span word = harness_next_word(list, &at); word.len; word = harness_next_word(list, &at)) {
        if (span_eq(style_tool_key(lint->arena, word), key))
            return word;
        Span folded = utf8_fold(lint->arena, word);
        size_t before = guess.slips;
        bool had = guess.best.len > 0;
        guess_offer(&guess, folded);
        if (guess.best.len && (!had || guess.slips < before))
            guess.best = word;
    }
    return guess.slips <= 2 ? guess.best : (Span){0};
}

static bool is_known(const Harness *harness, Span tool)
{
    return is_foreign(tool) || harness_has_word(harness->tools, tool);
}

static SpanVec unknown_tools(const Lint *lint, const SpanVec *tools)
{
    SpanVec unknown = {0};
    for (size_t i = 0; i < tools->len; i++) {
        Span tool = without_argument(tools->at[i]);
        if (!is_known(lint->setting.harness, tool))
            vec_add(lint->arena, &unknown, tool);
    }
    return unknown;
}

/* "'a', 'b' and 3 more": a list that was copied from elsewhere is one mistake. */
static void tell_strange(Lint *lint, uint32_t line, const SpanVec *strange)
{
    enum { NAMED = 3 };
    Buf names = buf_in(lint->arena);
    for (size_t i = 0; i < strange->len && i < NAMED; i++)
        buf_format(&names, "%s'%.*s'", i ? ", " : "",
                   SPAN_ARG(lint_shown(lint->arena, strange->at[i])));
    if (strange->len > NAMED)
        buf_format(&names, " and %zu more", strange->len - NAMED);
    if (strange->len)
        lint_find(lint, DIAG_TOOL_UNKNOWN, line, 0, "%s has no tool %.*s",
                  lint->setting.harness->title, SPAN_ARG(buf_span(&names)));
}

/* Where only the contents speak for the harness, a list of mostly strange tools speaks against it. */
static void check_known(Lint *lint, uint32_t line, const SpanVec *tools)
{
    SpanVec unknown = unknown_tools(lint, tools), strange = {0};
    if (lint->setting.is_guess && 2 * unknown.len > tools->len)
        return;
    for (size_t i = 0; i < unknown.len; i++) {
        Span meant = meant_tool(lint, unknown.at[i]);
        if (meant.len)
            lint_find(lint, DIAG_TOOL_UNKNOWN, line, 0, "%s has no tool '%.*s'; is '%.*s' meant?",
                      lint->setting.harness->title,
                      SPAN_ARG(lint_shown(lint->arena, unknown.at[i])), SPAN_ARG(meant));
        else
            vec_add(lint->arena, &strange, unknown.at[i]);
    }
    tell_strange(lint, line, &strange);
}

static const Field *field_meaning(const Lint *lint, FieldMeaning meaning)
{
    const FieldVec *fields = &lint->doc->front.fields;
    for (size_t i = 0; i < fields->len; i++)
        if (style_field_meaning(fields->at[i].key) == meaning &&
            span_find(utf8_fold(lint->arena, fields->at[i].key), SPAN("tool"), 0) <
                fields->at[i].key.len)
            return &fields->at[i];
    return NULL;
}

/* A pattern with arguments takes away a part of what is allowed, which is what it is for. */
static void check_denied(Lint *lint, const SpanVec *allowed, const Field *field)
{
    SpanVec denied = tools_of(lint, field);
    for (size_t i = 0; i < denied.len; i++)
        for (size_t j = 0; j < allowed->len; j++)
            if (span_eq(style_tool_key(lint->arena, denied.at[i]),
                        style_tool_key(lint->arena, allowed->at[j]))) {
                lint_find(lint, DIAG_TOOL_DENIED, lint_key_line(lint->doc, field) + 1, 0,
                          "'%.*s' is both allowed and denied",
                          SPAN_ARG(lint_shown(lint->arena, denied.at[i])));
                break;
            }
}

void check_tools(Lint *lint)
{
    enum { MOST = 500 };
    const Field *allow = field_meaning(lint, FIELD_TOOLS);
    const Field *deny = field_meaning(lint, FIELD_DENIED);
    SpanVec tools = tools_of(lint, allow);
    if (!lint->setting.harness || tools.len > MOST)
        return;
    if (allow && lint->setting.harness->tools)
        check_known(lint, lint_key_line(lint->doc, allow) + 1, &tools);
    if (deny && tools_of(lint, deny).len <= MOST)
        check_denied(lint, &tools, deny);
}
