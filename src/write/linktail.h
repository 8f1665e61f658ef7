/* linktail: the part of an inline link after its text: ](destination "title"). */
#ifndef STEMMA_WRITE_LINKTAIL_H
#define STEMMA_WRITE_LINKTAIL_H

#include "base/buf.h"

typedef struct LinkTail {
    size_t end;       /* after the closing parenthesis; 0 when this is none */
    Span destination; /* without angle brackets, as written */
    Span title;       /* without quotes, as written */
    char quote;       /* what the title opens with; NUL when there is none */
    bool is_angled;
} LinkTail;

/* `at` is the opening parenthesis. */
LinkTail linktail_read(Span text, size_t at);

/* With the plainest brackets and quotes that hold it. */
void linktail_write(Buf *out, const LinkTail *tail);

#endif
