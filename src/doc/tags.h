/* tags: XML tags on lines of their own, which structure prompts. Takes the lines of a body and its fences; gives the
   balanced pairs in order of their opening lines. HTML's own elements are left to CommonMark. */
#ifndef STEMMA_DOC_TAGS_H
#define STEMMA_DOC_TAGS_H

#include "base/diag.h"
#include "doc/fence.h"

typedef enum TagKind {
    TAG_SECTION, /* <workflow> ... </workflow>: its content is read as Markdown */
    TAG_EXAMPLE  /* <example> ... </example>: kept whole, whatever it holds */
} TagKind;

typedef struct Tag {
    TagKind kind;
    uint32_t open, close; /* lines */
    Span name;
    Span source; /* the opening tag as written */
    uint32_t
        indent; /* of a section: columns its whole content is indented by; of an example: its own */
} Tag;

typedef VEC(Tag) TagVec;

TagVec tags_find(Arena *arena, const Lines *lines, Range body, const FenceVec *fences,
                 Diags *diags);

#endif
