#include "merge/said.h"

#include "base/intern.h"
#include "text/utf8.h"
#include "text/words.h"

static size_t skip_any(Span s, size_t at, const char *set)
{
    while (at < s.len && s.ptr[at] && strchr(set, s.ptr[at]))
        at++;
    return at;
}

static size_t skip_bullet(Span s, size_t at)
{
    bool is_bullet = at + 1 < s.len && strchr("-*+", s.ptr[at]) && s.ptr[at] &&
                     (s.ptr[at + 1] == ' ' || s.ptr[at + 1] == '\t');
    return is_bullet ? skip_any(s, at + 1, " \t") : at;
}

static bool ends_at(Span s, size_t at)
{
    return at >= s.len || s.ptr[at] == ' ' || s.ptr[at] == '\t';
}

static size_t skip_box(Span s, size_t at)
{
    bool is_box = at + 2 < s.len && s.ptr[at] == '[' && strchr(" xX", s.ptr[at + 1]) &&
                  s.ptr[at + 2] == ']' && ends_at(s, at + 3);
    return is_box ? skip_any(s, at + 3, " \t") : at;
}

/* "3. ", "12) ", "a. ": where it ends, or `at`. */
static size_t skip_ordinal(Span s, size_t at)
{
    size_t end = skip_any(s, at, "0123456789");
    if (end == at && at < s.len && ((s.ptr[at] | 0x20) >= 'a' && (s.ptr[at] | 0x20) <= 'z'))
        end = at + 1;
    bool is_ordinal =
        end > at && end < s.len && (s.ptr[end] == '.' || s.ptr[end] == ')') && ends_at(s, end + 1);
    return is_ordinal ? skip_any(s, end + 1, " \t") : at;
}

/* A line without what only marks it: quote signs, heading signs, bullets, boxes, ordinals. */
static Span without_marks(Span line)
{
    size_t at = skip_any(line, 0, " \t>");
    size_t heading = skip_any(line, at, "#");
    if (heading > at && heading < line.len && line.ptr[heading] == ' ')
        at = skip_any(line, heading, " \t");
    at = skip_box(line, skip_bullet(line, at));
    at = skip_ordinal(line, skip_any(line, at, "*"));
    return span_from(line, skip_box(line, at));
}

static bool is_closing_tag(Span line)
{
    line = span_trim(line);
    return span_starts(line, SPAN("</")) && span_find_byte(line, '>', 0) == line.len - 1;
}

bool said_is_ordinal(Span line)
{
    line = span_trim(line);
    size_t end = skip_any(line, 0, "0123456789");
    return end && end + 1 == line.len && (line.ptr[end] == '.' || line.ptr[end] == ')');
}

bool said_any(Span line)
{
    return words_any(without_marks(line)) && !is_closing_tag(line);
}

typedef struct Listener {
    Arena *arena, *scratch;
    WordVec words; /* of a line */
    SpanVec said;
} Listener;

/* Words that touch or overlap, as the bigrams of Han do, are one. */
static void hear(Listener *l, Span line)
{
    Span text = is_closing_tag(line) ? SPAN("") : without_marks(line);
    l->words.len = 0;
    words_split(l->arena, text, &l->words);
    for (size_t i = 0; i < l->words.len;) {
        const Word *first = &l->words.at[i], *word = first;
        uint32_t end = first->offset + first->len;
        while (++i < l->words.len && (++word)->offset <= end)
            if (word->offset + word->len > end)
                end = word->offset + word->len;
        bool is_single = &l->words.at[i - 1] == first;
        vec_add(l->scratch, &l->said,
                is_single ? first->text
                          : utf8_fold(l->arena, span_range(text, first->offset, end)));
    }
}

SpanVec said_of(Arena *arena, Span line)
{
    Listener l = {.arena = arena, .scratch = arena};
    hear(&l, line);
    return l.said;
}

Said *said_new(Arena *arena, const Lines *lines)
{
    Said *said = ARENA_NEW(arena, Said);
    *said = (Said){.lines = *lines, .first_word = ARENA_ARRAY(arena, uint32_t, lines->count + 1)};
    Listener l = {.arena = arena, .scratch = arena_new()};
    for (uint32_t n = 0; n < lines->count; n++) {
        hear(&l, lines_line(lines, n));
        said->first_word[n + 1] = (uint32_t)l.said.len;
    }
    said->words = ARENA_ARRAY(arena, Span, l.said.len);
    if (l.said.len)
        memcpy(said->words, l.said.at, l.said.len * sizeof *said->words);
    arena_free(l.scratch);
    return said;
}

SpanVec said_in(const Said *said, Range range)
{
    uint32_t count = said->lines.count;
    size_t from = said->first_word[range.start < count ? range.start : count];
    size_t to = said->first_word[range.end < count ? range.end : count];
    size_t len = to > from ? to - from : 0;
    return (SpanVec){.at = said->words + from, .len = len, .cap = len};
}

bool said_holds(const SpanVec *words, Span word)
{
    for (size_t i = 0; i < words->len; i++)
        if (span_eq(words->at[i], word))
            return true;
    return false;
}

/* Lengths of the longest proper prefix of `part` that ends at each place (Knuth, Morris and Pratt 1977): linear time
   however often a text repeats itself. */
static uint32_t *borders_of(Arena *arena, const SpanVec *part)
{
    uint32_t *border = ARENA_ARRAY(arena, uint32_t, part->len);
    for (uint32_t i = 1, k = 0; i < part->len; i++) {
        while (k && !span_eq(part->at[i], part->at[k]))
            k = border[k - 1];
        k += span_eq(part->at[i], part->at[k]);
        border[i] = k;
    }
    return border;
}

bool said_verbatim(Arena *arena, const SpanVec *part, const SpanVec *whole)
{
    if (!part->len)
        return true;
    const uint32_t *border = borders_of(arena, part);
    uint32_t same = 0;
    for (size_t i = 0; i < whole->len; i++) {
        while (same && !span_eq(whole->at[i], part->at[same]))
            same = border[same - 1];
        same += span_eq(whole->at[i], part->at[same]);
        if (same == part->len)
            return true;
    }
    return false;
}

/* Beyond this a table is quicker than looking through the words one by one. */
enum { SAID_LIST_LIMIT = 64 };

static SpanVec lost_of_many(Arena *arena, const SpanVec *words, const SpanVec *kept)
{
    Intern *known = intern_new(arena);
    SpanVec lost = {0};
    for (size_t i = 0; i < kept->len; i++)
        intern_id(known, kept->at[i]);
    for (size_t i = 0; i < words->len; i++) {
        if (intern_find(known, words->at[i]) != NONE)
            continue;
        intern_id(known, words->at[i]);
        vec_add(arena, &lost, words->at[i]);
    }
    intern_free(known);
    return lost;
}

SpanVec said_lost(Arena *arena, const SpanVec *words, const SpanVec *kept)
{
    SpanVec lost = {0};
    if (words->len > SAID_LIST_LIMIT || kept->len > SAID_LIST_LIMIT)
        return lost_of_many(arena, words, kept);
    for (size_t i = 0; i < words->len; i++)
        if (!said_holds(kept, words->at[i]) && !said_holds(&lost, words->at[i]))
            vec_add(arena, &lost, words->at[i]);
    return lost;
}
