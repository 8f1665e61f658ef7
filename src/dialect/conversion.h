/* conversion: one agent file on its way from one harness to another. A station takes a document and the harness it is to be
   for, and gives the bytes of the new file, the path where that harness looks for it, and a remark for everything that
   did not come along or came along changed. */
#ifndef STEMMA_DIALECT_CONVERSION_H
#define STEMMA_DIALECT_CONVERSION_H

#include "doc/doc.h"
#include "style/harness.h"

typedef struct ModelName {
    Span from, to;
} ModelName;

typedef struct ConvertWish {
    const Harness *from; /* NULL: told by the file */
    const Harness *to;
    VEC(ModelName) models; /* what models are called there */
    Span name;             /* instead of the agent's own; may be empty */
} ConvertWish;

typedef struct Remark {
    Diag diag;
    Span field; /* the key it is about; may be empty */
} Remark;

/* An agent as its file has it. */
typedef struct Agent {
    const Harness *speech; /* whose fields these are; of a rulesync file one of its parts' */
    FieldVec fields;
    bool *used;       /* by field: it has come along, or a remark has said that it has not */
    SpanVec comments; /* above the first field */
    Span name;
    uint32_t name_line; /* from 1 */
    Span gap;           /* the blank lines between front matter and body */
    Span body;
} Agent;

/* The field of the document on lines `from` says something in that of the result which has this key. */
typedef struct FieldWay {
    Range from;
    Span key;
} FieldWay;

/* A field of the result stands on these lines of it. */
typedef struct FieldPlace {
    Span key;
    Range lines;
} FieldPlace;

typedef struct Conversion {
    Arena *arena;
    const Doc *doc;
    const Harness *from;
    const Harness *to;
    const Harness *speech; /* whose fields are written; of a rulesync file one of its parts' */
    const ConvertWish *wish;
    Agent agent;
    FieldVec out;
    VEC(Remark) remarks;
    VEC(FieldWay) ways;
    VEC(FieldPlace) places;
    Range comments;                /* of the result: those above its first field */
    uint32_t body_line, body_from; /* where the prompt begins in the result, and in the document */
    Span bytes;
    Span path;         /* where `to` looks for it; empty when no name can be that of a file */
    Span path_problem; /* then why */
    Span problem;      /* why there are no bytes */
    uint32_t problem_line, problem_column; /* from 1; 0: none */
} Conversion;

/* False: nothing was made, and conversion->problem says why. */
bool convert_doc(Arena *arena, const Doc *doc, const ConvertWish *wish, Conversion *conversion);

/* Does the remark tell of something that did not come along as it was? */
bool convert_is_loss(const Remark *remark);

/* The lines of the result that the field of the document on lines `from` says something in. */
RangeVec convert_places(const Conversion *conversion, Range from);

/* What tells the harness that a document is for. */
typedef struct DialectSign {
    const Harness *harness; /* NULL: nothing does */
    Span field;             /* a key that it alone has; empty: the path */
} DialectSign;

DialectSign convert_sign(Arena *arena, const Doc *doc);

/* The harness that the document is for; where nothing tells, Claude Code. */
const Harness *convert_dialect(Arena *arena, const Doc *doc);

#endif
