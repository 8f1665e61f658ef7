#include "dialect/rights.h"

/* ---- reading ---- */

/* Claude Code's names hold no blanks, so a list of them may be separated by blanks as well. */
static void split_blanks(Arena *arena, Span item, SpanVec *items)
{
    size_t from = 0, depth = 0;
    for (size_t at = 0; at <= item.len; at++) {
        char byte = at < item.len ? item.ptr[at] : ' ';
        depth += byte == '(';
        depth -= byte == ')' && depth > 0;
        bool is_end = at == item.len || (!depth && strchr(" \t\n", byte) && byte);
        if (is_end && at > from)
            vec_add(arena, items, span_range(item, from, at));
        if (is_end)
            from = at + 1;
    }
}

static SpanVec items_of(const Conversion *c, const Field *field)
{
    SpanVec commas = {0}, items = {0};
    if (field->shape == FIELD_LIST)
        commas = field->items;
    else if (field->shape == FIELD_SCALAR)
        front_split_commas(c->arena, field->value, &commas);
    if (c->agent.speech->tool_names != TOOLS_CLAUDE)
        return commas;
    for (size_t i = 0; i < commas.len; i++)
        split_blanks(c->arena, commas.at[i], &items);
    return items;
}

static void tell_guess(Conversion *c, const Field *field, const Tool *tool)
{
    ToolNames names = c->agent.speech->tool_names;
    if (tool->is_guess)
        remark(c, DIAG_CONVERT_NEAR, field, tool->text, "'%.*s' is taken for '%s'",
               SPAN_ARG(remark_shown(c->arena, tool->text)), tool->row->names[names]);
}

static void read_list(Conversion *c, const Field *field, bool denied, ToolVec *tools, bool *is_all)
{
    enum { MOST = 500 };
    SpanVec items = items_of(c, field);
    if (field->shape == FIELD_OPAQUE)
        remark(c, DIAG_CONVERT_RIGHTS, field, (Span){0}, "'%.*s' is no list of tools",
               SPAN_ARG(field->key));
    if (items.len > MOST)
        remark(c, DIAG_CONVERT_TOOL, field, (Span){0}, "only the first %d tools are looked at",
               MOST);
    for (size_t i = 0; i < items.len && i < MOST; i++) {
        *is_all = *is_all || span_eq(items.at[i], SPAN("*"));
        size_t first = tools->len;
        tool_read(c->arena, c->agent.speech->tool_names, items.at[i], denied, tools);
        for (size_t k = first; k < tools->len; k++)
            tell_guess(c, field, &tools->at[k]);
    }
}

static void read_allowed(Conversion *c, const Field *field, Rights *rights)
{
    bool is_all = field->shape == FIELD_OPAQUE;
    rights->allow = field;
    read_list(c, field, false, &rights->allowed, &is_all);
    rights->is_limited = !is_all;
    if (field->shape == FIELD_NULL)
        remark(c, DIAG_CONVERT_NEAR, field, (Span){0}, "a list without tools is read as no tools");
}

Rights rights_read(Conversion *c)
{
    Rights rights = {0};
    bool is_ignored = false;
    for (size_t i = 0; i < c->agent.fields.len; i++) {
        const Field *field = &c->agent.fields.at[i];
        const HarnessField *row = harness_field(c->agent.speech, field->key);
        Meaning meaning = row ? row->meaning : MEANING_NONE;
        if (meaning == MEANING_TOOLS && row->shape == VALUE_RIGHTS)
            rights_map_read(c, field, &rights);
        else if (meaning == MEANING_TOOLS && !rights.allow)
            read_allowed(c, field, &rights);
        else if (meaning == MEANING_DENIED && !rights.deny)
            read_list(c, rights.deny = field, true, &rights.denied, &is_ignored);
        else
            continue;
        c->agent.used[i] = true;
    }
    return rights;
}

/* ---- what is written ---- */

