#include "merge/three.h"

#include "base/intern.h"
#include "merge/three_check.h"
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

/* The note about the region, or a new one. */
static ThreeNote *find_note(Arena *arena, ThreeNoteVec *notes, const Seq3Region *region)
{
    for (size_t i = 0; i < notes->len; i++)
        if (notes->at[i].lines[THREE_BASE].start == region->base.start &&
            notes->at[i].lines[THREE_BASE].end == region->base.end &&
            notes->at[i].lines[THREE_OURS].start == region->ours.start)
            return &notes->at[i];
    return vec_push(arena, notes);
}

/* What the check finds fault with becomes a conflict, until nothing is left to find fault with. */
static void doubt(Arena *arena, Intern *intern, const ThreeText *texts, Seq3Vec *regions,
                  const SpanVec *settled, ThreeNoteVec *notes)
{
    for (;;) {
        Finding finding = check_result(arena, intern, texts, regions, settled);
        if (finding.region == NONE)
            return;
        Seq3Region *region = &regions->at[finding.region];
        region->kind = SEQ3_CONFLICT;
        *find_note(arena, notes, region) =
            (ThreeNote){RULE_NONE, finding.defect, {region->ours, region->base, region->theirs}};
    }
}

ThreeMerge three_merge(Arena *arena, const Span sides[THREE_SIDES], const ThreeOptions *options)
{
    Intern *intern = intern_new(arena);
    ThreeText texts[THREE_SIDES];
    for (int side = 0; side < THREE_SIDES; side++)
        texts[side] = read_text(arena, intern, sides[side]);
    Seq3Vec regions = {0};
    SpanVec settled = {0};
    ThreeNoteVec notes = {0};
    seq3_merge(arena, texts[THREE_BASE].ids, texts[THREE_OURS].ids, texts[THREE_THEIRS].ids,
               &regions);
    if (!options->lines_only && has_conflicts(&regions))
        regions = structure_settle(arena, intern, texts, &regions, &settled, &notes);
    if (!options->lines_only)
        doubt(arena, intern, texts, &regions, &settled, &notes);
    Buf out = buf_in(arena);
    uint32_t conflicts = three_write(&out, texts, &regions, &settled, options);
    intern_free(intern);
    return (ThreeMerge){buf_span(&out), conflicts, notes, false};
}
