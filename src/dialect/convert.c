#include "dialect/inner.h"

#include "text/utf8.h"

#include <stdlib.h>

/* ---- what the harness will have against the result ---- */

static void check_field(Conversion *c, const HarnessField *row)
{
    const Field *field = field_find(&c->out, span_of(row->key));
    size_t len = field && field->shape == FIELD_SCALAR ? utf8_length(field->value) : 0;
    if (row->is_required && row->meaning != MEANING_BODY && !field)
        remark(c, DIAG_FIELD_MISSING, NULL, (Span){0}, "%s wants the field '%s'", c->to->title,
               row->key);
    if (row->most && len > row->most)
        remark(c, DIAG_FIELD_TOO_LONG, field, (Span){0}, "'%s' has %zu characters, %s allows %u",
               row->key, len, c->to->title, row->most);
}

static void check_result(Conversion *c)
{
    for (size_t i = 0; i < c->to->field_count; i++)
        check_field(c, &c->to->fields[i]);
    size_t len = utf8_length(c->agent.body);
    if (c->to->most_body && len > c->to->most_body)
        remark(c, DIAG_TOO_LARGE, NULL, (Span){0}, "the body has %zu characters, %s allows %u", len,
               c->to->title, c->to->most_body);
}

/* ---- reading it again ---- */

/* Only what a conversion looks at. */
static Doc *read_front(Arena *arena, Span bytes)
{
    Doc *doc = ARENA_NEW(arena, Doc);
    doc->arena = doc->diags.arena = arena;
    doc->source = source_read(arena, SPAN("-"), bytes, false, &doc->diags);
    doc->front = front_read(arena, &doc->source, &doc->diags);
    return doc;
}

static bool is_same_list(const SpanVec *a, const SpanVec *b)
{
    bool is_same = a->len == b->len;
    for (size_t i = 0; i < a->len && is_same; i++)
        is_same = span_eq(a->at[i], b->at[i]);
    return is_same;
}

/* What stands as it stood need not be a value that we can tell. */
static bool is_same_field(const Field *was, const Field *is)
{
    return was->shape == FIELD_OPAQUE ||
           (is->shape == was->shape && span_eq(is->value, was->value) &&
            is_same_list(&is->items, &was->items));
}

/* In the order in which they were written. */
static bool has_same_fields(const Conversion *c, const FieldVec *fields)
{
    bool is_same = fields->len >= c->out.len;
    for (size_t i = 0; i < c->out.len && is_same; i++)
        is_same = span_eq(c->out.at[i].key, fields->at[i].key) &&
                  is_same_field(&c->out.at[i], &fields->at[i]);
    return is_same;
}

/* Nothing is given that does not say, when it is read, what was to be written. */
static bool verify(Conversion *c)
{
    ConvertWish wish = {.from = c->to, .to = c->to};
    Conversion again = {.arena = c->arena, .from = c->to, .to = c->speech, .wish = &wish};
    again.doc = read_front(c->arena, c->bytes);
    if (!agent_read(&again))
        return give_up(c, 0, 0, "what was written cannot be read again (%.*s); please report this",
                       SPAN_ARG(again.problem));
    bool is_markdown = c->to->form == FORM_MARKDOWN;
    bool is_strict = !is_markdown || again.doc->front.mode == FRONT_STRICT;
    const FieldVec *fields = is_markdown ? &again.doc->front.fields : &again.agent.fields;
    return (is_strict && span_eq(again.agent.body, c->agent.body) && has_same_fields(c, fields)) ||
           give_up(c, 0, 0, "the result would not say the same; please report this");
}

/* ---- the way ---- */

static int by_place(const void *left, const void *right)
{
    return diag_cmp(&((const Remark *)left)->diag, &((const Remark *)right)->diag);
}

/* Of a rulesync file each harness has its part; one that has none gets Claude Code's. */
static const Harness *speech_of(const Conversion *c)
{
    if (c->to != &harnesses[HARNESS_RULESYNC_AGENT] || c->from == c->to)
        return c->to;
    return c->agent.speech->block ? c->agent.speech : &harnesses[HARNESS_CLAUDE_AGENT];
}

static bool convert(Conversion *c)
{
    if (!agent_read(c))
        return false;
    names_read(c);
    c->speech = speech_of(c);
    fields_convert(c);
    page_write_agent(c);
    check_result(c);
    return verify(c);
}

/* For the harness that it is for already a file stays as it is, unless something else is wished. */
static void leave(Conversion *c)
{
    c->speech = c->agent.speech = c->to;
    if (agent_read(c)) {
        names_read(c);
        names_write(c);
    }
    c->remarks.len = 0;
    c->bytes = c->doc->source.raw.text;
}

bool convert_doc(Arena *arena, const Doc *doc, const ConvertWish *wish, Conversion *conversion)
{
    *conversion = (Conversion){.arena = arena, .doc = doc, .to = wish->to, .wish = wish};
    conversion->from = wish->from ? wish->from : convert_dialect(arena, doc);
    bool is_made = true;
    if (conversion->from == wish->to && !wish->models.len && !wish->name.len)
        leave(conversion);
    else
        is_made = convert(conversion);
    if (conversion->remarks.len)
        qsort(conversion->remarks.at, conversion->remarks.len, sizeof *conversion->remarks.at,
              by_place);
    return is_made;
}
