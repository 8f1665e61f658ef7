#include "style/singular.h"

/* Words that the endings below would get wrong, and plurals that have no s. */
static const struct {
    const char *plural, *singular;
} irregular[] = {
    {"alias", "alias"},       {"aliases", "alias"},
    {"analyses", "analysis"}, {"apis", "api"},
    {"axes", "axis"},         {"bias", "bias"},
    {"biases", "bias"},       {"caches", "cache"},
    {"canvas", "canvas"},     {"canvases", "canvas"},
    {"children", "child"},    {"clis", "cli"},
    {"crises", "crisis"},     {"criteria", "criterion"},
    {"guis", "gui"},          {"hypotheses", "hypothesis"},
    {"indices", "index"},     {"kpis", "kpi"},
    {"lens", "lens"},         {"lenses", "lens"},
    {"matrices", "matrix"},   {"news", "news"},
    {"niches", "niche"},      {"people", "person"},
    {"series", "series"},     {"slis", "sli"},
    {"species", "species"},   {"statuses", "status"},
    {"theses", "thesis"},     {"vertices", "vertex"},
    {"viruses", "virus"},
};

/* The first ending that fits decides; an ending that is kept is its own replacement. */
static const struct {
    const char *ending, *instead;
} endings[] = {
    {"'s", ""},     {"ies", "y"}, {"sses", "ss"}, {"ches", "ch"}, {"shes", "sh"}, {"xes", "x"},
    {"zzes", "zz"}, {"ss", "ss"}, {"us", "us"},   {"is", "is"},   {"s", ""},
};

/* Shorter words are mostly no plurals: as, is, aws, css, dns, ios, its. */
enum { SHORTEST_PLURAL = 4 };

static Span find_irregular(Span word)
{
    for (size_t i = 0; i < sizeof irregular / sizeof *irregular; i++)
        if (span_eq(word, span_of(irregular[i].plural)))
            return span_of(irregular[i].singular);
    return (Span){0};
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
        Span ending = span_of(endings[i].ending), instead = span_of(endings[i].instead);
        if (span_ends(word, ending) && word.len > ending.len)
            return instead.len ? arena_format(arena, "%.*s%.*s", (int)(word.len - ending.len),
                                              word.ptr, SPAN_ARG(instead))
                               : span_range(word, 0, word.len - ending.len);
    }
    return word;
}
