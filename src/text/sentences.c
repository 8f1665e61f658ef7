#include "text/sentences.h"

#include "base/buf.h"

static const char *const abbreviations[] = {"e.g.", "i.e.", "etc.", "vs.", "cf.",
                                            "Dr.",  "Mr.",  "Ms.",  "No.", "approx."};

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t';
}

static bool ends_abbreviation(Span text, size_t end)
{
    Span so_far = span_range(text, 0, end);
    for (size_t i = 0; i < sizeof abbreviations / sizeof *abbreviations; i++)
        if (span_ends(so_far, span_of(abbreviations[i])))
            return true;
    return false;
}

/* Length of a sentence-ending sign at `at`, or 0. */
static size_t ending_at(Span text, size_t at)
{
    static const char *const wide[] = {"\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f"}; /* 。！？ */
    for (size_t i = 0; i < 3; i++)
        if (span_starts(span_from(text, at), span_of(wide[i])))
            return 3;
    if (!strchr(".!?", text.ptr[at]) || text.ptr[at] == '\0')
        return 0;
    size_t end = at + 1;
    while (end < text.len && strchr("*_)\"'", text.ptr[end]) && text.ptr[end])
        end++;
    if (end == text.len)
        return end - at;
    size_t next = end;
    while (next < text.len && is_space(text.ptr[next]))
        next++;
    bool is_lower = next < text.len && text.ptr[next] >= 'a' && text.ptr[next] <= 'z';
    return next > end && !is_lower && !ends_abbreviation(text, at + 1) ? end - at : 0;
}

static void add_sentence(Arena *arena, Span text, SpanVec *sentences)
{
    text = span_trim(text);
    if (!text.len)
        return;
    Buf buf = buf_in(arena);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i] == '\n' ? ' ' : text.ptr[i];
        if (c != ' ' || buf.ptr[buf.len - 1] != ' ')
            buf_add_byte(&buf, c);
    }
    vec_add(arena, sentences, buf_span(&buf));
}

void sentences_cut(Arena *arena, Span text, SpanVec *parts)
{
    size_t from = 0;
    bool in_code = false;
    for (size_t at = 0; at < text.len; at++) {
        in_code ^= text.ptr[at] == '`';
        size_t end = at + (in_code ? 0 : ending_at(text, at));
        if (end == at)
            continue;
        while (end < text.len && is_space(text.ptr[end]))
            end++;
        vec_add(arena, parts, span_range(text, from, end));
        from = end;
        at = end - 1;
    }
    if (from < text.len)
        vec_add(arena, parts, span_from(text, from));
}

void sentences_split(Arena *arena, Span text, SpanVec *sentences)
{
    SpanVec parts = {0};
    sentences_cut(arena, text, &parts);
    for (size_t i = 0; i < parts.len; i++)
        add_sentence(arena, parts.at[i], sentences);
}
