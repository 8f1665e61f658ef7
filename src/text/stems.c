#include "text/words.h"

#include "base/intern.h"
#include "text/utf8.h"

#include <libstemmer.h>

/* Longer than any English word; what is longer is an identifier or noise. */
enum { LONGEST_WORD = 40 };

struct Stems {
    Arena *arena;
    struct sb_stemmer *stemmer;
    Intern *words;
    SpanVec stems; /* by word id */
};

Stems *stems_new(Arena *arena)
{
    Stems *stems = ARENA_NEW(arena, Stems);
    stems->arena = arena;
    stems->words = intern_new(arena);
    return stems;
}

void stems_free(Stems *stems)
{
    if (!stems)
        return;
    sb_stemmer_delete(stems->stemmer);
    intern_free(stems->words);
}

static Span compute(Stems *stems, Span word)
{
    if (!stems->stemmer)
        stems->stemmer = sb_stemmer_new("english", "UTF_8");
    if (!stems->stemmer)
        arena_out_of_memory(0);
    const sb_symbol *stem =
        sb_stemmer_stem(stems->stemmer, (const sb_symbol *)word.ptr, (int)word.len);
    if (!stem)
        arena_out_of_memory(word.len);
    int len = sb_stemmer_length(stems->stemmer);
    return arena_copy(stems->arena, (Span){(const char *)stem, (size_t)len});
}

Span stems_stem(Stems *stems, Span word)
{
    if (word.len < 3 || word.len > LONGEST_WORD || utf8_ascii(word, 0) < word.len)
        return word;
    uint32_t id = intern_id(stems->words, word);
    if (id == stems->stems.len)
        vec_add(stems->arena, &stems->stems, compute(stems, word));
    return stems->stems.at[id];
}
