#include "render/term.h"

#include "text/chars.h"
#include "text/utf8.h"

static const char *const color_codes[] = {
    [TERM_PLAIN] = "",   [TERM_BOLD] = "1",    [TERM_DIM] = "2",   [TERM_RED] = "31",
    [TERM_GREEN] = "32", [TERM_YELLOW] = "33", [TERM_CYAN] = "36",
};

/* Characters above ASCII that hide text or turn its direction. Joiners (U+200C, U+200D) are left out: scripts and
   emoji need them. */
static const struct {
    int32_t first, last;
} hidden[] = {
    {0x80, 0x9f},     {0xad, 0xad},     {0x61c, 0x61c},     {0x180e, 0x180e},
    {0x200b, 0x200b}, {0x200e, 0x200f}, {0x2028, 0x202e},   {0x2060, 0x206f},
    {0xfeff, 0xfeff}, {0xfff9, 0xfffb}, {0xe0000, 0xe007f},
};

static bool is_hidden(int32_t code_point)
{
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (code_point >= hidden[i].first && code_point <= hidden[i].last)
            return true;
    return false;
}

/* One character in its visible form, at *at, which moves past it. */
static void add_next(Buf *out, Span text, size_t *at)
{
    size_t start = *at;
    int32_t code_point = utf8_next(text, at);
    if (code_point < 0)
        buf_format(out, "<%02X>", (unsigned char)text.ptr[start]);
    else if (code_point < 0x20 || code_point == 0x7f)
        buf_format(out, "^%c", (char)(code_point ^ 0x40));
    else if (is_hidden(code_point))
        buf_format(out, "<U+%04X>", (unsigned)code_point);
    else
        buf_add(out, span_range(text, start, *at));
}

size_t term_plain_start(Span text)
{
    size_t at = 0;
    while (at < text.len && text.ptr[at] >= 0x20 && text.ptr[at] < 0x7f)
        at++;
    return at;
}

static void add_visible(Buf *out, Span text, bool keep_lines)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        at += term_plain_start(span_from(text, at));
        buf_add(out, span_range(text, start, at));
        if (at == text.len)
            return;
        char c = text.ptr[at];
        bool is_line_end = c == '\n' || c == '\r';
        if (keep_lines && (c == '\n' || c == '\t'))
            buf_add_byte(out, text.ptr[at++]);
        else if (!keep_lines && (is_line_end || c == '\t')) {
            at += 1 + (c == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n');
            buf_add_byte(out, ' ');
        } else
            add_next(out, text, &at);
    }
}

void term_add(Buf *out, Span text)
{
    add_visible(out, text, false);
}

Span term_visible(Arena *arena, Span text)
{
    if (term_plain_start(text) == text.len)
        return text;
    Buf out = buf_in(arena);
    term_add(&out, text);
    return buf_span(&out);
}

void term_add_lines(Buf *out, Span text)
{
    add_visible(out, text, true);
}

Span term_clip(Arena *arena, Span text, size_t columns)
{
    /* No more than can be shown is looked at: a character takes a column or joins one that does. */
    size_t enough = columns * 16 + 64;
    bool is_longer = columns && text.len > enough;
    Buf out = buf_in(arena);
    term_add(&out, is_longer ? span_range(text, 0, enough) : text);
    Span whole = buf_span(&out);
    if (!columns || (!is_longer && chars_columns(whole) <= columns))
        return whole;
    size_t used = 0, at = 0;
    for (size_t next = 0; next < whole.len; at = next) {
        utf8_next(whole, &next);
        used += chars_columns(span_range(whole, at, next));
        if (used + 1 > columns)
            break;
    }
    buf_cut(&out, at);
    buf_add(&out, SPAN("…"));
    return buf_span(&out);
}

void term_paint(Buf *out, const View *view, TermColor color, Span text)
{
    bool is_colored = view->color && color != TERM_PLAIN;
    if (is_colored)
        buf_format(out, "\033[%sm", color_codes[color]);
    term_add(out, text);
    if (is_colored)
        buf_add(out, SPAN("\033[0m"));
}

void term_pad(Buf *out, Span text, size_t columns)
{
    size_t width = chars_columns(text);
    buf_add(out, text);
    if (width < columns)
        buf_add_times(out, ' ', columns - width);
}

Span term_name(Span path)
{
    return span_eq(path, SPAN("-")) ? SPAN("(standard input)") : path;
}

Span term_number(Arena *arena, size_t number)
{
    Span digits = arena_format(arena, "%zu", number);
    Buf out = buf_in(arena);
    for (size_t i = 0; i < digits.len; i++) {
        if (i && (digits.len - i) % 3 == 0)
            buf_add_byte(&out, ',');
        buf_add_byte(&out, digits.ptr[i]);
    }
    return buf_span(&out);
}
