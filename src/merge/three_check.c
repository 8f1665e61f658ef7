#include "merge/three_check.h"

#include "doc/fence.h"
#include "doc/front.h"
#include "merge/three_checker.h"

static const char *const defect_texts[DEFECT_COUNT] = {
    [DEFECT_NONE] = "nothing",
    [DEFECT_FRONT] = "the front matter would no longer be read",
    [DEFECT_FIELD] = "a field would stand twice",
    [DEFECT_SECTION] = "a section would stand twice",
    [DEFECT_REPEAT] = "a line would stand twice that was there once",
    [DEFECT_FENCE] = "text would become code, or code text",
    [DEFECT_WORDS] = "words of one side would be lost to the other's edit",
};

const char *three_defect_text(Defect defect)
{
    return defect_texts[defect];
}

/* ---- whose fault it is ---- */

static bool is_settled(const Check *c, size_t region)
{
    Seq3Kind kind = c->regions->at[region].kind;
    return kind == SEQ3_OURS || kind == SEQ3_THEIRS || kind == SEQ3_SETTLED;
}

/* The first region that does not end before `line`. */
static size_t find_region(const Check *c, uint32_t line)
{
    size_t low = 0, high = c->regions->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->result.places[middle].end <= line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The settled region that holds the line, or NONE. */
static uint32_t region_at(const Check *c, uint32_t line)
{
    size_t i = find_region(c, line);
    bool is_hit = i < c->regions->len && c->result.places[i].start <= line && is_settled(c, i);
    return is_hit ? (uint32_t)i : NONE;
}

static Finding find(Defect defect, uint32_t line, size_t region)
{
    return (Finding){defect, line, (uint32_t)region, (uint32_t)region};
}

/* The settled region next to the line, before it if there is one. */
static Finding blame(const Check *c, Defect defect, uint32_t line)
{
    size_t at = find_region(c, line);
    if (region_at(c, line) != NONE)
        return find(defect, line, at);
    for (size_t i = at; i-- > 0;)
        if (is_settled(c, i))
            return find(defect, line, i);
    for (size_t i = at; i < c->regions->len; i++)
        if (is_settled(c, i))
            return find(defect, line, i);
    return find(defect, line, NONE);
}

/* ---- twice ---- */

static const Defect mark_defects[] = {[MARK_NONE] = DEFECT_NONE,
                                      [MARK_FIELD] = DEFECT_FIELD,
                                      [MARK_SECTION] = DEFECT_SECTION,
                                      [MARK_TEXT] = DEFECT_REPEAT};

static uint32_t *count_marks(const Check *c, const Scan *scan)
{
    uint32_t *counts = ARENA_ARRAY(c->arena, uint32_t, intern_count(c->intern));
    for (uint32_t n = 0; n < scan->lines.count; n++)
        if (scan->marks[n] != NONE)
            counts[scan->marks[n]]++;
    return counts;
}

/* A field that both sides set anew, each in another place, is one question. */
static Finding blame_both(const Check *c, uint32_t line)
{
    Finding finding = blame(c, DEFECT_FIELD, line);
    for (uint32_t n = line + 1; n < c->scan.lines.count; n++)
        if (c->scan.marks[n] == c->scan.marks[line] && region_at(c, n) != NONE)
            finding.last = region_at(c, n);
    return finding;
}

static Finding find_repeat(const Check *c)
{
    const uint32_t *ours = count_marks(c, &c->scans[THREE_OURS]);
    const uint32_t *theirs = count_marks(c, &c->scans[THREE_THEIRS]);
    const uint32_t *counts = count_marks(c, &c->scan);
    for (uint32_t n = 0; n < c->scan.lines.count; n++) {
        uint32_t mark = c->scan.marks[n];
        if (mark == NONE || counts[mark] < 2 || counts[mark] <= ours[mark] ||
            counts[mark] <= theirs[mark])
            continue;
        Defect defect = mark_defects[c->scan.mark_kinds[n]];
        bool is_near = defect == DEFECT_FIELD; /* two blocks of fields may have become one */
        if (!is_near && region_at(c, n) == NONE)
            continue;
        Finding finding = is_near ? blame_both(c, n) : blame(c, defect, n);
        if (finding.region != NONE)
            return finding;
    }
    return (Finding){.region = NONE};
}

/* ---- torn fences ---- */

/* Lines of the result and, for each side that has them, where they begin there (NONE: it has not). */
static Finding compare_code(const Check *c, Range result, const uint32_t from[THREE_SIDES])
{
    for (uint32_t n = result.start; n < result.end; n++) {
        bool is_known = false;
        for (int side = 0; side < THREE_SIDES; side++)
            is_known |= from[side] != NONE &&
                        c->scans[side].is_code[from[side] + n - result.start] == c->scan.is_code[n];
        if (!is_known)
            return blame(c, DEFECT_FENCE, n);
    }
    return (Finding){.region = NONE};
}

static bool is_standing(const Check *c, const Seq3Region *region, ThreeSide side)
{
    return region->kind == (side == THREE_OURS ? SEQ3_OURS : SEQ3_THEIRS) ||
           (region->kind == SEQ3_CONFLICT && c->open == side);
}

static Finding compare_region(const Check *c, const Seq3Region *region, Range place)
{
    if (is_standing(c, region, THREE_OURS))
        return compare_code(c, place, (uint32_t[]){region->ours.start, NONE, NONE});
    if (is_standing(c, region, THREE_THEIRS))
        return compare_code(c, place, (uint32_t[]){NONE, NONE, region->theirs.start});
    return (Finding){.region = NONE};
}

/* A fence that never ends, where none of those that stand in the result has one. */
static Finding find_open_fence(const Check *c)
{
    bool is_new = c->scan.open_fence != NONE;
    for (int side = 0; side < THREE_SIDES; side++)
        is_new = is_new && ((side == THREE_BASE && c->open != THREE_BASE) ||
                            c->scans[side].open_fence == NONE);
    return is_new ? blame(c, DEFECT_FENCE, c->scan.open_fence) : (Finding){.region = NONE};
}

/* Where an open conflict stands as the base, what follows it may be read as the base has it. */
static Finding find_torn(const Check *c)
{
    uint32_t at = 0, from[THREE_SIDES] = {[THREE_BASE] = NONE};
    bool is_open = false;
    for (size_t i = 0; i < c->regions->len; i++) {
        const Seq3Region *region = &c->regions->at[i];
        Range place = c->result.places[i];
        Finding finding = compare_code(c, (Range){at, place.start}, from);
        if (!finding.defect)
            finding = compare_region(c, region, place);
        if (finding.defect)
            return finding;
        at = place.end;
        is_open = is_open || (region->kind == SEQ3_CONFLICT && c->open == THREE_BASE);
        from[THREE_OURS] = region->ours.end;
        from[THREE_BASE] = is_open ? region->base.end : NONE;
        from[THREE_THEIRS] = region->theirs.end;
    }
    Finding finding = compare_code(c, (Range){at, c->scan.lines.count}, from);
    return finding.defect ? finding : find_open_fence(c);
}

/* ---- all of it ---- */

static bool is_strict(const Check *c, const Scan *scan)
{
    FieldVec fields;
    return front_parse_strict(c->arena, lines_range(&scan->lines, scan->front), &fields);
}

/* Was anything merged in the front matter? */
static bool is_front_touched(const Check *c)
{
    size_t first = 0;
    while (first < c->regions->len && !is_settled(c, first))
        first++;
    return first < c->regions->len && c->result.places[first].start <= c->scan.front.end;
}

/* All that was merged in it is one question. */
static Finding blame_front(const Check *c)
{
    Finding finding = blame(c, DEFECT_FRONT, c->scan.front.start);
    for (size_t i = finding.region; i < c->regions->len; i++)
        if (is_settled(c, i) && c->result.places[i].start < c->scan.front.end)
            finding.last = (uint32_t)i;
    return finding;
}

static Finding find_broken_front(const Check *c)
{
    const Scan *ours = &c->scans[THREE_OURS], *theirs = &c->scans[THREE_THEIRS];
    bool is_new = c->scan.is_unclosed && !ours->is_unclosed && !theirs->is_unclosed;
    if (!is_new && c->scan.front.end && is_front_touched(c) && !is_strict(c, &c->scan))
        is_new = is_strict(c, ours) && is_strict(c, theirs);
    return is_new ? blame_front(c) : (Finding){.region = NONE};
}

static Check make(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                  const Scan scans[THREE_SIDES], const Seq3Vec *regions, const AnswerVec *settled,
                  ThreeSide open)
{
    Check c = {.arena = arena,
               .intern = intern,
               .texts = texts,
               .regions = regions,
               .settled = settled,
               .open = open,
               .result = result_make(arena, texts, regions, settled, open),
               .scans = scans};
    c.scan = scan_lines(arena, intern, c.result.lines);
    return c;
}

Finding check_result(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                     const Scan scans[THREE_SIDES], const Seq3Vec *regions,
                     const AnswerVec *settled)
{
    Check c = make(arena, intern, texts, scans, regions, settled, THREE_BASE);
    static Finding (*const looks[])(const Check *) = {find_broken_front, find_repeat, find_torn,
                                                      lost_find};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        Finding finding = looks[i](&c);
        if (finding.region != NONE)
            return finding;
    }
    return (Finding){.region = NONE};
}

