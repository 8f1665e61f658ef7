/* codepage: the upper halves of the one-byte encodings that UTF-8 is most often mistaken for. */
#ifndef STEMMA_TEXT_CODEPAGE_H
#define STEMMA_TEXT_CODEPAGE_H

#include "base/span.h"

typedef enum Codepage {
    CODEPAGE_CP1252,
    CODEPAGE_LATIN1,
    CODEPAGE_MAC_ROMAN,
    CODEPAGE_COUNT
} Codepage;

/* The byte, 0x80 to 0xFF, that stands for a code point, or -1. */
int codepage_byte(Codepage page, int32_t code_point);

/* The code point of a byte, 0x80 to 0xFF. The five bytes that Windows-1252 leaves undefined stand for themselves, as
   browsers read them. */
int32_t codepage_point(Codepage page, uint8_t byte);

#endif
