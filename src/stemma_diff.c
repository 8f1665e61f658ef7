/* The public functions that compare. */
#include "stemma_inner.h"

#include "diff/folder.h"
#include "render/diff_view.h"
#include "render/matrix_view.h"

#include <errno.h>

struct stemma_diff {
    Arena *arena; /* owns everything but the documents */
    FolderDiff *folder;
};

static stemma_diff *diff_new(void)
{
    Arena *arena = arena_new();
    stemma_diff *diff = ARENA_NEW(arena, stemma_diff);
    diff->arena = arena;
    return diff;
}

static const Style *house(void)
{
    return style_find(SPAN("house"));
}

stemma_diff *stemma_diff_docs(const stemma_doc *old, const stemma_doc *new)
{
    stemma_diff *diff = diff_new();
    diff->folder = folder_of_files(diff->arena, old->doc, new->doc, house());
    return diff;
}

static FileSet file_set(Arena *arena, const char *name, stemma_doc *const *docs, size_t count)
{
    Doc **inner = ARENA_ARRAY(arena, Doc *, count);
    for (size_t i = 0; i < count; i++)
        inner[i] = docs[i]->doc;
    return (FileSet){arena_copy(arena, span_of(name)), inner, (uint32_t)count};
}

stemma_diff *stemma_diff_sets(const char *old_name, stemma_doc *const *old, size_t old_count,
                              const char *new_name, stemma_doc *const *new, size_t new_count)
{
    stemma_diff *diff = diff_new();
    diff->folder = folder_diff(diff->arena, file_set(diff->arena, old_name, old, old_count),
                               file_set(diff->arena, new_name, new, new_count), house());
    return diff;
}

void stemma_diff_free(stemma_diff *diff)
{
    if (diff)
        arena_free(diff->arena);
}

size_t stemma_diff_count(const stemma_diff *diff, bool formatting)
{
    size_t count = 0;
    for (size_t i = 0; i < diff->folder->entries.len; i++) {
        const Entry *entry = &diff->folder->entries.at[i];
        bool is_pair = entry->old && entry->new;
        count += entry->kind == ENTRY_RENAMED || !is_pair;
        for (size_t c = 0; entry->diff && is_pair && c < entry->diff->changes.len; c++)
            count += formatting || entry->diff->changes.at[c].kind != CHANGE_FORMATTING;
    }
    return count;
}

stemma_text stemma_diff_view(const stemma_diff *diff, const stemma_diff_options *options,
                             const stemma_view *view)
{
    static void (*const views[])(Buf * out, const FolderDiff *folder, const DiffView *how) = {
        [STEMMA_DIFF_TEXT] = diff_text,         [STEMMA_DIFF_STAT] = diff_stat,
        [STEMMA_DIFF_MARKDOWN] = diff_markdown, [STEMMA_DIFF_JSON] = diff_json,
        [STEMMA_DIFF_HTML] = diff_html,
    };
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    DiffView how = {.view = inner_view(view),
                    .side_by_side = options->side_by_side,
                    .word = options->word,
                    .why = options->why,
                    .formatting = options->formatting};
    views[options->format](&out, diff->folder, &how);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

int stemma_diff_patch(const stemma_diff *diff, stemma_text *patch, stemma_error *error)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    int status = 0;
    for (size_t i = 0; i < diff->folder->entries.len && status == 0; i++)
        if (diff->folder->entries.at[i].diff)
            status = inner_patch(&out, diff->folder->entries.at[i].diff, error);
    if (status == 0)
        *patch = inner_text(buf_span(&out));
    arena_free(arena);
    return status;
}

int stemma_compare(stemma_doc *const *docs, size_t count, stemma_diff_format format,
                   const stemma_view *view, stemma_text *text, stemma_error *error)
{
    static void (*const views[])(Buf * out, const Matrix *matrix, const View *view) = {
        [STEMMA_DIFF_TEXT] = matrix_text,
        [STEMMA_DIFF_JSON] = matrix_json,
        [STEMMA_DIFF_HTML] = matrix_html,
        [STEMMA_DIFF_STAT] = NULL,
    };
    if (!views[format])
        return inner_fail(error, -EINVAL,
                          "diff: more than two files are shown as text, json or html only");
    if (count > MATRIX_VARIANT_LIMIT)
        return inner_fail(error, -E2BIG,
                          "%zu files are too many to stand beside each other; the most are %d",
                          count, MATRIX_VARIANT_LIMIT);
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View how = inner_view(view);
    FileSet set = file_set(arena, "", docs, count);
    views[format](&out, matrix_of(arena, set.docs, set.count, house()), &how);
    *text = inner_text(buf_span(&out));
    arena_free(arena);
    return 0;
}
