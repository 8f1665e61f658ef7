/* schema: YAML that people write for us (styles, settings of a project), read by tables of keys. Every mistake is noted
   with its place and, where one can be guessed, what was meant; the reading goes on. Aliases, a second document and what
   is nested too deeply are mistakes, so that no file can be slow. */
#ifndef STEMMA_STYLE_SCHEMA_H
#define STEMMA_STYLE_SCHEMA_H

#include "base/buf.h"
#include "base/vec.h"

#include <yaml.h>

enum {
    SCHEMA_BYTES = 1024 * 1024,
    SCHEMA_DEPTH = 16,
    SCHEMA_ENTRIES = 2000, /* of one list or mapping */
    SCHEMA_PROBLEMS = 50,  /* more are counted */
    SCHEMA_HINT = 200      /* bytes of the names that a message lists */
};

typedef struct Problem {
    uint32_t line, column; /* from 1; column in code points */
    Span message;
} Problem;

typedef struct Problems {
    VEC(Problem) list;
    size_t suppressed;
} Problems;

typedef struct Schema {
    Arena *arena;
    Problems *problems;
    yaml_document_t document;
    void *target; /* what the readers fill */
} Schema;

/* Reads one value; `row` is its row in the table of keys, or its place in a list. */
typedef void (*SchemaReader)(Schema *schema, const yaml_node_t *node, size_t row);

typedef struct SchemaKey {
    const char *name;
    SchemaReader read;
    bool is_optional;
} SchemaKey;

/* Beyond SCHEMA_PROBLEMS they are only counted. */
void problems_add(Arena *arena, Problems *problems, Problem problem);

/* Gives `root` the root node, unless the text is no YAML of ours. True when nothing was wrong. */
bool schema_read(Arena *arena, Span yaml, SchemaReader root, void *target, Problems *problems);

void schema_complain(Schema *schema, const yaml_node_t *node, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* "; did you mean 'x'?" when one of the names is near enough, else "; write a, b or c" when they are few. */
Span schema_hint(Arena *arena, Span typed, const Span *names, size_t count);

/* A text that is not empty; "?" after a complaint. */
Span schema_text(Schema *schema, const yaml_node_t *node);
Span schema_text_or_empty(Schema *schema, const yaml_node_t *node);
bool schema_bool(Schema *schema, const yaml_node_t *node);

/* Which of the names stands here, from 0; they end with an empty one. 0 after a complaint. */
size_t schema_choice(Schema *schema, const yaml_node_t *node, const Span *names);

/* A whole number from 1 on. */
uint32_t schema_number(Schema *schema, const yaml_node_t *node);

/* A name as it stands on command lines and in stable output: lower-case letters, digits and hyphens. */
Span schema_id(Schema *schema, const yaml_node_t *node);

void schema_list(Schema *schema, const yaml_node_t *node, SchemaReader read);
void schema_mapping(Schema *schema, const yaml_node_t *node, const SchemaKey *keys, size_t count);

/* The same, where a text alone may stand for a mapping with the first key and nothing else. */
void schema_short_mapping(Schema *schema, const yaml_node_t *node, const SchemaKey *keys,
                          size_t count);

/* A mapping whose keys are not known beforehand; each may stand once. */
void schema_pairs(Schema *schema, const yaml_node_t *node,
                  void (*read)(Schema *schema, const yaml_node_t *key, const yaml_node_t *value));

/* The value of `key` in a mapping, or NULL. */
const yaml_node_t *schema_find(Schema *schema, const yaml_node_t *node, Span key);

/* All problems as lines of `name:line:column: message`. */
Span problems_text(Arena *arena, Span name, const Problems *problems);

#endif
