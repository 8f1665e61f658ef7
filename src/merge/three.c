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

static bool is_within(Range inner, Range outer)
{
    return inner.start >= outer.start && inner.end <= outer.end;
}

/* In the order of the base, in the place of what was said about parts of it. */
static void set_note(Arena *arena, ThreeNoteVec *notes, ThreeNote note)
{
    size_t kept = 0, at = 0;
    for (size_t i = 0; i < notes->len; i++) {
        const ThreeNote *old = &notes->at[i];
        bool is_part = true;
        for (int side = 0; side < THREE_SIDES; side++)
            is_part = is_part && is_within(old->lines[side], note.lines[side]);
        if (!is_part)
            notes->at[kept++] = *old;
    }
    notes->len = kept;
    while (at < kept && notes->at[at].lines[THREE_BASE].start <= note.lines[THREE_BASE].start)
        at++;
    vec_add(arena, notes, note);
    memmove(&notes->at[at + 1], &notes->at[at], (kept - at) * sizeof *notes->at);
    notes->at[at] = note;
}

/* One way to merge: the texts, perhaps in another order of sections, and what becomes of them. */
typedef struct Attempt {
    ThreeText texts[THREE_SIDES];
    Scan scans[THREE_SIDES];
    FamilyVec families; /* where there were conflicts; they borrow from the texts */
    Seq3Vec regions;
    AnswerVec settled;
    ThreeNoteVec notes;
    ThreeVersions version_lines;
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

/* Regions `first` to `last` and what stands between them as one conflict. */
static Seq3Region *open_regions(Arena *arena, Attempt *a, uint32_t first, uint32_t last,
                                Defect defect, bool is_whole)
{
    Seq3Region *region = &a->regions.at[first], end = a->regions.at[last];
    region->kind = SEQ3_CONFLICT;
    region->base.end = end.base.end;
    region->ours.end = end.ours.end;
    region->theirs.end = end.theirs.end;
    region->settled = (uint32_t)a->settled.len;
    vec_add(arena, &a->settled,
            (Answer){.caption = {[THREE_OURS] = span_of(three_defect_text(defect))},
                     .is_whole = is_whole});
    memmove(region + 1, &a->regions.at[last] + 1,
            (a->regions.len - last - 1) * sizeof *a->regions.at);
    a->regions.len -= last - first;
    return region;
}

static void open_finding(Arena *arena, Attempt *a, const Finding *finding, bool is_whole)
{
    const Seq3Region *region =
        open_regions(arena, a, finding->region, finding->last, finding->defect, is_whole);
    set_note(arena, &a->notes,
             (ThreeNote){RULE_NONE, finding->defect, {region->ours, region->base, region->theirs}});
}

/* What the check finds fault with becomes a conflict, until nothing is left to find fault with. False when there is no
   end to it. */
static bool doubt(Arena *arena, Intern *intern, Attempt *a)
{
    for (int round = 0; round < ROUNDS; round++) {
        Finding finding = check_result(arena, intern, a->texts, a->scans, &a->regions, &a->settled);
        if (finding.region == NONE)
            return true;
        open_finding(arena, a, &finding, false);
    }
    return false;
}

/* Whichever side a person takes for what is open, nothing else may be torn by it. */
static void join_torn(Arena *arena, Intern *intern, Attempt *a)
{
    for (int round = 0; round < ROUNDS; round++) {
        Finding finding = check_picks(arena, intern, a->texts, a->scans, &a->regions, &a->settled);
        if (finding.region == NONE)
            return;
        open_finding(arena, a, &finding, true);
    }
}

static void add_regions(Arena *arena, const Seq3Vec *from, uint32_t start, uint32_t end,
                        Seq3Vec *to)
{
    for (uint32_t i = start; i < end; i++)
        vec_add(arena, to, from->at[i]);
}

static void settle_conflicts(Arena *arena, Intern *intern, Attempt *a)
{
    WindowVec windows = windows_find(arena, a->texts, a->scans, &a->regions);
    Seq3Vec regions = a->regions, settled = {0};
    uint32_t at = 0;
    for (size_t i = 0; i < windows.len; i++) {
        const Window *window = &windows.at[i];
        Family *family = vec_push(arena, &a->families);
        a->is_by_lines = !family_read(arena, intern, a->texts, window, family);
        if (a->is_by_lines)
            return;
        family_pair(arena, &regions, window, family);
        add_regions(arena, &regions, at, window->regions.start, &settled);
        structure_settle(arena, intern, family, a->version_lines, &regions, window, &settled,
                         &a->settled, &a->notes);
        at = window->regions.end;
    }
    add_regions(arena, &regions, at, (uint32_t)regions.len, &settled);
    a->regions = settled;
}

static void merge_structure(Arena *arena, Intern *intern, Attempt *a)
{
    scan_sides(arena, intern, a->texts, a->scans);
    if (count_conflicts(&a->regions))
        settle_conflicts(arena, intern, a);
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

/* Is anything open below the first heading? Above it no section can have moved. */
static bool is_open_below_heading(const Attempt *a)
{
    const Scan *base = &a->scans[THREE_BASE];
    uint32_t first = 0;
    while (first < base->lines.count && base->mark_kinds[first] != MARK_SECTION)
        first++;
    for (size_t i = a->regions.len; i-- > 0;)
        if (a->regions.at[i].kind == SEQ3_CONFLICT)
            return a->regions.at[i].base.end > first;
    return false;
}

/* A torn fence or broken front matter is no question of order. */
static bool is_torn(const Attempt *a)
{
    for (size_t i = 0; i < a->notes.len; i++)
        if (a->notes.at[i].defect == DEFECT_FENCE || a->notes.at[i].defect == DEFECT_FRONT)
            return true;
    return false;
}

/* Sections, and items of one list, in the order that one side gave them, as long as that leaves less open. Moves inside
   of moved sections come in the next round. */
static bool try_moves(Arena *arena, Intern *intern, ThreeSide leader, Attempt **best)
{
    Span followed[THREE_SIDES];
    Attempt *a = *best;
    if (a->is_by_lines || !count_conflicts(&a->regions) || is_torn(a))
        return false;
    for (size_t i = 0; i < a->families.len; i++)
        if (moves_follow_items(arena, &a->families.at[i], leader, followed) &&
            try_order(arena, intern, followed, best))
            return true;
    Family family;
    Window whole = window_whole(a->texts);
    if (!is_open_below_heading(a) ||
        !moves_likely(arena, intern, &a->scans[THREE_BASE], &a->scans[leader]) ||
        !family_read(arena, intern, a->texts, &whole, &family))
        return false;
    family_pair_sections(arena, &family);
    return moves_follow_sections(arena, &family, leader, followed) &&
           try_order(arena, intern, followed, best);
}

static Attempt *follow_moves(Arena *arena, Intern *intern, ThreeSide first, Attempt *attempt)
{
    ThreeSide second = THREE_OURS + THREE_THEIRS - first;
    while (try_moves(arena, intern, first, &attempt) || try_moves(arena, intern, second, &attempt))
        continue;
    return attempt;
}

/* Whose moves come first may decide what can be settled, so that both orders are tried: which side is ours must not. */
static Attempt *settle_moves(Arena *arena, Intern *intern, Attempt *attempt)
{
    Attempt *best = follow_moves(arena, intern, THREE_OURS, attempt);
    size_t conflicts = count_conflicts(&best->regions);
    if (best == attempt || !conflicts)
        return best;
    Attempt *other = follow_moves(arena, intern, THREE_THEIRS, attempt);
    return count_conflicts(&other->regions) < conflicts ? other : best;
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
        attempt = settle_moves(arena, intern, attempt);
        if (!attempt->is_by_lines && count_conflicts(&attempt->regions))
            join_torn(arena, intern, attempt);
    }
    Buf out = buf_in(arena);
    uint32_t conflicts =
        three_write(&out, attempt->texts, &attempt->regions, &attempt->settled, options);
    return (ThreeMerge){buf_span(&out), conflicts, attempt->notes, attempt->is_by_lines};
}
