/* mojibake: text whose UTF-8 bytes were once read in a one-byte encoding, and emoji cut to the low bytes of their
   UTF-16 units. A run is repaired only when encoding it back and decoding it gives assigned characters. */
#ifndef STEMMA_TEXT_MOJIBAKE_H
#define STEMMA_TEXT_MOJIBAKE_H

#include "base/vec.h"

typedef enum MojibakeKind {
    MOJIBAKE_MAC_ROMAN,
    MOJIBAKE_CP1252,
    MOJIBAKE_LATIN1,
    MOJIBAKE_LOW_BYTES
} MojibakeKind;

typedef struct Repair {
    size_t offset; /* in the damaged text */
    Span was, now; /* `was` borrows from the damaged text */
    MojibakeKind kind;
} Repair;

typedef VEC(Repair) RepairVec;

/* The repaired text, or `text` itself when there is nothing to repair. Never adds or removes a line. */
Span mojibake_repair(Arena *arena, Span text, RepairVec *repairs);

const char *mojibake_name(MojibakeKind kind); /* "Mac Roman", "Windows-1252", ... */

#endif
