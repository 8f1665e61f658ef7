/* pieces: a text cut into words, signs and white space, to be compared. */
#ifndef STEMMA_DIFF_PIECES_H
#define STEMMA_DIFF_PIECES_H

#include "base/intern.h"
#include "base/vec.h"

/* A word, a sign, or, where every blank counts, white space. */
typedef struct Piece {
    Span text;
    bool is_spaced; /* prose: a blank stands before it */
    bool is_blank;  /* exact: it is white space */
    bool is_word;
    bool is_content; /* a word that is no function word, once pieces_find_content has looked */
} Piece;

typedef struct Pieces {
    VEC(Piece) pieces;
    IndexVec ids;
} Pieces;

/* What stands in a range of pieces. */
typedef struct Tally {
    uint32_t words, content, signs;
} Tally;

/* Fills an empty side with the pieces of `text`. Where blanks do not count (`is_exact` is false) those at both ends are left out. */
void pieces_read(Arena *arena, Intern *intern, Span text, bool is_exact, Pieces *side);

/* Most texts differ in one place only, and nobody asks which of their words say something. */
void pieces_find_content(Arena *arena, Pieces sides[2]);

Tally pieces_tally(const Pieces *side, Range range);

/* Space, tab, LF or CR. */
bool pieces_is_space(char byte);

#endif