/* ---- whichever side is taken ---- */

/* A section that stands twice is plain to see, and whoever settles the conflict removes one. */
static Finding find_field_twice(const Check *c)
{
    Finding finding = find_repeat(c);
    return finding.defect == DEFECT_FIELD ? finding : (Finding){.region = NONE};
}

static bool is_fence(Span line)
{
    return fence_sign(span_trim_start(line)) != 0;
}

/* It may open or close front matter. */
static bool is_of_dashes(Span line)
{
    return span_starts(span_trim_start(line), SPAN("---"));
}

/* Is any line of the region such a one, on any side? */
static bool holds_line(const Scan *scans, const Seq3Region *region, bool (*is_such)(Span line))
{
    Range lines[THREE_SIDES] = {region->ours, region->base, region->theirs};
    for (int side = 0; side < THREE_SIDES; side++)
        for (uint32_t n = lines[side].start; n < lines[side].end; n++)
            if (is_such(lines_line(&scans[side].lines, n)))
                return true;
    return false;
}

/* Does it begin in the front matter, right behind it, or where there could be some? */
static bool meets_front(const Scan *scans, const Seq3Region *region)
{
    return region->ours.start <= scans[THREE_OURS].front.end ||
           region->base.start <= scans[THREE_BASE].front.end ||
           region->theirs.start <= scans[THREE_THEIRS].front.end;
}

