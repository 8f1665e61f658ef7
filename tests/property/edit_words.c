/* Edits of words, of markup, and of a field. */
#include "choose.h"

/* ---- words ---- */

static ChangeWhat what_of(const Draft *draft, uint32_t u)
{
    return draft->doc->units[u].kind == UNIT_ITEM ? CHANGE_ITEM : CHANGE_PARAGRAPH;
}

static bool edit_word(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, has_sentence);
    if (u == NONE || !replace_word(draft, u))
        return false;
    expect_kept(draft, expected, edit, CHANGE_EDITED, what_of(draft, u),
                draft->doc->units[u].lines.start);
    return true;
}

static bool edit_negation(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, has_sentence);
    uint32_t line = u == NONE ? 0 : draft->doc->units[u].lines.start;
    Range word = u == NONE ? (Range){0, 0} : plain_word(draft, draft->lines.at[line].text);
    if (!word.end)
        return false;
    write_over(draft, line, (Range){word.start, word.start},
               draft_below(draft, 2) ? SPAN("never ") : SPAN("not "));
    expect_kept(draft, expected, edit, CHANGE_EDITED, what_of(draft, u), line);
    expected->at[expected->len - 1].weighty = WEIGHTY_NEGATION;
    return true;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The last number of the line, before which a blank stands. */
static Range last_number(Span line)
{
    for (size_t end = line.len; end > 2; end--) {
        size_t at = end;
        while (at > 0 && is_digit(line.ptr[at - 1]))
            at--;
        if (at < end && at > 4 && line.ptr[at - 1] == ' ')
            return (Range){(uint32_t)at, (uint32_t)end};
    }
    return (Range){0, 0};
}

static bool has_number(const Draft *draft, uint32_t u)
{
    return is_prose(draft, u) && word_count(draft, draft->doc->units[u].text) >= 4 &&
           last_number(draft->lines.at[draft->doc->units[u].lines.start].text).end;
}

static bool edit_number(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, has_number);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    Range number = last_number(draft->lines.at[line].text);
    write_over(draft, line, number,
               arena_format(draft->arena, "%u", 100 + draft_below(draft, 900)));
    expect_kept(draft, expected, edit, CHANGE_EDITED, what_of(draft, u), line);
    expected->at[expected->len - 1].weighty = WEIGHTY_NUMBER;
    return true;
}

/* Two or three words, of which one goes. */
static bool is_short_item(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    uint32_t words = word_count(draft, unit->text);
    return unit->kind == UNIT_ITEM && is_prose(draft, u) && (words == 2 || words == 3) &&
           unit->end == u + 1;
}

static bool edit_short_item(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_short_item);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    Span text = span_trim_end(draft->lines.at[line].text);
    size_t at = text.len;
    while (at && text.ptr[at - 1] != ' ')
        at--;
    if (at < 4)
        return false;
    write_over(draft, line, (Range){(uint32_t)at, (uint32_t)text.len}, some_noun(draft));
    expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_ITEM, line);
    return true;
}

static bool is_row(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    return unit->kind == UNIT_ROW && !unit->is_header && unit->row->cells.len > 1 &&
           word_count(draft, unit->text) >= 4 &&
           span_ends(span_trim_end(draft->lines.at[unit->lines.start].text), SPAN("|"));
}

static bool edit_cell(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_row);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    uint32_t end = (uint32_t)span_trim_end(draft->lines.at[line].text).len - 1;
    write_over(draft, line, (Range){end, end},
               arena_format(draft->arena, " %.*s ", SPAN_ARG(some_noun(draft))));
    expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_ROW, line);
    return true;
}

static bool is_code(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    return unit->kind == UNIT_CODE && unit->is_fenced && !unit->is_unclosed &&
           unit->parent == NONE && unit->lines.end - unit->lines.start > 4 &&
           word_count(draft, unit->text) > 10;
}

