/* build: a doc while its body is read. blocks.c walks cmark's tree and hands each block to its own station:
   paragraphs (and the labels, keyed lines and tables in them) to paragraph.c, the section tree to outline.c. */
#ifndef STEMMA_DOC_BUILD_H
#define STEMMA_DOC_BUILD_H

#include "doc/doc.h"
#include "doc/reading.h"

typedef struct Build {
    Arena *arena;
    Arena *scratch; /* the reading, cmark's tree, and the lists below while they grow */
    Doc *doc;
    Reading *reading;
    VEC(Unit) units;
    VEC(Section) sections;
    IndexVec open;                /* sections from the outermost to the innermost */
    IndexVec contents;            /* by unit: column where the text of an item starts */
    uint32_t item;                /* innermost open item, or NONE */
    const struct cmark_node *own; /* of the item opened last: the block with its text, or NULL */
    uint32_t reached;             /* lines of the body before it are in units, or say nothing */
} Build;

/* ---- units (build.c) ---- */

/* Lines before `line` that no block covers but that say something, as link definitions do, become paragraphs. */
void build_reach(Build *b, uint32_t line);

/* A unit in the innermost item and section; valid until the next one is made. */
Unit *build_unit(Build *b, UnitKind kind, Range lines);

/* Column where the text of the innermost open item starts; 0 outside of items. */
uint32_t build_content(const Build *b);

/* The lines joined by \n, without indentation; the first from its byte `offset` on. Two spaces at the end of a line
   that is not the last stay: they are a hard break. */
Span build_text(Build *b, Range lines, size_t offset);

/* The lines as they stand, joined by \n: the first from its byte `offset` on, the others without the first `column`
   columns of white space. */
Span build_verbatim(Build *b, Range lines, size_t offset, uint32_t column);

/* The lines without the white space before `column`, each ending in \n; the first from its byte `from` on. */
Span build_code(Build *b, Range lines, size_t from, uint32_t column);

/* ---- paragraphs (paragraph.c) ---- */

/* What stands below a paragraph. */
typedef enum Below {
    BELOW_NOTHING, /* of its section: a heading, a rule, the end */
    BELOW_TEXT,
    BELOW_BLOCK /* at once or after one blank line, a list, a table or a fence */
} Below;

void paragraph_read(Build *b, Range lines, size_t offset, Below below);

/* The line where a table starts, or lines.end. */
uint32_t paragraph_table(const Build *b, Range lines, size_t offset);

/* Does a table start on the first of these lines? */
bool paragraph_is_table(const Build *b, Range lines, size_t offset);

/* ---- sections (outline.c) ---- */

void outline_start(Build *b);

/* Opens a section at `line` and gives its title's unit, whose text is still to be set. */
Unit *outline_open(Build *b, SectionKind kind, uint8_t level, Range lines, Span title);

/* A block that is no title: labels that do not reach over it end before it. */
void outline_meet(Build *b, UnitKind kind, uint32_t line);

/* Ends the innermost open tag section named `name` with its closing line; false when none is open. */
bool outline_close_tag(Build *b, Span name, uint32_t line);

void outline_finish(Build *b);

/* A heading's inline source as a title: without bold signs around all of it and without a colon at its end. */
Span outline_title(Span text);

#endif