/* Has it anything to do with such a defect? */
static bool is_involved(const Scan *scans, const Seq3Region *region, Defect defect)
{
    return defect == DEFECT_FENCE ? holds_line(scans, region, is_fence)
                                  : meets_front(scans, region);
}

/* Most merges cannot tear anything, whatever stands in the place of conflicts: nobody changed a fence or a line of dashes,
   and the front matter is not in question. */
static bool may_tear(const Scan scans[THREE_SIDES], const Seq3Vec *regions)
{
    for (size_t i = 0; i < regions->len; i++) {
        const Seq3Region *region = &regions->at[i];
        bool is_open = region->kind == SEQ3_CONFLICT;
        if (holds_line(scans, region, is_fence) || holds_line(scans, region, is_of_dashes) ||
            (is_open && meets_front(scans, region)))
            return true;
    }
    return false;
}

/* The conflict before the line, or else the first one; of those that are involved, if any is. */
static uint32_t find_conflict(const Check *c, const Finding *torn)
{
    uint32_t found[2] = {NONE, NONE};
    for (uint32_t i = 0; i < c->regions->len; i++) {
        if (c->regions->at[i].kind != SEQ3_CONFLICT)
            continue;
        uint32_t *best = &found[is_involved(c->scans, &c->regions->at[i], torn->defect)];
        if (*best == NONE || c->result.places[i].start <= torn->line)
            *best = i;
    }
    return found[1] != NONE ? found[1] : found[0];
}

/* What was settled next to the conflict, on either side; of those that are involved, if any is. */
static uint32_t find_partner(const Check *c, uint32_t conflict, Defect defect)
{
    uint32_t count = (uint32_t)c->regions->len, other = NONE;
    for (uint32_t by = 1; by < count; by++) {
        uint32_t next[] = {conflict - by, conflict + by};
        for (int i = 0; i < 2; i++) {
            if (next[i] >= count || !is_settled(c, next[i]))
                continue;
            if (is_involved(c->scans, &c->regions->at[next[i]], defect))
                return next[i];
            other = other == NONE ? next[i] : other;
        }
    }
    return other;
}

static Finding join_next(const Check *c, const Finding *torn)
{
    uint32_t conflict = find_conflict(c, torn);
    uint32_t partner = conflict == NONE ? NONE : find_partner(c, conflict, torn->defect);
    if (partner == NONE)
        return (Finding){.region = NONE};
    bool is_behind = partner > conflict;
    return (Finding){torn->defect, torn->line, is_behind ? conflict : partner,
                     is_behind ? partner : conflict};
}

Finding check_picks(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                    const Scan scans[THREE_SIDES], const Seq3Vec *regions, const AnswerVec *settled)
{
    static Finding (*const looks[])(const Check *) = {find_broken_front, find_field_twice,
                                                      find_torn};
    static const ThreeSide picks[] = {THREE_OURS, THREE_THEIRS};
    if (!may_tear(scans, regions))
        return (Finding){.region = NONE};
    for (size_t pick = 0; pick < sizeof picks / sizeof *picks; pick++) {
        Check c = make(arena, intern, texts, scans, regions, settled, picks[pick]);
        for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
            Finding finding = looks[i](&c);
            if (finding.defect)
                finding = join_next(&c, &finding);
            if (finding.defect)
                return finding;
        }
    }
    return (Finding){.region = NONE};
}
