/* front: the front matter as fields. Strict YAML first; then once more with one-line values quoted; then line by
   line. The text of scalars is kept as written (1.0 stays 1.0) and aliases are never expanded. */
#ifndef STEMMA_DOC_FRONT_H
#define STEMMA_DOC_FRONT_H

#include "doc/source.h"

typedef enum FrontMode { FRONT_NONE, FRONT_STRICT, FRONT_RETRIED, FRONT_BY_LINES } FrontMode;

/* What a value is made of, whatever it means. */
typedef enum FieldShape {
    FIELD_NULL,   /* `key:` */
    FIELD_SCALAR, /* plain, quoted or block scalar */
    FIELD_LIST,   /* block or flow list of scalars */
    FIELD_OPAQUE  /* maps, nested lists, aliases: kept as source text */
} FieldShape;

typedef enum FieldQuote {
    QUOTE_PLAIN,
    QUOTE_SINGLE,
    QUOTE_DOUBLE,
    QUOTE_LITERAL,
    QUOTE_FOLDED
} FieldQuote;

typedef struct Field {
    Range
        lines; /* from the key's line to the next key's; comments after it stay with it, and those above the first
                    field are that one's first lines */
    Span key;
    FieldShape shape;
    FieldQuote quote; /* of a scalar */
    bool is_flow;     /* of a list or map: [a, b] */
    Span value;       /* of a scalar: what YAML says it is, its source text if plain */
    SpanVec items;    /* of a list: its scalars' values */
    Span
        source; /* the value as it stands in the file, from after the colon to the field's end, line ends included */
    SpanVec
        comments; /* from its key on: comment lines and comments behind values, without indentation, with their # */
} Field;

typedef VEC(Field) FieldVec;

typedef struct Front {
    FrontMode mode;
    Range
        lines; /* from line 0, with both delimiters and what stands above them; empty when there is none */
    Range above;  /* a comment above it, without blank lines around; or empty */
    Range second; /* a second block of fields right below, read as part of the body; or empty */
    FieldVec fields;
    SpanVec comments; /* comment lines before the first field */
    bool has_aliases;
} Front;

/* Never fails; looks at the start of the text. */
Front front_read(Arena *arena, const Source *source, Diags *diags);

/* The lines between the delimiters, by lines alone; an empty range where there is none. A byte order mark is none of its business. */
Range front_find(const Lines *lines, bool *is_unclosed);

/* A block of keys right below the front matter, which ends before line `from`, with its delimiters; or an empty range. */
Range front_second(const Lines *lines, uint32_t from);

/* Parses YAML text as one flat mapping the strict way only: true and the fields (lines from 0), or false. For the
   check that what was written is strict. */
bool front_parse_strict(Arena *arena, Span yaml, FieldVec *fields);

/* The line, from 0, that the field's key stands on: comments above the first field belong to it. */
uint32_t front_key_line(const Lines *lines, const Field *field);

/* The items of a comma string: split at commas outside parentheses, trimmed, empty ones left out. */
void front_split_commas(Arena *arena, Span value, SpanVec *items);

/* A field as a set: the items of a list, those of a comma string, nothing of any other shape. */
SpanVec front_entries(Arena *arena, const Field *field);

#endif
