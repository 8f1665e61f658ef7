#include "render/diff_view.h"
#include "render/html.h"

void diff_html(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    (void)how;
    html_page(out, folder->new, SPAN(""));
}
