#include "write/inlines.h"

#include "base/block.h"
#include "write/blanks.h"
#include "write/codespan.h"
#include "write/linktail.h"
#include "write/marks.h"
#include "write/sign.h"

typedef struct Writer {
    Walk walk;
    Prose prose;
    char *signs;     /* of each mark that opens */
    bool is_changed; /* an emphasis sign or a backslash: what could change the pairing */
} Writer;

static void write_sign(Writer *writer, char sign, const Mark *mark)
{
    writer->is_changed = writer->is_changed || sign != writer->walk.text.ptr[mark->at];
    char signs[2] = {sign, sign};
    blanks_add_raw(&writer->prose, mark->at, (Span){signs, mark->len});
}

static void write_open(Writer *writer, Arena *arena, size_t index)
{
    const Mark *mark = &writer->walk.marks[index];
    char sign = sign_of(&writer->walk, index);
    writer->signs[index] = sign;
    write_sign(writer, sign, mark);
    vec_add(arena, &writer->walk.open, (uint32_t)index);
    writer->walk.emphases += mark->len == 1;
}

static void write_close(Writer *writer, const Mark *mark)
{
    uint32_t opener = writer->walk.open.at[--writer->walk.open.len];
    writer->walk.emphases -= mark->len == 1;
    write_sign(writer, writer->signs[opener], mark);
}

static void write_literal(Writer *writer, size_t index)
{
    const Mark *mark = &writer->walk.marks[index];
    if (writer->walk.open.len && sign_wants_escape(&writer->walk, index)) {
        blanks_add_raw(&writer->prose, mark->at, SPAN("\\"));
        writer->is_changed = true;
    }
    blanks_add(&writer->prose, mark->at, mark->at + mark->len);
}

static void write_mark(Writer *writer, Arena *arena, size_t index)
{
    const Mark *mark = &writer->walk.marks[index];
    Span source = span_range(writer->walk.text, mark->at, mark->at + mark->len);
    switch (mark->kind) {
    case MARK_OPEN:
        write_open(writer, arena, index);
        break;
    case MARK_CLOSE:
        write_close(writer, mark);
        break;
    case MARK_LITERAL:
        write_literal(writer, index);
        break;
    case MARK_CODE: {
        Buf code = buf_in(arena);
        codespan_write(&code, source);
        blanks_add_raw(&writer->prose, mark->at, buf_span(&code));
        break;
    }
    case MARK_RAW:
        blanks_add_raw(&writer->prose, mark->at, source);
        break;
    case MARK_LINK: {
        LinkTail tail = linktail_read(writer->walk.text, mark->at + 1);
        blanks_add_raw(&writer->prose, mark->at, SPAN(""));
        linktail_write(writer->prose.out, &tail);
        break;
    }
    }
}

static bool write_marked(Buf *out, Span text, const Marks *marks, bool single_spaces)
{
    Writer writer = {
        .walk = {.text = text, .marks = marks->list.at, .count = marks->list.len},
        .prose = {.out = out, .start = out->len, .source = text, .single_spaces = single_spaces},
        .signs = ARENA_ARRAY(out->arena, char, marks->list.len),
    };
    size_t at = 0;
    for (size_t i = 0; i < marks->list.len; i++) {
        const Mark *mark = &marks->list.at[i];
        blanks_add(&writer.prose, at, mark->at);
        write_mark(&writer, out->arena, i);
        at = mark->at + mark->len;
    }
    blanks_add(&writer.prose, at, text.len);
    return writer.is_changed;
}

/* A text with its marks, compared from mark to mark with what was made of it. */
typedef struct Reading {
    Span text;
    const Marks *marks;
    size_t next; /* mark */
    size_t at;   /* offset */
} Reading;

/* The text up to the next mark that is not literal; that mark, or NULL at the end. */
static const Mark *read_on(Reading *reading, Span *text)
{
    const MarkVec *list = &reading->marks->list;
    while (reading->next < list->len && list->at[reading->next].kind == MARK_LITERAL)
        reading->next++;
    const Mark *mark = reading->next < list->len ? &list->at[reading->next++] : NULL;
    *text = span_range(reading->text, reading->at, mark ? mark->at : reading->text.len);
    reading->at = mark ? mark->at + mark->len : reading->text.len;
    return mark;
}

/* The next byte that is neither a blank nor a backslash; NUL at the end. */
static char next_inked(Span text, size_t *at)
{
    while (*at < text.len && strchr(" \t\n\\", text.ptr[*at]) && text.ptr[*at])
        *at += 1;
    return *at < text.len ? text.ptr[(*at)++] : '\0';
}

static bool is_same_text(Span was, Span is)
{
    size_t i = 0, k = 0;
    while (i < was.len || k < is.len)
        if (next_inked(was, &i) != next_inked(is, &k))
            return false;
    return true;
}

static bool is_same_mark(const Mark *was, const Mark *is)
{
    bool is_emphasis = was->kind == MARK_OPEN || was->kind == MARK_CLOSE;
    return was->kind == is->kind && (!is_emphasis || was->len == is->len);
}

