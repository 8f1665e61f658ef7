#include "merge/three.h"

#include "base/intern.h"
#include "merge/three_check.h"
#include "merge/three_moves.h"
#include "merge/three_structure.h"
#include "merge/three_write.h"

/* Bytes of the three together beyond which structure is not looked at, and how often a merge may be doubted. */
enum { LARGE = 4 << 20, ROUNDS = 64 };

static ThreeText read_text(Arena *arena, Intern *intern, Span bytes)
{
    Lines lines = lines_index_feeds(arena, bytes);
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, lines.count);
    for (uint32_t n = 0; n < lines.count; n++)
        ids[n] = intern_id(intern, lines_with_ending(&lines, n));
    return (ThreeText){lines, {ids, lines.count}};
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

/* One way to merge: the texts, perhaps in another order of sections, and what becomes of them. */
typedef struct Attempt {
    ThreeVersions version_lines;
    ThreeText texts[THREE_SIDES];
    Scan scans[THREE_SIDES];
    Family family; /* where there were conflicts; borrows from the texts */
    Seq3Vec regions;
    AnswerVec settled;
    ThreeNoteVec notes;
    bool is_by_lines;
} Attempt;

static size_t count_conflicts(const Seq3Vec *regions)
{
    size_t conflicts = 0;
    for (size_t i = 0; i < regions->len; i++)
        conflicts += regions->at[i].kind == SEQ3_CONFLICT;
    return conflicts;
}

static void merge_lines(Arena *arena, Intern *intern, const Span sides[THREE_SIDES], Attempt *a)
{
    for (int side = 0; side < THREE_SIDES; side++)
        a->texts[side] = read_text(arena, intern, sides[side]);
    seq3_merge(arena, a->texts[THREE_BASE].ids, a->texts[THREE_OURS].ids,
               a->texts[THREE_THEIRS].ids, &a->regions);
}

/* Back to what the lines say. */
static void leave_structure(Arena *arena, Attempt *a)
{
    a->regions.len = a->notes.len = 0;
    seq3_merge(arena, a->texts[THREE_BASE].ids, a->texts[THREE_OURS].ids,
               a->texts[THREE_THEIRS].ids, &a->regions);
    a->is_by_lines = true;
}

/* What the check finds fault with becomes a conflict, until nothing is left to find fault with. False when there is no
   end to it. */
static bool doubt(Arena *arena, Intern *intern, Attempt *a)
{
    for (int round = 0; round < ROUNDS; round++) {
        Finding finding = check_result(arena, intern, a->texts, a->scans, &a->regions, &a->settled);
        if (finding.region == NONE)
            return true;
        Seq3Region *region = &a->regions.at[finding.region];
        region->kind = SEQ3_CONFLICT;
        region->settled = (uint32_t)a->settled.len;
        vec_add(arena, &a->settled,
                (Answer){.caption = {[THREE_OURS] = span_of(three_defect_text(finding.defect))}});
        *find_note(arena, &a->notes, region) =
            (ThreeNote){RULE_NONE, finding.defect, {region->ours, region->base, region->theirs}};
    }
    return false;
}

static void merge_structure(Arena *arena, Intern *intern, Attempt *a)
{
    for (int side = 0; side < THREE_SIDES; side++)
        a->scans[side] = scan_lines(arena, intern, a->texts[side].lines);
    if (count_conflicts(&a->regions)) {
        Window window = window_find(a->texts, a->scans, &a->regions);
        a->is_by_lines = !family_read(arena, intern, a->texts, &window, &a->family);
        if (!a->is_by_lines) {
            family_pair(arena, &a->regions, &a->family);
            a->regions = structure_settle(arena, intern, &a->family, a->version_lines, &a->regions,
                                          &a->settled, &a->notes);
        }
    }
    if (!doubt(arena, intern, a))
        leave_structure(arena, a);
}

static bool is_large(const Span sides[THREE_SIDES])
{
    return sides[THREE_OURS].len + sides[THREE_BASE].len + sides[THREE_THEIRS].len > LARGE;
}

/* Once more with the texts in another order, if that leaves less open. */
static bool try_order(Arena *arena, Intern *intern, const Span followed[THREE_SIDES],
                      Attempt **best)
{
    Attempt *attempt = ARENA_NEW(arena, Attempt);
    attempt->version_lines = (*best)->version_lines;
    merge_lines(arena, intern, followed, attempt);
    merge_structure(arena, intern, attempt);
    vec_add(arena, &attempt->notes, (ThreeNote){.rule = RULE_MOVED});
    bool is_better = !attempt->is_by_lines &&
                     count_conflicts(&attempt->regions) < count_conflicts(&(*best)->regions);
    if (is_better)
        *best = attempt;
    return is_better;
}

/* Sections, and items of one list, in the order that one side gave them, as long as that leaves less open. Moves inside
   of moved sections come in the next round. */
static bool try_moves(Arena *arena, Intern *intern, ThreeSide leader, Attempt **best)
{
    Span followed[THREE_SIDES];
    Attempt *a = *best;
    if (a->is_by_lines || !count_conflicts(&a->regions))
        return false;
    if (a->family.pairings[leader] && moves_follow_items(arena, &a->family, leader, followed) &&
        try_order(arena, intern, followed, best))
        return true;
    Family family;
    Window whole = window_whole(a->texts);
    if (!moves_likely(arena, intern, &a->scans[THREE_BASE], &a->scans[leader]) ||
        !family_read(arena, intern, a->texts, &whole, &family))
        return false;
    family_pair_sections(arena, &family);
    return moves_follow_sections(arena, &family, leader, followed) &&
           try_order(arena, intern, followed, best);
}

const Span *three_plain(const Span sides[THREE_SIDES])
{
    if (span_eq(sides[THREE_OURS], sides[THREE_THEIRS]) ||
        span_eq(sides[THREE_BASE], sides[THREE_THEIRS]))
        return &sides[THREE_OURS];
    return span_eq(sides[THREE_BASE], sides[THREE_OURS]) ? &sides[THREE_THEIRS] : NULL;
}

ThreeMerge three_merge(Arena *arena, const Span sides[THREE_SIDES], const ThreeOptions *options)
{
    const Span *plain = three_plain(sides);
    if (plain)
        return (ThreeMerge){.output = *plain};
    Intern *intern = intern_new(arena);
    Attempt *attempt = ARENA_NEW(arena, Attempt);
    attempt->version_lines = options->version_lines;
    attempt->is_by_lines = is_large(sides);
    merge_lines(arena, intern, sides, attempt);
    if (!attempt->is_by_lines && !options->lines_only) {
        merge_structure(arena, intern, attempt);
        while (try_moves(arena, intern, THREE_OURS, &attempt) ||
               try_moves(arena, intern, THREE_THEIRS, &attempt))
            continue;
    }
    Buf out = buf_in(arena);
    uint32_t conflicts =
        three_write(&out, attempt->texts, &attempt->regions, &attempt->settled, options);
    intern_free(intern);
    return (ThreeMerge){buf_span(&out), conflicts, attempt->notes, attempt->is_by_lines};
}
