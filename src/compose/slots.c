#include "compose/slots.h"

#include "base/buf.h"

/* Between the braces; longer ones are no slots, so that no line of braces is slow. */
enum { LONGEST = 100 };

static bool is_name_byte(char c, bool is_first)
{
    return (c >= 'a' && c <= 'z') || (!is_first && ((c >= '0' && c <= '9') || c == '-'));
}

/* What stands between the braces; false when that is no slot. */
static bool read_inside(Span inside, Slot *slot)
{
    size_t bar = span_find_byte(inside, '|', 0);
    Span filter = bar < inside.len ? span_trim(span_from(inside, bar + 1)) : SPAN("");
    slot->name = span_trim(span_range(inside, 0, bar));
    slot->is_title = filter.len > 0;
    for (size_t i = 0; i < slot->name.len; i++)
        if (!is_name_byte(slot->name.ptr[i], i == 0))
            return false;
    return slot->name.len && (bar == inside.len || span_eq(filter, SPAN("title")));
}

bool slot_next(Span text, size_t from, Slot *slot)
{
    for (size_t at = span_find(text, SPAN("{{"), from); at < text.len;
         at = span_find(text, SPAN("{{"), at + 1)) {
        size_t left = text.len - at - 2;
        Span rest = span_range(text, at + 2, at + 2 + (left < LONGEST ? left : LONGEST));
        size_t close = span_find(rest, SPAN("}}"), 0);
        Span inside = span_range(rest, 0, close);
        bool is_on_line = span_find_byte(inside, '\n', 0) == close;
        bool is_triple = at && text.ptr[at - 1] == '{'; /* another language's */
        if (close == rest.len || is_triple || !is_on_line || !read_inside(inside, slot))
            continue;
        slot->start = at;
        slot->end = at + 2 + close + 2;
        return true;
    }
    return false;
}

bool slot_alone(Span text, Slot *slot)
{
    Span trimmed = span_trim(text);
    return slot_next(trimmed, 0, slot) && slot->start == 0 && slot->end == trimmed.len;
}

const Binding *binding_find(const BindingVec *bindings, Span name)
{
    for (size_t i = 0; i < bindings->len; i++)
        if (span_eq(bindings->at[i].name, name))
            return &bindings->at[i];
    return NULL;
}

/* "api-reviewer" -> "Api Reviewer"; capitals that are there stay. */
static Span title_of(Arena *arena, Span value)
{
    Span title = arena_copy(arena, value);
    char *at = (char *)title.ptr, before = ' ';
    for (size_t i = 0; i < title.len; before = at[i++]) {
        if (at[i] == '-' || at[i] == '_')
            at[i] = ' ';
        else if (before == ' ' && at[i] >= 'a' && at[i] <= 'z')
            at[i] = (char)(at[i] - 'a' + 'A');
    }
    return title;
}

bool slot_value(Arena *arena, const Slot *slot, const BindingVec *bindings, Span *value)
{
    const Binding *binding = binding_find(bindings, slot->name);
    if (binding)
        *value = slot->is_title ? title_of(arena, binding->value) : binding->value;
    return binding != NULL;
}

static void add_value(Buf *out, Span value, SlotPlace place)
{
    if (place == SLOT_AS_IS) {
        buf_add(out, value);
        return;
    }
    value = span_trim(value);
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '|' && place == SLOT_IN_CELL)
            buf_add_byte(out, '\\');
        buf_add_byte(out, c == '\n' || c == '\r' ? ' ' : c);
    }
}

Span slot_expand(Arena *arena, Span text, const BindingVec *bindings, SlotPlace place)
{
    Slot slot;
    Span value;
    size_t from = 0;
    if (!slot_next(text, 0, &slot))
        return text;
    Buf out = buf_in(arena);
    do {
        bool is_bound = slot_value(arena, &slot, bindings, &value);
        buf_add(&out, span_range(text, from, is_bound ? slot.start : slot.end));
        if (is_bound)
            add_value(&out, value, place);
        from = slot.end;
    } while (slot_next(text, from, &slot));
    buf_add(&out, span_from(text, from));
    return buf_span(&out);
}
