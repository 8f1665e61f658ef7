#include "scan/labels.h"

#include <math.h>

enum { DWELT_ON = 3, HARDLY_SAID = 1, FULLY_SAID = 4 };

/* A word that the text speaks of counts less than one in the name. */
static const float SAID_SHARE = 0.7f;

static bool has_word(const Feature *file, uint32_t word)
{
    for (uint32_t i = 0; i < file->label_count; i++)
        if (file->label[i] == word)
            return true;
    return false;
}

static float share_of(const Weights *names, const Feature *a, const Feature *b)
{
    float shared = 0, all = 0;
    for (uint32_t i = 0; i < a->label_count; i++) {
        float weight = weights_of(names, a->label[i]);
        uint32_t said = feature_times(b, a->label[i]);
        all += weight;
        if (has_word(b, a->label[i]))
            shared += weight;
        else
            shared +=
                weight * SAID_SHARE * (float)(said < FULLY_SAID ? said : FULLY_SAID) / FULLY_SAID;
    }
    return all > 0 ? shared / all : 0;
}

/* Has a's name a word of its own that only a's text dwells on? */
static bool has_own_subject(const Feature *a, const Feature *b)
{
    for (uint32_t i = 0; i < a->label_count; i++)
        if (!has_word(b, a->label[i]) && feature_times(a, a->label[i]) >= DWELT_ON &&
            feature_times(b, a->label[i]) <= HARDLY_SAID)
            return true;
    return false;
}

/* The shorter name stands at the end of the longer one, as behind a plug-in's prefix, and what the longer one says more is no
   subject of its own. A single word is enough when both say "specialist" or the like behind it: an architect of systems
   and one of the back end are two. */
static bool end_alike(const Feature *a, const Feature *b)
{
    const Feature *brief = a->label_count < b->label_count ? a : b, *full = brief == a ? b : a;
    size_t bytes = brief->label_count * sizeof *brief->label;
    uint32_t more = full->label_count - brief->label_count;
    uint32_t words = brief->label_count + (a->has_filler && b->has_filler);
    return words > 1 && brief->label_count &&
           memcmp(full->label + more, brief->label, bytes) == 0 && !has_own_subject(full, brief);
}

static bool are_same(const Feature *a, const Feature *b)
{
    return a->label_count && a->label_count == b->label_count &&
           memcmp(a->label, b->label, a->label_count * sizeof *a->label) == 0;
}

LabelTie labels_compare(const Weights *names, const Feature *a, const Feature *b)
{
    if (are_same(a, b))
        return (LabelTie){span_eq(a->name, b->name) ? NAMES_SAME : NAMES_ALIKE, 1, false};
    if (end_alike(a, b))
        return (LabelTie){NAMES_END_ALIKE, 1, false};
    LabelTie tie = {.likeness = sqrtf(share_of(names, a, b) * share_of(names, b, a))};
    tie.tie = tie.likeness > 0.4f ? NAMES_RELATED : NAMES_DIFFER;
    tie.is_apart = has_own_subject(a, b) && has_own_subject(b, a);
    return tie;
}
