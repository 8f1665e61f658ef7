#include "render/html.h"
#include "render/matrix_view.h"

void matrix_html(Buf *out, const Matrix *matrix, const View *view)
{
    (void)matrix;
    (void)view;
    html_page(out, SPAN("variants"), SPAN(""));
}
