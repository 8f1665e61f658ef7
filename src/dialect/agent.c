#include "dialect/inner.h"

const Field *field_find(const FieldVec *fields, Span key)
{
    for (size_t i = 0; i < fields->len; i++)
        if (span_eq(fields->at[i].key, key))
            return &fields->at[i];
    return NULL;
}

/* ---- Markdown ---- */

/* Where the text that is read has other bytes than the file for another reason than a repair. */
static bool is_decoded(const Conversion *c)
{
    return c->doc->source.is_utf16 || c->doc->source.has_bom;
}

static Span lines_of(const Conversion *c, Range range)
{
    const Source *source = &c->doc->source;
    return lines_range(is_decoded(c) ? &source->text : &source->raw, range);
}

/* What stands above the front matter would no longer be above it. */
static void read_above(Conversion *c)
{
    Range above = c->doc->front.above;
    if (above.end == above.start)
        return;
    Buf body = buf_in(c->arena);
    buf_add(&body, lines_of(c, above));
    buf_add_byte(&body, '\n');
    buf_add(&body, c->agent.body);
    c->agent.body = buf_span(&body);
    remark(c, DIAG_CONVERT_NEAR, NULL, (Span){0},
           "what stood above the front matter stands below it now");
}

static void read_markdown(Conversion *c)
{
    c->agent.fields = c->doc->front.fields;
    c->agent.comments = c->doc->front.comments;
    c->agent.body = lines_of(c, doc_body(c->doc));
    read_above(c);
}

/* Blank lines above the body are no part of what it says. */
static void take_gap(Agent *agent, bool has_front)
{
    size_t at = 0;
    while (at < agent->body.len && (agent->body.ptr[at] == '\n' || agent->body.ptr[at] == '\r'))
        at++;
    agent->gap = has_front ? span_range(agent->body, 0, at) : SPAN("\n");
    agent->body = span_from(agent->body, at);
}

/* ---- rulesync ---- */

static const Harness *harness_of_block(Span key)
{
    for (size_t i = 0; i < HARNESS_COUNT; i++)
        if (harnesses[i].block && span_eq(key, span_of(harnesses[i].block)))
            return &harnesses[i];
    return NULL;
}

/* The part for the harness that is wanted, else the first that can be read. */
static const Field *choose_block(const Conversion *c, FieldVec *inner)
{
    const Field *chosen = NULL;
    for (size_t i = 0; i < c->agent.fields.len; i++) {
        const Field *field = &c->agent.fields.at[i];
        const Harness *harness = harness_of_block(field->key);
        FieldVec fields;
        bool is_wanted = harness == c->to;
        if (!harness || (chosen && !is_wanted) || !nested_read(c->arena, field, &fields))
            continue;
        chosen = field;
        *inner = fields;
        if (is_wanted)
            break;
    }
    return chosen;
}

static bool is_common(const Field *field)
{
    return span_eq(field->key, SPAN("name")) || span_eq(field->key, SPAN("description"));
}

/* Which harnesses it is for, or what another one is told. */
static void leave_out(Conversion *c, const Field *field)
{
    const HarnessField *row = harness_field(c->from, field->key);
    bool is_usual =
        row && field->items.len == 1 && span_eq(field->items.at[0], span_of(row->usual));
    if (!is_usual)
        remark(c, DIAG_CONVERT_REMARK, field, (Span){0}, "'%.*s' is for other harnesses",
               SPAN_ARG(remark_shown(c->arena, field->key)));
}

/* Its fields stand as if they had been written beside the name. */
static void read_rulesync(Conversion *c)
{
    FieldVec inner = {0}, fields = {0};
    const Field *block = choose_block(c, &inner);
    if (!block)
        return;
    c->agent.speech = harness_of_block(block->key);
    for (size_t i = 0; i < c->agent.fields.len; i++) {
        const Field *field = &c->agent.fields.at[i];
        if (is_common(field))
            vec_add(c->arena, &fields, *field);
        else if (field != block)
            leave_out(c, field);
    }
    for (size_t i = 0; i < inner.len; i++)
        vec_add(c->arena, &fields, inner.at[i]);
    c->agent.fields = fields;
}

/* ---- the others ---- */

static bool read_toml(Conversion *c)
{
    Agent *agent = &c->agent;
    if (!toml_read(c, c->doc->source.text.text, &agent->fields))
        return false;
    const Field *body = field_find(&agent->fields, SPAN("developer_instructions"));
    agent->body = body ? body->value : (Span){0};
    return true;
}

static bool read_fragment(Conversion *c)
{
    fragment_read(c->arena, c->doc->source.text.text, &c->agent.fields, &c->agent.body);
    return true;
}

bool agent_read(Conversion *c)
{
    c->agent.speech = c->from;
    bool is_read = true;
    if (c->from->form == FORM_TOML)
        is_read = read_toml(c);
    else if (c->from->form == FORM_FRAGMENT)
        is_read = read_fragment(c);
    else
        read_markdown(c);
    if (c->from == &harnesses[HARNESS_RULESYNC_AGENT] && c->from != c->to)
        read_rulesync(c);
    take_gap(&c->agent, c->doc->front.mode != FRONT_NONE);
    c->agent.used = ARENA_ARRAY(c->arena, bool, c->agent.fields.len);
    return is_read;
}
