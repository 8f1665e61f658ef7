/* pairer: the state that the phases of pair_align share. Each phase only adds pairs: what is paired stays so. */
#ifndef STEMMA_ALIGN_PAIRER_H
#define STEMMA_ALIGN_PAIRER_H

#include "align/fingerprint.h"

/* The units that say something, by the section whose text they are: headings and closing tags are none of them. */
typedef struct Leaves {
    uint32_t *list;  /* section by section, in document order */
    uint32_t *first; /* first[section]: where its own begin; section_count + 1 entries */
    uint32_t *place; /* by unit: where it is in the list */
} Leaves;

typedef struct Pairer {
    Arena *scratch;
    Pairing *p;
    const Style *style; /* NULL: none */
    const PairScope *scope;
    Fingerprints prints;
    Intern *written; /* titles and keys as they are written */
    IndexVec folded; /* of each of them: its id in `titles`, or NONE where nothing is left of it */
    Intern *titles;  /* folded */
    Intern *words;   /* of what bags were made of */
    Leaves leaves[2];
    const struct Bags *bags; /* of what was free when leaves were last looked at for likeness */
    bool has_former_items;   /* items that became sections, or sections that became items */
    bool has_news; /* sections were paired since leaves were last looked at for likeness */
} Pairer;

/* Phases, in the order of pair_align's table. */
void pair_fields(Pairer *pairer);
void pair_same_sections(Pairer *pairer); /* identical subtrees, largest first */
void pair_scored_sections(
    Pairer *pairer);                    /* by titles and by what is paired or the same below them */
void pair_same_leaves(Pairer *pairer);  /* identical, in paired sections */
void pair_moved_leaves(Pairer *pairer); /* identical, anywhere */
void pair_next_leaves(Pairer *pairer);  /* identical, beside a pair */
void pair_keyed_leaves(Pairer *pairer); /* the same key, in paired sections */
void pair_titled_leaves(
    Pairer *pairer);                    /* items that became sections, sections that became items */
void pair_alike_leaves(Pairer *pairer); /* by likeness */
void pair_placed_leaves(Pairer *pairer); /* alone between the same neighbours */
void pair_left_leaves(Pairer *pairer);   /* identical, anywhere, however many of them there are */

/* The id of the folded text in `titles`, or NONE. Most titles are never asked for: their sections are the same. */
uint32_t pairer_fold(Pairer *pairer, Span title);
uint32_t pairer_title(Pairer *pairer, PairSide side, uint32_t section);

/* Is there no mate yet? */
bool pairer_is_free(const Pairer *pairer, PairSide side, uint32_t unit);

void pairer_unit(Pairer *pairer, uint32_t old, uint32_t new, PairReason reason, float score);

/* With the title's unit and the closing tag. */
void pairer_section(Pairer *pairer, uint32_t old, uint32_t new, PairReason reason, float score);

/* Do the units stand in sections that are a pair, the document's title aside? A label stands in its parent, and what is in an
   item that became a section in that. */
bool pairer_is_near(const Pairer *pairer, uint32_t old, uint32_t new);

/* Leaves without a mate, in document order. */
IndexVec pairer_free_leaves(Pairer *pairer, PairSide side);

#endif
