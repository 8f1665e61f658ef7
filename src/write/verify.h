/* verify: what was written is read again before anyone trusts it. */
#ifndef STEMMA_WRITE_VERIFY_H
#define STEMMA_WRITE_VERIFY_H

#include "doc/doc.h"
#include "style/style.h"

/* Do `written` and the doc it was made of hold the same data in their fields and the same words in their units, in the
   same order? Read with plain_markdown, CommonMark must see the same in both bodies, too. `options` are those `doc` was
   read with. False leaves the first difference in *problem. */
bool verify_format(Arena *arena, const Doc *doc, const Style *style, Span written,
                   DocOptions options, Span *problem);

#endif
