#include "diff/fields.h"

#include "base/buf.h"
#include "diff/refine.h"

/* Keys beside those of tools that say what an agent may do. */
static const char *const rights[] = {
    "hooks",           "mode",        "model",           "permission",
    "permission-mode", "permissions", "permission_mode", "permissionMode",
    "approval_policy", "sandbox",     "sandbox_mode",
};

unsigned fields_weigh(Span key)
{
    FieldMeaning meaning = style_field_meaning(key);
    if (meaning == FIELD_TOOLS || meaning == FIELD_DENIED)
        return WEIGHTY_RIGHTS;
    for (size_t i = 0; i < sizeof rights / sizeof *rights; i++)
        if (span_eq(key, span_of(rights[i])))
            return WEIGHTY_RIGHTS;
    return 0;
}

/* ---- sets ---- */

static bool is_set(const Field *field)
{
    FieldMeaning meaning = style_field_meaning(field->key);
    bool may_be = meaning == FIELD_TOOLS || meaning == FIELD_DENIED || meaning == FIELD_SET;
    return field->shape == FIELD_LIST || (may_be && field->shape == FIELD_SCALAR);
}

/* What is longer than any set that people write is compared as text. */
enum { SET_LIMIT = 500 };

static bool compare_sets(Arena *arena, const Field *old, const Field *new, Change *change)
{
    SpanVec from = front_entries(arena, old), to = front_entries(arena, new);
    if (from.len > SET_LIMIT || to.len > SET_LIMIT)
        return false;
    bool is_changed = false;
    for (size_t i = 0; i < from.len; i++) {
        bool is_kept = spans_hold(&to, from.at[i]);
        vec_add(arena, &change->runs, (Run){is_kept ? RUN_SAME : RUN_REMOVED, from.at[i]});
        is_changed = is_changed || !is_kept;
    }
    for (size_t i = 0; i < to.len; i++)
        if (!spans_hold(&from, to.at[i])) {
            vec_add(arena, &change->runs, (Run){RUN_ADDED, to.at[i]});
            is_changed = true;
        }
    change->is_set = true;
    change->kind = is_changed ? CHANGE_EDITED : CHANGE_FORMATTING;
    return true;
}

/* ---- values ---- */

static bool same_items(const SpanVec *a, const SpanVec *b)
{
    bool is_same = a->len == b->len;
    for (size_t i = 0; is_same && i < a->len; i++)
        is_same = span_eq(a->at[i], b->at[i]);
    return is_same;
}

/* The same to whoever loads the file, however it is quoted. */
static bool same_value(const Field *a, const Field *b)
{
    if (a->shape != b->shape || !span_eq(a->key, b->key))
        return false;
    if (a->shape == FIELD_SCALAR)
        return span_eq(a->value, b->value);
    return a->shape == FIELD_LIST ? same_items(&a->items, &b->items)
                                  : span_eq(span_trim(a->source), span_trim(b->source));
}

static Span value_text(const Field *field)
{
    return field->shape == FIELD_SCALAR ? field->value : span_trim(field->source);
}

/* A value that is a word or two is replaced as a whole. */
enum { WHOLE_WORDS = 3 };

static bool is_short(Span value)
{
    size_t words = 1;
    for (size_t at = 0; at < value.len; at++)
        words += value.ptr[at] == ' ' || value.ptr[at] == '\n';
    return words < WHOLE_WORDS;
}

static void compare_values(Arena *arena, const Field *old, const Field *new, Change *change)
{
    Span from = value_text(old), to = value_text(new);
    bool is_exact = old->shape == FIELD_OPAQUE || new->shape == FIELD_OPAQUE;
    change->kind = CHANGE_EDITED;
    if (is_short(from) && is_short(to)) {
        if (from.len)
            vec_add(arena, &change->runs, (Run){RUN_REMOVED, from});
        if (to.len)
            vec_add(arena, &change->runs, (Run){RUN_ADDED, to});
    } else if (is_exact) {
        refine_exact(arena, from, to, &change->runs);
    } else {
        refine_prose(arena, from, to, &change->runs);
    }
}

/* Comments are no data, but someone wrote them for someone. */
static void compare_comments(Arena *arena, const Field *old, const Field *new, Change *change)
{
    Buf texts[2] = {buf_in(arena), buf_in(arena)};
    const Field *fields[2] = {old, new};
    for (int side = 0; side < 2; side++)
        for (size_t i = 0; i < fields[side]->comments.len; i++) {
            buf_add(&texts[side], fields[side]->comments.at[i]);
            buf_add_byte(&texts[side], '\n');
        }
    change->kind = CHANGE_EDITED;
    refine_exact(arena, buf_span(&texts[0]), buf_span(&texts[1]), &change->runs);
}

bool fields_compare(Arena *arena, const Field *old, const Field *new, Change *change)
{
    bool has_comment = !same_items(&old->comments, &new->comments);
    change->weighty = fields_weigh(old->key) | fields_weigh(new->key);
    if (same_value(old, new)) {
        if (has_comment)
            compare_comments(arena, old, new, change);
        else
            change->kind = CHANGE_FORMATTING;
        change->weighty = 0;
        return has_comment || !span_eq(span_trim(old->source), span_trim(new->source));
    }
    if (!(is_set(old) && is_set(new) && compare_sets(arena, old, new, change)))
        compare_values(arena, old, new, change);
    if (change->kind == CHANGE_FORMATTING)
        change->weighty = 0;
    return true;
}
