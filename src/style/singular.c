#include "style/singular.h"

#include <stdlib.h>

/* Words that the endings below would get wrong, and plurals that have no s. In byte order. */
static const struct Irregular {
    Span plural, singular;
} irregular[] = {
    {SPAN_ENTRY("alias"), SPAN_ENTRY("alias")},
    {SPAN_ENTRY("aliases"), SPAN_ENTRY("alias")},
    {SPAN_ENTRY("analyses"), SPAN_ENTRY("analysis")},
    {SPAN_ENTRY("apis"), SPAN_ENTRY("api")},
    {SPAN_ENTRY("axes"), SPAN_ENTRY("axis")},
    {SPAN_ENTRY("bias"), SPAN_ENTRY("bias")},
    {SPAN_ENTRY("biases"), SPAN_ENTRY("bias")},
    {SPAN_ENTRY("caches"), SPAN_ENTRY("cache")},
    {SPAN_ENTRY("canvas"), SPAN_ENTRY("canvas")},
    {SPAN_ENTRY("canvases"), SPAN_ENTRY("canvas")},
    {SPAN_ENTRY("children"), SPAN_ENTRY("child")},
    {SPAN_ENTRY("clis"), SPAN_ENTRY("cli")},
    {SPAN_ENTRY("crises"), SPAN_ENTRY("crisis")},
    {SPAN_ENTRY("criteria"), SPAN_ENTRY("criterion")},
    {SPAN_ENTRY("guis"), SPAN_ENTRY("gui")},
    {SPAN_ENTRY("hypotheses"), SPAN_ENTRY("hypothesis")},
    {SPAN_ENTRY("indices"), SPAN_ENTRY("index")},
    {SPAN_ENTRY("kpis"), SPAN_ENTRY("kpi")},
    {SPAN_ENTRY("lens"), SPAN_ENTRY("lens")},
    {SPAN_ENTRY("lenses"), SPAN_ENTRY("lens")},
    {SPAN_ENTRY("matrices"), SPAN_ENTRY("matrix")},
    {SPAN_ENTRY("news"), SPAN_ENTRY("news")},
    {SPAN_ENTRY("niches"), SPAN_ENTRY("niche")},
    {SPAN_ENTRY("people"), SPAN_ENTRY("person")},
    {SPAN_ENTRY("series"), SPAN_ENTRY("series")},
    {SPAN_ENTRY("slis"), SPAN_ENTRY("sli")},
    {SPAN_ENTRY("species"), SPAN_ENTRY("species")},
    {SPAN_ENTRY("statuses"), SPAN_ENTRY("status")},
    {SPAN_ENTRY("theses"), SPAN_ENTRY("thesis")},
    {SPAN_ENTRY("vertices"), SPAN_ENTRY("vertex")},
    {SPAN_ENTRY("viruses"), SPAN_ENTRY("virus")},
};

/* The first ending that fits decides; an ending that is kept is its own replacement. */
static const struct {
    Span ending, instead;
} endings[] = {
    {SPAN_ENTRY("'s"), SPAN_ENTRY("")},     {SPAN_ENTRY("ies"), SPAN_ENTRY("y")},
    {SPAN_ENTRY("sses"), SPAN_ENTRY("ss")}, {SPAN_ENTRY("ches"), SPAN_ENTRY("ch")},
    {SPAN_ENTRY("shes"), SPAN_ENTRY("sh")}, {SPAN_ENTRY("xes"), SPAN_ENTRY("x")},
    {SPAN_ENTRY("zzes"), SPAN_ENTRY("zz")}, {SPAN_ENTRY("ss"), SPAN_ENTRY("ss")},
    {SPAN_ENTRY("us"), SPAN_ENTRY("us")},   {SPAN_ENTRY("is"), SPAN_ENTRY("is")},
    {SPAN_ENTRY("s"), SPAN_ENTRY("")},
};

/* Shorter words are mostly no plurals: as, is, aws, css, dns, ios, its. */
enum { SHORTEST_PLURAL = 4 };

static int by_plural(const void *word, const void *entry)
{
    return span_cmp(*(const Span *)word, ((const struct Irregular *)entry)->plural);
}

static Span find_irregular(Span word)
{
    const struct Irregular *found = bsearch(&word, irregular, sizeof irregular / sizeof *irregular,
                                            sizeof *irregular, by_plural);
    return found ? found->singular : (Span){0};
}

static bool is_ascii(Span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] & 0x80)
            return false;
    return true;
}

static bool may_be_plural(Span word)
{
    char last = word.len ? word.ptr[word.len - 1] : 0;
    return word.len >= SHORTEST_PLURAL &&
           (last == 's' || last == 'a' || last == 'e' || last == 'n') && is_ascii(word);
}

Span singular(Arena *arena, Span word)
{
    if (!may_be_plural(word))
        return word;
    Span found = find_irregular(word);
    if (found.len)
        return found;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        Span ending = endings[i].ending, instead = endings[i].instead;
        if (span_ends(word, ending) && word.len > ending.len)
            return instead.len ? arena_format(arena, "%.*s%.*s", (int)(word.len - ending.len),
                                              word.ptr, SPAN_ARG(instead))
                               : span_range(word, 0, word.len - ending.len);
    }
    return word;
}