static bool edit_code(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_code);
    if (u == NONE)
        return false;
    Range lines = draft->doc->units[u].lines;
    expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_CODE, lines.start);
    draft_close(draft, lines);
    draft_insert(draft, lines.start + 2, some_noun(draft));
    return true;
}

/* ---- markup ---- */

/* Where the line may be broken: before a small letter, past the middle. */
static size_t place_to_break(Span line)
{
    for (size_t at = line.len / 2; at + 2 < line.len; at++)
        if (line.ptr[at] == ' ' && line.ptr[at + 1] >= 'a' && line.ptr[at + 1] <= 'z' &&
            line.ptr[at - 1] != ' ')
            return at;
    return 0;
}

static bool may_wrap(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    Span line = draft->lines.at[unit->lines.start].text;
    return has_sentence(draft, u) && unit->kind == UNIT_PARAGRAPH && !unit->is_joined &&
           unit->parent == NONE && unit->key_style == KEY_NONE && place_to_break(line) &&
           span_find_byte(line, '`', 0) == line.len;
}

/* Breaks a line of a paragraph in two, with a blank line between them or without. */
static bool break_line(Draft *draft, uint32_t edit, ExpectedVec *expected,
                       bool (*may)(const Draft *draft, uint32_t u), bool is_apart)
{
    uint32_t u = choose_unit(draft, may);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    Span text = draft->lines.at[line].text;
    size_t at = place_to_break(text);
    draft_insert(draft, line + 1, span_from(text, at + 1));
    if (is_apart)
        draft_insert(draft, line + 1, SPAN(""));
    draft_set(draft, line, span_range(text, 0, at));
    expect_kept(draft, expected, edit, CHANGE_FORMATTING, CHANGE_PARAGRAPH, line);
    return true;
}

static bool rewrap(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    return break_line(draft, edit, expected, may_wrap, false);
}

/* What ends in a colon may be a title when it is short. */
static bool may_cut(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    return may_wrap(draft, u) && unit->text.len > 60 && !span_ends(unit->text, SPAN(":"));
}

static bool cut_paragraph(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    return break_line(draft, edit, expected, may_cut, true);
}

static bool may_embolden(const Draft *draft, uint32_t u)
{
    Span line = draft->lines.at[draft->doc->units[u].lines.start].text;
    uint32_t end = last_number(line).end;
    return has_number(draft, u) && has_sentence(draft, u) && end < line.len &&
           line.ptr[end] == ' ' && /* no part of another word */
           span_find_byte(line, '*', 0) == line.len && span_find_byte(line, '`', 0) == line.len &&
           draft->doc->units[u].key_style == KEY_NONE;
}

/* With a word edited beside it, since emphasis alone is formatting. */
static bool embolden_number(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, may_embolden);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    Span text = draft->lines.at[line].text;
    Range number = last_number(text);
    write_over(draft, line, number,
               arena_format(draft->arena, "**%.*s**",
                            SPAN_ARG(span_range(text, number.start, number.end))));
    if (!replace_word(draft, u))
        return false;
    expect_kept(draft, expected, edit, CHANGE_EDITED, what_of(draft, u), line);
    expected->at[expected->len - 1].is_light = true;
    return true;
}

/* Writes each item of a list with another margin; `written` gives it, or an empty span to leave all as they are. */
static bool rewrite_list(Draft *draft, uint32_t u, Span (*written)(Draft *, const Unit *))
{
    uint32_t list = draft->doc->units[u].list;
    for (uint32_t i = 0; i < draft->doc->unit_count; i++) {
        const Unit *unit = &draft->doc->units[i];
        if (unit->kind == UNIT_ITEM && unit->list == list && !written(draft, unit).len)
            return false;
    }
    for (uint32_t i = 0; i < draft->doc->unit_count; i++) {
        const Unit *unit = &draft->doc->units[i];
        if (unit->kind == UNIT_ITEM && unit->list == list)
            draft_set(draft, unit->lines.start, written(draft, unit));
    }
    return true;
}

