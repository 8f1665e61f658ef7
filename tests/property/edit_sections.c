/* Edits of headings and whole sections. */
#include "choose.h"

/* ---- headings ---- */

static Span heading_signs(Span line)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] == '#')
        at++;
    return span_range(line, 0, at);
}

static void rename_to(Draft *draft, uint32_t s, Span text)
{
    uint32_t line = section_at(draft, s)->lines.start;
    Span signs = heading_signs(draft->lines.at[line].text);
    draft_set(draft, line,
              arena_format(draft->arena, "%.*s %.*s", SPAN_ARG(signs), SPAN_ARG(text)));
}

static bool rename_section(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, is_substantial);
    if (s == NONE)
        return false;
    uint32_t line = section_at(draft, s)->lines.start;
    rename_to(draft, s, some_title(draft));
    expect_kept(draft, expected, edit, CHANGE_RENAMED, CHANGE_SECTION, line);
    return true;
}

static bool has_long_title(const Draft *draft, uint32_t s)
{
    return is_substantial(draft, s) && word_count(draft, section_at(draft, s)->title) >= 2;
}

static bool reword_title(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, has_long_title);
    if (s == NONE)
        return false;
    uint32_t line = section_at(draft, s)->lines.start;
    rename_to(draft, s,
              arena_format(draft->arena, "%.*s %.*s", SPAN_ARG(section_at(draft, s)->title),
                           SPAN_ARG(some_noun(draft))));
    expect_kept(draft, expected, edit, CHANGE_RENAMED, CHANGE_SECTION, line);
    return true;
}

/* ---- sections ---- */

/* Headings of one level below one parent, in order; `at` is where `s` is among them. */
static IndexVec siblings_of(const Draft *draft, uint32_t s, uint32_t *at)
{
    IndexVec siblings = {0};
    for (uint32_t i = 0; i < draft->doc->section_count; i++) {
        const Section *other = section_at(draft, i);
        if (other->parent != section_at(draft, s)->parent || !is_heading(draft, i) ||
            other->level != section_at(draft, s)->level)
            continue;
        if (i == s)
            *at = (uint32_t)siblings.len;
        vec_add(draft->arena, &siblings, i);
    }
    return siblings;
}

/* The sibling so many places on, if it is one to tell from others and free; NONE otherwise. */
static uint32_t sibling(const Draft *draft, uint32_t s, int32_t away)
{
    uint32_t at = 0;
    IndexVec siblings = siblings_of(draft, s, &at);
    uint32_t other = at + (uint32_t)away;
    if (other >= siblings.len || !is_substantial(draft, siblings.at[other]) ||
        !draft_is_free(draft, section_at(draft, siblings.at[other])->lines))
        return NONE;
    return siblings.at[other];
}

static bool may_go_down(const Draft *draft, uint32_t s)
{
    return is_substantial(draft, s) && sibling(draft, s, 1) != NONE && sibling(draft, s, 2) != NONE;
}

static bool may_go_up(const Draft *draft, uint32_t s)
{
    return is_substantial(draft, s) && sibling(draft, s, -1) != NONE &&
           sibling(draft, s, -2) != NONE;
}

/* Past two siblings at least, so that it is plain which of them moved. */
static bool move_down(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_go_down);
    if (s == NONE)
        return false;
    Range lines = section_at(draft, s)->lines;
    uint32_t farther = draft_below(draft, 2) ? sibling(draft, s, 3) : NONE;
    uint32_t last = farther != NONE ? farther : sibling(draft, s, 2);
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION, lines.start);
    draft_move(draft, lines, section_at(draft, last)->lines.end);
    return true;
}

static bool move_up(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_go_up);
    if (s == NONE)
        return false;
    Range lines = section_at(draft, s)->lines;
    uint32_t farther = draft_below(draft, 2) ? sibling(draft, s, -3) : NONE;
    uint32_t first = farther != NONE ? farther : sibling(draft, s, -2);
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION, lines.start);
    draft_move(draft, lines, section_at(draft, first)->lines.start);
    return true;
}

static bool has_next(const Draft *draft, uint32_t s)
{
    return is_substantial(draft, s) && sibling(draft, s, 1) != NONE;
}

/* Of two neighbours either may be said to have moved. */
static bool swap_sections(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, has_next);
    if (s == NONE)
        return false;
    Range first = section_at(draft, s)->lines;
    Range second = section_at(draft, sibling(draft, s, 1))->lines;
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION, first.start);
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION, second.start);
    for (size_t i = expected->len - 2; i < expected->len; i++)
        expected->at[i].is_either = true;
    draft_move(draft, first, second.end);
    return true;
}

