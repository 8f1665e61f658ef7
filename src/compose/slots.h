/* slots: {{name}} in a text, and what stands there in the end. {{name|title}} gives the value as a title: "api-reviewer" becomes
   "Api Reviewer". Names have lower-case letters, digits and hyphens; other double braces are no slots and stay. A value is text:
   what looks like a slot in it is none. */
#ifndef STEMMA_COMPOSE_SLOTS_H
#define STEMMA_COMPOSE_SLOTS_H

#include "base/vec.h"

typedef struct Binding {
    Span name, value;
} Binding;

typedef VEC(Binding) BindingVec;

/* Where a value is put, and so what becomes of its line breaks and bars. */
typedef enum SlotPlace {
    SLOT_IN_LINE, /* prose: line breaks become blanks */
    SLOT_IN_CELL, /* of a table: bars are escaped, too */
    SLOT_AS_IS    /* code, front matter */
} SlotPlace;

typedef struct Slot {
    size_t start, end; /* with its braces */
    Span name;
    bool is_title;
} Slot;

/* The next slot at or after `from`. */
bool slot_next(Span text, size_t from, Slot *slot);

/* Is there nothing but one slot? */
bool slot_alone(Span text, Slot *slot);

/* Its value; false when the name is not bound. */
bool slot_value(Arena *arena, const Slot *slot, const BindingVec *bindings, Span *value);

/* The text with the values of all slots whose names are bound; itself when it has none. */
Span slot_expand(Arena *arena, Span text, const BindingVec *bindings, SlotPlace place);

/* NULL when there is none of that name. */
const Binding *binding_find(const BindingVec *bindings, Span name);

#endif
