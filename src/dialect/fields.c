#include "dialect/rights.h"

#include "style/style.h"
#include "text/utf8.h"
#include "write/scalar.h"

Field field_text(const char *key, Span value)
{
    return (Field){
        .key = span_of(key), .shape = FIELD_SCALAR, .quote = QUOTE_PLAIN, .value = value};
}

Field field_string(const char *key, Span value)
{
    Field field = field_text(key, value);
    field.quote = scalar_is_typed(value) ? QUOTE_DOUBLE : QUOTE_PLAIN;
    return field;
}

static const HarnessField *row_of(const Conversion *c, size_t i)
{
    return harness_field(c->agent.speech, c->agent.fields.at[i].key);
}

/* ---- bytes that are no text ---- */

Span text_mended(Arena *arena, Span text, bool *is_mended)
{
    if (utf8_check(text) == text.len)
        return text;
    Buf out = buf_in(arena);
    *is_mended = true;
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        if (utf8_next(text, &at) < 0)
            buf_add(&out, SPAN("\xEF\xBF\xBD"));
        else
            buf_add(&out, span_range(text, start, at));
    }
    return buf_span(&out);
}

/* YAML and TOML are UTF-8. */
static void mend_field(Conversion *c, Field *field)
{
    bool is_mended = false;
    field->key = text_mended(c->arena, field->key, &is_mended);
    field->value = text_mended(c->arena, field->value, &is_mended);
    SpanVec items = {0}; /* the document's own stay as they are */
    for (size_t i = 0; i < field->items.len; i++)
        vec_add(c->arena, &items, text_mended(c->arena, field->items.at[i], &is_mended));
    field->items = items;
    if (is_mended)
        remark(c, DIAG_CONVERT_TEXT, field, (Span){0}, "'%.*s' holds bytes that are not UTF-8",
               SPAN_ARG(field->key));
}

/* ---- one field ---- */

static void convert_value(Conversion *c, const HarnessField *row)
{
    for (size_t i = 0; i < c->agent.fields.len; i++) {
        const HarnessField *from = row_of(c, i);
        Field field = c->agent.fields.at[i];
        if (c->agent.used[i] || !from || from->meaning != row->meaning)
            continue;
        if (!value_convert(c, from, row, &field))
            continue;
        c->agent.used[i] = true;
        mend_field(c, &field);
        vec_add(c->arena, &c->out, field);
        way_add(c, &c->agent.fields.at[i], field.key);
        return;
    }
}

/* A subagent of another harness is one in OpenCode, too; without a word it would be a main agent as well. */
static void add_mode(Conversion *c, const HarnessField *row)
{
    if (c->from->is_subagent && c->to == &harnesses[HARNESS_OPENCODE_AGENT] &&
        span_eq(span_of(row->key), SPAN("mode")))
        vec_add(c->arena, &c->out, field_text(row->key, span_of(row->usual)));
}

static void convert_row(Conversion *c, const Rights *rights, const HarnessField *row)
{
    Field field;
    switch (row->meaning) {
    case MEANING_NONE:
        add_mode(c, row);
        break;
    case MEANING_NAME:
    case MEANING_BODY:
        break;
    case MEANING_TOOLS:
    case MEANING_DENIED:
        if (row->instead || !rights_write(c, rights, row, &field))
            break;
        vec_add(c->arena, &c->out, field);
        way_add(c, rights->allow, field.key);
        way_add(c, rights->deny, field.key);
        break;
    default:
        if (!row->instead)
            convert_value(c, row);
    }
}

/* ---- what was left ---- */

static bool is_usual(const HarnessField *row, const Field *field)
{
    if (field->shape == FIELD_NULL)
        return true;
    Span value = field->shape == FIELD_LIST && field->items.len == 1 ? field->items.at[0]
                                                                     : span_trim(field->value);
    return row->usual && field->shape != FIELD_OPAQUE && span_eq(value, span_of(row->usual));
}

/* What takes rights away, unless it gives some. */
static bool is_limit(const HarnessField *row, const Field *field)
{
    static const char generous[] =
        "acceptEdits auto bypassPermissions yolo auto-edit danger-full-access bubble";
    return row->meaning == MEANING_APPROVAL && !harness_has_word(generous, span_trim(field->value));
}

static void tell_value(Conversion *c, const HarnessField *row, const Field *field)
{
    Span value = remark_shown(c->arena, span_trim(field->value));
    if (row->meaning == MEANING_MODEL) {
        remark(c, DIAG_CONVERT_VALUE, field, (Span){0},
               "%s runs no model '%.*s'; --model names one", c->speech->title, SPAN_ARG(value));
        return;
    }
    remark(c, is_limit(row, field) ? DIAG_CONVERT_RIGHTS : DIAG_CONVERT_VALUE, field, (Span){0},
           "%s knows no '%.*s' that is '%.*s'", c->speech->title, SPAN_ARG(field->key),
           SPAN_ARG(value));
}

