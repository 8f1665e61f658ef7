#include "write/linktail.h"

/* cmark's limit of nested parentheses in a destination. */
enum { NESTING_MAX = 32 };

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t skip_blanks(Span text, size_t at)
{
    while (at < text.len && is_blank(text.ptr[at]))
        at++;
    return at;
}

static bool is_escape(Span text, size_t at)
{
    static const char escapable[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    return text.ptr[at] == '\\' && at + 1 < text.len && text.ptr[at + 1] &&
           strchr(escapable, text.ptr[at + 1]);
}

static size_t angled_end(Span text, size_t at)
{
    for (; at < text.len; at++) {
        if (text.ptr[at] == '>')
            return at;
        if (text.ptr[at] == '<' || text.ptr[at] == '\n')
            return text.len;
        at += is_escape(text, at);
    }
    return text.len;
}

static size_t bare_end(Span text, size_t at)
{
    int nesting = 0;
    for (; at < text.len && (uint8_t)text.ptr[at] > ' '; at++) {
        if (is_escape(text, at))
            at++;
        else if (text.ptr[at] == '(' && ++nesting > NESTING_MAX)
            return text.len;
        else if (text.ptr[at] == ')' && nesting-- == 0)
            break;
    }
    return at;
}

/* Offset of the quote that closes a title, or text.len. */
static size_t title_end(Span text, size_t at, char closing)
{
    for (; at < text.len && text.ptr[at] != closing; at++) {
        if (closing == ')' && text.ptr[at] == '(')
            return text.len;
        at += is_escape(text, at);
    }
    return at < text.len ? at : text.len;
}

static size_t read_destination(Span text, size_t at, LinkTail *tail)
{
    tail->is_angled = at < text.len && text.ptr[at] == '<';
    size_t start = at + tail->is_angled;
    size_t end = tail->is_angled ? angled_end(text, start) : bare_end(text, start);
    if (end >= text.len)
        return text.len;
    tail->destination = span_range(text, start, end);
    return end + tail->is_angled;
}

static size_t read_title(Span text, size_t at, LinkTail *tail)
{
    char opening = at < text.len ? text.ptr[at] : '\0';
    if (opening != '"' && opening != '\'' && opening != '(')
        return at;
    size_t end = title_end(text, at + 1, opening == '(' ? ')' : opening);
    if (end >= text.len)
        return text.len;
    tail->quote = opening;
    tail->title = span_range(text, at + 1, end);
    return end + 1;
}

LinkTail linktail_read(Span text, size_t at)
{
    LinkTail tail = {0};
    at = read_destination(text, skip_blanks(text, at + 1), &tail);
    if (at >= text.len)
        return tail;
    size_t title = skip_blanks(text, at);
    if (title > at)
        at = read_title(text, title, &tail);
    at = skip_blanks(text, at);
    if (at < text.len && text.ptr[at] == ')')
        tail.end = at + 1;
    return tail;
}

/* Escapes and entities would have to be decoded and encoded again; such a part is copied as it stands. */
static bool is_simple(Span part)
{
    return span_find_byte(part, '\\', 0) == part.len && span_find_byte(part, '&', 0) == part.len;
}

static bool needs_angles(Span destination)
{
    if (!destination.len || destination.ptr[0] == '<')
        return true;
    for (size_t i = 0; i < destination.len; i++) {
        uint8_t byte = (uint8_t)destination.ptr[i];
        if (byte <= ' ' || byte == 0x7F || byte == '(' || byte == ')')
            return true;
    }
    return false;
}

static void write_destination(Buf *out, const LinkTail *tail)
{
    bool is_angled =
        is_simple(tail->destination) ? needs_angles(tail->destination) : tail->is_angled;
    if (is_angled)
        buf_add_byte(out, '<');
    buf_add(out, tail->destination);
    if (is_angled)
        buf_add_byte(out, '>');
}

static size_t count_of(Span text, char byte)
{
    size_t count = 0;
    for (size_t at = span_find_byte(text, byte, 0); at < text.len;
         at = span_find_byte(text, byte, at + 1))
        count++;
    return count;
}

/* The quote that needs no escape in the title; the one it has when there is none. */
static char quote_for(const LinkTail *tail)
{
    if (!is_simple(tail->title))
        return tail->quote;
    if (!count_of(tail->title, '"'))
        return '"';
    if (!count_of(tail->title, '\''))
        return '\'';
    return count_of(tail->title, '(') || count_of(tail->title, ')') ? tail->quote : '(';
}

void linktail_write(Buf *out, const LinkTail *tail)
{
    buf_add(out, SPAN("]("));
    write_destination(out, tail);
    if (tail->quote) {
        char quote = quote_for(tail);
        buf_add_byte(out, ' ');
        buf_add_byte(out, quote);
        buf_add(out, tail->title);
        buf_add_byte(out, quote == '(' ? ')' : quote);
    }
    buf_add_byte(out, ')');
}
