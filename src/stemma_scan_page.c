/* The page of a scan compares files as a diff does. */
#include "stemma_inner.h"

#include "base/file.h"
#include "diff/folder.h"
#include "render/diff_html.h"
#include "render/scan.h"

static const Doc *read_doc(Arena *arena, Span path)
{
    Span bytes;
    if (file_read(arena, path.ptr, &bytes) != 0)
        return NULL;
    return doc_read(arena, path, bytes, (DocOptions){0});
}

static void add_rows(Buf *out, const Diff *diff, size_t number)
{
    DiffView how = {.formatting = true};
    DiffPage page = {.out = out, .how = &how, .diff = diff, .file = number, .is_brief = true};
    page.is_anchored = ARENA_ARRAY(out->arena, bool, diff->changes.len);
    buf_add(out, SPAN("<section class=\"file\">\n"));
    diff_html_rows(&page);
    buf_add(out, SPAN("</section>\n"));
}

static Span show_beside(const void *context, Arena *arena, const Derivation *edge, size_t number,
                        size_t most)
{
    const Collection *c = context;
    Arena *scratch = arena_new();
    Span html = SPAN("");
    const Doc *old = read_doc(scratch, c->files[edge->parent].path);
    const Doc *new = old ? read_doc(scratch, c->files[edge->child].path) : NULL;
    if (new) {
        const FolderDiff *folder = folder_of_files(scratch, old, new, style_find(SPAN("house")));
        const Diff *diff = folder->entries.at[0].diff;
        Buf out = buf_in(scratch);
        if (diff)
            add_rows(&out, diff, number);
        if (out.len <= most)
            html = arena_copy(arena, buf_span(&out));
    }
    arena_free(scratch);
    return html;
}

void inner_scan_page(Buf *out, const Collection *collection)
{
    ScanBeside beside = {show_beside, collection};
    scan_html(out, collection, &beside);
}
