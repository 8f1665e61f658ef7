#include "render/headline.h"

#include "text/chars.h"

enum { INDENT = 4 };

void headline_add(Headline *line, TermColor color, Span text)
{
    vec_add(line->arena, &line->pieces, (HeadPiece){color, term_visible(line->arena, text)});
}

static bool has_room(const Headline *line, size_t width)
{
    size_t columns = 0;
    for (size_t i = 0; width && i < line->pieces.len; i++)
        columns += chars_columns(line->pieces.at[i].text);
    return columns <= width;
}

/* Blanks before a word that begins a line are left out. */
typedef struct Writer {
    Buf *out;
    const View *view;
    size_t width, used, blanks;
    bool has_word; /* on the line at hand */
} Writer;

static void write_word(Writer *w, TermColor color, Span word)
{
    size_t columns = chars_columns(word);
    if (w->has_word && w->used + w->blanks + columns > w->width) {
        buf_add_byte(w->out, '\n');
        w->used = 0, w->blanks = INDENT;
    }
    buf_add_times(w->out, ' ', w->blanks);
    term_paint(w->out, w->view, color, word);
    w->used += w->blanks + columns;
    w->blanks = 0;
    w->has_word = true;
}

static void write_words(Buf *out, const View *view, const Headline *line, size_t width)
{
    Writer w = {.out = out, .view = view, .width = width};
    for (size_t i = 0; i < line->pieces.len; i++) {
        Span text = line->pieces.at[i].text;
        for (size_t at = 0, end; at < text.len; at = end) {
            end = span_find_byte(text, ' ', at);
            if (end > at) {
                write_word(&w, line->pieces.at[i].color, span_range(text, at, end));
            } else {
                w.blanks++;
                end++;
            }
        }
    }
}

void headline_write(Buf *out, const View *view, const Headline *line, size_t width)
{
    if (has_room(line, width))
        for (size_t i = 0; i < line->pieces.len; i++)
            term_paint(out, view, line->pieces.at[i].color, line->pieces.at[i].text);
    else
        write_words(out, view, line, width);
    buf_add_byte(out, '\n');
}
