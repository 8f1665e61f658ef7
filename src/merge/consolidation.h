/* consolidation: several variants of one agent become one, and each of their units gets its fate. The steps, in the
   order of the files that do them: variants (rank), align (sections), opening and groups (units), procedures and
   enumerations (what stands for itself, what a list stands for), outline (the tree of sections of the result), layout and
   container (what stands where), assemble (the draft), fates, fields; then the writer, the ledger and its audit. */
#ifndef STEMMA_MERGE_CONSOLIDATION_H
#define STEMMA_MERGE_CONSOLIDATION_H

#include "merge/groups.h"
#include "write/write.h"

typedef enum Fate {
    FATE_KEPT,
    FATE_MERGED,
    FATE_DUPLICATE,
    FATE_CONFLICT,
    FATE_DROPPED,
    FATE_MARKUP
} Fate;

/* By which rule a unit was dropped. */
typedef enum DropRule {
    DROP_NONE,
    DROP_SUPPORT,
    DROP_TOOLS,
    DROP_STRUCTURE,
    DROP_OPENING,
    DROP_DECISION,
    DROP_VOICE
} DropRule;

typedef struct Setting {
    Span key, value;
} Setting;

typedef struct MergePolicy {
    const Style *style;
    uint32_t preferred; /* input, or NONE */
    ToolsPolicy tools;
    uint32_t min_support;
    const Setting *settings;
    uint32_t setting_count;
} MergePolicy;

/* What became of a unit of the variants. */
typedef struct UnitFate {
    Fate fate;
    DropRule rule;
    uint32_t target; /* unit of the draft, or NONE */
    float score;     /* of the pair that united it, 1 when nothing had to be compared */
    bool is_section; /* the target is a title, and what stands directly below it says the unit */
} UnitFate;

/* What became of a field, or of one entry of a field that is a set. */
typedef struct FieldFate {
    uint32_t doc, field;
    Span
        entry; /* "" for the field as a whole; NULL ptr and `field` NONE: comments before the first field */
    bool is_entry;
    Fate fate;
    DropRule rule;
    uint32_t target; /* field of the draft, or NONE */
} FieldFate;

/* What the result may do that a variant could not. */
typedef struct Rights {
    uint32_t doc;
    SpanVec gains;
    bool is_open;  /* it limits no tools and so has them all: the result narrows that */
    bool is_freed; /* the result limits none, as it did */
} Rights;

/* A disagreement; exactly one of the pairs is set. */
typedef struct Conflict {
    Span kind;                          /* number, polarity, order, choice; or the field's key */
    uint32_t winner, loser;             /* units' numbers, or NONE */
    uint32_t field_winner, field_loser; /* indices into field_fates, or NONE */
    uint32_t support;                   /* inputs that say what the winner says */
} Conflict;

typedef struct Consolidation {
    Arena *arena;
    const MergePolicy *policy;
    Variants *variants;
    Groups *groups; /* NULL when there was nothing to compare */
    Draft draft;
    Written written;
    UnitFate *fates; /* by unit number */
    VEC(FieldFate) field_fates;
    VEC(Conflict) conflicts;
    IndexVec canonical; /* units of the draft whose title is the style's */
    IndexVec settings;  /* fields of the draft that the user set */
    SpanVec widened;    /* tools that not every variant granted */
    SpanVec tool_keys;  /* the fields that name tools, where there are several */
    VEC(Rights) rights; /* of the variants whose rights change */
    bool is_settled;    /* the result reads back as itself */
} Consolidation;

/* The variants' alignment must be clustered. */
Consolidation *consolidate(Arena *arena, Variants *variants, const MergePolicy *policy);

#endif
