#include "render/template_view.h"

#include "render/term.h"

enum { NAME_COLUMNS = 14, DEFAULT_COLUMNS = 48 };

static void show_fallback(Buf *out, const TemplateSlot *slot, const View *view)
{
    Span fallback = span_trim(slot->fallback);
    if (!slot->has_fallback)
        term_paint(out, view, TERM_YELLOW, SPAN(" (must be given)"));
    else if (fallback.len)
        term_paint(out, view, TERM_DIM,
                   arena_format(out->arena, " [%.*s]",
                                SPAN_ARG(term_clip(out->arena, fallback, DEFAULT_COLUMNS))));
}

void template_view_show(Buf *out, const Template *from, const View *view)
{
    term_paint(out, view, TERM_BOLD, from->name);
    buf_add(out, SPAN(": "));
    term_add(out, from->about);
    buf_add(out, SPAN("\n  writes "));
    term_add(out, from->file);
    buf_add_byte(out, '\n');
    for (size_t i = 0; i < from->slots.len; i++) {
        const TemplateSlot *slot = &from->slots.at[i];
        buf_add(out, SPAN("  "));
        term_pad(out, term_clip(out->arena, slot->name, 0), NAME_COLUMNS);
        buf_add_byte(out, ' ');
        term_add(out, slot->about);
        show_fallback(out, slot, view);
        buf_add_byte(out, '\n');
    }
}
