/* The public functions that format. */
#include "stemma_inner.h"

#include "render/unified.h"
#include "write/write.h"

#include <errno.h>

/* `neutral` must not change what CommonMark sees, so its documents are read as CommonMark reads them. */
static const Doc *reading_for(Arena *arena, const stemma_doc *doc, const Style *style)
{
    if (style->markup.space_tags)
        return doc->doc;
    DocOptions plain = {.no_repair = !style->markup.repair || doc->no_repair,
                        .plain_markdown = true};
    return doc_read(arena, doc->doc->source.name, doc->doc->source.raw.text, plain);
}

static int format(Arena *arena, const stemma_doc *doc, const char *name, stemma_text *text,
                  stemma_error *error)
{
    const Style *style = style_find(span_of(name));
    if (!style)
        return inner_fail(error, -EINVAL, "no style '%s'; there are house and neutral", name);
    const Doc *reading = reading_for(arena, doc, style);
    Draft draft = draft_of_doc(arena, reading, style);
    Written written = write_draft(arena, &draft, style);
    *text = inner_text(written.bytes);
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
