#include "write/blanks.h"

#include "write/interrupt.h"

static bool is_blank(char c)
{
    static const bool blanks[UINT8_MAX + 1] = {[' '] = true, ['\t'] = true, ['\n'] = true};
    return blanks[(uint8_t)c];
}

/* Indentation that a draft has left before a tag, so that it opens no section. */
static bool is_indented_tag(Span blanks, Span line)
{
    return span_starts(line, SPAN("<")) && span_ends(blanks, SPAN("    "));
}

/* Lines are never joined, not even before what looks like a bullet or an ordinal, where prettier joins them: at the start of
   its line an ordinal numbers, inside one it would be a word, and words must come from somewhere. */
static void add_line_break(Prose *prose, Span blanks, size_t newline, Span next)
{
    bool is_hard = newline >= 2 && blanks.ptr[newline - 1] == ' ' && blanks.ptr[newline - 2] == ' ';
    Span line = span_range(next, 0, span_find_byte(next, '\n', 0));
    buf_add(prose->out, is_hard ? SPAN("  \n") : SPAN("\n"));
    if (interrupt_is(line) || is_indented_tag(blanks, line))
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
    for (size_t from = 0, end; from < text.len; from = end + 1) {
        end = span_find_byte(text, '\n', from);
        Span line = span_range(text, from, end);
        if (from && interrupt_is(line))
            buf_add_times(prose->out, ' ', INTERRUPT_INDENT);
        buf_add(prose->out, line);
        if (end < text.len)
            buf_add_byte(prose->out, '\n');
    }
}
