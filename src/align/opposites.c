#include "align/opposites.h"

/* Each row is one group; the words are stems as the English Snowball stemmer gives them. */
static const char *const groups[][9] = {
    {"allow", "deni", "forbid", "prohibit"},
    {"accept", "reject"},
    {"enabl", "disabl"},
    {"includ", "exclud", "omit"},
    {"requir", "option"},
    {"always", "never", "rare"},
    {"prefer", "avoid"},
    {"use", "avoid"},
    {"add", "remov"},
    {"creat", "delet"},
    {"increas", "decreas"},
    {"increas", "reduc"},
    {"maxim", "minim"},
    {"maximum", "minimum"},
    {"before", "after"},
    {"first", "last"},
    {"start", "end"},
    {"mutabl", "immut"},
    {"synchron", "asynchron"},
    {"sync", "async"},
    {"strict", "lenient"},
    {"optimist", "pessimist"},
    {"tab", "space"},
    {"singl", "doubl"},
    {"camelcas", "snake_cas", "kebab", "pascalcas"},
    {"imper", "past", "present"},
    {"brief", "detail", "verbos"},
    {"concis", "detail", "verbos"},
    {"short", "long"},
    {"public", "privat"},
    {"bcrypt", "argon2", "scrypt", "md5", "sha1"},
    {"merg", "rebas"},
    {"monolith", "microservic"},
};

static const char *const pivots[] = {"over", "before", "after", "than", "instead", "rather"};

static bool holds(const char *const *group, Span stem)
{
    for (size_t i = 0; i < 9 && group[i]; i++)
        if (span_eq(stem, span_of(group[i])))
            return true;
    return false;
}

bool opposites_are(Span stem, Span other)
{
    if (span_eq(stem, other))
        return false;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (holds(groups[i], stem) && holds(groups[i], other))
            return true;
    return false;
}

bool opposites_is_pivot(Span word)
{
    for (size_t i = 0; i < sizeof pivots / sizeof *pivots; i++)
        if (span_eq(word, span_of(pivots[i])))
            return true;
    return false;
}
