/* addresses: what a person calls the place of a line, and where an address is in another version of the document. */
#ifndef STEMMA_DIFF_ADDRESSES_H
#define STEMMA_DIFF_ADDRESSES_H

#include "doc/doc.h"

typedef struct Addresses Addresses;

/* Lives in the arena. */
Addresses *addresses_new(Arena *arena, const Doc *doc);

/* "Security/Input Validation", with the key of a keyed item behind it; of a line of the front matter "front matter" and
   the field's key. "" for what stands before the first title, or where it would be too long to be read. */
Span addresses_of_line(const Addresses *addresses, uint32_t line);

/* The lines of the section whose title begins at `line`; empty when none does. */
Range addresses_section(const Addresses *addresses, uint32_t line);

/* What an address names in this document. */
typedef struct AddressPlace {
    /* Of the field, or of the section, also of an item in it; of several that are called so from the first to the last;
       empty when there is none. */
    Range lines;
    bool is_exact; /* it has this very address; else it is the closest one around it */
} AddressPlace;

AddressPlace addresses_find(Addresses *addresses, Span address);

#endif
