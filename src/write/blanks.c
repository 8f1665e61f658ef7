#include "write/blanks.h"

#include "write/interrupt.h"

static bool is_blank(char c)
{
    static const bool blanks[UINT8_MAX + 1] = {[' '] = true, ['\t'] = true, ['\n'] = true};
    return blanks[(uint8_t)c];
}

/* At the start of a line this would look like a bullet, a quote or a heading. What looks like a number of an ordered list
   stays at the start of its line: there it numbers, inside a line it would be a word. */
static bool is_marker(Span word)
{
    if (!word.len)
        return false;
    if (word.ptr[0] == '>')
        return true;
    if (word.len == 1 && strchr("*+-", word.ptr[0]))
        return true;
    size_t hashes = 0;
    while (hashes < word.len && word.ptr[hashes] == '#')
        hashes++;
    return hashes == word.len && hashes <= 6;
}

static Span first_word(Span text)
{
    size_t end = 0;
    while (end < text.len && !is_blank(text.ptr[end]))
        end++;
    return span_range(text, 0, end);
}

static bool is_escaped(const Prose *prose)
{
    return prose->out->len > prose->start && prose->out->ptr[prose->out->len - 1] == '\\';
}

static void add_line_break(Prose *prose, Span blanks, size_t newline, Span next)
{
    bool is_hard = newline >= 2 && blanks.ptr[newline - 1] == ' ' && blanks.ptr[newline - 2] == ' ';
    if (is_hard)
        buf_add(prose->out, SPAN("  \n"));
    else if (prose->single_spaces && is_marker(first_word(next)) && !is_escaped(prose))
        buf_add_byte(prose->out, ' ');
    else
        buf_add_byte(prose->out, '\n');
    Span line = span_range(next, 0, span_find_byte(next, '\n', 0));
    if (span_ends(buf_span(prose->out), SPAN("\n")) && interrupt_is(line))
        buf_add_times(prose->out, ' ', INTERRUPT_INDENT);
}

static void flush(Prose *prose, Span next)
{
    Span blanks = prose->pending;
    prose->pending = (Span){0};
    if (!blanks.len || prose->out->len == prose->start)
        return;
    size_t newline = span_find_byte(blanks, '\n', 0);
    if (newline < blanks.len)
        add_line_break(prose, blanks, newline, next);
    else
        buf_add(prose->out, prose->single_spaces ? SPAN(" ") : blanks);
}

/* Offset of the next blank that does not stay as it is. */
static size_t words_end(Span text, size_t at, bool single_spaces)
{
    for (; at < text.len; at++) {
        if (!is_blank(text.ptr[at]))
            continue;
        bool is_lone = text.ptr[at] == ' ' && at + 1 < text.len && !is_blank(text.ptr[at + 1]);
        if (!is_lone && (single_spaces || text.ptr[at] == '\n' || at + 1 == text.len ||
                         is_blank(text.ptr[at + 1])))
            return at;
    }
    return at;
}

void blanks_add(Prose *prose, size_t from, size_t to)
{
    Span text = span_range(prose->source, 0, to);
    for (size_t at = from; at < to;) {
        size_t start = at;
        while (at < to && is_blank(text.ptr[at]))
            at++;
        if (at > start)
            prose->pending = span_range(text, start, at);
        if (at == to)
            break;
        size_t end = words_end(text, at, prose->single_spaces);
        flush(prose, span_from(prose->source, at));
        buf_add(prose->out, span_range(text, at, end));
        at = end;
    }
}

void blanks_add_raw(Prose *prose, size_t at, Span text)
{
    flush(prose, span_from(prose->source, at));
    buf_add(prose->out, text);
}
