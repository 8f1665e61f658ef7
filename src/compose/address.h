/* address: what "Security/Input Validation" names in a document: a section by the titles on the way to it, of which the first may be
   left out; a keyed item by its key, behind those of its section or alone; any other item by its text. Titles are compared
   as they are first, then folded. */
#ifndef STEMMA_COMPOSE_ADDRESS_H
#define STEMMA_COMPOSE_ADDRESS_H

#include "doc/doc.h"

typedef struct Address {
    Range
        units; /* of the section with its title, or of the item with what is in it; empty: there is none */
    uint32_t section;  /* NONE: it is an item */
    uint32_t count;    /* how many are called so */
    uint32_t lines[2]; /* where the first two of them begin, from 1 */
} Address;

/* Folded titles and what else a search needs. */
typedef struct AddressBook AddressBook;

AddressBook *address_book(Arena *arena, const Doc *doc);

/* Looks among the units `within`. `nth`, from 1, chooses among several; with 0 there may be only one. */
Address address_find(AddressBook *book, Span address, Range within, uint32_t nth);

/* "; did you mean 'x'?" or nothing. */
Span address_hint(AddressBook *book, Span address, Range within);

#endif
