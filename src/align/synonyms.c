#include "align/synonyms.h"

enum { GROUP = 6 };

/* Each row is one group; the words are stems as the English Snowball stemmer gives them. */
static const char *const groups[][GROUP] = {
    {"comprehens", "thorough", "extens", "complet"},
    {"appropri", "proper", "suitabl", "adequ"},
    {"everi", "each"},
    {"quick", "rapid", "fast"},
    {"approach", "strategi", "techniqu", "method"},
    {"problem", "issu"},
    {"phase", "stage"},
    {"creat", "build", "write"},
    {"use", "util", "leverag", "employ"},
    {"ensur", "guarante"},
    {"verifi", "check", "confirm"},
    {"analyz", "assess", "evalu", "examin"},
    {"analysi", "assess", "evalu"},
    {"identifi", "detect", "find"},
    {"monitor", "track"},
    {"improv", "enhanc"},
    {"maintain", "keep", "preserv"},
    {"fix", "resolv"},
    {"reduc", "minim"},
    {"explain", "describ"},
    {"suggest", "recommend", "propos"},
    {"provid", "give", "offer"},
};

static const char *const manners[] = {
    "accur",   "adequ",   "appropri", "care",    "clear",    "complet",  "comprehens",
    "consist", "continu", "correct",  "effect",  "effici",   "fulli",    "prompt",
    "proper",  "reliabl", "smooth",   "success", "systemat", "thorough",
};

static bool is_in(const char *const *group, Span stem)
{
    for (size_t i = 0; i < GROUP && group[i]; i++)
        if (span_eq(stem, span_of(group[i])))
            return true;
    return false;
}

bool synonyms_are(Span stem, Span other)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (is_in(groups[i], stem) && is_in(groups[i], other))
            return true;
    return false;
}

bool synonyms_is_manner(Span stem)
{
    for (size_t i = 0; i < sizeof manners / sizeof *manners; i++)
        if (span_eq(stem, span_of(manners[i])))
            return true;
    return false;
}