/* Adds `by` to the level of each heading of the section. */
static void shift_levels(Draft *draft, uint32_t s, int by)
{
    for (uint32_t i = s; i < section_at(draft, s)->end; i++) {
        uint32_t line = section_at(draft, i)->lines.start;
        Span text = draft->lines.at[line].text;
        if (section_at(draft, i)->kind != SECTION_HEADING || !heading_signs(text).len)
            continue;
        draft_set(draft, line,
                  by > 0 ? arena_format(draft->arena, "#%.*s", SPAN_ARG(text))
                         : span_from(text, 1));
    }
}

static bool may_rise(const Draft *draft, uint32_t s)
{
    uint32_t parent = section_at(draft, s)->parent;
    return is_substantial(draft, s) && parent != NONE && is_heading(draft, parent) &&
           section_at(draft, parent)->level + 1 == section_at(draft, s)->level &&
           draft_is_free(draft, section_at(draft, parent)->lines);
}

/* Out of its parent, and behind it. */
static bool raise_section(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_rise);
    if (s == NONE)
        return false;
    Range lines = section_at(draft, s)->lines;
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION, lines.start);
    shift_levels(draft, s, -1);
    uint32_t end = section_at(draft, section_at(draft, s)->parent)->lines.end;
    if (end > lines.end)
        draft_move(draft, lines, end);
    return true;
}

static bool may_sink(const Draft *draft, uint32_t s)
{
    for (uint32_t i = s; i < section_at(draft, s)->end; i++)
        if (section_at(draft, i)->level == 6)
            return false;
    return is_substantial(draft, s) && sibling(draft, s, -1) != NONE;
}

/* Into the section before it. */
static bool lower_section(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_sink);
    if (s == NONE)
        return false;
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION,
                section_at(draft, s)->lines.start);
    shift_levels(draft, s, 1);
    return true;
}

static bool add_section(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, is_substantial);
    if (s == NONE)
        return false;
    uint32_t at = section_at(draft, s)->lines.start;
    Span signs = heading_signs(draft->lines.at[at].text);
    draft_insert(draft, at, SPAN(""));
    for (int i = 0; i < 3; i++)
        draft_insert(draft, at,
                     arena_format(draft->arena, "- %.*s", SPAN_ARG(some_sentence(draft))));
    draft_insert(draft, at, SPAN(""));
    draft_insert(draft, at, arena_format(draft->arena, "%.*s.", SPAN_ARG(some_sentence(draft))));
    draft_insert(draft, at, SPAN(""));
    draft_insert(
        draft, at,
        arena_format(draft->arena, "%.*s %.*s", SPAN_ARG(signs), SPAN_ARG(some_title(draft))));
    expect_new(draft, expected, edit, CHANGE_SECTION, at);
    return true;
}

static bool remove_section(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, has_next);
    if (s == NONE)
        return false;
    Range lines = section_at(draft, s)->lines;
    expect_gone(draft, expected, edit, CHANGE_SECTION, lines.start);
    draft_remove(draft, lines);
    return true;
}

static bool is_leaf(const Draft *draft, uint32_t s)
{
    return section_at(draft, s)->end == s + 1;
}

/* A unit in the middle of the section that a heading may be put before; NONE without one. */
static uint32_t place_to_split(const Draft *draft, uint32_t s)
{
    Range units = section_at(draft, s)->units;
    for (uint32_t u = units.start + 2; u + 1 < units.end; u++) {
        const Unit *unit = &draft->doc->units[u], *before = unit - 1;
        bool is_inner = unit->parent != NONE || unit->is_joined ||
                        (unit->kind == UNIT_ITEM && before->kind == UNIT_ITEM) ||
                        unit->kind == UNIT_ROW || before->kind == UNIT_RULE;
        if (!is_inner && span_is_blank(draft->lines.at[unit->lines.start - 1].text))
            return u;
    }
    return NONE;
}

static bool may_split(const Draft *draft, uint32_t s)
{
    return is_leaf(draft, s) && place_to_split(draft, s) != NONE && own_words(draft, s) > 40;
}

static bool split_section(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_split);
    if (s == NONE)
        return false;
    uint32_t at = draft->doc->units[place_to_split(draft, s)].lines.start;
    Span signs = heading_signs(draft->lines.at[section_at(draft, s)->lines.start].text);
    draft_close(draft, section_at(draft, s)->lines);
    draft_insert(draft, at, SPAN(""));
    draft_insert(
        draft, at,
        arena_format(draft->arena, "%.*s %.*s", SPAN_ARG(signs), SPAN_ARG(some_title(draft))));
    expect_new(draft, expected, edit, CHANGE_SECTION, at);
    return true;
}

