/* doc: a file taken apart. It is tiled twice over by lines: by fields and sections, and its sections by units.
   Sections and units are arrays in document order; a node's descendants are the ones up to its `end`, so the
   children of s are: for (c = s + 1; c < doc->sections[s].end; c = doc->sections[c].end). */
#ifndef STEMMA_DOC_DOC_H
#define STEMMA_DOC_DOC_H

#include "doc/front.h"

typedef enum SectionKind {
    SECTION_OPENING, /* the text before the first heading; always section 0, maybe empty. Labels and tags in it are its
                        children, so that what follows them is still in it */
    SECTION_HEADING, /* # Title, or a setext heading */
    SECTION_LABEL,   /* a paragraph that is only bold text, with or without a colon */
    SECTION_PLAIN, /* a one-line paragraph ending in a colon that a list, table or fence follows */
    SECTION_TAG    /* <workflow> ... </workflow>, on lines of their own */
} SectionKind;

typedef struct Section {
    SectionKind kind;
    Range lines;     /* title and all that is below it, subsections included */
    uint32_t parent; /* NONE at the top */
    uint32_t end;    /* section index one past the last descendant */
    uint32_t depth;  /* ancestors */
    uint8_t level;   /* of a heading 1..6, else 0 */
    uint32_t unit;   /* its title's unit (UNIT_HEADING); NONE for the opening */
    Range units;     /* units from its title to its end, subsections included */
    Span
        title; /* inline source without markers, bold signs, trailing colon or closing #s; a tag's name; "" */
} Section;

typedef enum UnitKind {
    UNIT_HEADING, /* a section's title, whatever its kind */
    UNIT_PARAGRAPH,
    UNIT_ITEM, /* a list item's own text; its further blocks and nested items are its descendants */
    UNIT_ROW,  /* a table row; the header's lines are its own and the delimiter row's */
    UNIT_CODE, /* fenced or indented */
    UNIT_QUOTE, /* whole */
    UNIT_HTML, /* whole; also the closing tag of a tag section, and example tags with all they hold */
    UNIT_RULE /* thematic break */
} UnitKind;

typedef enum KeyStyle {
    KEY_NONE,
    KEY_BOLD_COLON_AFTER,  /* **K**: v */
    KEY_BOLD_COLON_INSIDE, /* **K:** v */
    KEY_BOLD_DASH,         /* **K** - v  (any dash) */
    KEY_BOLD_PAREN,        /* **K** (x) v */
    KEY_PLAIN_COLON,       /* K: v  (also the full-width colon) */
    KEY_PLAIN_DASH,        /* K - v, only with an en or em dash */
    KEY_CODE_COLON,        /* `k`: v */
    KEY_CODE_DASH          /* `k` - v */
} KeyStyle;

/* What a row of a table has besides its text. */
typedef struct TableRow {
    SpanVec cells;  /* trimmed inline source of each cell */
    SpanVec aligns; /* header only: each delimiter cell as written (":--", "---:", ...) */
} TableRow;

/* Two cache lines: units are what everything goes over. */
typedef struct Unit {
    UnitKind kind;
    Range
        lines; /* its own: an item's text without its nested blocks (empty when the item starts with one); a fence
                  with both delimiters. An HTML comment above the front matter is unit 0, of the opening */
    uint32_t parent; /* the item that holds it; NONE at the top of its section */
    uint32_t end;    /* unit index one past the last descendant */
    uint32_t section;
    Span text; /* inline source: markers, indentation, quote signs and title markup taken off, lines
                          joined by \n. Code: the content, dedented, each line ending in \n. Quote, HTML: the source
                          lines, dedented by their container's indentation. Row: the source line, trimmed */
    Span
        info; /* UNIT_CODE: info string as written. UNIT_HEADING of a tag: the whole opening tag; of a label: its line
                 as written, with its bold signs and colon; of a heading: nothing */

    Span key, value;    /* inside text; key without its markup, value trimmed */
    KeyStyle key_style; /* of paragraphs and items */

    SectionKind title; /* UNIT_HEADING: how the title is written */

    uint32_t
        list; /* UNIT_ITEM: number of its list in the document, from 0 (siblings of one list share it) */
    uint32_t number; /* as written, of an ordered item */

    uint32_t table; /* UNIT_ROW: number of its table in the document, from 0 */

    uint8_t level; /* UNIT_HEADING of a SECTION_HEADING: 1..6 */
    char marker;   /* UNIT_ITEM: - * + or the delimiter . ) */
    char task;     /* 0 none, ' ' open, 'x' done */
    bool is_ordered;
    bool is_loose;  /* blank lines between the items of its list */
    bool is_joined; /* stands in the paragraph of the unit before it, on the next line */
    bool is_header; /* UNIT_ROW */
    bool is_fenced; /* UNIT_CODE */
    bool is_unclosed;

    TableRow *row; /* UNIT_ROW: its cells */
} Unit;

typedef struct Doc {
    Arena *arena; /* owns everything below, and is owned by whoever made the doc */
    Source source;
    Front front;
    Section *sections;
    uint32_t section_count;
    Unit *units;
    uint32_t unit_count;
    uint32_t list_count, table_count;
    Diags diags;
} Doc;

typedef struct DocOptions {
    bool no_repair;
    bool
        plain_markdown; /* read the body as CommonMark does: no tag sections, no nested fences. Labels are still seen. */
} DocOptions;

/* Reads `bytes`, which are kept and must outlive the arena. Never fails. */
Doc *doc_read(Arena *arena, Span name, Span bytes, DocOptions options);

/* Lines of the body: everything after the front matter. */
Range doc_body(const Doc *doc);

/* The body as CommonMark reads it. A comment above the front matter stands first: there it is part of the opening. */
Span doc_markdown(Arena *arena, const Doc *doc);

/* Does the section title the document? It is the one first-level heading: other sections may stand before it, but most
   stand in it, to the end. */
bool doc_is_title(const Doc *doc, uint32_t section);

/* "Security/Input Validation", for people. */
Span doc_address(Arena *arena, const Doc *doc, uint32_t section);

#endif
