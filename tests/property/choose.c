#include "choose.h"

#include "text/words.h"

/* ---- words of ours, to write with ---- */

static const char *const nouns[] = {
    "harbour", "lantern", "orchard", "compass", "violin",  "glacier", "mosaic",  "anchor",
    "kettle",  "saddle",  "tunnel",  "feather", "quarry",  "beacon",  "thistle", "marble",
    "canvas",  "pebble",  "ribbon",  "furnace", "meadow",  "ladder",  "walnut",  "pulley",
    "bellows", "trellis", "gondola", "chimney", "parapet", "lichen",
};

static const char *const verbs[] = {
    "polish", "measure", "carry", "gather", "sketch", "fasten", "borrow",
    "paint",  "listen",  "weave", "repair", "sort",   "wrap",   "lift",
};

Span some_noun(Draft *draft)
{
    return span_of(nouns[draft_below(draft, sizeof nouns / sizeof *nouns)]);
}

static Span verb(Draft *draft)
{
    return span_of(verbs[draft_below(draft, sizeof verbs / sizeof *verbs)]);
}

Span some_sentence(Draft *draft)
{
    return arena_format(draft->arena, "%.*s the %.*s with a %.*s and %.*s every %.*s near the %.*s",
                        SPAN_ARG(verb(draft)), SPAN_ARG(some_noun(draft)),
                        SPAN_ARG(some_noun(draft)), SPAN_ARG(verb(draft)),
                        SPAN_ARG(some_noun(draft)), SPAN_ARG(some_noun(draft)));
}

Span some_title(Draft *draft)
{
    return arena_format(draft->arena, "%.*s and %.*s", SPAN_ARG(some_noun(draft)),
                        SPAN_ARG(some_noun(draft)));
}

/* ---- choosing a place ---- */

const Section *section_at(const Draft *draft, uint32_t s)
{
    return &draft->doc->sections[s];
}

bool is_heading(const Draft *draft, uint32_t s)
{
    const Section *section = section_at(draft, s);
    return section->kind == SECTION_HEADING && section->level > 1 &&
           span_starts(draft->lines.at[section->lines.start].text, SPAN("#"));
}

/* A section with a heading that `fits`, chosen at random; NONE without one. */
uint32_t choose_section(Draft *draft, bool (*fits)(const Draft *, uint32_t section))
{
    uint32_t count = draft->doc->section_count, from = draft_below(draft, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t s = (from + i) % count;
        if (is_heading(draft, s) && draft_is_free(draft, section_at(draft, s)->lines) &&
            fits(draft, s))
            return s;
    }
    return NONE;
}

uint32_t choose_unit(Draft *draft, bool (*fits)(const Draft *, uint32_t unit))
{
    uint32_t count = draft->doc->unit_count, from = draft_below(draft, count);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t u = (from + i) % count;
        if (draft_is_free(draft, draft->doc->units[u].lines) && fits(draft, u))
            return u;
    }
    return NONE;
}

uint32_t word_count(const Draft *draft, Span text)
{
    WordVec words = {0};
    words_split(draft->arena, text, &words);
    return (uint32_t)words.len;
}

uint32_t own_words(const Draft *draft, uint32_t s)
{
    return word_count(draft, lines_range(&draft->doc->source.text, section_at(draft, s)->lines));
}

/* What a reader would know again. */
bool is_substantial(const Draft *draft, uint32_t s)
{
    return own_words(draft, s) >= 12;
}

bool is_prose(const Draft *draft, uint32_t u)
{
    const Unit *unit = &draft->doc->units[u];
    return (unit->kind == UNIT_ITEM || unit->kind == UNIT_PARAGRAPH) &&
           unit->lines.end == unit->lines.start + 1;
}

/* A word of small letters between blanks, of four letters at least; an empty range without one. */
Range plain_word(Draft *draft, Span line)
{
    uint32_t start = draft_below(draft, (uint32_t)line.len);
    for (uint32_t tries = 0; tries < line.len; tries++) {
        uint32_t at = (start + tries) % (uint32_t)line.len, end = at + 1;
        if (line.ptr[at] != ' ')
            continue;
        while (end < line.len && line.ptr[end] >= 'a' && line.ptr[end] <= 'z')
            end++;
        if (end - at > 4 && end < line.len && line.ptr[end] == ' ')
            return (Range){at + 1, end};
    }
    return (Range){0, 0};
}

bool has_sentence(const Draft *draft, uint32_t u)
{
    return is_prose(draft, u) && word_count(draft, draft->doc->units[u].text) >= 7;
}

/* Writes `text` over the bytes of the line. */
void write_over(Draft *draft, uint32_t line, Range at, Span text)
{
    Span was = draft->lines.at[line].text;
    draft_set(draft, line,
              arena_format(draft->arena, "%.*s%.*s%.*s", (int)at.start, was.ptr, SPAN_ARG(text),
                           SPAN_ARG(span_from(was, at.end))));
}

/* Puts a word of ours where another stood. */
bool replace_word(Draft *draft, uint32_t u)
{
    uint32_t line = draft->doc->units[u].lines.start;
    Range word = plain_word(draft, draft->lines.at[line].text);
    if (word.end)
        write_over(draft, line, word, some_noun(draft));
    return word.end > 0;
}

static void expect(Draft *draft, ExpectedVec *expected, Expected what)
{
    vec_add(draft->arena, expected, what);
}

void expect_kept(Draft *draft, ExpectedVec *expected, uint32_t edit, ChangeKind kind,
                 ChangeWhat what, uint32_t line)
{
    const DraftLine *at = &draft->lines.at[line];
    expect(draft, expected,
           (Expected){.edit = edit, .kind = kind, .what = what, .old = at->old, .new = at->id});
}

void expect_gone(Draft *draft, ExpectedVec *expected, uint32_t edit, ChangeWhat what, uint32_t line)
{
    expect(draft, expected,
           (Expected){.edit = edit,
                      .kind = CHANGE_REMOVED,
                      .what = what,
                      .old = draft->lines.at[line].old,
                      .new = NONE});
}

void expect_new(Draft *draft, ExpectedVec *expected, uint32_t edit, ChangeWhat what, uint32_t line)
{
    expect(draft, expected,
           (Expected){.edit = edit,
                      .kind = CHANGE_ADDED,
                      .what = what,
                      .old = NONE,
                      .new = draft->lines.at[line].id});
}
