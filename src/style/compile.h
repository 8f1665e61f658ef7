/* compile: what the style compiler, a program of the build, knows of a style between reading and writing it. */
#ifndef STEMMA_STYLE_COMPILE_H
#define STEMMA_STYLE_COMPILE_H

#include "base/buf.h"
#include "base/vec.h"

#include <yaml.h>

/* The flags of Markup, as style.h and a template call them. */
typedef struct MarkupFlag {
    const char *field, *key;
} MarkupFlag;

extern const MarkupFlag markup_flags[];
extern const size_t markup_flag_count;

typedef struct DraftConcept {
    Span id, title;
    bool is_repeatable, is_deep;
    unsigned role; /* SectionRole */
} DraftConcept;

typedef struct DraftAlias {
    Span text; /* folded, or a regular expression without its slashes */
    uint32_t concept;
    const yaml_node_t *node; /* where it was read; its document outlives it */
} DraftAlias;

typedef VEC(DraftAlias) DraftAliasVec;

typedef struct DraftStyle {
    size_t number; /* among the styles; its tables are named by it */
    Span name;
    uint64_t markup; /* bit i: markup_flags[i] */
    SpanVec fields;
    VEC(DraftConcept) concepts;
    DraftAliasVec aliases; /* in byte order */
    DraftAliasVec patterns;
    DraftAliasVec hints;
} DraftStyle;

/* Appends the C tables of `style`. */
void emit_tables(Buf *out, const DraftStyle *style);

/* Appends the list of all styles. */
void emit_styles(Buf *out, const DraftStyle *styles, size_t count);

#endif
