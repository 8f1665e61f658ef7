/* code: fenced and indented code, copied between its delimiters. */
#ifndef STEMMA_WRITE_CODE_H
#define STEMMA_WRITE_CODE_H

#include "doc/doc.h"
#include "style/style.h"
#include "write/page.h"

/* `may_indent`: code that was indented stays so, because nothing before it would take it in. */
void code_write(Page *page, const Unit *unit, const Style *style, bool may_indent);

#endif