static bool has_tool(const ToolVec *tools, const HarnessTool *row)
{
    for (size_t i = 0; i < tools->len; i++)
        if (tools->at[i].row == row && !tools->at[i].argument.len)
            return true;
    return false;
}

/* A tool that goes by the same name there and is not in the list; those that act come first. NULL: none. */
static const HarnessTool *find_more(const Conversion *c, const ToolVec *tools, Span name)
{
    const HarnessTool *more = NULL;
    ToolNames from = c->agent.speech->tool_names, to = c->speech->tool_names;
    for (size_t i = 0; i < harness_tool_count; i++) {
        const HarnessTool *row = &harness_tools[i];
        bool is_more = !row->is_side && !row->is_old && span_eq(span_of(row->names[to]), name) &&
                       !has_tool(tools, row) && row->names[from];
        if (is_more && (!more || row->acts > more->acts))
            more = row;
    }
    return more;
}

static bool is_in(const SpanVec *names, Span name)
{
    for (size_t i = 0; i < names->len; i++)
        if (span_eq(names->at[i], name))
            return true;
    return false;
}

/* One tool by its name there; empty when it has to be left out, of which a remark has told. */
static Span name_of(Conversion *c, const Field *field, const Tool *tool, bool denied)
{
    ToolNames names = c->speech->tool_names;
    DiagCode code = denied ? DIAG_CONVERT_RIGHTS : DIAG_CONVERT_TOOL;
    Span shown = remark_shown(c->arena, tool->text);
    if (names == c->agent.speech->tool_names)
        return tool->text;
    Span name = tool_write(c->arena, names, tool);
    if (!name.len)
        remark(c, code, field, tool->text, "%s has no tool that is known to be '%.*s'%s",
               c->speech->title, SPAN_ARG(shown), denied ? ", so it cannot be denied" : "");
    if (!name.len || !tool->argument.len || names == TOOLS_CLAUDE)
        return name;
    remark(c, code, field, tool->text,
           "%s cannot %s a part of a tool, as '%.*s' is; it was left out", c->speech->title,
           denied ? "deny" : "allow", SPAN_ARG(shown));
    return (Span){0};
}

static void tell_more(Conversion *c, const Field *field, const Tool *tool, Span name,
                      const HarnessTool *more)
{
    ToolNames from = c->agent.speech->tool_names;
    remark(c, more->acts ? DIAG_CONVERT_RIGHTS : DIAG_CONVERT_NEAR, field, tool->text,
           "'%.*s' became '%.*s', which is '%s', too", SPAN_ARG(remark_shown(c->arena, tool->text)),
           SPAN_ARG(name), more->names[from]);
}

/* Its name there is that of a tool people know better, as which it comes back. */
static bool goes_along(const Conversion *c, const Tool *tool, Span name)
{
    ToolNames to = c->speech->tool_names;
    if (!tool->row || !tool->row->is_side || to == c->agent.speech->tool_names)
        return false;
    for (size_t i = 0; i < harness_tool_count; i++)
        if (!harness_tools[i].is_side && span_eq(span_of(harness_tools[i].names[to]), name))
            return true;
    return false;
}

static void tell_change(Conversion *c, const Field *field, const ToolVec *tools, const Tool *tool,
                        Span name)
{
    const HarnessTool *more = tool->row ? find_more(c, tools, name) : NULL;
    Span shown = remark_shown(c->arena, tool->text);
    if (more)
        tell_more(c, field, tool, name, more);
    else if (goes_along(c, tool, name))
        remark(c, DIAG_CONVERT_NEAR, field, tool->text, "'%.*s' goes by the name '%.*s' there",
               SPAN_ARG(shown), SPAN_ARG(name));
    if (!tool_is_clear(c->speech->tool_names, tool))
        remark(c, DIAG_CONVERT_NEAR, field, tool->text,
               "'%.*s' became '%.*s', in which server and tool can be mistaken", SPAN_ARG(shown),
               SPAN_ARG(name));
}

