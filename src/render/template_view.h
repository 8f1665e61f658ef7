/* template_view: templates for people. */
#ifndef STEMMA_RENDER_TEMPLATE_VIEW_H
#define STEMMA_RENDER_TEMPLATE_VIEW_H

#include "base/buf.h"
#include "compose/template.h"
#include "render/view.h"

/* Name, what it is for, and its slots with their defaults. */
void template_view_show(Buf *out, const Template *from, const View *view);

#endif
