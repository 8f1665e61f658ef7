/* template: an agent-to-be. Its front matter holds, beside the fields of the agent, a block `stemma:` that says what the template is
   for and which slots it has; the fields and the text below have slots where values go. */
#ifndef STEMMA_COMPOSE_TEMPLATE_H
#define STEMMA_COMPOSE_TEMPLATE_H

#include "compose/slots.h"
#include "doc/doc.h"
#include "style/schema.h"
#include "style/style.h"

typedef struct TemplateSlot {
    Span name, about;
    Span fallback; /* its value when none is given; may hold slots that were declared before it */
    bool has_fallback; /* else a value must be given */
    bool is_used;
    uint32_t line, column;
} TemplateSlot;

typedef struct Template {
    Span name, about;
    Span file; /* where the agent goes, a path with slots */
    VEC(TemplateSlot) slots;
    const Doc *doc;
} Template;

/* The template in the arena, or NULL when the text has mistakes, which are then in `problems`. Keeps `bytes`. */
const Template *template_read(Arena *arena, Span name, Span bytes, Problems *problems);

/* NULL when there is none of that name. */
const TemplateSlot *template_slot(const Template *template, Span name);

/* Built-in ones by name, or NULL. */
const Span *template_builtin(Span name);

/* What became of filling a template. */
typedef struct Filled {
    Span bytes, file;
    Span problem; /* why there are none; empty: all is well */
} Filled;

/* The agent with the values given, those of other slots being their defaults. Fails when a value has no slot or is none, a slot has
   no value, or a value would not stay text where it stands. */
Filled template_fill(Arena *arena, const Template *template, const BindingVec *given,
                     const Style *style);

#endif