static SpanVec allowed_names(Conversion *c, const Rights *rights, const ToolVec *tools)
{
    SpanVec names = {0};
    for (size_t i = 0; i < tools->len; i++) {
        const Tool *tool = &tools->at[i];
        Span name = name_of(c, rights->allow, tool, false);
        bool is_new = name.len && !is_in(&names, name);
        if (is_new || (name.len && goes_along(c, tool, name)))
            tell_change(c, rights->allow, tools, tool, name);
        if (is_new)
            vec_add(c->arena, &names, name);
    }
    return names;
}

/* A name that stands for more than what is denied: rather less rights than more, but not all of editing for a notebook. */
static bool may_deny(Conversion *c, const Rights *rights, const Tool *tool, Span name)
{
    const HarnessTool *more = tool->row ? find_more(c, &rights->denied, name) : NULL;
    Span shown = remark_shown(c->arena, tool->text);
    if (!more)
        return true;
    const char *other = more->names[c->agent.speech->tool_names];
    if (tool->row->is_side) {
        remark(c, DIAG_CONVERT_RIGHTS, rights->deny, tool->text,
               "%s cannot deny '%.*s' without '%s'; it is not denied", c->speech->title,
               SPAN_ARG(shown), other);
        return false;
    }
    remark(c, DIAG_CONVERT_TOOL, rights->deny, tool->text,
           "%s cannot deny '%.*s' without '%s'; both are denied", c->speech->title, SPAN_ARG(shown),
           other);
    return true;
}

static SpanVec denied_names(Conversion *c, const Rights *rights)
{
    SpanVec names = {0};
    for (size_t i = 0; i < rights->denied.len; i++) {
        const Tool *tool = &rights->denied.at[i];
        Span name = name_of(c, rights->deny, tool, true);
        if (name.len && !is_in(&names, name) && may_deny(c, rights, tool, name))
            vec_add(c->arena, &names, name);
    }
    return names;
}

/* What is allowed and not denied. What is denied in part is told of. */
static ToolVec remaining(Conversion *c, const Rights *rights)
{
    ToolVec left = {0};
    for (size_t i = 0; i < rights->allowed.len; i++) {
        bool is_denied = false;
        for (size_t k = 0; k < rights->denied.len && !is_denied; k++)
            is_denied = tool_is_same(&rights->allowed.at[i], &rights->denied.at[k]);
        if (!is_denied)
            vec_add(c->arena, &left, rights->allowed.at[i]);
    }
    for (size_t k = 0; k < rights->denied.len; k++)
        if (rights->denied.at[k].argument.len)
            remark(c, DIAG_CONVERT_RIGHTS, rights->deny, rights->denied.at[k].text,
                   "%s cannot deny a part of a tool, as '%.*s' is", c->speech->title,
                   SPAN_ARG(remark_shown(c->arena, rights->denied.at[k].text)));
    return left;
}

static Span joined(Arena *arena, const SpanVec *names)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < names->len; i++) {
        buf_add(&out, i ? SPAN(", ") : SPAN(""));
        buf_add(&out, names->at[i]);
    }
    return buf_span(&out);
}

/* Nothing at all can only be written as an empty list. */
static Field list_field(Arena *arena, const HarnessField *row, const SpanVec *names,
                        const Field *from)
{
    Field field = {.key = span_of(row->key), .shape = FIELD_LIST, .is_flow = true, .items = *names};
    if (row->shape != VALUE_LIST && names->len)
        field = field_text(row->key, joined(arena, names));
    if (from)
        field.comments = from->comments;
    return field;
}

static bool write_map(Conversion *c, const Rights *rights, const HarnessField *row, Field *field)
{
    SpanVec allowed = {0}, denied = {0};
    ToolVec left = remaining(c, rights);
    if (rights->is_limited)
        allowed = allowed_names(c, rights, &left);
    else
        denied = denied_names(c, rights);
    *field = rights_map_write(c->arena, rights->is_limited, &allowed, &denied);
    field->key = span_of(row->key);
    return rights->is_limited || denied.len;
}

