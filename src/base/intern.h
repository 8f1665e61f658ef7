/* intern: text -> dense id, so that equality of words, lines and subtrees is equality of integers.
   Ids count up from 0 in order of first sight, which makes them deterministic. */
#ifndef STEMMA_BASE_INTERN_H
#define STEMMA_BASE_INTERN_H

#include "base/arena.h"

typedef struct Intern Intern;

/* Lives in the arena, tables and all. */
Intern *intern_new(Arena *arena);

/* The id of `text`; new text is copied into the arena. */
uint32_t intern_id(Intern *intern, Span text);

/* The same without a copy: `text` must stay where it is as long as the table is used. */
uint32_t intern_borrowed(Intern *intern, Span text);

/* The id of `text`, or NONE when it was never interned. */
uint32_t intern_find(const Intern *intern, Span text);

/* What the id stands for; followed by a NUL where it was copied. */
Span intern_text(const Intern *intern, uint32_t id);
uint32_t intern_count(const Intern *intern);

#endif
