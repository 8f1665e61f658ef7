/* builtin: the styles of templates/, made into tables by style/compile.c when the program is built. */
#ifndef STEMMA_STYLE_BUILTIN_H
#define STEMMA_STYLE_BUILTIN_H

#include "style/style.h"

extern const Style builtin_styles[];
extern const size_t builtin_style_count;

#endif
