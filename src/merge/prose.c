#include "merge/prose.h"

#include "base/buf.h"
#include "text/words.h"

Span prose_unwrap(Arena *arena, Span text)
{
    if (span_find_byte(text, '\n', 0) == text.len)
        return text;
    Buf buf = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        size_t end = span_find_byte(text, '\n', at);
        Span line = span_trim(span_range(text, at, end));
        if (end < text.len && span_ends(line, SPAN("\\"))) /* a hard break */
            line.len--;
        if (buf.len)
            buf_add_byte(&buf, ' ');
        buf_add(&buf, line);
        at = end + 1;
    }
    return buf_span(&buf);
}

static bool is_blank_at(Span line, size_t at)
{
    return at >= line.len || line.ptr[at] == ' ' || line.ptr[at] == '\t' || line.ptr[at] == '\n';
}

static bool begins_ordinal(Span line)
{
    size_t at = 0;
    while (at < line.len && line.ptr[at] >= '0' && line.ptr[at] <= '9')
        at++;
    bool is_letter = line.len && (line.ptr[0] | 0x20) >= 'a' && (line.ptr[0] | 0x20) <= 'z';
    at += at == 0 && is_letter;
    return at && at < line.len && strchr(".)", line.ptr[at]) && is_blank_at(line, at + 1);
}

bool prose_begins_item(Span line)
{
    line = span_trim_start(line);
    if (!line.len || !line.ptr[0])
        return false;
    size_t hashes = 0;
    while (hashes < line.len && line.ptr[hashes] == '#')
        hashes++;
    return strchr(">|", line.ptr[0]) || (hashes && is_blank_at(line, hashes)) ||
           (strchr("-*+", line.ptr[0]) && is_blank_at(line, 1)) || begins_ordinal(line);
}

/* On a line of its own it is markup and says nothing; joined to another it would. */
static bool begins_closing_tag(Span line)
{
    return span_starts(span_trim_start(line), SPAN("</"));
}

/* "**1. Scan**: ..." */
static bool begins_bold_ordinal(Span line)
{
    line = span_trim_start(line);
    while (line.len && line.ptr[0] == '*')
        line = span_from(line, 1);
    return begins_ordinal(line);
}

static bool begins_box(Span line)
{
    line = span_trim_start(line);
    return line.len >= 3 && line.ptr[0] == '[' && strchr(" xX", line.ptr[1]) && line.ptr[1] &&
           line.ptr[2] == ']';
}

bool prose_can_unwrap(Span text)
{
    size_t at = span_find_byte(text, '\n', 0);
    bool can = at == text.len || !begins_closing_tag(text);
    for (; can && at < text.len; at = span_find_byte(text, '\n', at + 1)) {
        Span line = span_from(text, at + 1);
        can = !prose_begins_item(line) && !begins_bold_ordinal(line) && !begins_box(line) &&
              !begins_closing_tag(line);
    }
    return can;
}

Span prose_without_number(Span text)
{
    enum { LONGEST = 2 };
    size_t at = 0;
    while (at < text.len && (uint8_t)(text.ptr[at] - '0') < 10)
        at++;
    return at && at <= LONGEST && begins_ordinal(text) ? span_trim_start(span_from(text, at + 1))
                                                       : text;
}

bool prose_leads(Span text)
{
    text = span_trim(text);
    return span_ends(text, SPAN(":")) || span_ends(text, SPAN("\uff1a"));
}

bool prose_begins_sentence(Arena *arena, Span label)
{
    enum { TITLE_WORDS = 8, CLAUSE_WORDS = 3 };
    WordVec words = {0};
    words_split(arena, label, &words);
    if (words.len < CLAUSE_WORDS || words.len > TITLE_WORDS)
        return words.len > TITLE_WORDS;
    Span last = words.at[words.len - 1].text;
    return span_eq(words.at[0].text, SPAN("you")) || span_eq(last, SPAN("must")) ||
           words_is_stop(last);
}

Span prose_spell_key(Arena *arena, Span text, KeyStyle style)
{
    static const Span spellings[] = {
        [KEY_BOLD_COLON_AFTER] = {"**: ", 4}, [KEY_BOLD_COLON_INSIDE] = {":** ", 4}};
    if ((style != KEY_BOLD_COLON_AFTER && style != KEY_BOLD_COLON_INSIDE) ||
        !span_starts(text, SPAN("**")))
        return text;
    Span wanted = spellings[style];
    Span other =
        spellings[style == KEY_BOLD_COLON_AFTER ? KEY_BOLD_COLON_INSIDE : KEY_BOLD_COLON_AFTER];
    size_t close = span_find(text, SPAN("**"), 2), at = span_find(text, other, 2);
    if (at == text.len || at > close)
        return text;
    Buf buf = buf_in(arena);
    buf_add(&buf, span_range(text, 0, at));
    buf_add(&buf, wanted);
    buf_add(&buf, span_from(text, at + other.len));
    return buf_span(&buf);
}
