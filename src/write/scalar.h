/* scalar: how a text is written as a YAML scalar: the plainest style that keeps it a strict one of its kind. Quotes are
   chosen as prettier chooses them. */
#ifndef STEMMA_WRITE_SCALAR_H
#define STEMMA_WRITE_SCALAR_H

#include "base/buf.h"

/* Where a scalar stands; inside [a, b] more characters need quotes. */
typedef enum ScalarPlace { SCALAR_BLOCK, SCALAR_FLOW } ScalarPlace;

/* Can it stand without quotes and be read as it is? What type YAML gives it is not looked at. */
bool scalar_is_plain(Span value, ScalarPlace place);

/* Would YAML take it, unquoted, for something other than a string: a number, a date, true, null? */
bool scalar_is_typed(Span value);

/* In quotes, on one line. */
void scalar_quote(Buf *out, Span value);

/* Can it be written as a literal block? */
bool scalar_is_literal(Span value);

/* The literal block from its | on, each line indented by `indent`; ends without a line break. */
void scalar_literal(Buf *out, Span value, uint32_t indent);

#endif
