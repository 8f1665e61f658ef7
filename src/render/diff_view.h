/* diff_view: the views of what changed between two files or two sets of files. */
#ifndef STEMMA_RENDER_DIFF_VIEW_H
#define STEMMA_RENDER_DIFF_VIEW_H

#include "base/buf.h"
#include "diff/folder.h"
#include "render/view.h"

typedef struct DiffView {
    View view;
    bool side_by_side; /* text: old on the left, new on the right */
    bool word;         /* text: the whole of what was edited, not only what is near a change */
    bool why;          /* what each pair was paired by */
    bool formatting;   /* what is only formatting, too */
} DiffView;

/* For a terminal. */
void diff_text(Buf *out, const FolderDiff *folder, const DiffView *how);

/* How much changed where, a line a section or, of folders, a line a file. */
void diff_stat(Buf *out, const FolderDiff *folder, const DiffView *how);

/* For the comment on a pull request. */
void diff_markdown(Buf *out, const FolderDiff *folder, const DiffView *how);

/* As stemma-diff/1. */
void diff_json(Buf *out, const FolderDiff *folder, const DiffView *how);

/* One self-contained page. */
void diff_html(Buf *out, const FolderDiff *folder, const DiffView *how);

#endif
