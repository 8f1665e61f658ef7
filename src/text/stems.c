#include "text/words.h"

#include "text/utf8.h"

#include <libstemmer.h>

/* Longer than any English word; what is longer is an identifier or noise. */
enum { LONGEST_WORD = 40 };

struct Stems {
    Arena *arena;
    struct sb_stemmer *stemmer;
};

Stems *stems_new(Arena *arena)
{
    Stems *stems = ARENA_NEW(arena, Stems);
    stems->arena = arena;
    return stems;
}

void stems_free(Stems *stems)
{
    if (stems)
        sb_stemmer_delete(stems->stemmer);
}

/* By a word's last letter, the endings that the algorithm changes (Porter, "The English (Porter2) stemming algorithm", 2001):
   a word without one of them is its own stem, and asking for it takes a third of a microsecond. */
static const char *const endings['z' - 'a' + 1][4] = {
    ['c' - 'a'] = {"ic"},  ['d' - 'a'] = {"ed"},         ['e' - 'a'] = {"e"},
    ['g' - 'a'] = {"ing"}, ['i' - 'a'] = {"i"},          ['l' - 'a'] = {"al", "ful", "ll"},
    ['m' - 'a'] = {"ism"}, ['n' - 'a'] = {"ion"},        ['r' - 'a'] = {"er", "ator"},
    ['s' - 'a'] = {"s"},   ['t' - 'a'] = {"ant", "ent"}, ['y' - 'a'] = {"y"},
};

static bool may_change(Span word)
{
    char last = word.ptr[word.len - 1];
    if (word.ptr[0] == '\'' || last == '\'')
        return true;
    if (last < 'a' || last > 'z')
        return false;
    const char *const *ending = endings[last - 'a'];
    while (*ending && !span_ends(word, span_of(*ending)))
        ending++;
    return *ending;
}

Span stems_stem(Stems *stems, Span word)
{
    if (word.len < 3 || word.len > LONGEST_WORD || !may_change(word) ||
        utf8_ascii(word, 0) < word.len)
        return word;
    if (!stems->stemmer)
        stems->stemmer = sb_stemmer_new("english", "ISO_8859_1");
    if (!stems->stemmer)
        arena_out_of_memory(0);
    const sb_symbol *stem =
        sb_stemmer_stem(stems->stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    if (!stem)
        arena_out_of_memory(word.len);
    size_t len = (size_t)sb_stemmer_length(stems->stemmer);
    Span same = {(const char *)stem, len};
    return span_starts(word, same) ? span_range(word, 0, len) : arena_copy(stems->arena, same);
}
