/* A field that is a set, as tools are: what a side added is added, what it removed is removed. */
#include "merge/three_settle.h"

#include "base/buf.h"
#include "style/style.h"

static bool is_set(const Field *field)
{
    FieldMeaning meaning = style_field_meaning(field->key);
    return meaning == FIELD_TOOLS || meaning == FIELD_DENIED || meaning == FIELD_SET;
}

/* How a field writes its entries: what stands before the first, between two, behind the last. */
typedef struct Frame {
    Span head, joint, tail;
} Frame;

/* False when the entries do not stand in the text as they were read, evenly joined. One entry has no joint. */
static bool find_frame(Span text, const SpanVec *entries, Frame *frame)
{
    size_t at = span_find_byte(text, ':', 0);
    for (size_t i = 0; i < entries->len; i++) {
        size_t found = span_find(text, entries->at[i], at);
        if (found + entries->at[i].len > text.len)
            return false;
        Span before = span_range(text, at, found);
        if (i == 0)
            frame->head = span_range(text, 0, found);
        else if (i == 1)
            frame->joint = before;
        else if (!span_eq(before, frame->joint))
            return false;
        at = found + entries->at[i].len;
    }
    frame->tail = span_from(text, at);
    return entries->len > 0;
}

/* Both write the set in one way; the joint is one side's when the other has none. */
static bool agree(Frame *frame, const Frame *other)
{
    if (!frame->joint.ptr)
        frame->joint = other->joint;
    bool is_same_joint = !other->joint.ptr || span_eq(frame->joint, other->joint);
    return is_same_joint && span_eq(frame->head, other->head) && span_eq(frame->tail, other->tail);
}

static SpanVec unite(Arena *arena, const SpanVec *base, const SpanVec *ours, const SpanVec *theirs)
{
    SpanVec united = {0};
    for (size_t i = 0; i < ours->len; i++)
        if (spans_hold(theirs, ours->at[i]) || !spans_hold(base, ours->at[i]))
            vec_add(arena, &united, ours->at[i]);
    for (size_t i = 0; i < theirs->len; i++)
        if (!spans_hold(base, theirs->at[i]) && !spans_hold(ours, theirs->at[i]))
            vec_add(arena, &united, theirs->at[i]);
    return united;
}

static void write_set(Table *table, const Frame *frame, const SpanVec *entries, Span *text)
{
    Buf out = buf_in(table->arena);
    buf_add(&out, frame->head);
    for (size_t i = 0; i < entries->len; i++) {
        if (i)
            buf_add(&out, frame->joint);
        buf_add(&out, entries->at[i]);
    }
    buf_add(&out, frame->tail);
    *text = buf_span(&out);
}

bool settle_set(Table *table, Trio trio, Span *text)
{
    const Field *base = version_field(table->ours.base, trio.base);
    const Field *ours = version_field(table->ours.side, trio.ours);
    const Field *theirs = version_field(table->theirs.side, trio.theirs);
    if (!base || !ours || !theirs || !is_set(ours) || !span_eq(ours->key, theirs->key) ||
        ours->shape != base->shape || theirs->shape != base->shape)
        return false;
    SpanVec old = front_entries(table->arena, base), a = front_entries(table->arena, ours),
            b = front_entries(table->arena, theirs);
    SpanVec united = unite(table->arena, &old, &a, &b);
    Frame frame = {.joint = {NULL, 0}}, other = {.joint = {NULL, 0}};
    if (!find_frame(version_block(table->ours.side, trio.ours), &a, &frame) ||
        !find_frame(version_block(table->theirs.side, trio.theirs), &b, &other) ||
        !agree(&frame, &other))
        return false;
    if (united.len == 0 || (united.len > 1 && !frame.joint.ptr))
        return false;
    write_set(table, &frame, &united, text);
    return true;
}