/* Does what was written mark up the same words in the same way? */
static bool is_same_markup(Reading was, Reading is)
{
    for (;;) {
        Span before, now;
        const Mark *old = read_on(&was, &before), *new = read_on(&is, &now);
        if (!is_same_text(before, now) || !old != !new)
            return false;
        if (!old)
            return true;
        if (!is_same_mark(old, new))
            return false;
    }
}

/* ---- what stays as it is ---- */

/* What a byte can mean: the start of markup that has more than one spelling, what takes that away from it, or a blank. */
enum { BYTE_TEXT, BYTE_BLANK, BYTE_ESCAPE, BYTE_MARKUP };

/* All but the space, which is a blank, too, but between words says nothing. */
#define SIGNS(each)                                                                                \
    each('*', BYTE_MARKUP) each('_', BYTE_MARKUP) each('`', BYTE_MARKUP) each('[', BYTE_MARKUP)    \
        each('{', BYTE_MARKUP) each('<', BYTE_MARKUP) each('\t', BYTE_BLANK)                       \
            each('\n', BYTE_BLANK) each('\\', BYTE_ESCAPE)

#define KIND(sign, kind) [(uint8_t) sign] = kind,
static const uint8_t kind_of[UINT8_MAX + 1] = {SIGNS(KIND)[' '] = BYTE_BLANK};

/* Where a run of two stars ends, or code on one line between single backticks, that starts at `at`; 0 where there is
   anything else. */
static size_t simple_end(Span text, size_t at)
{
    char sign = text.ptr[at], next = at + 1 < text.len ? text.ptr[at + 1] : '\0';
    if (sign == '*' && next == '*')
        return at + 2 == text.len || text.ptr[at + 2] != '*' ? at + 2 : 0;
    if (sign != '`' || next == '`' || kind_of[(uint8_t)next] == BYTE_BLANK)
        return 0;
    size_t end = span_find_byte(text, '`', at + 1) + 1;
    bool is_alone = end < text.len ? text.ptr[end] != '`' : end == text.len;
    return is_alone && !span_has(span_range(text, at, end), '\n') ? end : 0;
}

static bool is_lone_space(Span text, size_t at)
{
    return text.ptr[at] == ' ' && at > 0 && at + 1 < text.len &&
           kind_of[(uint8_t)text.ptr[at + 1]] != BYTE_BLANK;
}

static bool is_bare_block(const char *at)
{
    Bytes bytes = block_at(at);
    Bytes others = block_is(bytes, ' ') & block_is(block_at(at + 1), ' ');
#define LOOK_FOR(sign, kind) others |= block_is(bytes, sign);
    SIGNS(LOOK_FOR)
    return !block_any(others);
}

/* The last block may look at bytes a second time. */
bool inlines_are_bare(Span text)
{
    if (text.len <= BLOCK_SIZE || kind_of[(uint8_t)text.ptr[0]] != BYTE_TEXT ||
        kind_of[(uint8_t)text.ptr[text.len - 1]] != BYTE_TEXT)
        return false;
    size_t last = text.len - BLOCK_SIZE - 1, at = 0;
    while (at < last && is_bare_block(text.ptr + at))
        at += BLOCK_SIZE;
    return at >= last && is_bare_block(text.ptr + last);
}

/* Is there nothing to do to a text? Two runs of two stars pair with each other or not at all, and strong emphasis is
   written so. */
static bool is_canonical(Span text)
{
    size_t stars = 0, codes = 0, escapes = 0;
    for (size_t at = 0, end;; at = end) {
        while (at < text.len && kind_of[(uint8_t)text.ptr[at]] == BYTE_TEXT)
            at++;
        if (at == text.len)
            return stars <= 2 && (!escapes || stars + codes == 0);
        uint8_t kind = kind_of[(uint8_t)text.ptr[at]];
        end = kind == BYTE_MARKUP ? simple_end(text, at) : at + 1;
        if (!end || (kind == BYTE_BLANK && !is_lone_space(text, at)))
            return false;
        stars += text.ptr[at] == '*';
        codes += text.ptr[at] == '`';
        escapes += kind == BYTE_ESCAPE;
    }
}

static void copy(Buf *out, Span text)
{
    Prose prose = {.out = out, .start = out->len, .source = text};
    blanks_add(&prose, 0, text.len);
}

static bool write_checked(Buf *out, Span text, const Marks *marks, bool single_spaces)
{
    size_t start = out->len;
    if (!write_marked(out, text, marks, single_spaces))
        return true;
    Span written = span_from(buf_span(out), start);
    Marks again = marks_of(out->arena, written);
    return !again.is_unsure && is_same_markup((Reading){.text = text, .marks = marks},
                                              (Reading){.text = written, .marks = &again});
}

Span inlines_write(Arena *arena, Span text, bool single_spaces)
{
    if (inlines_are_bare(text) || is_canonical(text))
        return text;
    Buf out = buf_in(arena);
    Marks marks = marks_of(arena, text);
    if (marks.is_unsure || !write_checked(&out, text, &marks, single_spaces)) {
        buf_cut(&out, 0);
        copy(&out, text);
    }
    return buf_span(&out);
}