/* "color: red", or the key alone where the value is long. */
static Span shown(Arena *arena, const Field *field)
{
    Span value = field->shape == FIELD_SCALAR ? span_trim(field->value) : (Span){0};
    bool is_short = value.len && span_find_byte(value, '\n', 0) == value.len;
    Span key = remark_shown(arena, field->key);
    if (!is_short)
        return key;
    return remark_shown(arena, arena_format(arena, "%.*s: %.*s", SPAN_ARG(key), SPAN_ARG(value)));
}

/* Fields of harnesses that are not in the table limit what an agent may do, too. */
static bool is_foreign_limit(const HarnessField *row, const Field *field)
{
    FieldMeaning meaning = style_field_meaning(field->key);
    return !row && (meaning == FIELD_TOOLS || meaning == FIELD_DENIED);
}

static void tell_lost(Conversion *c, const HarnessField *row, const Field *field)
{
    bool has_field = row && row->meaning && harness_meaning(c->speech, row->meaning);
    bool is_open = !row && c->agent.speech->is_open;
    bool is_quiet = row ? row->is_label : !is_open;
    if (has_field && field->shape == FIELD_SCALAR && !is_quiet)
        tell_value(c, row, field);
    else if (is_foreign_limit(row, field))
        remark(c, DIAG_CONVERT_RIGHTS, field, (Span){0},
               "'%.*s' is no field of %s, and what it limits is lost", SPAN_ARG(field->key),
               c->agent.speech->title);
    else if (row && is_limit(row, field))
        remark(c, DIAG_CONVERT_RIGHTS, field, (Span){0},
               "%s has no '%.*s'; it may do what the session may", c->speech->title,
               SPAN_ARG(shown(c->arena, field)));
    else
        remark(c, is_quiet ? DIAG_CONVERT_REMARK : DIAG_CONVERT_FIELD, field, (Span){0},
               "%s has no place for '%.*s'", c->speech->title, SPAN_ARG(shown(c->arena, field)));
}

/* Did the comment come along with a field? */
static bool is_kept(const Conversion *c, Span comment)
{
    for (size_t i = 0; i < c->out.len; i++)
        for (size_t k = 0; k < c->out.at[i].comments.len; k++)
            if (c->out.at[i].comments.at[k].ptr == comment.ptr)
                return true;
    return false;
}

static void tell_comments(Conversion *c, const Field *field)
{
    bool is_lost = c->to->form != FORM_MARKDOWN;
    for (size_t i = 0; i < field->comments.len; i++)
        if (is_lost || !is_kept(c, field->comments.at[i]))
            remark(c, DIAG_CONVERT_COMMENT, field, field->comments.at[i], "left out: %.*s",
                   SPAN_ARG(remark_shown(c->arena, field->comments.at[i])));
}

static void tell_rest(Conversion *c)
{
    for (size_t i = 0; i < c->agent.fields.len; i++) {
        const Field *field = &c->agent.fields.at[i];
        const HarnessField *row = row_of(c, i);
        bool is_name = row && (row->meaning == MEANING_NAME || row->meaning == MEANING_BODY);
        if (!c->agent.used[i] && !is_name && !(row && is_usual(row, field)))
            tell_lost(c, row, field);
        tell_comments(c, field);
    }
}

/* ---- all of them ---- */

static void rename_model(const Conversion *c, Field *field)
{
    Span wished = value_wished_model(c, span_trim(field->value));
    if (field->shape != FIELD_SCALAR || !wished.len)
        return;
    field->value = wished;
    field->quote = field_string("", wished).quote;
}

static void copy_all(Conversion *c)
{
    for (size_t i = 0; i < c->agent.fields.len; i++) {
        const HarnessField *row = row_of(c, i);
        c->agent.used[i] = true;
        bool is_elsewhere = row && (row->meaning == MEANING_NAME || row->meaning == MEANING_BODY);
        Field field = c->agent.fields.at[i];
        if (is_elsewhere)
            continue;
        if (row && row->meaning == MEANING_MODEL)
            rename_model(c, &field);
        mend_field(c, &field);
        vec_add(c->arena, &c->out, field);
        way_add(c, &c->agent.fields.at[i], field.key);
    }
    for (size_t i = 0; i < c->agent.fields.len; i++)
        tell_comments(c, &c->agent.fields.at[i]);
}

void fields_convert(Conversion *c)
{
    names_write(c);
    if (c->agent.speech == c->speech) {
        copy_all(c);
        return;
    }
    Rights rights = rights_read(c);
    for (size_t i = 0; i < c->speech->field_count; i++)
        convert_row(c, &rights, &c->speech->fields[i]);
    rights_finish(c, &rights);
    tell_rest(c);
}
