/* names: how agents are called, and where their names count. */
#ifndef STEMMA_LINT_NAMES_H
#define STEMMA_LINT_NAMES_H

#include "base/span.h"

/* The folder in which a name may stand once: that of all agents the harness loads together with the one at `path`. */
Span names_scope(Span path);

#endif
