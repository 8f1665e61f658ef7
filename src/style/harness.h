/* harness: what each tool that loads agent files asks of them, as data: where they lie, which fields it knows, what
   these may hold, which tools it has. */
#ifndef STEMMA_STYLE_HARNESS_H
#define STEMMA_STYLE_HARNESS_H

#include "base/span.h"

typedef enum HarnessId {
    HARNESS_CLAUDE_AGENT,
    HARNESS_SKILL,
    HARNESS_CLAUDE_COMMAND,
    HARNESS_COPILOT_AGENT,
    HARNESS_CURSOR_AGENT,
    HARNESS_OPENCODE_AGENT,
    HARNESS_GEMINI_AGENT,
    HARNESS_QWEN_AGENT,
    HARNESS_COUNT
} HarnessId;

typedef struct HarnessField {
    const char *key;
    bool is_required;
    uint32_t most;       /* characters; 0: no limit */
    const char *choices; /* words between blanks: nothing else is understood; NULL: anything */
    const char *instead; /* the field is dead: what took its place; NULL: it lives */
} HarnessField;

/* What a name has to do with where the file lies. */
typedef enum HarnessName { NAME_FREE, NAME_IS_FILE, NAME_IS_FOLDER } HarnessName;

typedef struct Harness {
    const char *name;  /* "claude-agent" */
    const char *title; /* "a Claude Code subagent" */
    const HarnessField *fields;
    size_t field_count;
    const char
        *tools; /* words between blanks, each known to it; NULL: its tools are not looked at */
    HarnessName naming;
    bool has_strict_names; /* lower-case letters, digits, hyphens */
    uint32_t most_body;    /* characters; 0: no limit */
    bool is_open;          /* takes fields it does not know for options of its own */
} Harness;

extern const Harness harnesses[HARNESS_COUNT];

/* By name, or NULL. */
const Harness *harness_find(Span name);

/* The harness that loads a file from `path`, or NULL when the path does not tell. */
const Harness *harness_of_path(Span path);

/* Does it lie in the folder of some harness that is not in the table (`.kiro/agents/`)? */
bool harness_is_foreign(Span path);

/* NULL when it knows no such field. */
const HarnessField *harness_field(const Harness *harness, Span key);

/* Is `word` one of the words of `list`? */
bool harness_has_word(const char *list, Span word);

/* The next word of a list from *at on, or an empty span at its end. */
Span harness_next_word(const char *list, size_t *at);

#endif
