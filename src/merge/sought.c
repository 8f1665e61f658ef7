#include "merge/sought.h"

#include "text/runs.h"
#include "text/utf8.h"

/* Every word begins with the first of a run of letters and digits, or beyond ASCII. */
enum { LETTER = 31, KINDS = 4096 };

typedef struct Search {
    Said *said;
    const Intern *words;
    bool *is_found;
    uint32_t waiting[KINDS]; /* words not found yet, by the kind of their first run */
} Search;

/* The count of those that begin like the run from `at` to `end`: its first two letters, its last and its length tell most
   apart, and small and capital letters are one. */
static uint32_t *waiting_for(Search *s, Span text, size_t at, size_t end)
{
    size_t len = end - at;
    size_t first = len ? text.ptr[at] & LETTER : 0,
           second = len > 1 ? text.ptr[at + 1] & LETTER : 0,
           last = len ? text.ptr[end - 1] & LETTER : 0;
    return &s->waiting[(first << 7 ^ second << 4 ^ last ^ len << 9) % KINDS];
}

static uint32_t *waiting_for_word(Search *s, uint32_t id)
{
    Span word = intern_text(s->words, id);
    Runs runs = runs_of(word);
    return waiting_for(s, word, 0, runs_end(&runs, 0));
}

/* May a line of ASCII say one that is waited for? */
static bool may_say(Search *s, Span line)
{
    Runs runs = runs_of(line);
    for (size_t at = runs_start(&runs, 0), end; at < line.len; at = runs_start(&runs, end)) {
        end = runs_end(&runs, at);
        if (*waiting_for(s, line, at, end))
            return true;
    }
    return false;
}

static void hear_line(Search *s, uint32_t n)
{
    SpanVec words = said_in(s->said, (Range){n, n + 1});
    for (size_t i = 0; i < words.len; i++) {
        uint32_t id = intern_find(s->words, words.at[i]);
        if (id == NONE || s->is_found[id])
            continue;
        s->is_found[id] = true;
        --*waiting_for_word(s, id);
    }
}

bool *sought_in(Said *said, const Intern *words)
{
    uint32_t count = intern_count(words);
    Search s = {.said = said, .words = words};
    s.is_found = ARENA_ARRAY(said->arena, bool, count);
    for (uint32_t id = 0; id < count; id++)
        ++*waiting_for_word(&s, id);
    for (uint32_t n = 0; count && n < said->lines.count; n++) {
        Span line = lines_line(&said->lines, n);
        if (utf8_ascii(line, 0) < line.len || may_say(&s, line))
            hear_line(&s, n);
    }
    return s.is_found;
}
