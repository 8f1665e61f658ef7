/* tool_names: one tool of a list, as a harness writes it. */
#ifndef STEMMA_DIALECT_TOOL_NAMES_H
#define STEMMA_DIALECT_TOOL_NAMES_H

#include "base/vec.h"
#include "style/harness.h"

typedef struct Tool {
    Span text;              /* as written */
    const HarnessTool *row; /* NULL: none that is known */
    Span argument;          /* "(git:*)": a part of what it can do */
    bool is_guess;          /* the harness itself does not know it by this name */
    Span server, member;    /* of a tool of an MCP server; the member is * for all of them */
} Tool;

typedef VEC(Tool) ToolVec;

/* Adds what `text` stands for: several tools where it names a group. `denied`: also those that nobody misses. */
void tool_read(Arena *arena, ToolNames names, Span text, bool denied, ToolVec *tools);

/* Its name there; empty when it has none. */
Span tool_write(Arena *arena, ToolNames names, const Tool *tool);

/* Can what was written be told apart again? Some harnesses join server and tool by the sign that stands in their names. */
bool tool_is_clear(ToolNames names, const Tool *tool);

bool tool_is_same(const Tool *a, const Tool *b);

#endif
