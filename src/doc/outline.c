#include "doc/build.h"

/* How far a section reaches: a new one ends all open ones of its own rank and above, but nothing beyond the tag it
   stands in. Headings of level n have rank n. */
enum { RANK_TAG = 0, RANK_OPENING = 7, RANK_LABEL = 8, RANK_PLAIN = 9 };

static uint32_t rank_of(const Section *section)
{
    static const uint32_t of_kind[] = {[SECTION_OPENING] = RANK_OPENING,
                                       [SECTION_LABEL] = RANK_LABEL,
                                       [SECTION_PLAIN] = RANK_PLAIN,
                                       [SECTION_TAG] = RANK_TAG};
    return section->kind == SECTION_HEADING ? section->level : of_kind[section->kind];
}

static Section *innermost(Build *b)
{
    return b->open.len ? &b->sections.at[b->open.at[b->open.len - 1]] : NULL;
}

static void report_empty(Build *b, const Section *section)
{
    bool is_title = section->kind == SECTION_HEADING || section->kind == SECTION_LABEL;
    if (is_title && section->units.end - section->units.start == 1)
        diag_add(&b->doc->diags, DIAG_EMPTY_SECTION, section->lines.start + 1, 1,
                 "nothing stands under \"%.*s\"", SPAN_ARG(section->title));
}

static void close_innermost(Build *b, uint32_t line)
{
    Section *section = innermost(b);
    section->lines.end = line;
    section->units.end = (uint32_t)b->units.len;
    section->end = (uint32_t)b->sections.len;
    report_empty(b, section);
    b->open.len--;
}

static void close_down_to(Build *b, uint32_t rank, uint32_t line)
{
    while (b->open.len && rank_of(innermost(b)) >= rank && innermost(b)->kind != SECTION_TAG)
        close_innermost(b, line);
}

static void push(Build *b, Section section)
{
    section.parent = b->open.len ? b->open.at[b->open.len - 1] : NONE;
    section.depth = (uint32_t)b->open.len;
    vec_add(b->scratch, &b->open, (uint32_t)b->sections.len);
    vec_add(b->scratch, &b->sections, section);
}

static void report_jump(Build *b, const Section *section)
{
    for (size_t i = b->open.len; i-- > 0;) {
        const Section *above = &b->sections.at[b->open.at[i]];
        if (above->kind == SECTION_TAG)
            return;
        if (above->kind != SECTION_HEADING)
            continue;
        if (section->level > above->level + 1)
            diag_add(&b->doc->diags, DIAG_LEVEL_JUMP, section->lines.start + 1, 1,
                     "level %u stands under level %u", section->level, above->level);
        return;
    }
}

void outline_start(Build *b)
{
    uint32_t line = b->reading->body.start;
    push(b, (Section){
                .kind = SECTION_OPENING, .lines = {line, line}, .unit = NONE, .title = SPAN("")});
}

Unit *outline_open(Build *b, SectionKind kind, uint8_t level, Range lines, Span title)
{
    uint32_t unit = (uint32_t)b->units.len;
    Section section = {.kind = kind,
                       .lines = lines,
                       .level = level,
                       .unit = unit,
                       .units = {unit, unit},
                       .title = title};
    close_down_to(b, kind == SECTION_TAG ? RANK_LABEL : rank_of(&section), lines.start);
    if (kind == SECTION_HEADING)
        report_jump(b, &section);
    push(b, section);
    Unit *heading = build_unit(b, UNIT_HEADING, lines);
    heading->title = kind;
    heading->level = level;
    return heading;
}

void outline_meet(Build *b, UnitKind kind, uint32_t line)
{
    if (b->item != NONE)
        return;
    bool is_listed = kind == UNIT_ITEM || kind == UNIT_ROW || kind == UNIT_CODE;
    if (kind == UNIT_RULE)
        close_down_to(b, RANK_LABEL, line);
    else if (!is_listed)
        close_down_to(b, RANK_PLAIN, line);
}

bool outline_close_tag(Build *b, Span name, uint32_t line)
{
    size_t tag = b->open.len;
    while (tag > 0 && b->sections.at[b->open.at[tag - 1]].kind != SECTION_TAG)
        tag--;
    if (!tag || !span_eq(b->sections.at[b->open.at[tag - 1]].title, name))
        return false;
    while (b->open.len > tag)
        close_innermost(b, line);
    Range lines = {line, line + 1};
    build_unit(b, UNIT_HTML, lines)->text = build_text(b, lines, 0);
    close_innermost(b, line + 1);
    return true;
}

void outline_finish(Build *b)
{
    while (b->open.len)
        close_innermost(b, b->reading->body.end);
}

static Span without_colon(Span text)
{
    if (span_ends(text, SPAN(":")))
        text.len -= 1;
    else if (span_ends(text, SPAN("\xEF\xBC\x9A")))
        text.len -= 3;
    return span_trim(text);
}

static Span without_bold(Span text)
{
    bool is_bold = text.len > 4 &&
                   (span_starts(text, SPAN("**")) || span_starts(text, SPAN("__"))) &&
                   span_ends(text, span_range(text, 0, 2));
    if (!is_bold)
        return text;
    Span inner = span_range(text, 2, text.len - 2);
    bool is_whole = span_find(inner, span_range(text, 0, 2), 0) == inner.len;
    return is_whole ? span_trim(inner) : text;
}

Span outline_title(Span text)
{
    return without_colon(without_bold(without_colon(span_trim(text))));
}
