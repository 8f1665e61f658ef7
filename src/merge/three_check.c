#include "merge/three_check.h"

#include "merge/three_scan.h"

static const char *const defect_texts[DEFECT_COUNT] = {
    [DEFECT_NONE] = "nothing",
    [DEFECT_FRONT] = "the front matter would never end",
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

typedef struct Check {
    Arena *arena;
    Intern *intern;
    const ThreeText *texts;
    const Seq3Vec *regions;
    const SpanVec *settled;
    Result result;
    Scan scans[THREE_SIDES]; /* of the sides; the base is not looked at */
    Scan scan;               /* of the result */
} Check;

/* ---- whose fault it is ---- */

static uint32_t distance(Range place, uint32_t line)
{
    if (line < place.start)
        return place.start - line;
    return line >= place.end ? line - place.end + 1 : 0;
}

/* Ours is what the result is compared with, so it is what came from theirs that can be doubted. */
static Finding blame(const Check *c, Defect defect, uint32_t line)
{
    Finding finding = {defect, line, NONE};
    uint32_t nearest = NONE;
    for (size_t i = 0; i < c->regions->len; i++) {
        Seq3Kind kind = c->regions->at[i].kind;
        uint32_t d = distance(c->result.places[i], line);
        if ((kind == SEQ3_THEIRS || kind == SEQ3_SETTLED) && d < nearest) {
            nearest = d;
            finding.region = (uint32_t)i;
        }
    }
    return finding;
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

static bool is_from_theirs(const Check *c, uint32_t line)
{
    for (size_t i = 0; i < c->regions->len; i++) {
        Seq3Kind kind = c->regions->at[i].kind;
        if ((kind == SEQ3_THEIRS || kind == SEQ3_SETTLED) &&
            distance(c->result.places[i], line) == 0)
            return true;
    }
    return false;
}

static Finding find_repeat(const Check *c)
{
    const uint32_t *ours = count_marks(c, &c->scans[THREE_OURS]);
    const uint32_t *theirs = count_marks(c, &c->scans[THREE_THEIRS]);
    const uint32_t *counts = count_marks(c, &c->scan);
    for (uint32_t n = 0; n < c->scan.lines.count; n++) {
        uint32_t mark = c->scan.marks[n];
        if (mark == NONE || counts[mark] <= ours[mark] || counts[mark] <= theirs[mark])
            continue;
        if (is_from_theirs(c, n))
            return blame(c, mark_defects[c->scan.mark_kinds[n]], n);
    }
    return (Finding){.region = NONE};
}

/* ---- torn fences ---- */

static bool is_code(const Check *c, ThreeSide side, uint32_t line)
{
    return c->scans[side].is_code[line];
}

/* Lines of the result from `at` that stand on one side, or, unless `is_one`, on both from these lines on. */
static Finding compare_code(const Check *c, Range result, uint32_t ours, uint32_t theirs)
{
    for (uint32_t n = result.start; n < result.end; n++) {
        uint32_t i = n - result.start;
        bool is_as_ours = ours != NONE && is_code(c, THREE_OURS, ours + i) == c->scan.is_code[n];
        bool is_as_theirs =
            theirs != NONE && is_code(c, THREE_THEIRS, theirs + i) == c->scan.is_code[n];
        if (!is_as_ours && !is_as_theirs)
            return blame(c, DEFECT_FENCE, n);
    }
    return (Finding){.region = NONE};
}

static Finding find_torn(const Check *c)
{
    Finding finding = {.region = NONE};
    uint32_t at = 0, ours = 0, theirs = 0;
    for (size_t i = 0; i <= c->regions->len; i++) {
        const Seq3Region *region = i < c->regions->len ? &c->regions->at[i] : NULL;
        Range place =
            region ? c->result.places[i] : (Range){c->scan.lines.count, c->scan.lines.count};
        finding = compare_code(c, (Range){at, place.start}, ours, theirs);
        if (finding.defect || !region)
            return finding;
        if (region->kind == SEQ3_OURS)
            finding = compare_code(c, place, region->ours.start, NONE);
        if (region->kind == SEQ3_THEIRS)
            finding = compare_code(c, place, NONE, region->theirs.start);
        if (finding.defect)
            return finding;
        at = place.end;
        ours = region->ours.end;
        theirs = region->theirs.end;
    }
    return finding;
}

/* ---- words ---- */

static Span next_word(Span line, size_t *at)
{
    while (*at < line.len && strchr(" \t\r\n", line.ptr[*at]))
        ++*at;
    size_t from = *at;
    while (*at < line.len && !strchr(" \t\r\n", line.ptr[*at]))
        ++*at;
    return span_range(line, from, *at);
}

static const bool *words_of(const Check *c)
{
    IndexVec ids = {0};
    Span word;
    for (size_t at = 0; (word = next_word(c->result.lines.text, &at)).len;)
        vec_add(c->arena, &ids, intern_id(c->intern, word));
    bool *has = ARENA_ARRAY(c->arena, bool, (size_t)intern_count(c->intern) + 1);
    for (size_t i = 0; i < ids.len; i++)
        has[ids.at[i]] = true;
    return has;
}

static bool has_words(const Check *c, const bool *has, uint32_t known, Span line)
{
    Span word;
    for (size_t at = 0; (word = next_word(line, &at)).len;) {
        uint32_t id = intern_find(c->intern, word);
        if (id == NONE || id >= known || !has[id])
            return false;
    }
    return true;
}

/* A line that a side wrote anew stands in the result, or its words do. */
static bool keeps_words(const Check *c, const Seq3Region *region, ThreeSide side, const bool *has)
{
    Range range = side == THREE_OURS ? region->ours : region->theirs;
    uint32_t known = intern_count(c->intern);
    for (uint32_t n = range.start; n < range.end; n++)
        if (!has_words(c, has, known, lines_line(&c->texts[side].lines, n)))
            return false;
    return true;
}

/* Where both sides edited one thing, what one took out of it the other still says on purpose or by chance: nobody knows. */
static Finding find_lost(const Check *c)
{
    const bool *has = NULL;
    for (size_t i = 0; i < c->regions->len; i++) {
        const Seq3Region *region = &c->regions->at[i];
        if (region->kind != SEQ3_SETTLED)
            continue;
        if (!has)
            has = words_of(c);
        if (!keeps_words(c, region, THREE_OURS, has) || !keeps_words(c, region, THREE_THEIRS, has))
            return (Finding){DEFECT_WORDS, c->result.places[i].start, (uint32_t)i};
    }
    return (Finding){.region = NONE};
}

/* ---- all of it ---- */

static Finding find_open_front(const Check *c)
{
    bool is_new = c->scan.is_unclosed && !c->scans[THREE_OURS].is_unclosed &&
                  !c->scans[THREE_THEIRS].is_unclosed;
    return is_new ? blame(c, DEFECT_FRONT, 0) : (Finding){.region = NONE};
}

Finding check_result(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                     const Seq3Vec *regions, const SpanVec *settled)
{
    Check c = {arena,
               intern,
               texts,
               regions,
               settled,
               result_make(arena, texts, regions, settled),
               .scan = {.is_unclosed = false}};
    c.scans[THREE_OURS] = scan_lines(arena, intern, texts[THREE_OURS].lines);
    c.scans[THREE_THEIRS] = scan_lines(arena, intern, texts[THREE_THEIRS].lines);
    c.scan = scan_lines(arena, intern, c.result.lines);
    static Finding (*const looks[])(const Check *) = {find_open_front, find_repeat, find_torn,
                                                      find_lost};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        Finding finding = looks[i](&c);
        if (finding.defect)
            return finding;
    }
    return (Finding){.region = NONE};
}
