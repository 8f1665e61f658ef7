#include "align/passes.h"

static const float COMMON_CONTENT = 0.1f; /* below it two sections say nothing that is the same */

typedef struct Match {
    const Alignment *alignment;
    const Lexicon *lexicon;
    const Node *a, *b;
    float content; /* likeness of what the sections hold, 0..1 */
} Match;

static uint32_t depth_gap(const Match *m)
{
    return m->a->depth > m->b->depth ? m->a->depth - m->b->depth : m->b->depth - m->a->depth;
}

static float opening(const Match *m)
{
    return m->a->is_opening && m->b->is_opening ? 1 : 0;
}

static float identical(const Match *m)
{
    bool is_same = m->a->subtree == m->b->subtree && m->a->title == m->b->title && m->a->term_count;
    return is_same ? (m->a->address == m->b->address ? 1 : 0.95f) : 0;
}

static float same_address(const Match *m)
{
    if (m->a->address != m->b->address || m->a->title == NONE)
        return 0;
    return m->a->is_common ? 0.6f + 0.3f * m->content : 0.8f + 0.15f * m->content;
}

static SectionRole parent_role(const Match *m, const Node *node)
{
    return node->parent == NONE ? ROLE_NONE : m->alignment->nodes[node->parent].role;
}

/* "Architecture patterns" are things to know in one file, things to do in a phase of another. */
static bool is_homonym(const Match *m)
{
    return m->content < COMMON_CONTENT && parent_role(m, m->a) != parent_role(m, m->b);
}

/* A title that stands several times in a file (Solutions, Example) says little: contents must agree. */
static float same_title(const Match *m)
{
    if (m->a->title != m->b->title || m->a->title == NONE)
        return 0;
    if (m->a->is_common || m->b->is_common || is_homonym(m))
        return 0.1f + 0.85f * m->content;
    return 0.7f - 0.1f * depth_gap(m) + 0.3f * m->content;
}

static float same_concept(const Match *m)
{
    if (m->a->concept != m->b->concept || m->a->concept == NONE)
        return 0;
    bool is_level = depth_gap(m) == 0 || m->a->is_deep;
    bool is_top = m->a->depth == 0 && m->b->depth == 0;
    if (m->a->is_repeatable && !is_top)
        return 0.1f + 0.85f * m->content;
    return (is_top ? 0.55f : is_level ? 0.4f : 0.3f) + 0.5f * m->content;
}

/* Titles alone never unite: two titles that share words only help contents that agree. */
static float likeness(const Match *m)
{
    const Statement *a = m->a->heading, *b = m->b->heading;
    bool may_share = a && b && a->trace & b->trace;
    float title = may_share ? lexicon_overlap(m->lexicon, a, b).cosine : 0;
    return 0.8f * m->content + 0.35f * title;
}

/* The passes, surest first; the first that says anything decides. */
static const struct {
    AlignReason reason;
    float (*score)(const Match *match);
} passes[] = {
    {ALIGN_OPENING, opening},  {ALIGN_IDENTICAL, identical},  {ALIGN_ADDRESS, same_address},
    {ALIGN_TITLE, same_title}, {ALIGN_CONCEPT, same_concept}, {ALIGN_LIKENESS, likeness},
};

enum { PASSES = sizeof passes / sizeof *passes, LAST_PASS = PASSES - 1 };

/* Have they anything in common that a pass before the last asks for? Most pairs have not. */
static bool have_anything(const Node *a, const Node *b)
{
    return a->is_opening || a->subtree == b->subtree ||
           (a->title == b->title && a->title != NONE) ||
           (a->concept == b->concept && a->concept != NONE);
}

float passes_score(const Alignment *alignment, const Lexicon *lexicon, const Node *a, const Node *b,
                   float content, AlignReason *reason)
{
    if (a->is_opening != b->is_opening)
        return 0;
    Match match = {alignment, lexicon, a, b, content};
    for (size_t i = have_anything(a, b) ? 0 : LAST_PASS; i < PASSES; i++) {
        float score = passes[i].score(&match);
        if (score > 0) {
            *reason = passes[i].reason;
            return score > 1 ? 1 : score;
        }
    }
    return 0;
}

const char *align_reason_name(AlignReason reason)
{
    static const char *const names[] = {"alone",        "asked for",  "opening",      "identical",
                                        "same address", "same title", "same concept", "likeness"};
    return names[reason];
}