bool rights_write(Conversion *c, const Rights *rights, const HarnessField *row, Field *field)
{
    if (row->shape == VALUE_RIGHTS)
        return write_map(c, rights, row, field);
    if (row->meaning == MEANING_DENIED) {
        SpanVec names = denied_names(c, rights);
        *field = list_field(c->arena, row, &names, rights->deny);
        return names.len > 0;
    }
    bool has_denied = harness_meaning(c->speech, MEANING_DENIED) != NULL;
    ToolVec tools = has_denied ? rights->allowed : remaining(c, rights);
    if (!rights->is_limited)
        return false;
    SpanVec names = allowed_names(c, rights, &tools);
    *field = list_field(c->arena, row, &names, rights->allow);
    return true;
}

/* ---- what cannot be written ---- */

/* Is the agent allowed nothing but to look? */
static bool only_looks(const Rights *rights)
{
    for (size_t i = 0; i < rights->allowed.len; i++)
        if (!rights->allowed.at[i].row || rights->allowed.at[i].row->acts)
            return false;
    return rights->is_limited;
}

static Span all_texts(Arena *arena, const ToolVec *tools)
{
    enum { NAMED = 5 };
    SpanVec texts = {0};
    for (size_t i = 0; i < tools->len; i++)
        if (!is_in(&texts, tools->at[i].text))
            vec_add(arena, &texts, tools->at[i].text);
    size_t more = texts.len > NAMED ? texts.len - NAMED : 0;
    texts.len -= more;
    for (size_t i = 0; i < texts.len; i++)
        texts.at[i] = remark_shown(arena, texts.at[i]);
    Span named = texts.len ? joined(arena, &texts) : SPAN("none");
    return more ? arena_format(arena, "%.*s and %zu more", SPAN_ARG(named), more) : named;
}

/* Has it been written that the agent may only look? */
static bool is_read_only(const Conversion *c)
{
    const HarnessField *row = harness_meaning(c->speech, MEANING_APPROVAL);
    const char *value = value_read_only(c->speech);
    const Field *field = row ? field_find(&c->out, span_of(row->key)) : NULL;
    return field && value && span_eq(field->value, span_of(value));
}

/* "May only look" is nearer than "may do anything". */
static void make_read_only(Conversion *c, const Rights *rights)
{
    const HarnessField *row = harness_meaning(c->speech, MEANING_APPROVAL);
    const char *value = value_read_only(c->speech);
    bool is_open = row && value && !field_find(&c->out, span_of(row->key));
    if (!is_open || !only_looks(rights))
        return;
    vec_add(c->arena, &c->out, field_text(row->key, span_of(value)));
    way_add(c, rights->allow, span_of(row->key));
}

static void tell_unlimited(Conversion *c, const Rights *rights)
{
    make_read_only(c, rights);
    remark(c, DIAG_CONVERT_RIGHTS, rights->allow, (Span){0},
           "%s cannot be limited to some tools; this one %s, where it had %.*s", c->speech->title,
           is_read_only(c) ? "is read-only and may use all that look" : "may use all",
           SPAN_ARG(all_texts(c->arena, &rights->allowed)));
}

static void tell_undenied(Conversion *c, const Rights *rights)
{
    remark(c, DIAG_CONVERT_RIGHTS, rights->deny, (Span){0},
           "%s cannot be denied tools; this one may use %.*s", c->speech->title,
           SPAN_ARG(all_texts(c->arena, &rights->denied)));
}

void rights_finish(Conversion *c, const Rights *rights)
{
    const HarnessField *allowing = harness_meaning(c->speech, MEANING_TOOLS);
    bool can_deny = harness_meaning(c->speech, MEANING_DENIED) ||
                    (allowing && (allowing->shape == VALUE_RIGHTS || rights->is_limited));
    if (rights->is_limited && !allowing)
        tell_unlimited(c, rights);
    if (rights->denied.len && !can_deny)
        tell_undenied(c, rights);
}
