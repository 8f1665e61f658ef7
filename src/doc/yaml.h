/* yaml: one flat mapping read with libyaml's events. Aliases are never followed, nothing is typed, and what is more
   than a scalar or a list of scalars is left as it stands. */
#ifndef STEMMA_DOC_YAML_H
#define STEMMA_DOC_YAML_H

#include "doc/front.h"

/* Beyond these a mapping is not given to libyaml, or not read on. */
enum { YAML_BYTES = 1024 * 1024, YAML_DEPTH = 64 };

typedef struct Yaml {
    FieldVec fields; /* lines, source and comments are set by yaml_settle */
    bool has_aliases;
    uint32_t alias_line;   /* of the first anchor or alias, from 0 */
    Span problem;          /* why it is not strict; lasts as long as the arena */
    uint32_t problem_line; /* from 0 */
    bool *is_content;      /* by line: inside a scalar of several lines, where # is no comment */
    Span *tails;           /* by line: the comment behind a value */
} Yaml;

/* False when the text is not one strict block mapping with plain or quoted keys, each on a line of its own. */
bool yaml_read(Arena *arena, const Lines *lines, Yaml *yaml);

/* Gives the fields their lines (each up to the next key's), source and comments. */
void yaml_settle(Arena *arena, const Lines *lines, Yaml *yaml);

/* Offset behind the colon that ends the key at the start of `line`; 0 when there is no key. */
size_t yaml_key_end(Span line, Span *key);

#endif
