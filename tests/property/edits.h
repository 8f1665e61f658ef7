/* edits: what people do to agents, done to drafts, and what a diff is to say about it. */
#ifndef STEMMA_TESTS_EDITS_H
#define STEMMA_TESTS_EDITS_H

#include "diff/diff.h"
#include "draft.h"

/* A change that is to be reported. Lines are named by the ids of the draft. */
typedef struct Expected {
    uint32_t edit; /* index of the edit */
    ChangeKind kind;
    ChangeWhat what;
    uint32_t old; /* line of the old file where the thing begins; NONE when it was added */
    uint32_t new; /* id of the line where it begins now; NONE when it was removed */
    unsigned weighty;
    bool is_light; /* nothing about it is weighty */
    bool
        is_either; /* one of several that tell the same: one of them must be reported, the others may */
    bool is_found;
} Expected;

typedef VEC(Expected) ExpectedVec;

typedef struct EditKind {
    const char *name;
    bool
        is_large; /* changes the order or number of sections: one in a draft, or they would disturb each other */
    /* Does it somewhere and says what it did; false when the draft has no place for it. */
    bool (*apply)(Draft *draft, uint32_t edit, ExpectedVec *expected);
} EditKind;

extern const EditKind section_edits[], item_edits[], word_edits[];
extern const uint32_t section_edit_count, item_edit_count, word_edit_count;

#endif
