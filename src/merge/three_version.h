/* three_version: one version of the file cut into blocks: fields, units and the lines between them. Blocks tile the file
   and are what the structural merge keeps, edits, adds and removes. */
#ifndef STEMMA_MERGE_THREE_VERSION_H
#define STEMMA_MERGE_THREE_VERSION_H

#include "base/intern.h"
#include "doc/doc.h"
#include "merge/three.h"

typedef enum BlockKind {
    BLOCK_BLANK,
    BLOCK_MARKUP, /* says something, but is no unit: delimiters, comments of the front matter */
    BLOCK_FIELD,
    BLOCK_COMMENT, /* a line of comment behind a field */
    BLOCK_UNIT
} BlockKind;

typedef struct Block {
    BlockKind kind;
    Range lines;
    uint32_t index; /* of its field or unit */
} Block;

typedef struct Version {
    const ThreeText *text;
    Range window;   /* lines that were read */
    const Doc *doc; /* of the window */
    Block *blocks;
    Seq ids;            /* of the blocks: equal for equal bytes */
    uint32_t said;      /* blocks from there on are blank lines at the end of the file */
    uint32_t *of_line;  /* the block that holds a line of the window; one more for the end */
    uint32_t *of_field; /* the block of a field, of a unit; NONE where it has no lines */
    uint32_t *of_unit;
} Version;

/* False when the document's lines are not those of `text`: lone carriage returns, UTF-16. */
bool version_read(Arena *arena, Intern *intern, const ThreeText *text, Range window,
                  Version *version);

/* The block that holds the line of the file; NONE outside of the window. */
uint32_t version_at(const Version *version, uint32_t line);

Span version_block(const Version *version, uint32_t block);

/* A field or a comment of the front matter. */
bool version_is_front(const Version *version, uint32_t block);

/* The field or unit of a block, or NULL. */
const Field *version_field(const Version *version, uint32_t block);
const Unit *version_unit(const Version *version, uint32_t block);

#endif
