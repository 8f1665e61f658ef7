/* copies: which lines of a new file are lines of the old one, in their places or moved. */
#ifndef STEMMA_DIFF_COPIES_H
#define STEMMA_DIFF_COPIES_H

#include "text/lines.h"

/* Fewer bytes than these are rather repeated than called moved. */
enum { COPIES_LEAST_MOVED = 20 };

/* Lines that moved together, with what was edited among them. */
typedef struct Block {
    Range old, new;
} Block;

typedef VEC(Block) BlockVec;

/* One side of two files. */
typedef struct CopySide {
    uint32_t count; /* lines */
    uint32_t *mate; /* by line: the same line on the other side, or NONE */
    uint32_t *
        block; /* by line: the block it belongs to, from 1; 0 what did not move. Mates belong to the same */
} CopySide;

/* Inside a block mates are in the same order on both sides. */
typedef struct Copies {
    CopySide old, new;
    uint32_t block_count; /* 0 not counted */
} Copies;

/* `moved` says which blocks a reader sees as moved; they may hold each other. What is left over on both sides and says
   something is looked for elsewhere. */
Copies *copies_find(Arena *arena, const Lines *old, const Lines *new, const BlockVec *moved);

#endif
