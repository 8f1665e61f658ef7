#include "dialect/inner.h"

#include "text/utf8.h"

/* What agent files of Codex are made of: keys with strings of the four kinds. Anything else is refused by name. */
typedef struct Toml {
    Conversion *c;
    Span text;
    size_t at;
    Lines lines;
} Toml;

static bool fail(Toml *toml, size_t at, const char *what)
{
    if (at > toml->text.len)
        at = toml->text.len;
    return give_up(toml->c, lines_at(&toml->lines, at) + 1, lines_column(&toml->lines, at), "%s",
                   what);
}

static char peek(const Toml *toml)
{
    return toml->at < toml->text.len ? toml->text.ptr[toml->at] : '\n';
}

static void skip_blanks(Toml *toml)
{
    while (toml->at < toml->text.len && (peek(toml) == ' ' || peek(toml) == '\t'))
        toml->at++;
}

static bool is_at(const Toml *toml, Span sign)
{
    return span_starts(span_from(toml->text, toml->at), sign);
}

static void skip_break(Toml *toml)
{
    toml->at += is_at(toml, SPAN("\r\n")) ? 2 : toml->at < toml->text.len && peek(toml) == '\n';
}

/* The rest of a line: nothing, or a comment, which is given. */
static bool end_line(Toml *toml, Span *comment)
{
    skip_blanks(toml);
    size_t end = span_find_byte(toml->text, '\n', toml->at);
    Span rest = span_trim_end(span_range(toml->text, toml->at, end));
    if (rest.len && rest.ptr[0] != '#')
        return fail(toml, toml->at, "the line goes on after the value");
    *comment = rest;
    toml->at = end + (end < toml->text.len);
    return true;
}

/* ---- strings ---- */

static int32_t read_hex(Toml *toml, size_t digits)
{
    int32_t value = 0;
    for (size_t i = 0; i < digits; i++, toml->at++) {
        const char *all = "0123456789abcdef", *found;
        char digit = peek(toml);
        digit = digit >= 'A' && digit <= 'F' ? (char)(digit + 'a' - 'A') : digit;
        found = digit ? strchr(all, digit) : NULL;
        if (!found || value > 0x10FFFF)
            return -1;
        value = value * 16 + (int32_t)(found - all);
    }
    bool is_scalar = value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF);
    return is_scalar ? value : -1;
}

/* A backslash at the end of a line takes the blanks and breaks after it away. */
static bool skip_folded(Toml *toml)
{
    size_t at = toml->at;
    skip_blanks(toml);
    if (peek(toml) != '\n' && !is_at(toml, SPAN("\r\n"))) {
        toml->at = at;
        return false;
    }
    while (toml->at < toml->text.len && strchr(" \t\r\n", peek(toml)) && peek(toml))
        toml->at++;
    return true;
}

static bool read_escape(Toml *toml, Buf *out, bool is_long)
{
    static const char letters[] = "btnfr\"\\", bytes[] = "\b\t\n\f\r\"\\";
    size_t start = toml->at++;
    if (is_long && skip_folded(toml))
        return true;
    char letter = peek(toml);
    const char *known = letter ? strchr(letters, letter) : NULL;
    if (toml->at < toml->text.len && known) {
        buf_add_byte(out, bytes[known - letters]);
        toml->at++;
        return true;
    }
    size_t digits = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    toml->at++;
    int32_t code_point = digits ? read_hex(toml, digits) : -1;
    if (code_point < 0)
        return fail(toml, start, "TOML knows no such escape");
    if (code_point)
        utf8_add(out, code_point);
    else
        buf_add_byte(out, '\0');
    return true;
}

/* Up to two quotes may stand right before the closing three. */
static void take_last_quotes(Toml *toml, Buf *out, char quote)
{
    for (int i = 0; i < 2 && toml->at < toml->text.len && peek(toml) == quote; i++, toml->at++)
        buf_add_byte(out, quote);
}

static bool read_string(Toml *toml, Span *value)
{
    char quote = peek(toml);
    char three[] = {quote, quote, quote};
    bool is_long = is_at(toml, (Span){three, 3});
    Span close = {three, is_long ? 3 : 1};
    size_t start = toml->at;
    Buf out = buf_in(toml->c->arena);
    toml->at += close.len;
    if (is_long)
        skip_break(toml);
    while (toml->at < toml->text.len && !is_at(toml, close)) {
        if (!is_long && peek(toml) == '\n')
            break;
        if (quote == '"' && peek(toml) == '\\') {
            if (!read_escape(toml, &out, is_long))
                return false;
            continue;
        }
        buf_add_byte(&out, toml->text.ptr[toml->at++]);
    }
    if (!is_at(toml, close))
        return fail(toml, start, "the string is not closed");
    toml->at += close.len;
    if (is_long)
        take_last_quotes(toml, &out, quote);
    *value = buf_span(&out);
    return true;
}

/* ---- keys ---- */

static bool is_bare(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

static bool read_key(Toml *toml, Span *key)
{
    size_t start = toml->at;
    if (peek(toml) == '[')
        return fail(toml, start, "a table; only keys with strings can be converted");
    if (peek(toml) == '"' || peek(toml) == '\'') {
        if (!read_string(toml, key))
            return false;
    } else {
        while (toml->at < toml->text.len && is_bare(peek(toml)))
            toml->at++;
        *key = span_range(toml->text, start, toml->at);
    }
    skip_blanks(toml);
    if (!key->len || peek(toml) != '=')
        return fail(toml, start, "a key and '=' are expected here; is this TOML?");
    toml->at++;
    skip_blanks(toml);
    return true;
}

static bool read_field(Toml *toml, FieldVec *fields)
{
    Field field = {.shape = FIELD_SCALAR};
    size_t start = toml->at;
    uint32_t line = lines_at(&toml->lines, start);
    if (!read_key(toml, &field.key))
        return false;
    for (size_t i = 0; i < fields->len; i++)
        if (span_eq(fields->at[i].key, field.key))
            return fail(toml, start, "this key stands twice");
    size_t from = toml->at;
    if (peek(toml) != '"' && peek(toml) != '\'')
        return fail(toml, from, "no string; only keys with strings can be converted");
    if (!read_string(toml, &field.value))
        return false;
    field.quote = field_string("", field.value).quote;
    field.source = span_range(toml->text, from, toml->at);
    field.lines = (Range){line, lines_at(&toml->lines, toml->at - 1) + 1};
    Span comment;
    if (!end_line(toml, &comment))
        return false;
    if (comment.len)
        vec_add(toml->c->arena, &field.comments, comment);
    vec_add(toml->c->arena, fields, field);
    return true;
}

bool toml_read(Conversion *c, Span text, FieldVec *fields)
{
    enum { MOST = 500 };
    Toml toml = {.c = c, .text = text, .lines = lines_index(c->arena, text)};
    while (toml.at < text.len) {
        skip_blanks(&toml);
        if (peek(&toml) == '\n' || peek(&toml) == '#' || is_at(&toml, SPAN("\r\n"))) {
            Span comment;
            if (!end_line(&toml, &comment))
                return false;
            if (comment.len)
                vec_add(c->arena, &c->agent.comments, comment);
        } else if (fields->len == MOST) {
            return fail(&toml, toml.at, "more keys than any agent has");
        } else if (!read_field(&toml, fields)) {
            return false;
        }
    }
    return true;
}
