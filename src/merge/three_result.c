#include "merge/three_result.h"

#include "base/buf.h"

static Span conflict_text(const ThreeText *texts, const Seq3Region *region, ThreeSide open)
{
    Range lines[THREE_SIDES] = {region->ours, region->base, region->theirs};
    return lines_range(&texts[open].lines, lines[open]);
}

static Span region_text(const ThreeText *texts, const Seq3Region *region, const AnswerVec *settled,
                        ThreeSide open)
{
    if (region->kind == SEQ3_SETTLED)
        return settled->at[region->settled].text;
    if (region->kind == SEQ3_THEIRS)
        return lines_range(&texts[THREE_THEIRS].lines, region->theirs);
    if (region->kind == SEQ3_CONFLICT)
        return conflict_text(texts, region, open);
    return lines_range(&texts[THREE_OURS].lines, region->ours);
}

static void add(Buf *out, Span text)
{
    if (text.len && out->len && out->ptr[out->len - 1] != '\n')
        buf_add_byte(out, '\n');
    buf_add(out, text);
}

/* From byte offsets, which ascend, to lines. */
static void find_places(Result *result, const size_t *from, const size_t *to, size_t count)
{
    uint32_t line = 0;
    for (size_t i = 0; i < count; i++) {
        while (line < result->lines.count && result->lines.start[line] < from[i])
            line++;
        result->places[i].start = line;
        while (line < result->lines.count && result->lines.start[line] < to[i])
            line++;
        result->places[i].end = line;
    }
}

Result result_make(Arena *arena, const ThreeText texts[THREE_SIDES], const Seq3Vec *regions,
                   const AnswerVec *settled, ThreeSide open)
{
    Buf out = buf_in(arena);
    size_t *from = ARENA_ARRAY(arena, size_t, regions->len);
    size_t *to = ARENA_ARRAY(arena, size_t, regions->len);
    Result result = {.places = ARENA_ARRAY(arena, Range, regions->len)};
    uint32_t at = 0;
    for (size_t i = 0; i < regions->len; i++) {
        const Seq3Region *region = &regions->at[i];
        add(&out, lines_range(&texts[THREE_OURS].lines, (Range){at, region->ours.start}));
        from[i] = out.len;
        add(&out, region_text(texts, region, settled, open));
        to[i] = out.len;
        at = region->ours.end;
    }
    add(&out, lines_range(&texts[THREE_OURS].lines, (Range){at, texts[THREE_OURS].lines.count}));
    result.lines = lines_index_feeds(arena, buf_span(&out));
    find_places(&result, from, to, regions->len);
    return result;
}
