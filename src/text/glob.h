/* glob: patterns of paths. `*` stands for anything but a slash, `?` for one byte that is none, `**` for anything. */
#ifndef STEMMA_TEXT_GLOB_H
#define STEMMA_TEXT_GLOB_H

#include "base/span.h"

/* Does the pattern mean the path? One without a slash inside means any file or folder of that name, another a path from the
   top; a folder means all that is in it. One that ends in a slash means folders alone. */
bool glob_matches(Span pattern, Span path);

#endif
