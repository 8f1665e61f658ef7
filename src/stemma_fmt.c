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

static int format(Arena *arena, const stemma_doc *doc, const char *name, stemma_text *text,
                  stemma_error *error)
{
    const Style *style = style_find(span_of(name));
    if (!style)
        return inner_fail(error, -EINVAL, "no style '%s'; there are house and neutral", name);
    const Source *source = &doc->doc->source;
    DocOptions options = reading_for(doc, style);
    const Doc *reading = options.plain_markdown
                             ? doc_read(arena, source->name, source->raw.text, options)
                             : doc->doc;
    Draft draft = draft_of_doc(arena, reading, style);
    Span bytes = write_draft(arena, &draft, style).bytes, problem;
    if (!span_eq(bytes, source->raw.text) &&
        !verify_format(arena, reading, style, bytes, options, &problem))
        return inner_fail(error, -EBADMSG,
                          "%.*s: formatting would change what it says (%.*s); please report this",
                          SPAN_ARG(source->name), SPAN_ARG(problem));
    *text = inner_text(bytes);
    return 0;
}

int stemma_format(const stemma_doc *doc, const char *style, stemma_text *text, stemma_error *error)
{
    Arena *arena = arena_new();
    int status = format(arena, doc, style ? style : "house", text, error);
    arena_free(arena);
    return status;
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
