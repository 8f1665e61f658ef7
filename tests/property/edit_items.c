/* Edits of whole items and paragraphs. */
#include "choose.h"

#include "base/buf.h"

/* ---- items and paragraphs ---- */

static bool is_item(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    return unit->kind == UNIT_ITEM && unit->parent == NONE && unit->end == u + 1 &&
           !unit->is_ordered && unit->lines.end == unit->lines.start + 1 &&
           word_count(draft, unit->text) >= 4;
}

/* The item so many places on in the same flat list, or NONE. */
static uint32_t item_away(const Draft *draft, uint32_t u, int32_t away)
{
    uint32_t other = u + (uint32_t)away;
    if (other >= draft->doc->unit_count)
        return NONE;
    for (uint32_t i = u < other ? u : other; i <= (u < other ? other : u); i++)
        if (!is_item(draft, i) || draft->doc->units[i].list != draft->doc->units[u].list ||
            !draft_is_free(draft, draft->doc->units[i].lines))
            return NONE;
    return other;
}

static bool has_item_below(const Draft *draft, uint32_t u)
{
    return is_item(draft, u) && item_away(draft, u, 2) != NONE;
}

static bool move_item(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, has_item_below);
    if (u == NONE)
        return false;
    Range lines = draft->doc->units[u].lines;
    uint32_t other = item_away(draft, u, 2);
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_ITEM, lines.start);
    draft_close(draft, (Range){lines.start, draft->doc->units[other].lines.end});
    draft_move_tight(draft, lines, draft->doc->units[other].lines.end);
    return true;
}

static uint32_t item_elsewhere(Draft *draft, uint32_t u)
{
    for (int tries = 0; tries < 20; tries++) {
        uint32_t other = draft_below(draft, draft->doc->unit_count);
        if (is_item(draft, other) && draft_is_free(draft, draft->doc->units[other].lines) &&
            draft->doc->units[other].section != draft->doc->units[u].section &&
            draft->doc->units[other].marker == draft->doc->units[u].marker)
            return other;
    }
    return NONE;
}

static bool is_full_item(const Draft *draft, uint32_t u)
{
    return is_item(draft, u) && item_away(draft, u, 1) != NONE &&
           word_count(draft, draft->doc->units[u].text) >= 5;
}

static bool move_item_away(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_full_item);
    uint32_t other = u != NONE ? item_elsewhere(draft, u) : NONE;
    if (other == NONE)
        return false;
    Range lines = draft->doc->units[u].lines;
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_ITEM, lines.start);
    draft_close(draft, lines);
    draft_move_tight(draft, lines, draft->doc->units[other].lines.end);
    return true;
}

static bool add_item(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_item);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    Span text = draft->lines.at[line].text;
    Span said = draft->doc->units[u].text;
    size_t content = span_find(text, span_range(said, 0, said.len < 8 ? said.len : 8), 0);
    Span margin = span_range(text, 0, content);
    draft_insert(
        draft, line + 1,
        arena_format(draft->arena, "%.*s%.*s", SPAN_ARG(margin), SPAN_ARG(some_sentence(draft))));
    expect_new(draft, expected, edit, CHANGE_ITEM, line + 1);
    return true;
}

static bool remove_item(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_full_item);
    if (u == NONE)
        return false;
    Range lines = draft->doc->units[u].lines;
    expect_gone(draft, expected, edit, CHANGE_ITEM, lines.start);
    draft_remove(draft, lines);
    return true;
}

static bool is_long_item(const Draft *draft, uint32_t u)
{
    return has_item_below(draft, u) && word_count(draft, draft->doc->units[u].text) >= 8;
}

static bool edit_and_move_item(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_long_item);
    if (u == NONE || !replace_word(draft, u))
        return false;
    Range lines = draft->doc->units[u].lines;
    uint32_t end = draft->doc->units[u + 2].lines.end;
    expect_kept(draft, expected, edit, CHANGE_MOVED, CHANGE_ITEM, lines.start);
    expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_ITEM, lines.start);
    draft_close(draft, (Range){lines.start, end});
    draft_move_tight(draft, lines, end);
    return true;
}

/* ---- whole lists ---- */

static uint32_t last_of_list(const Draft *draft, uint32_t u)
{
    uint32_t last = u;
    while (item_away(draft, u, (int32_t)(last - u) + 1) != NONE)
        last++;
    return last;
}

/* The first of a list of some plain items that stands alone below a heading. */
static bool begins_list(const Draft *draft, uint32_t u)
{
    if (!u || !is_item(draft, u) || draft->doc->units[u].task || item_away(draft, u, 2) == NONE)
        return false;
    const Unit *title = &draft->doc->units[u - 1], *units = draft->doc->units;
    uint32_t last = last_of_list(draft, u), end = units[last].lines.end;
    bool is_whole = last + 1 == draft->doc->unit_count || units[last + 1].list != units[u].list;
    return title->kind == UNIT_HEADING && title->title == SECTION_HEADING && is_whole &&
           last - u < 12 && (end == draft->lines.len || span_is_blank(draft->lines.at[end].text));
}

static bool join_list(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, begins_list);
    if (u == NONE)
        return false;
    const Unit *units = draft->doc->units;
    uint32_t last = last_of_list(draft, u);
    Range lines = {units[u].lines.start, units[last].lines.end};
    Buf text = buf_in(draft->arena);
    for (uint32_t i = u; i <= last; i++) {
        buf_add(&text, units[i].text);
        buf_add(&text, i < last ? SPAN("; ") : SPAN("."));
    }
    expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_ITEM, lines.start);
    draft_set(draft, lines.start, buf_span(&text));
    draft_remove(draft, (Range){lines.start + 1, lines.end});
    return true;
}

/* ---- paragraphs ---- */

static bool is_paragraph(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    uint32_t start = unit->lines.start, end = unit->lines.end;
    return has_sentence(draft, u) && unit->kind == UNIT_PARAGRAPH && unit->parent == NONE &&
           !unit->is_joined && start && end < draft->lines.len &&
           span_is_blank(draft->lines.at[start - 1].text) &&
           span_is_blank(draft->lines.at[end].text);
}

static bool add_paragraph(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_paragraph);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    draft_insert(draft, line, SPAN(""));
    draft_insert(draft, line,
                 arena_format(draft->arena, "Please %.*s.", SPAN_ARG(some_sentence(draft))));
    expect_new(draft, expected, edit, CHANGE_PARAGRAPH, line);
    return true;
}

static bool remove_paragraph(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_paragraph);
    if (u == NONE)
        return false;
    Range lines = draft->doc->units[u].lines;
    expect_gone(draft, expected, edit, CHANGE_PARAGRAPH, lines.start);
    draft_remove(draft, (Range){lines.start, lines.end + 1});
    return true;
}

const EditKind item_edits[] = {
    {"move an item", false, move_item},
    {"move an item to another section", false, move_item_away},
    {"add an item", false, add_item},
    {"remove an item", false, remove_item},
    {"edit and move an item", false, edit_and_move_item},
    {"make a list a sentence", false, join_list},
    {"add a paragraph", false, add_paragraph},
    {"remove a paragraph", false, remove_paragraph},
};

const uint32_t item_edit_count = sizeof item_edits / sizeof *item_edits;
