/* compile_emit: a style as C tables, for the style compiler, a program of the build. */
#ifndef STEMMA_STYLE_COMPILE_EMIT_H
#define STEMMA_STYLE_COMPILE_EMIT_H

#include "base/buf.h"
#include "style/style.h"

/* Appends the tables of styles[number], without those that it shares with one before it. */
void emit_tables(Buf *out, const Style *styles, size_t number);

/* Appends the list of all styles. */
void emit_styles(Buf *out, const Style *styles, size_t count);

#endif
