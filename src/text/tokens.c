#include "text/tokens.h"

size_t tokens_quarters(Span text)
{
    size_t quarters = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x80)
            quarters += 1;
        else if (c >= 0xc0) /* the first byte of a character; the others are part of it */
            quarters += 4;
    }
    return quarters;
}

size_t tokens_of_quarters(size_t quarters)
{
    return (quarters + 3) / 4;
}

size_t tokens_estimate(Span text)
{
    return tokens_of_quarters(tokens_quarters(text));
}
