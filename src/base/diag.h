/* diag: coded diagnostics. Odd input never stops the reading: it is noted here, with its place. */
#ifndef STEMMA_BASE_DIAG_H
#define STEMMA_BASE_DIAG_H

#include "base/vec.h"

typedef enum DiagSeverity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR } DiagSeverity;

/* DIAG_FRONT_NOT_STRICT and so on, one for each row of diag_codes.h. */
typedef enum DiagCode {
#define DIAG(name, code, severity, summary, remedy) DIAG_##name,
#include "base/diag_codes.h"
#undef DIAG
    DIAG_COUNT
} DiagCode;

typedef struct DiagInfo {
    const char *name; /* "FRONT_RETRIED" */
    const char *code; /* "S101" */
    DiagSeverity severity;
    const char *summary; /* one line: what it means */
    const char *remedy;  /* what to do about it */
} DiagInfo;

typedef struct Diag {
    DiagCode code;
    uint32_t line, column; /* from 1; column in code points; 0 when the whole file is meant */
    Span message;          /* what was found here, in words */
} Diag;

typedef VEC(Diag) DiagVec;

typedef struct Diags {
    Arena *arena;
    DiagVec list;
    size_t suppressed; /* beyond DIAG_LIMIT of one code */
    uint32_t count[DIAG_COUNT];
} Diags;

/* Of one code and one file; more are counted, not kept, so that hostile input stays bounded. */
enum { DIAG_LIMIT = 100 };

const DiagInfo *diag_info(DiagCode code);

/* By "S101" or by name, case aside, dashes for underscores; NULL when there is none. */
const DiagInfo *diag_find(Span code_or_name);

void diag_add(Diags *diags, DiagCode code, uint32_t line, uint32_t column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

/* Document order: by line, column, code, message. */
int diag_cmp(const Diag *a, const Diag *b);
void diag_sort(Diags *diags);

#endif
