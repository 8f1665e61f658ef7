/* write: the one writer of canonical agent files. A draft is what is to be written: fields and a forest of units in
   document order, whether they come from one doc (fmt) or from many (merge). The writer gives back, beside the text,
   the lines it put each of them on: ledgers are made from that map, never guessed. */
#ifndef STEMMA_WRITE_WRITE_H
#define STEMMA_WRITE_WRITE_H

#include "doc/doc.h"
#include "style/style.h"
#include "write/chapters.h"

typedef struct Draft {
    FieldVec
        fields; /* in the order to be written; shape, quote, value, items and source count, lines do not */
    SpanVec front_comments;
    VEC(Unit)
    units; /* `parent` and `end` as in a doc; `section` and `lines` are not looked at. A heading's `level` is the
                        level to write for SECTION_HEADING; a label's `info` is its line if it still holds `text`. A
                        closing tag is a UNIT_HTML. Items are one list while `list` is equal and they are neighbours
                        with one parent. `is_joined` only where the unit stands behind the one it was split from. */
    bool has_front;
    const Chapters
        *chapters; /* of draft_of_doc: how the doc's units were arranged; NULL: as they stand */
} Draft;

typedef struct Written {
    Span bytes;         /* ends in one \n, or is empty */
    Range *field_lines; /* draft->fields.len ranges of lines from 0 */
    Range *unit_lines;  /* draft->units.len; a unit's own lines, as Unit.lines */
} Written;

/* What fmt writes: the doc's own fields and units with the changes of markup that `style` asks for. */
Draft draft_of_doc(Arena *arena, const Doc *doc, const Style *style);

/* Into the style's order; fields of one place, the unknown ones, stay in the order they had. */
void draft_sort_fields(Arena *arena, FieldVec *fields, const Style *style);

/* `neutral` keeps the cmark tree of the body; every style's front matter is strict YAML. Writing is idempotent:
   reading the bytes and writing again gives the same bytes. */
Written write_draft(Arena *arena, const Draft *draft, const Style *style);

#endif
