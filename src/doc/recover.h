/* recover: front matter that is not strict YAML. First once more with one-line values quoted, as Claude Code reads it;
   then key by key. */
#ifndef STEMMA_DOC_RECOVER_H
#define STEMMA_DOC_RECOVER_H

#include "doc/yaml.h"

/* Sets yaml->fields with their lines, source and comments; gives FRONT_RETRIED or FRONT_BY_LINES. */
FrontMode recover_fields(Arena *arena, const Lines *lines, Yaml *yaml);

#endif
