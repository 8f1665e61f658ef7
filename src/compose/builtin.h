/* builtin: the templates of templates/, made part of the program by compose/compile.c when it is built. */
#ifndef STEMMA_COMPOSE_BUILTIN_H
#define STEMMA_COMPOSE_BUILTIN_H

#include "base/span.h"

typedef struct BuiltinTemplate {
    Span name, bytes;
} BuiltinTemplate;

extern const BuiltinTemplate builtin_templates[];
extern const size_t builtin_template_count;

#endif
