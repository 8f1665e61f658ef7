#include "merge/three_check.h"

#include "doc/front.h"

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

typedef struct Check {
    Arena *arena;
    Intern *intern;
    const ThreeText *texts;
    const Seq3Vec *regions;
    const AnswerVec *settled;
    Result result;
    const Scan *scans; /* of the sides */
    Scan scan;         /* of the result */
} Check;

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

static Finding compare_region(const Check *c, const Seq3Region *region, Range place)
{
    if (region->kind == SEQ3_OURS)
        return compare_code(c, place, (uint32_t[]){region->ours.start, NONE, NONE});
    if (region->kind == SEQ3_THEIRS)
        return compare_code(c, place, (uint32_t[]){NONE, NONE, region->theirs.start});
    return (Finding){.region = NONE};
}

/* A fence that never ends, where none of the three has one. */
static Finding find_open_fence(const Check *c)
{
    bool is_new = c->scan.open_fence != NONE;
    for (int side = 0; side < THREE_SIDES; side++)
        is_new = is_new && c->scans[side].open_fence == NONE;
    return is_new ? blame(c, DEFECT_FENCE, c->scan.open_fence) : (Finding){.region = NONE};
}

/* An open conflict stands as the base, and what follows it may be read as the base has it. */
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
        is_open = is_open || region->kind == SEQ3_CONFLICT;
        from[THREE_OURS] = region->ours.end;
        from[THREE_BASE] = is_open ? region->base.end : NONE;
        from[THREE_THEIRS] = region->theirs.end;
    }
    Finding finding = compare_code(c, (Range){at, c->scan.lines.count}, from);
    return finding.defect ? finding : find_open_fence(c);
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

static void add_words(const Check *c, Span text, IndexVec *ids)
{
    Span word;
    for (size_t at = 0; (word = next_word(text, &at)).len;)
        vec_add(c->arena, ids, intern_id(c->intern, word));
}

/* Which words stand in the file, in open conflicts too. */
static const bool *words_of(const Check *c)
{
    IndexVec ids = {0};
    add_words(c, c->result.lines.text, &ids);
    for (size_t i = 0; i < c->regions->len; i++) {
        const Seq3Region *region = &c->regions->at[i];
        if (region->kind != SEQ3_CONFLICT)
            continue;
        add_words(c, lines_range(&c->texts[THREE_OURS].lines, region->ours), &ids);
        add_words(c, lines_range(&c->texts[THREE_THEIRS].lines, region->theirs), &ids);
    }
    bool *has = ARENA_ARRAY(c->arena, bool, (size_t)intern_count(c->intern) + 1);
    for (size_t i = 0; i < ids.len; i++)
        has[ids.at[i]] = true;
    return has;
}

/* Which lines the base has, by the ids of what they say. */
static const bool *lines_of_base(const Check *c)
{
    const Lines *lines = &c->texts[THREE_BASE].lines;
    uint32_t *ids = ARENA_ARRAY(c->arena, uint32_t, lines->count);
    for (uint32_t n = 0; n < lines->count; n++)
        ids[n] = intern_id(c->intern, span_trim(lines_line(lines, n)));
    bool *has = ARENA_ARRAY(c->arena, bool, (size_t)intern_count(c->intern) + 1);
    for (uint32_t n = 0; n < lines->count; n++)
        has[ids[n]] = true;
    return has;
}

/* What to look for when words may have been lost. */
typedef struct Known {
    const bool *is_old, *has; /* by id: a line of the base; a word of the file */
    uint32_t lines, words;    /* how many ids there were when they were made */
} Known;

static Known know(const Check *c)
{
    Known known = {.is_old = lines_of_base(c), .lines = intern_count(c->intern)};
    known.has = words_of(c);
    known.words = intern_count(c->intern);
    return known;
}

static bool has_words(const Check *c, const Known *known, Span line)
{
    Span word;
    for (size_t at = 0; (word = next_word(line, &at)).len;) {
        uint32_t id = intern_find(c->intern, word);
        if (id == NONE || id >= known->words || !known->has[id])
            return false;
    }
    return true;
}

static bool is_old_line(const Check *c, const Known *known, Span line)
{
    uint32_t id = intern_find(c->intern, span_trim(line));
    return id != NONE && id < known->lines && known->is_old[id];
}

/* A line that a side wrote anew stands in the result, or its words do. */
static bool keeps_words(const Check *c, const Known *known, const Seq3Region *region,
                        ThreeSide side)
{
    Range range = side == THREE_OURS ? region->ours : region->theirs;
    for (uint32_t n = range.start; n < range.end; n++) {
        Span line = lines_line(&c->texts[side].lines, n);
        if (!is_old_line(c, known, line) && !has_words(c, known, line))
            return false;
    }
    return true;
}

static bool is_exact(ThreeRule rule)
{
    return rule == RULE_SET || rule == RULE_CELLS || rule == RULE_DATED;
}

/* Texts that are looked through word by word; beyond it is cheaper to know all words. */
enum { SHORT_TEXT = 4096 };

static bool has_word(Span text, Span word)
{
    for (size_t at = 0; (at = span_find(text, word, at)) < text.len; at++) {
        size_t end = at + word.len;
        bool is_start = at == 0 || strchr(" \t\r\n", text.ptr[at - 1]);
        if (is_start && (end == text.len || strchr(" \t\r\n", text.ptr[end])))
            return true;
    }
    return false;
}

/* Do all words that the side wrote stand in what the place became? Then the rest of the file need not be known. */
static bool is_all_there(const Check *c, const Seq3Region *region, ThreeSide side)
{
    Span text = c->settled->at[region->settled].text, word;
    Range range = side == THREE_OURS ? region->ours : region->theirs;
    Span lines = lines_range(&c->texts[side].lines, range);
    if (text.len > SHORT_TEXT || lines.len > SHORT_TEXT)
        return false;
    for (size_t at = 0; (word = next_word(lines, &at)).len;)
        if (!has_word(text, word))
            return false;
    return true;
}

/* Where both sides edited one statement, what one took out of it the other still says, on purpose or by chance: nobody
   knows. An entry of a set, the value of a cell and an older date are taken out on purpose. */
static Finding find_lost(const Check *c)
{
    Known known = {.has = NULL};
    for (size_t i = 0; i < c->regions->len; i++) {
        const Seq3Region *region = &c->regions->at[i];
        if (region->kind != SEQ3_SETTLED || is_exact(c->settled->at[region->settled].rule))
            continue;
        if (is_all_there(c, region, THREE_OURS) && is_all_there(c, region, THREE_THEIRS))
            continue;
        if (!known.has)
            known = know(c);
        if (!keeps_words(c, &known, region, THREE_OURS) ||
            !keeps_words(c, &known, region, THREE_THEIRS))
            return find(DEFECT_WORDS, c->result.places[i].start, i);
    }
    return (Finding){.region = NONE};
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

Finding check_result(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                     const Scan scans[THREE_SIDES], const Seq3Vec *regions,
                     const AnswerVec *settled)
{
    Check c = {arena,   intern,
               texts,   regions,
               settled, result_make(arena, texts, regions, settled),
               scans,   {.is_unclosed = false}};
    c.scan = scan_lines(arena, intern, c.result.lines);
    static Finding (*const looks[])(const Check *) = {find_broken_front, find_repeat, find_torn,
                                                      find_lost};
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        Finding finding = looks[i](&c);
        if (finding.region != NONE)
            return finding;
    }
    return (Finding){.region = NONE};
}
