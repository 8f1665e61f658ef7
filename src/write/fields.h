/* fields: the front matter as strict YAML. */
#ifndef STEMMA_WRITE_FIELDS_H
#define STEMMA_WRITE_FIELDS_H

#include "write/page.h"
#include "write/write.h"

/* With both delimiters; ends without a line break. `field_lines` gets the lines of each field. */
void fields_write(Page *page, const Draft *draft, Range *field_lines);

#endif
