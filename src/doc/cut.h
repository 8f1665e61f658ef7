/* cut: tables that GFM ends before CommonMark, which knows none, ends their paragraph. Where one
   does, the reading is told, for cmark to be asked again. */
#ifndef STEMMA_DOC_CUT_H
#define STEMMA_DOC_CUT_H

#include "doc/build.h"

#include <cmark.h>

/* What is below a cut may hold another table. */
enum { CUT_ROUNDS = 8 };

/* True when the reading has changed and is to be parsed anew. */
bool cut_tables(Build *b, cmark_node *root);

#endif
