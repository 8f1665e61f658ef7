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

Span stems_stem(Stems *stems, Span word)
{
    if (word.len < 3 || word.len > LONGEST_WORD || utf8_ascii(word, 0) < word.len)
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
