/* harness: what each tool that loads agent files asks of them, as data: where they lie, which fields it knows and what these
   mean, which tools it has. Lint complains by this table, and files are converted by it. */
#ifndef STEMMA_STYLE_HARNESS_H
#define STEMMA_STYLE_HARNESS_H

#include "base/span.h"

typedef enum HarnessId {
    HARNESS_CLAUDE_AGENT,
    HARNESS_SKILL,
    HARNESS_CLAUDE_COMMAND,
    HARNESS_COPILOT_AGENT,
    HARNESS_CURSOR_AGENT,
    HARNESS_CURSOR_RULE,
    HARNESS_OPENCODE_AGENT,
    HARNESS_GEMINI_AGENT,
    HARNESS_QWEN_AGENT,
    HARNESS_RULESYNC_AGENT,
    HARNESS_CODEX_AGENT,
    HARNESS_AGENTS_MD,
    HARNESS_COUNT
} HarnessId;

/* What fields of several harnesses mean alike, whatever they are called. */
typedef enum Meaning {
    MEANING_NONE, /* known to this harness alone */
    MEANING_NAME,
    MEANING_TITLE, /* the name as it is shown */
    MEANING_DESCRIPTION,
    MEANING_TOOLS,    /* it may use these and no others */
    MEANING_DENIED,   /* it may not use these */
    MEANING_APPROVED, /* it may use these without asking, and others too */
    MEANING_APPROVAL, /* what it must ask for, or may not do at all */
    MEANING_MODEL,
    MEANING_EFFORT,
    MEANING_TEMPERATURE,
    MEANING_TOP_P,
    MEANING_TURNS,
    MEANING_MINUTES,
    MEANING_BACKGROUND,
    MEANING_COLOR,
    MEANING_HINT, /* what arguments it takes */
    MEANING_NOT_BY_MODEL,
    MEANING_BY_USER,
    MEANING_PATHS, /* the files it is for */
    MEANING_METADATA,
    MEANING_HOOKS,
    MEANING_BODY, /* the prompt itself, where it is a field */
    MEANING_COUNT
} Meaning;

/* How the harness wants the value written. */
typedef enum ValueShape {
    VALUE_TEXT,
    VALUE_COMMAS, /* a, b */
    VALUE_LIST,   /* [a, b] */
    VALUE_RIGHTS, /* a map of tools to allow and deny, or to true and false */
    VALUE_ANY     /* as it stands */
} ValueShape;

typedef struct HarnessField {
    const char *key;
    bool is_required;
    uint32_t most;       /* characters; 0: no limit */
    const char *choices; /* words between blanks: nothing else is understood; NULL: anything */
    const char *instead; /* the field is dead: what took its place; NULL: it lives */
    Meaning meaning;
    ValueShape shape;
    const char *usual; /* what holds where the field is missing; NULL: nothing that can be named */
    bool is_label;     /* for people: it changes nothing in what the agent does */
} HarnessField;

/* What a name has to do with where the file lies. */
typedef enum HarnessName {
    NAME_FREE,
    NAME_IS_FILE,   /* it stands in the file and should be the file's */
    NAME_IS_FOLDER, /* that of the folder */
    NAME_BY_FILE    /* the file's alone */
} HarnessName;

typedef enum HarnessForm {
    FORM_MARKDOWN, /* front matter and a body */
    FORM_TOML,
    FORM_FRAGMENT /* Markdown alone: a heading, a paragraph, the body */
} HarnessForm;

/* Whose names its tools have, as a column of the table of tools. */
typedef enum ToolNames {
    TOOLS_NONE,
    TOOLS_CLAUDE,
    TOOLS_COPILOT,
    TOOLS_OPENCODE,
    TOOLS_GEMINI,
    TOOLS_QWEN,
    TOOLS_COUNT
} ToolNames;

typedef struct Harness {
    const char *name;  /* "claude-agent" */
    const char *title; /* "a Claude Code subagent" */
    const char *brief; /* "claude", as convert calls it */
    const char *path;  /* where it looks for such a file; the star is the agent's name */
    const char *block; /* what rulesync calls its part of a file; NULL: has none */
    const HarnessField *fields;
    size_t field_count;
    const char
        *tools; /* words between blanks, each known to it; NULL: its tools are not looked at */
    ToolNames tool_names;
    HarnessForm form;
    HarnessName naming;
    bool is_subagent;      /* other agents start it; people do not work with it directly */
    bool has_strict_names; /* lower-case letters, digits, hyphens */
    bool has_single_lines; /* its reader of YAML takes values of one line alone */
    uint32_t most_body;    /* characters; 0: no limit */
    bool is_open;          /* takes fields it does not know for options of its own */
} Harness;

extern const Harness harnesses[HARNESS_COUNT];

/* By name or brief name, or NULL. */
const Harness *harness_find(Span name);

/* The harness that loads a file from `path`, or NULL when the path does not tell. */
const Harness *harness_of_path(Span path);

/* Does it lie in the folder of some harness that is not in the table (`.kiro/agents/`)? */
bool harness_is_foreign(Span path);

/* NULL when it knows no such field. */
const HarnessField *harness_field(const Harness *harness, Span key);

/* Its field of that meaning that is not dead, or NULL. */
const HarnessField *harness_meaning(const Harness *harness, Meaning meaning);

/* Is `word` one of the words of `list`? */
bool harness_has_word(const char *list, Span word);

/* The next word of a list from *at on, or an empty span at its end. */
Span harness_next_word(const char *list, size_t *at);

/* ---- tools ---- */

typedef struct HarnessTool {
    const char *names[TOOLS_COUNT]; /* NULL: that harness has no such tool */
    const char *also;               /* older names and those of other harnesses, between blanks */
    bool acts;    /* changes files, runs commands, starts others: more than looking */
    bool is_side; /* elsewhere one name stands for this tool and another, which is the one meant */
    bool is_old;  /* Claude Code has it no more */
} HarnessTool;

extern const HarnessTool harness_tools[];
extern const size_t harness_tool_count;

#endif