static bool may_join(const Draft *draft, uint32_t s)
{
    uint32_t before = is_leaf(draft, s) ? sibling(draft, s, -1) : NONE;
    return before != NONE && is_leaf(draft, before) && is_substantial(draft, s);
}

/* With the section before it. */
static bool join_section(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_join);
    if (s == NONE)
        return false;
    Range lines = section_at(draft, s)->lines;
    expect_gone(draft, expected, edit, CHANGE_SECTION, lines.start);
    draft_close(draft, lines);
    draft_remove(draft, (Range){lines.start, lines.start + 1});
    return true;
}

/* ---- two at once ---- */

static uint32_t item_in(const Draft *draft, uint32_t s)
{
    Range units = section_at(draft, s)->units;
    for (uint32_t u = units.start; u < units.end; u++) {
        const Unit *unit = &draft->doc->units[u];
        Span line = draft->lines.at[unit->lines.start].text;
        if (unit->kind == UNIT_ITEM && unit->lines.end == unit->lines.start + 1 &&
            word_count(draft, unit->text) >= 5 && word_count(draft, unit->text) < 40 && line.len)
            return u;
    }
    return NONE;
}

static bool may_go_down_edited(const Draft *draft, uint32_t s)
{
    return may_go_down(draft, s) && item_in(draft, s) != NONE;
}

static bool edit_and_move(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_go_down_edited);
    if (s == NONE)
        return false;
    Range lines = section_at(draft, s)->lines;
    uint32_t line = draft->doc->units[item_in(draft, s)].lines.start;
    uint32_t end = section_at(draft, sibling(draft, s, 2))->lines.end;
    Span text = span_trim_end(draft->lines.at[line].text);
    draft_set(
        draft, line,
        arena_format(draft->arena, "%.*s (%.*s)", SPAN_ARG(text), SPAN_ARG(some_noun(draft))));
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION, lines.start);
    expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_ITEM, line);
    draft_move(draft, lines, end);
    return true;
}

static bool rename_and_move(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, may_go_down);
    if (s == NONE)
        return false;
    Range lines = section_at(draft, s)->lines;
    uint32_t end = section_at(draft, sibling(draft, s, 2))->lines.end;
    rename_to(draft, s, some_title(draft));
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_SECTION, lines.start);
    expect_kept(draft, expected, edit, CHANGE_RENAMED, CHANGE_SECTION, lines.start);
    draft_move(draft, lines, end);
    return true;
}

static bool has_items(const Draft *draft, uint32_t s)
{
    Range units = section_at(draft, s)->units;
    uint32_t items = 0;
    for (uint32_t u = units.start; u < units.end; u++)
        items += draft->doc->units[u].kind == UNIT_ITEM &&
                 draft->doc->units[u].lines.end == draft->doc->units[u].lines.start + 1 &&
                 word_count(draft, draft->doc->units[u].text) >= 4;
    return items >= 3 && is_substantial(draft, s);
}

/* Another title, and words added to every second item. */
static bool rename_and_edit(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t s = choose_section(draft, has_items), nth = 0;
    if (s == NONE)
        return false;
    Range units = section_at(draft, s)->units;
    for (uint32_t u = units.start; u < units.end; u++) {
        const Unit *unit = &draft->doc->units[u];
        uint32_t line = unit->lines.start;
        if (unit->kind != UNIT_ITEM || unit->lines.end != line + 1 ||
            word_count(draft, unit->text) < 4 || nth++ % 2 == 0)
            continue;
        Span text = span_trim_end(draft->lines.at[line].text), noun = some_noun(draft);
        draft_set(draft, line,
                  arena_format(draft->arena, "%.*s (%.*s)", SPAN_ARG(text), SPAN_ARG(noun)));
        expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_ITEM, line);
    }
    rename_to(draft, s, some_title(draft));
    expect_kept(draft, expected, edit, CHANGE_RENAMED, CHANGE_SECTION,
                section_at(draft, s)->lines.start);
    return true;
}

const EditKind section_edits[] = {
    {"rename a heading, sharing words", false, reword_title},
    {"rename a heading, sharing none", false, rename_section},
    {"rename a heading and edit below it", false, rename_and_edit},
    {"move a section down", true, move_down},
    {"move a section up", true, move_up},
    {"swap two sections", true, swap_sections},
    {"raise a section by a level", true, raise_section},
    {"lower a section by a level", true, lower_section},
    {"add a section", true, add_section},
    {"remove a section", true, remove_section},
    {"split a section", true, split_section},
    {"join two sections", true, join_section},
    {"edit and move a section", true, edit_and_move},
    {"rename and move a section", true, rename_and_move},
};

const uint32_t section_edit_count = sizeof section_edits / sizeof *section_edits;
