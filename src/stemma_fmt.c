/* The public functions that format. */
#include "stemma_inner.h"

#include "render/unified.h"
#include "write/verify.h"
#include "write/write.h"

#include <errno.h>

/* `neutral` must not change what CommonMark sees, so its documents are read as CommonMark reads them. */
static DocOptions reading_for(const stemma_doc *doc, const Style *style)
{
    bool is_plain = !style->markup.space_tags;
    return (DocOptions){.no_repair = doc->no_repair || !style->markup.repair,
                        .plain_markdown = is_plain};
}

/* One document on its way to canonical form. */
typedef struct Formatting {
    Style style;
    DocOptions options;
    const Doc *reading;
    Span bytes;
    /* Of a first pass that gave what is then read; NULL: there was none. */
    const Doc *before_reading;
    Style before;
} Formatting;

static Style style_for(const stemma_format_options *options)
{
    Style style = *inner_style(options ? options->style : NULL);
    if (options && options->section_order != STEMMA_ORDER_AS_STYLED)
        style.markup.order_sections = options->section_order == STEMMA_ORDER_STYLE;
    return style;
}

/* Labels that become headings are chapters with titles afterwards, so that happens before anything is done to such. Where some
   are headings, others may be, too. */
enum { ROUNDS = 16 };

static void raise_labels(Arena *arena, Formatting *f)
{
    f->before = f->style;
    f->before.markup.order_sections = f->before.markup.canonical_titles = false;
    f->before.markup.trim_numbers = f->before.markup.trim_emoji = false;
    f->before_reading = f->reading;
    Span was = {0};
    for (int round = 0; round < ROUNDS && !span_eq(was, f->reading->source.raw.text); round++) {
        was = round ? f->reading->source.raw.text : was;
        Draft draft = draft_of_doc(arena, f->reading, &f->before);
        Span bytes = write_draft(arena, &draft, &f->before).bytes;
        f->reading = doc_read(arena, f->reading->source.name, bytes, f->options);
    }
}

static void format(Arena *arena, const stemma_doc *doc, const stemma_format_options *options,
                   Formatting *f)
{
    f->style = style_for(options);
    const Source *source = &doc->doc->source;
    f->options = reading_for(doc, &f->style);
    f->reading = f->options.plain_markdown
                     ? doc_read(arena, source->name, source->raw.text, f->options)
                     : doc->doc;
    if (f->style.markup.raise_labels && f->style.markup.space_tags)
        raise_labels(arena, f);
    Draft draft = draft_of_doc(arena, f->reading, &f->style);
    f->bytes = write_draft(arena, &draft, &f->style).bytes;
}

static bool is_verified(Arena *arena, const Formatting *f, Span *problem)
{
    return (!f->before_reading ||
            verify_format(arena, f->before_reading, &f->before, f->reading->source.raw.text,
                          f->options, problem)) &&
           verify_format(arena, f->reading, &f->style, f->bytes, f->options, problem);
}

static int verify(Arena *arena, const stemma_doc *doc, const Formatting *f, stemma_error *error)
{
    const Source *source = &doc->doc->source;
    Span problem;
    if (span_eq(f->bytes, source->raw.text) || is_verified(arena, f, &problem))
        return 0;
    return inner_fail(error, -EBADMSG,
                      "%.*s: formatting would change what it says (%.*s); please report this",
                      SPAN_ARG(source->name), SPAN_ARG(problem));
}

int stemma_format(const stemma_doc *doc, const stemma_format_options *options, stemma_text *text,
                  stemma_error *error)
{
    Arena *arena = arena_new();
    Formatting f = {0};
    format(arena, doc, options, &f);
    int status = inner_settled(doc->doc, error);
    if (status == 0)
        status = verify(arena, doc, &f, error);
    if (status == 0)
        *text = inner_text(f.bytes);
    arena_free(arena);
    return status;
}

bool stemma_is_formatted(const stemma_doc *doc, const stemma_format_options *options)
{
    Arena *arena = arena_new();
    Formatting f = {0};
    format(arena, doc, options, &f);
    bool is_formatted = span_eq(f.bytes, doc->doc->source.raw.text);
    arena_free(arena);
    return is_formatted;
}

stemma_text stemma_unified_diff(const char *name, stemma_text before, stemma_text after,
                                const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    unified_render(&out, span_of(name), (Span){before.ptr, before.len},
                   (Span){after.ptr, after.len}, &inner);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}
