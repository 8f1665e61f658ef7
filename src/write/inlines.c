#include "write/inlines.h"

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
    case MARK_CODE:
        blanks_add_raw(&writer->prose, mark->at, SPAN(""));
        codespan_write(writer->prose.out, source);
        break;
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

static size_t next_own(const Marks *marks, size_t at)
{
    while (at < marks->list.len && marks->list.at[at].kind == MARK_LITERAL)
        at++;
    return at;
}

/* Does what was written mark up the same things in the same order? */
static bool is_same_markup(const Marks *before, const Marks *after)
{
    size_t i = next_own(before, 0), k = next_own(after, 0);
    while (i < before->list.len && k < after->list.len) {
        const Mark *was = &before->list.at[i], *is = &after->list.at[k];
        bool is_emphasis = was->kind == MARK_OPEN || was->kind == MARK_CLOSE;
        if (was->kind != is->kind || (is_emphasis && was->len != is->len))
            return false;
        i = next_own(before, i + 1);
        k = next_own(after, k + 1);
    }
    return i == before->list.len && k == after->list.len;
}

/* What a byte can mean: the start of markup that has more than one spelling, or a blank. */
enum { BYTE_TEXT, BYTE_BLANK, BYTE_MARKUP };

static const uint8_t kind_of[UINT8_MAX + 1] = {
    ['*'] = BYTE_MARKUP, ['_'] = BYTE_MARKUP, ['`'] = BYTE_MARKUP,
    ['['] = BYTE_MARKUP, ['{'] = BYTE_MARKUP, ['<'] = BYTE_MARKUP,
    [' '] = BYTE_BLANK,  ['\t'] = BYTE_BLANK, ['\n'] = BYTE_BLANK,
};

/* How much there is to do to a text: nothing, or only its blanks, or its markup too. */
static uint8_t work_in(Span text)
{
    uint8_t work = BYTE_TEXT, before = BYTE_BLANK;
    for (size_t at = 0; at < text.len; at++) {
        uint8_t kind = kind_of[(uint8_t)text.ptr[at]];
        if (kind == BYTE_MARKUP)
            return BYTE_MARKUP;
        if (kind == BYTE_BLANK && (before == BYTE_BLANK || text.ptr[at] != ' '))
            work = BYTE_BLANK;
        before = kind;
    }
    return before == BYTE_BLANK ? BYTE_BLANK : work;
}

static void copy(Buf *out, Span text, bool single_spaces)
{
    Prose prose = {.out = out, .start = out->len, .source = text, .single_spaces = single_spaces};
    blanks_add(&prose, 0, text.len);
}

static void write_with_markup(Buf *out, Span text, bool single_spaces)
{
    Marks marks = marks_of(out->arena, text);
    size_t start = out->len;
    if (!marks.is_unsure && !write_marked(out, text, &marks, single_spaces))
        return;
    Marks written = {0};
    if (!marks.is_unsure)
        written = marks_of(out->arena, span_from(buf_span(out), start));
    if (!marks.is_unsure && !written.is_unsure && is_same_markup(&marks, &written))
        return;
    buf_cut(out, start);
    copy(out, text, false);
}

void inlines_write(Buf *out, Span text, bool single_spaces)
{
    uint8_t work = work_in(text);
    if (work == BYTE_TEXT)
        buf_add(out, text);
    else if (work == BYTE_BLANK)
        copy(out, text, single_spaces);
    else
        write_with_markup(out, text, single_spaces);
}
