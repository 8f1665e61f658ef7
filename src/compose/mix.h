/* mix: a draft that is put together from pieces of documents, and where each of its units came from. */
#ifndef STEMMA_COMPOSE_MIX_H
#define STEMMA_COMPOSE_MIX_H

#include "compose/slots.h"
#include "write/write.h"

/* `source` is a number that the caller gave; `unit` that of the source's document. */
typedef struct Origin {
    uint32_t source, unit;
} Origin;

typedef VEC(Origin) OriginVec;

/* A variable's value stands in a unit of the draft. */
typedef struct MixUse {
    Span name;
    uint32_t unit;
} MixUse;

typedef struct Mix {
    Arena *arena;
    Draft draft;
    OriginVec origins; /* by unit of the draft */
    VEC(MixUse) uses;
    uint32_t lists, tables; /* how many numbers are taken */
} Mix;

/* A piece of a document, and how it is put in. */
typedef struct Piece {
    const Doc *doc;
    Range units;
    const bool *is_left_out;    /* by unit of the document; NULL: nothing is */
    const BindingVec *bindings; /* values for the slots in it; NULL: slots are text */
    bool is_inline;             /* a slot alone is none but any other, and a value one line */
    uint32_t source;
    int shift; /* of the levels of headings */
} Piece;

/* A text that is to be read as Markdown, below a line that keeps what looks like front matter from being read as that: its own
   lines and units come after so many. */
enum { MIX_TEXT_LINES = 2, MIX_TEXT_UNITS = 1 };
const Doc *mix_read_text(Arena *arena, Span text);

/* Appends the units of the piece. A paragraph that is only a slot becomes the Markdown that its value is, an item that is only a
   slot becomes an item for each line of it; with an empty value both are left out. */
void mix_add(Mix *mix, const Piece *piece);

/* Appends a heading; `bindings` as in a piece. */
void mix_add_heading(Mix *mix, Span text, uint8_t level, Origin origin, const BindingVec *bindings);

/* Makes the item `first` of the draft go on the list that ends right before it, if one of its kind does. */
void mix_join_list(Mix *mix, uint32_t first);

/* What takes levels of headings in `units` so that the highest of them is `level`; 0 where there is none. */
int mix_shift(const Doc *doc, Range units, uint8_t level);

/* Sorts the fields as the style has them and writes the draft. False when the text does not read back as itself. */
bool mix_write(Mix *mix, const Style *style, Written *written);

#endif
