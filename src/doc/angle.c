#include "doc/angle.h"

#include "base/ascii.h"

enum { SCHEME_MIN = 2, SCHEME_MAX = 32, LABEL_MAX = 63 };

static bool is_alnum(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char char_at(Span text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

size_t angle_find(Span text, Span needle, size_t from, bool *absent)
{
    size_t at = *absent ? text.len : span_find(text, needle, from);
    if (at == text.len) {
        *absent = true;
        return 0;
    }
    return at + needle.len;
}

static size_t uri_end(Span text, size_t at)
{
    size_t start = at;
    if (!ascii_is_letter(char_at(text, at)))
        return 0;
    while (is_alnum(char_at(text, at)) || is_one_of(char_at(text, at), "+.-"))
        at++;
    if (at - start < SCHEME_MIN || at - start > SCHEME_MAX || char_at(text, at) != ':')
        return 0;
    while (at < text.len && (uint8_t)text.ptr[at] > ' ' && text.ptr[at] != '<' &&
           text.ptr[at] != '>')
        at++;
    return char_at(text, at) == '>' ? at + 1 : 0;
}

static size_t email_end(Span text, size_t at)
{
    size_t start = at;
    while (is_alnum(char_at(text, at)) || is_one_of(char_at(text, at), ".!#$%&'*+/=?^_`{|}~-"))
        at++;
    if (at == start || char_at(text, at) != '@')
        return 0;
    do {
        size_t label = ++at;
        while (is_alnum(char_at(text, at)) || char_at(text, at) == '-')
            at++;
        if (at == label || at - label > LABEL_MAX || text.ptr[label] == '-' ||
            text.ptr[at - 1] == '-')
            return 0;
    } while (char_at(text, at) == '.');
    return char_at(text, at) == '>' ? at + 1 : 0;
}

static size_t skip_blanks(Span text, size_t at)
{
    while (at < text.len && is_blank(text.ptr[at]))
        at++;
    return at;
}

/* The value after an attribute's equals sign; 0 when there is none. */
static size_t value_end(Span text, size_t at, Absent *absent)
{
    if (char_at(text, at) == '"')
        return angle_find(text, SPAN("\""), at + 1, &absent->double_quote);
    if (char_at(text, at) == '\'')
        return angle_find(text, SPAN("'"), at + 1, &absent->single_quote);
    size_t start = at;
    while (at < text.len && !is_blank(text.ptr[at]) && !is_one_of(text.ptr[at], "\"'=<>`"))
        at++;
    return at > start ? at : 0;
}

/* Past one attribute with the blanks before it; `at` itself when none starts there, 0 when it is broken. */
static size_t attribute_end(Span text, size_t at, Absent *absent)
{
    size_t name = skip_blanks(text, at);
    char first = char_at(text, name);
    if (name == at || !(ascii_is_letter(first) || first == '_' || first == ':'))
        return at;
    while (is_alnum(char_at(text, name)) || is_one_of(char_at(text, name), "_.:-"))
        name++;
    size_t equals = skip_blanks(text, name);
    if (char_at(text, equals) != '=')
        return name;
    return value_end(text, skip_blanks(text, equals + 1), absent);
}

static size_t tag_end(Span text, size_t at, Absent *absent)
{
    bool is_closing = char_at(text, at) == '/';
    at += is_closing;
    if (!ascii_is_letter(char_at(text, at)))
        return 0;
    while (is_alnum(char_at(text, at)) || char_at(text, at) == '-')
        at++;
    for (size_t next; !is_closing; at = next) {
        next = attribute_end(text, at, absent);
        if (next == at)
            break;
        if (next == 0)
            return 0;
    }
    at = skip_blanks(text, at);
    if (!is_closing && char_at(text, at) == '/')
        at++;
    return char_at(text, at) == '>' ? at + 1 : 0;
}

static size_t comment_end(Span text, size_t at)
{
    if (char_at(text, at) == '>' || span_starts(span_from(text, at), SPAN("->")))
        return 0;
    size_t dashes = span_find(text, SPAN("--"), at);
    return char_at(text, dashes + 2) == '>' ? dashes + 3 : 0;
}

static size_t declaration_end(Span text, size_t at, Absent *absent)
{
    Span rest = span_from(text, at);
    if (span_starts(rest, SPAN("--")))
        return comment_end(text, at + 2);
    if (span_starts(rest, SPAN("[CDATA[")))
        return angle_find(text, SPAN("]]>"), at + 7, &absent->cdata);
    return ascii_is_letter(char_at(text, at)) ? angle_find(text, SPAN(">"), at, &absent->bang) : 0;
}

bool angle_is_tag(Span text)
{
    Absent absent = {0};
    return span_starts(text, SPAN("<")) && tag_end(text, 1, &absent) == text.len;
}

size_t angle_end(Span text, size_t at, Absent *absent)
{
    size_t inside = at + 1, end = uri_end(text, inside);
    if (!end)
        end = email_end(text, inside);
    if (end)
        return end;
    if (char_at(text, inside) == '!')
        return declaration_end(text, inside + 1, absent);
    if (char_at(text, inside) == '?')
        return angle_find(text, SPAN("?>"), inside + 1, &absent->question);
    return tag_end(text, inside, absent);
}
