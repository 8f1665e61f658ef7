#include "merge/said.h"

#include "base/ascii.h"
#include "base/intern.h"
#include "text/utf8.h"

static size_t skip_blanks(Span s, size_t at)
{
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
        at++;
    return at;
}

static size_t skip_sign(Span s, size_t at, char sign)
{
    while (at < s.len && s.ptr[at] == sign)
        at++;
    return at;
}

static size_t skip_digits(Span s, size_t at)
{
    while (at < s.len && ascii_is_digit(s.ptr[at]))
        at++;
    return at;
}

static size_t skip_quotes(Span s, size_t at)
{
    for (at = skip_blanks(s, at); at < s.len && s.ptr[at] == '>';)
        at = skip_blanks(s, at + 1);
    return at;
}

/* Rows are written with a bar at their start, which they may have done without. */
static size_t skip_bar(Span s, size_t at)
{
    return at < s.len && s.ptr[at] == '|' ? skip_blanks(s, at + 1) : at;
}

static size_t skip_bullet(Span s, size_t at)
{
    bool is_bullet = at + 1 < s.len && (s.ptr[at] == '-' || s.ptr[at] == '*' || s.ptr[at] == '+') &&
                     (s.ptr[at + 1] == ' ' || s.ptr[at + 1] == '\t');
    return is_bullet ? skip_blanks(s, at + 1) : at;
}

static bool ends_at(Span s, size_t at)
{
    return at >= s.len || s.ptr[at] == ' ' || s.ptr[at] == '\t';
}

static size_t skip_box(Span s, size_t at)
{
    bool is_box = at + 2 < s.len && s.ptr[at] == '[' && strchr(" xX", s.ptr[at + 1]) &&
                  s.ptr[at + 2] == ']' && ends_at(s, at + 3);
    return is_box ? skip_blanks(s, at + 3) : at;
}

/* "3. ", "12) ", "a. ": where it ends, or `at`. */
static size_t skip_ordinal(Span s, size_t at)
{
    size_t end = skip_digits(s, at);
    if (end == at && at < s.len && ascii_is_letter(s.ptr[at]))
        end = at + 1;
    bool is_ordinal =
        end > at && end < s.len && (s.ptr[end] == '.' || s.ptr[end] == ')') && ends_at(s, end + 1);
    return is_ordinal ? skip_blanks(s, end + 1) : at;
}

/* Does a word of several letters stand there, which nothing that marks a line begins with? */
static bool starts_word(Span line, size_t at)
{
    return at + 1 < line.len && ascii_is_letter(line.ptr[at]) &&
           (ascii_is_letter(line.ptr[at + 1]) || ascii_is_digit(line.ptr[at + 1]));
}

/* A line without what only marks it: quote signs, heading signs, bullets, boxes, ordinals. */
static Span without_marks(Span line)
{
    size_t at = skip_bar(line, skip_quotes(line, 0));
    if (starts_word(line, at))
        return span_from(line, at);
    size_t heading = skip_sign(line, at, '#');
    if (heading > at && heading < line.len && line.ptr[heading] == ' ')
        at = skip_blanks(line, heading);
    at = skip_bullet(line, at);
    if (starts_word(line, at))
        return span_from(line, at);
    at = skip_box(line, at);
    at = skip_ordinal(line, skip_sign(line, at, '*'));
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
    size_t end = skip_digits(line, 0);
    return end && end + 1 == line.len && (line.ptr[end] == '.' || line.ptr[end] == ')');
}

bool said_any(Span line)
{
    return words_any(without_marks(line)) && !is_closing_tag(line);
}

/* Words that touch or overlap, as the bigrams of Han do, are one. */
static SpanVec hear(Arena *arena, Span line, WordVec *words)
{
    Span text = is_closing_tag(line) ? SPAN("") : without_marks(line);
    words->len = 0;
    words_split(arena, text, words);
    SpanVec said = {0};
    vec_reserve(arena, &said, words->len);
    for (size_t i = 0; i < words->len;) {
        const Word *first = &words->at[i], *word = first;
        uint32_t end = first->offset + first->len;
        while (++i < words->len && (++word)->offset <= end)
            if (word->offset + word->len > end)
                end = word->offset + word->len;
        bool is_single = &words->at[i - 1] == first;
        said.at[said.len++] =
            is_single ? first->text : utf8_fold(arena, span_range(text, first->offset, end));
    }
    return said;
}

SpanVec said_of(Arena *arena, Span line)
{
    WordVec words = {0};
    return hear(arena, line, &words);
}

Said *said_new(Arena *arena, const Lines *lines)
{
    Said *said = ARENA_NEW(arena, Said);
    *said = (Said){.arena = arena, .lines = *lines};
    said->words = ARENA_ARRAY(arena, SpanVec, lines->count + 1);
    said->is_heard = ARENA_ARRAY(arena, bool, lines->count + 1);
    return said;
}

static SpanVec words_of_line(Said *said, uint32_t n)
{
    if (!said->is_heard[n])
        said->words[n] = hear(said->arena, lines_line(&said->lines, n), &said->hearing);
    said->is_heard[n] = true;
    return said->words[n];
}

static Range existing(const Said *said, Range range)
{
    uint32_t count = said->lines.count;
    Range there = {range.start < count ? range.start : count,
                   range.end < count ? range.end : count};
    there.end = there.end < there.start ? there.start : there.end;
    return there;
}

SpanVec said_in(Said *said, Range range)
{
    SpanVec all = {0};
    range = existing(said, range);
    if (range.end - range.start == 1)
        return words_of_line(said, range.start);
    for (uint32_t n = range.start; n < range.end; n++) {
        SpanVec words = words_of_line(said, n);
        for (size_t i = 0; i < words.len; i++)
            vec_add(said->arena, &all, words.at[i]);
    }
    return all;
}

static bool says_same(Span a, Span b)
{
    return span_eq(a, b) || span_eq(span_trim(without_marks(a)), span_trim(without_marks(b)));
}

bool said_same(const Said *a, Range here, const Said *b, Range there)
{
    here = existing(a, here);
    there = existing(b, there);
    bool is_same = here.end - here.start == there.end - there.start;
    for (uint32_t n = here.start; is_same && n < here.end; n++, there.start++)
        is_same = says_same(lines_line(&a->lines, n), lines_line(&b->lines, there.start));
    return is_same;
}

bool said_any_in(const Said *said, Range range)
{
    range = existing(said, range);
    while (range.start < range.end && !said_any(lines_line(&said->lines, range.start)))
        range.start++;
    return range.start < range.end;
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
        intern_borrowed(known, kept->at[i]);
    for (size_t i = 0; i < words->len; i++) {
        uint32_t count = intern_count(known);
        if (intern_borrowed(known, words->at[i]) == count)
            vec_add(arena, &lost, words->at[i]);
    }
    return lost;
}

SpanVec said_lost(Arena *arena, const SpanVec *words, const SpanVec *kept)
{
    SpanVec lost = {0};
    if (words->len > SAID_LIST_LIMIT || kept->len > SAID_LIST_LIMIT)
        return lost_of_many(arena, words, kept);
    for (size_t i = 0; i < words->len; i++)
        if (!spans_hold(kept, words->at[i]) && !spans_hold(&lost, words->at[i]))
            vec_add(arena, &lost, words->at[i]);
    return lost;
}