static Span with_other_bullet(Draft *draft, const Unit *unit)
{
    Span line = draft->lines.at[unit->lines.start].text;
    return span_starts(line, SPAN("- "))
               ? arena_format(draft->arena, "+%.*s", SPAN_ARG(span_from(line, 1)))
               : (Span){0};
}

static bool is_bullet(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    return unit->kind == UNIT_ITEM && !unit->is_ordered && unit->parent == NONE;
}

static bool change_bullets(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_bullet);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    if (!rewrite_list(draft, u, with_other_bullet))
        return false;
    expect_kept(draft, expected, edit, CHANGE_FORMATTING, CHANGE_ITEM, line);
    return true;
}

static bool is_numbered(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    return unit->kind == UNIT_ITEM && unit->is_ordered && unit->parent == NONE &&
           unit->lines.end == unit->lines.start + 1;
}

static Span with_other_number(Draft *draft, const Unit *unit)
{
    Span line = draft->lines.at[unit->lines.start].text;
    bool is_one = line.len > 3 && is_digit(line.ptr[0]) && line.ptr[1] == '.' && line.ptr[0] > '0';
    return is_one && line.ptr[0] < '9'
               ? arena_format(draft->arena, "%c%.*s", '0', SPAN_ARG(span_from(line, 1)))
               : (Span){0};
}

static bool renumber(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    uint32_t u = choose_unit(draft, is_numbered);
    if (u == NONE)
        return false;
    uint32_t line = draft->doc->units[u].lines.start;
    bool is_apart = true;
    for (uint32_t i = 0; i < draft->doc->unit_count; i++) {
        const Unit *unit = &draft->doc->units[i];
        if (unit->kind == UNIT_ITEM && unit->list == draft->doc->units[u].list) {
            uint32_t start = unit->lines.start;
            is_apart = start == 0 || span_is_blank(draft->lines.at[start - 1].text);
            break;
        }
    }
    if (!is_apart || !rewrite_list(draft, u, with_other_number))
        return false;
    expect_kept(draft, expected, edit, CHANGE_FORMATTING, CHANGE_ITEM, line);
    return true;
}

/* ---- fields ---- */

static bool grant_tool(Draft *draft, uint32_t edit, ExpectedVec *expected)
{
    const FieldVec *fields = &draft->doc->front.fields;
    for (size_t i = 0; i < fields->len; i++) {
        const Field *field = &fields->at[i];
        uint32_t line = field->lines.start;
        bool is_line = field->lines.end == line + 1 && field->shape == FIELD_SCALAR;
        if (!is_line || !span_eq(field->key, SPAN("tools")) ||
            !draft_is_free(draft, field->lines) || field->quote != QUOTE_PLAIN || !field->value.len)
            continue;
        Span text = span_trim_end(draft->lines.at[line].text);
        draft_set(draft, line, arena_format(draft->arena, "%.*s, Lantern", SPAN_ARG(text)));
        expect_kept(draft, expected, edit, CHANGE_EDITED, CHANGE_FIELD, line);
        expected->at[expected->len - 1].weighty = WEIGHTY_RIGHTS;
        return true;
    }
    return false;
}

const EditKind word_edits[] = {
    {"edit a word", false, edit_word},
    {"edit a number", false, edit_number},
    {"write a negation", false, edit_negation},
    {"edit an item of two words", false, edit_short_item},
    {"edit a cell", false, edit_cell},
    {"edit code", false, edit_code},
    {"make a number bold and edit a word", false, embolden_number},
    {"rewrap", false, rewrap},
    {"cut a paragraph in two", false, cut_paragraph},
    {"change bullets", false, change_bullets},
    {"renumber", false, renumber},
    {"grant a tool", false, grant_tool},
};

const uint32_t word_edit_count = sizeof word_edits / sizeof *word_edits;
