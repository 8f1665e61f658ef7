/* style: a house style. Those of templates/ are compiled in; others are read at run time by style/read.h. `neutral` asks for
   nothing. */
#ifndef STEMMA_STYLE_STYLE_H
#define STEMMA_STYLE_STYLE_H

#include "base/vec.h"

/* What a section is for. The same words say different things in sections of different roles: "error handling" is a skill,
   a step, a part of the answer or a point to check. */
typedef enum SectionRole {
    ROLE_NONE,
    ROLE_PROCESS, /* steps to take */
    ROLE_CHECK,   /* points to check */
    ROLE_LIMIT,   /* what not to do */
    ROLE_OUTPUT   /* what is given back */
} SectionRole;

/* As a style calls them, in the order of SectionRole. */
enum { STYLE_ROLES = ROLE_OUTPUT + 1 };
extern const Span style_roles[STYLE_ROLES];

/* What headings that mean the same have in common. */
typedef struct Concept {
    Span id;        /* "expertise" */
    Span title;     /* the canonical title, "Core Expertise" */
    uint32_t order; /* place in the style's section order, from 0 */
    /* Stands under several parents and belongs to each (Examples, Checklist): below the top its meaning alone brings no
       two sections together. */
    bool is_repeatable;
    /* Names a subject, so that it means the same at any depth (Security). What is not deep names a part of the file
       and is sure only at the top two levels (Expertise). */
    bool is_deep;
    SectionRole role;
    bool is_required; /* a file without such a section is told so */
    bool
        is_placed; /* has a place of its own when sections are put in order; others stay behind the one above them */
} Concept;

/* A title that means a concept: a folded title, or the source of a regular expression that one must match. */
typedef struct Alias {
    uint32_t text; /* offset in Style.alias_text */
    uint16_t len;
    uint16_t concept;
} Alias;

/* What a front-matter field means for merging. */
typedef enum FieldMeaning {
    FIELD_OTHER, /* unknown: kept, disagreements settled by the voice */
    FIELD_NAME,
    FIELD_DESCRIPTION,
    FIELD_TOOLS,  /* a set of rights */
    FIELD_DENIED, /* a set of rights taken away */
    FIELD_CHOICE, /* model, color: majority, then voice */
    FIELD_SET     /* another set: skills, tags */
} FieldMeaning;

typedef enum Bullet { BULLET_DASH, BULLET_STAR, BULLET_PLUS } Bullet;

/* How the key of a keyed item or paragraph is spelled. */
typedef enum KeySpelling {
    KEYS_AS_WRITTEN,
    KEYS_BOLD,       /* **Key**: value */
    KEYS_BOLD_COLON, /* **Key:** value */
    KEYS_PLAIN       /* Key: value */
} KeySpelling;

/* Changes of markup, each of which neutral leaves out. Every member is one byte, a bool or one of a choice: markup_knobs has
   a row for each. */
typedef struct Markup {
    bool widen_fences; /* so that nested fences are CommonMark; unclosed ones are closed */
    bool space_tags;   /* a blank line inside each tag of a tag section */
    bool number_lists; /* 1. 2. 3. */
    bool pad_tables;
    bool repair;           /* mended mojibake is written mended */
    bool trim_colons;      /* no colon at the end of headings */
    bool strict_levels;    /* heading depth never jumps */
    bool single_spaces;    /* blanks between words become one */
    bool trim_code;        /* no blanks at the ends of lines of code */
    bool order_sections;   /* the chapters of a file stand in the order of the style */
    bool canonical_titles; /* a chapter whose title means a concept has the concept's own title */
    bool trim_numbers;     /* "2. " and "2.3" before a title are left out */
    bool trim_emoji;       /* pictures around a title are left out */
    bool raise_labels;     /* titles that are only bold text become headings */
    uint8_t bullet;        /* Bullet */
    uint8_t keys;          /* KeySpelling */
} Markup;

/* Which tools a merged agent may use. */
typedef enum ToolsPolicy {
    TOOLS_AS_STYLED,
    TOOLS_UNION,
    TOOLS_INTERSECTION,
    TOOLS_VOICE /* those of the variant whose wording wins */
} ToolsPolicy;

/* How variants are merged unless the one who merges them says otherwise. */
typedef struct MergeDefaults {
    ToolsPolicy tools;
    uint32_t min_support; /* 0: nothing is said */
    Span prefer;          /* the file, or a folder it is in, whose wording wins; empty: none */
} MergeDefaults;

/* The most characters that the value of a front-matter field may have. */
typedef struct FieldLimit {
    Span field;
    uint32_t most;
} FieldLimit;

typedef struct Style {
    Span name;
    Span about; /* one line for people; may be empty */
    Markup markup;
    const Concept *concepts;
    uint32_t concept_count;
    /* Offsets into one text, unlike pointers, cost nothing when the program starts. */
    const char *alias_text;
    const Alias *aliases; /* folded titles, in byte order */
    uint32_t alias_count;
    const Alias *patterns; /* regular expressions, in section order */
    uint32_t pattern_count;
    const Alias *hints; /* words that hint at a concept */
    uint32_t hint_count;
    const Span *field_order; /* known keys in their order; others follow in the order of the file */
    uint32_t field_count;
    const Span *required_fields; /* front-matter keys that every file must have */
    uint32_t required_count;
    const FieldLimit *limits;
    uint32_t limit_count;
    uint32_t max_tokens; /* estimated, of a whole file; 0: no limit */
    MergeDefaults merging;
} Style;

/* A member of Markup, as style.h and a style call it. */
typedef struct MarkupKnob {
    const char *key;
    size_t offset; /* in Markup */
    const char *field;
    const Span
        *choices; /* what its values are called, ended by an empty one; NULL: false and true */
} MarkupKnob;

enum { MARKUP_KNOBS = sizeof(Markup) };
extern const MarkupKnob markup_knobs[MARKUP_KNOBS];

/* The value of a knob, as a style writes it. */
Span markup_value(const Markup *markup, const MarkupKnob *knob);

/* Does it change nothing that a Markdown reader could see? */
bool markup_is_neutral(const Markup *markup);

/* By name, of the built-in ones: "house", "neutral"; NULL for any other. Static, never freed. */
const Style *style_find(Span name);

/* All of them; *count how many. */
const Style *style_all(size_t *count);

/* A heading's title for comparison: inline markup, numbering ("1.", "Step 2:", "Phase 3 -", "IV."), emoji, leading
   articles and "your", trailing colon, parentheses at the end, case and plural folded; words joined by one space. */
Span style_fold_title(Arena *arena, Span title);

/* Index of the concept that a folded title means, or NONE. Regular expressions are compiled only when no literal
   alias matches and the style has any. */
uint32_t style_concept(const Style *style, Span folded_title);

/* The concept that the last hint among the words of a folded title points to ("optimization checklist"), or NONE. It says
   where such a section stands and what it is for, not what it means. */
uint32_t style_hint(const Style *style, Span folded_title);

FieldMeaning style_field_meaning(Span key);

/* A tool's name as compared across harnesses: case folded, MCP names kept. */
Span style_tool_key(Arena *arena, Span tool);

/* Is one of `tools` this one, in whatever spelling? */
bool style_tools_hold(Arena *arena, const SpanVec *tools, Span tool);

#endif
