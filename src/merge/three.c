#include "merge/three.h"

#include "base/intern.h"
#include "merge/three_write.h"

static ThreeText read_text(Arena *arena, Intern *intern, Span bytes)
{
    Lines lines = lines_index_feeds(arena, bytes);
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, lines.count);
    for (uint32_t n = 0; n < lines.count; n++)
        ids[n] = intern_id(intern, lines_with_ending(&lines, n));
    return (ThreeText){lines, {ids, lines.count}};
}

static void read_texts(Arena *arena, const Span sides[THREE_SIDES], ThreeText texts[THREE_SIDES])
{
    Intern *intern = intern_new(arena);
    for (int side = 0; side < THREE_SIDES; side++)
        texts[side] = read_text(arena, intern, sides[side]);
    intern_free(intern);
}

ThreeMerge three_merge(Arena *arena, const Span sides[THREE_SIDES], const ThreeOptions *options)
{
    ThreeText texts[THREE_SIDES];
    read_texts(arena, sides, texts);
    Seq3Vec regions = {0};
    seq3_merge(arena, texts[THREE_BASE].ids, texts[THREE_OURS].ids, texts[THREE_THEIRS].ids,
               &regions);
    Buf out = buf_in(arena);
    uint32_t conflicts = three_write(&out, texts, &regions, NULL, options);
    return (ThreeMerge){buf_span(&out), conflicts};
}
