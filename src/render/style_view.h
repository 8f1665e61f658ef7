/* style_view: styles for people. */
#ifndef STEMMA_RENDER_STYLE_VIEW_H
#define STEMMA_RENDER_STYLE_VIEW_H

#include "base/buf.h"
#include "render/view.h"
#include "style/style.h"

/* The built-in styles, a line each. */
void style_view_list(Buf *out, const View *view);

/* A style as a style file that says all of it. */
void style_view_show(Buf *out, const Style *style);

#endif
