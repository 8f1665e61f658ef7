#include "doc/mask.h"

#include "base/ascii.h"
#include "doc/fence.h"
#include "doc/margin.h"

enum { LONG_LINE = 64 * 1024 };

/* Signs that start or end inlines, but no block once a line's text has begun. */
static char masked(char byte)
{
    switch (byte) {
    case '*':
    case '_':
    case '`':
    case '[':
    case ']':
    case '!':
    case '<':
    case '&':
    case '\\':
        return '.';
    default:
        return byte;
    }
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\t';
}

/* Offset of the first byte that is no indentation, list marker or quote sign. */
static size_t skip_margin(Span line)
{
    for (size_t at = 0, marker;;) {
        while (at < line.len && is_space(line.ptr[at]))
            at++;
        if (at < line.len && line.ptr[at] == '>')
            at++;
        else if ((marker = margin_marker(span_from(line, at))) > 0)
            at += marker;
        else
            return at;
    }
}

static bool is_wordy(char byte)
{
    return ascii_is_letter(byte) || (byte >= '0' && byte <= '9') || (unsigned char)byte > 0x7F;
}

static bool is_bracket(char byte)
{
    return byte == '[' || byte == ']';
}

/* The brackets that start and end a CDATA block, on lines that people may have written. */
static bool is_cdata(Span line, size_t at)
{
    Span rest = span_from(line, at);
    return line.len < LONG_LINE &&
           (span_starts(rest, SPAN("]]>")) || span_starts(rest, SPAN("]>")) ||
            (at > 7 && span_starts(span_from(line, at - 8), SPAN("<![CDATA["))) ||
            (at > 1 && span_starts(span_from(line, at - 2), SPAN("<![CDATA["))));
}

/* The closing tag of HTML that ends with it: of <pre>, <script>, <style> or <textarea>. */
static bool is_html_end(Span line, size_t at)
{
    return line.len < LONG_LINE && at + 2 < line.len && line.ptr[at] == '<' &&
           line.ptr[at + 1] == '/' && memchr("pPsStT", line.ptr[at + 2], 6);
}

/* What decides about blocks stands before the first letter: rules, fences, headings, the start of HTML. Brackets are
   masked there too: link definitions become paragraphs, which they are to us in any case. */
static void mask_line(char *bytes, size_t len)
{
    Span line = {bytes, len};
    size_t at = skip_margin(line);
    bool is_kept = at < len && memchr("<`~", bytes[at], 3), has_begun = false;
    for (; at < len; at++) {
        has_begun = has_begun || is_wordy(bytes[at]);
        bool may_mask = is_bracket(bytes[at]) ? !is_cdata(line, at)
                                              : has_begun && !is_kept && !is_html_end(line, at);
        if (may_mask)
            bytes[at] = masked(bytes[at]);
    }
}

/* May the text that starts with `[` be a link definition, or the start of one that goes on below? `[x] ` and links are
   none. */
static bool is_definition(Span text)
{
    size_t close = span_find_byte(text, ']', 0);
    return close + 1 >= text.len || text.ptr[close + 1] == ':' || text.ptr[close - 1] == '\\';
}

/* Comments that go on below, instructions, declarations, <pre>, <script>, <style>, <textarea>: other HTML ends at a blank
   line. */
static bool is_long_html(Span text)
{
    bool is_comment = span_starts(text, SPAN("<!--"));
    return is_comment ? span_find(text, SPAN("-->"), 0) == text.len
                      : text.len > 1 && text.ptr[0] == '<' && memchr("!?pPsStT", text.ptr[1], 8);
}

/* Starts no block and is no part of a marker. A byte order mark, which cmark leaves out, starts with 0xEF. */
static bool is_prose(char byte)
{
    return ascii_is_letter(byte) || ((byte & 0x80) && byte != '\xEF');
}

/* Emphasis is no list marker, since nothing blank follows, and with a letter behind it no rule. */
static bool starts_prose(Span text)
{
    size_t at = 0;
    while (at < text.len && (text.ptr[at] == '*' || text.ptr[at] == '_'))
        at++;
    return at < text.len && is_prose(text.ptr[at]);
}

/* Whole stay fences and HTML, whatever may end it, and what may belong to a link definition or would once it was cut. */
static bool stays_whole(Span text, Begun *begun)
{
    begun->definition = begun->definition || (text.ptr[0] == '[' && is_definition(text));
    begun->html = begun->html || is_long_html(text);
    return begun->definition || text.ptr[0] == '<' || text.ptr[0] == '[' || fence_sign(text) ||
           (begun->html && span_find_byte(text, '>', 0) < text.len);
}

/* Prose by a stand-in: not blank where cmark looks for blocks, and blank where it looks for inlines, so that there are
   none. */
static void add_start(Buf *text, Span line, size_t margin)
{
    size_t at = margin;
    if (!starts_prose(span_from(line, margin)))
        while (at < line.len && !ascii_is_letter(line.ptr[at]))
            at++;
    bool is_apart = at < line.len && (at == margin || is_space(line.ptr[at - 1]));
    bool is_marked = at < line.len && !is_apart;
    buf_add(text, span_range(line, 0, at + is_marked));
    buf_add(text, is_apart ? SPAN("\v\n") : SPAN("\n"));
}

static void add_whole(Buf *text, Span line)
{
    buf_add(text, line);
    buf_add_byte(text, '\n');
}

void mask_add(Buf *text, Span line, Begun *begun)
{
    size_t margin = skip_margin(line);
    if (margin == line.len)
        begun->definition = begun->definition && !span_is_blank(line);
    if (margin == line.len || stays_whole(span_from(line, margin), begun))
        add_whole(text, line);
    else
        add_start(text, line, margin);
}

Span mask_inlines(Arena *arena, Span text)
{
    Span copy = arena_copy(arena, text);
    char *bytes = (char *)copy.ptr;
    for (size_t at = 0; at < copy.len;) {
        size_t end = at;
        while (end < copy.len && bytes[end] != '\n' && bytes[end] != '\r')
            end++;
        mask_line(bytes + at, end - at);
        at = end + 1;
    }
    return copy;
}
