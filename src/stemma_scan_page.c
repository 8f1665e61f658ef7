/* The page of a scan compares files as a diff does. */
#include "stemma_inner.h"

#include "base/file.h"
#include "diff/folder.h"
#include "render/diff_html.h"
#include "render/scan.h"

static void add_rows(Buf *out, const Diff *diff, size_t number)
{
    DiffView how = {.formatting = true};
    DiffPage page = {.out = out, .how = &how, .diff = diff, .file = number, .is_brief = true};
    page.is_anchored = ARENA_ARRAY(out->arena, bool, diff->changes.len);
    buf_add(out, SPAN("<section class=\"file\">\n"));
    diff_html_rows(&page);
    buf_add(out, SPAN("</section>\n"));
}

static void compare(Buf *out, const Span *paths, const Span *bytes, size_t number)
{
    const Doc *old = doc_read(out->arena, paths[0], bytes[0], (DocOptions){0});
    const Doc *new = doc_read(out->arena, paths[1], bytes[1], (DocOptions){0});
    const FolderDiff *folder = folder_of_files(out->arena, old, new, style_find(SPAN("house")));
    if (folder->entries.at[0].diff)
        add_rows(out, folder->entries.at[0].diff, number);
}

static Span show_beside(const void *context, Arena *arena, const Derivation *edge, size_t number,
                        size_t most)
{
    const Collection *c = context;
    Arena *scratch = arena_new();
    Buf out = buf_in(scratch);
    const Span paths[] = {c->files[edge->parent].path, c->files[edge->child].path};
    Span bytes[2], html = SPAN("");
    if (file_read(scratch, paths[0].ptr, &bytes[0]) == 0 &&
        file_read(scratch, paths[1].ptr, &bytes[1]) == 0 && !span_eq(bytes[0], bytes[1]))
        compare(&out, paths, bytes, number);
    if (out.len <= most)
        html = arena_copy(arena, buf_span(&out));
    arena_free(scratch);
    return html;
}

void inner_scan_page(Buf *out, const Collection *collection)
{
    ScanBeside beside = {show_beside, collection};
    scan_html(out, collection, &beside);
}
