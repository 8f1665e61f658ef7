#include "merge/three.h"

#include "base/intern.h"
#include "merge/three_structure.h"
#include "merge/three_write.h"

static ThreeText read_text(Arena *arena, Intern *intern, Span bytes)
{
    Lines lines = lines_index_feeds(arena, bytes);
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, lines.count);
    for (uint32_t n = 0; n < lines.count; n++)
        ids[n] = intern_id(intern, lines_with_ending(&lines, n));
    return (ThreeText){lines, {ids, lines.count}};
}

static bool has_conflicts(const Seq3Vec *regions)
{
    for (size_t i = 0; i < regions->len; i++)
        if (regions->at[i].kind == SEQ3_CONFLICT)
            return true;
    return false;
}

ThreeMerge three_merge(Arena *arena, const Span sides[THREE_SIDES], const ThreeOptions *options)
{
    Intern *intern = intern_new(arena);
    ThreeText texts[THREE_SIDES];
    for (int side = 0; side < THREE_SIDES; side++)
        texts[side] = read_text(arena, intern, sides[side]);
    Seq3Vec regions = {0};
    SpanVec settled = {0};
    NoteVec notes = {0};
    seq3_merge(arena, texts[THREE_BASE].ids, texts[THREE_OURS].ids, texts[THREE_THEIRS].ids,
               &regions);
    if (!options->lines_only && has_conflicts(&regions))
        regions = structure_settle(arena, intern, texts, &regions, &settled, &notes);
    Buf out = buf_in(arena);
    uint32_t conflicts = three_write(&out, texts, &regions, &settled, options);
    intern_free(intern);
    return (ThreeMerge){buf_span(&out), conflicts};
}
