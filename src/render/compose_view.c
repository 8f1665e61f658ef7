#include "render/compose_view.h"

#include "render/term.h"

enum { ORIGIN_COLUMN = 44 };

static Span origin_of(Arena *arena, const Composition *c, Origin origin)
{
    const Ingredient *from = &c->ingredients.at[origin.source];
    if (from->source)
        return arena_format(arena, "%.*s:%u", SPAN_ARG(from->source->path),
                            from->doc->units[origin.unit].lines.start + 1);
    uint32_t inside = from->doc && from->text->is_literal
                          ? from->text->lines.start + 1 +
                                from->doc->units[origin.unit].lines.start - MIX_TEXT_LINES
                          : from->text->place.line;
    return arena_format(arena, "%.*s:%u", SPAN_ARG(c->book->files.at[from->text->place.file].path),
                        inside);
}

static void show_line(Buf *out, uint32_t line, Span text, Span origin, const View *view)
{
    buf_format(out, "%5u  ", line);
    term_pad(out, term_clip(out->arena, text, ORIGIN_COLUMN - 1), ORIGIN_COLUMN);
    Buf shown = buf_in(out->arena);
    term_add(&shown, origin);
    term_paint(out, view, TERM_DIM, buf_span(&shown));
    buf_add_byte(out, '\n');
}

static void show_fields(Buf *out, const Composition *c, const Composed *composed, const View *view)
{
    const FieldVec *fields = &composed->mix.draft.fields;
    for (size_t i = 0; i < fields->len; i++)
        for (size_t k = 0; k < c->fields.len; k++) {
            const FieldOrigin *from = &c->fields.at[k];
            if (!span_eq(from->field.key, fields->at[i].key))
                continue;
            Span origin =
                from->set ? arena_format(out->arena, "%.*s:%u",
                                         SPAN_ARG(c->book->files.at[from->set->place.file].path),
                                         from->set->place.line)
                          : arena_format(out->arena, "%.*s:%u",
                                         SPAN_ARG(c->ingredients.at[from->ingredient].source->path),
                                         from->field.lines.start + 1);
            Range lines = composed->written.field_lines[i];
            if (lines.start == lines.end)
                continue;
            show_line(out, lines.start + 1, fields->at[i].key, origin, view);
        }
}

/* A unit begins a stretch when it does not go on where the one before it came from. */
static bool begins(const Composed *composed, uint32_t u)
{
    if (!u)
        return true;
    Origin before = composed->mix.origins.at[u - 1], here = composed->mix.origins.at[u];
    return composed->mix.draft.units.at[u].kind == UNIT_HEADING || before.source != here.source;
}

void compose_view(Buf *out, const Composition *c, const Composed *composed, Span path,
                  const View *view)
{
    Buf shown = buf_in(out->arena);
    term_add(&shown, path);
    term_paint(out, view, TERM_BOLD, buf_span(&shown));
    buf_add_byte(out, '\n');
    show_fields(out, c, composed, view);
    for (uint32_t u = 0; u < composed->mix.draft.units.len; u++) {
        const Unit *unit = &composed->mix.draft.units.at[u];
        if (!begins(composed, u))
            continue;
        Span signs = span_range(SPAN("######"), 0, unit->level);
        Span text = arena_format(out->arena, "%.*s%s%.*s", SPAN_ARG(signs), signs.len ? " " : "",
                                 SPAN_ARG(unit->text));
        show_line(out, composed->written.unit_lines[u].start + 1, text,
                  origin_of(out->arena, c, composed->mix.origins.at[u]), view);
    }
}
