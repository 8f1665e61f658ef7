/* Sections: the same as a whole, or by their titles and by what stands below them. */
#include "align/assign.h"
#include "align/pairer.h"
#include "text/words.h"

#include <stdlib.h>

/* Of a thousand: a section's title and what it holds count as much as each other, so that one that only keeps its address
   is still that section, and one whose title is another needs half of what it holds. */
enum {
    ACCEPTED = 250,
    MOVED_TITLE = 700,   /* the same title elsewhere */
    CONCEPT_TITLE = 400, /* another title that means the same */
};

/* Of a hundred. */
enum {
    DOUBTED = 80, /* a title whose section has nothing in common with its namesake's */
    SHARED_WORDS =
        60, /* titles that only share words: they unite nothing, but help contents that agree */
};

enum {
    TITLE_WORDS = 40, /* longer titles are not compared by words */
    GROUP_LIMIT =
        24, /* sections of one title on one side; beyond, the n-th is paired with the n-th */
    VOTE_DEPTH = 8, /* parents that a leaf speaks for */
    PATH_DEPTH = 64 /* parents that a path of titles is made of */
};

/* ---- the same as a whole ---- */

static void pair_tree(Pairer *pairer, uint32_t old, uint32_t new)
{
    Pairing *p = pairer->p;
    const Section *from = &p->docs[PAIR_OLD]->sections[old];
    const Section *to = &p->docs[PAIR_NEW]->sections[new];
    for (uint32_t i = 0; i < from->end - old && i < to->end - new; i++)
        pairer_section(pairer, old + i, new + i, PAIR_IDENTICAL, 1);
}

/* A label that became a paragraph has a mate, though its section has none. */
static bool is_paired(const Pairer *pairer, PairSide side, uint32_t section)
{
    uint32_t title = pairer->p->docs[side]->sections[section].unit;
    return pairer->p->sections[side][section].index != NONE ||
           (title != NONE && !pairer_is_free(pairer, side, title));
}

/* The only section of each tree id, or NONE for several. */
static uint32_t *only_of_tree(Pairer *pairer, PairSide side)
{
    uint32_t count = intern_count(pairer->prints.trees);
    uint32_t *only = ARENA_ARRAY(pairer->scratch, uint32_t, count); /* section + 1 */
    for (uint32_t s = 0; s < pairer->p->docs[side]->section_count; s++) {
        uint32_t tree = pairer->p->section_prints[side][s].tree;
        only[tree] = only[tree] ? NONE : s + 1;
    }
    return only;
}

/* Sections come in document order, so a section comes before what it holds: the largest first. */
void pair_same_sections(Pairer *pairer)
{
    const Doc *old = pairer->p->docs[PAIR_OLD];
    uint32_t *olds = only_of_tree(pairer, PAIR_OLD), *news = only_of_tree(pairer, PAIR_NEW);
    pairer_section(pairer, 0, 0, PAIR_ADDRESS, 1);
    for (uint32_t s = 1; s < old->section_count; s++) {
        uint32_t tree = pairer->p->section_prints[PAIR_OLD][s].tree, other = news[tree];
        if (is_paired(pairer, PAIR_OLD, s) || olds[tree] != s + 1 || !other || other == NONE ||
            is_paired(pairer, PAIR_NEW, other - 1))
            continue;
        bool is_level = old->sections[s].end - s ==
                        pairer->p->docs[PAIR_NEW]->sections[other - 1].end - (other - 1);
        if (is_level)
            pair_tree(pairer, s, other - 1);
    }
}

/* ---- votes: what two sections have in common ---- */

typedef struct Vote {
    uint32_t old, new;
    uint32_t weight;
} Vote;

typedef VEC(Vote) VoteVec;

static int by_pair(const void *left, const void *right)
{
    const Vote *a = left, *b = right;
    if (a->old != b->old)
        return a->old < b->old ? -1 : 1;
    return (a->new > b->new) - (a->new < b->new);
}

static void vote(Pairer *pairer, VoteVec *votes, uint32_t old, uint32_t new, uint32_t weight)
{
    Vote *last = votes->len ? &votes->at[votes->len - 1] : NULL;
    if (last && last->old == old && last->new == new)
        last->weight += weight;
    else
        vec_add(pairer->scratch, votes, (Vote){old, new, weight});
}

/* The unit of the other side that says the same where each side says it once, or its mate. */
static uint32_t counterpart(const Pairer *pairer, const uint32_t *only[2], uint32_t unit)
{
    uint32_t mate = pairer->p->units[PAIR_OLD][unit].index;
    if (mate != NONE)
        return mate;
    uint32_t said = pairer->p->unit_prints[PAIR_OLD][unit].said, other = only[PAIR_NEW][said];
    bool is_only = only[PAIR_OLD][said] == unit + 1 && other && other != NONE;
    return is_only && pairer_is_free(pairer, PAIR_NEW, other - 1) ? other - 1 : NONE;
}

static const uint32_t *only_to_say(Pairer *pairer, PairSide side)
{
    uint32_t *only = ARENA_ARRAY(pairer->scratch, uint32_t, pairer->prints.said.len);
    const Leaves *leaves = &pairer->leaves[side];
    uint32_t count = leaves->first[pairer->p->docs[side]->section_count];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t said = pairer->p->unit_prints[side][leaves->list[i]].said;
        only[said] = only[said] ? NONE : leaves->list[i] + 1;
    }
    return only;
}

static VoteVec sum_votes(VoteVec votes)
{
    size_t kept = 0;
    if (votes.len > 1)
        qsort(votes.at, votes.len, sizeof *votes.at, by_pair);
    for (size_t i = 0; i < votes.len; i++) {
        Vote *last = kept ? &votes.at[kept - 1] : NULL;
        if (last && last->old == votes.at[i].old && last->new == votes.at[i].new)
            last->weight += votes.at[i].weight;
        else
            votes.at[kept++] = votes.at[i];
    }
    votes.len = kept;
    return votes;
}

/* Each leaf speaks for its sections, and their parents, and theirs. */
static VoteVec collect_votes(Pairer *pairer)
{
    const Doc *const *docs = pairer->p->docs;
    const uint32_t *only[2] = {only_to_say(pairer, PAIR_OLD), only_to_say(pairer, PAIR_NEW)};
    VoteVec own = {0}, votes = {0};
    uint32_t count = pairer->leaves[PAIR_OLD].first[docs[PAIR_OLD]->section_count];
    for (uint32_t i = 0; i < count; i++) {
        uint32_t unit = pairer->leaves[PAIR_OLD].list[i];
        uint32_t other = counterpart(pairer, only, unit);
        if (other != NONE)
            vote(pairer, &own, docs[PAIR_OLD]->units[unit].section,
                 docs[PAIR_NEW]->units[other].section,
                 pairer->p->unit_prints[PAIR_OLD][unit].weight);
    }
    own = sum_votes(own);
    for (size_t i = 0; i < own.len; i++) {
        uint32_t a = own.at[i].old, b = own.at[i].new;
        for (int up = 0; up < VOTE_DEPTH && a != NONE && b != NONE; up++) {
            vote(pairer, &votes, a, b, own.at[i].weight);
            a = docs[PAIR_OLD]->sections[a].parent, b = docs[PAIR_NEW]->sections[b].parent;
        }
    }
    return sum_votes(votes);
}

/* ---- candidates ---- */

typedef struct Candidate {
    uint32_t old, new;
    uint32_t score;
    uint32_t gap; /* how far apart they stand, of what is left */
    PairReason reason;
} Candidate;

typedef VEC(Candidate) CandidateVec;

static int by_score(const void *left, const void *right)
{
    const Candidate *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->gap != b->gap)
        return a->gap < b->gap ? -1 : 1;
    if (a->old != b->old)
        return a->old < b->old ? -1 : 1;
    return (a->new > b->new) - (a->new < b->new);
}

static uint32_t concept_of(const Pairer *pairer, uint32_t title)
{
    return pairer->style && title != NONE
               ? style_concept(pairer->style, intern_text(pairer->titles, title))
               : NONE;
}

static bool same_parent(const Pairer *pairer, uint32_t old, uint32_t new)
{
    uint32_t a = pairer->p->section_prints[PAIR_OLD][old].parent;
    uint32_t b = pairer->p->section_prints[PAIR_NEW][new].parent;
    return a == NONE || b == NONE ? a == b : pairer->p->sections[PAIR_OLD][a].index == b;
}

/* Sections of one title: have those they stand in the same titles, up to the top? */
static bool same_path(Pairer *pairer, uint32_t old, uint32_t new)
{
    const SectionPrint *const *prints = (const SectionPrint *const *)pairer->p->section_prints;
    uint32_t a = prints[PAIR_OLD][old].parent, b = prints[PAIR_NEW][new].parent;
    for (int up = 0; up < PATH_DEPTH && a != NONE && b != NONE; up++) {
        if (pairer_title(pairer, PAIR_OLD, a) != pairer_title(pairer, PAIR_NEW, b))
            return false;
        a = prints[PAIR_OLD][a].parent;
        b = prints[PAIR_NEW][b].parent;
    }
    return (a == NONE) == (b == NONE);
}

/* Of a thousand, and why. */
static uint32_t title_likeness(Pairer *pairer, uint32_t old, uint32_t new, PairReason *reason)
{
    const SectionPrint *a = &pairer->p->section_prints[PAIR_OLD][old];
    const SectionPrint *b = &pairer->p->section_prints[PAIR_NEW][new];
    *reason = PAIR_CONTENT;
    if (a->host == 0 && b->host == 0) {
        *reason = PAIR_ADDRESS;
        return 1000;
    }
    uint32_t titles[2] = {pairer_title(pairer, PAIR_OLD, old), pairer_title(pairer, PAIR_NEW, new)};
    if (titles[0] == NONE || titles[1] == NONE)
        return 0;
    if (titles[0] == titles[1]) {
        bool is_place = same_parent(pairer, old, new) || same_path(pairer, old, new);
        *reason = is_place ? PAIR_ADDRESS : PAIR_TITLE;
        return is_place ? 1000 : MOVED_TITLE;
    }
    uint32_t concept = concept_of(pairer, titles[0]);
    if (concept == NONE || concept != concept_of(pairer, titles[1]))
        return 0;
    *reason = PAIR_CONCEPT;
    return CONCEPT_TITLE;
}

static uint32_t count_words(Span title)
{
    uint32_t count = title.len > 0;
    for (size_t at = 0; at < title.len; at++)
        count += title.ptr[at] == ' ';
    return count;
}

/* Is the word among those of a folded title? */
static bool has_word(Span title, Span word)
{
    for (size_t at = 0, end; at < title.len; at = end + 1) {
        end = span_find_byte(title, ' ', at);
        if (span_eq(span_range(title, at, end), word))
            return true;
    }
    return false;
}

/* Words that both folded titles have, twice of a thousand of all they have. */
static uint32_t shared_words(Pairer *pairer, uint32_t old, uint32_t new)
{
    uint32_t titles[2] = {pairer_title(pairer, PAIR_OLD, old), pairer_title(pairer, PAIR_NEW, new)};
    if (titles[0] == NONE || titles[1] == NONE)
        return 0;
    Span a = intern_text(pairer->titles, titles[0]);
    Span b = intern_text(pairer->titles, titles[1]);
    uint32_t words = count_words(a) + count_words(b), shared = 0;
    if (words > TITLE_WORDS)
        return 0;
    for (size_t at = 0, end; at < a.len; at = end + 1) {
        end = span_find_byte(a, ' ', at);
        Span word = span_range(a, at, end);
        shared += !words_is_stop(word) && has_word(b, word);
    }
    return 2000 * shared / words;
}

static uint32_t content_likeness(const Pairer *pairer, uint32_t old, uint32_t new, uint32_t common)
{
    uint64_t both = (uint64_t)pairer->p->section_prints[PAIR_OLD][old].weight +
                    pairer->p->section_prints[PAIR_NEW][new].weight;
    uint64_t share = both ? 2000 * (uint64_t)common / both : 0;
    return share > 1000 ? 1000 : (uint32_t)share;
}

static void add_candidate(Pairer *pairer, CandidateVec *list, uint32_t old, uint32_t new,
                          uint32_t common)
{
    PairReason reason;
    uint32_t title = title_likeness(pairer, old, new, &reason);
    uint32_t content = content_likeness(pairer, old, new, common);
    if (reason == PAIR_CONTENT)
        title = shared_words(pairer, old, new) * SHARED_WORDS / 100;
    if (!common)
        title = reason == PAIR_ADDRESS ? title * DOUBTED / 100 : 0;
    uint32_t score = (title + content) / 2;
    if (score >= ACCEPTED)
        vec_add(pairer->scratch, list,
                (Candidate){old, new, score, old > new ? old - new : new - old, reason});
}

/* ---- by title ---- */

typedef struct Titled {
    uint32_t title, section;
} Titled;

typedef VEC(Titled) TitledVec;

static int by_title(const void *left, const void *right)
{
    const Titled *a = left, *b = right;
    if (a->title != b->title)
        return a->title < b->title ? -1 : 1;
    return (a->section > b->section) - (a->section < b->section);
}

static TitledVec free_titles(Pairer *pairer, PairSide side)
{
    TitledVec list = {0};
    for (uint32_t s = 1; s < pairer->p->docs[side]->section_count; s++) {
        uint32_t title = is_paired(pairer, side, s) ? NONE : pairer_title(pairer, side, s);
        if (title != NONE)
            vec_add(pairer->scratch, &list, (Titled){title, s});
    }
    if (list.len > 1)
        qsort(list.at, list.len, sizeof *list.at, by_title);
    return list;
}

static uint32_t common_of(const VoteVec *votes, uint32_t old, uint32_t new)
{
    Vote key = {old, new, 0};
    const Vote *found =
        votes->len ? bsearch(&key, votes->at, votes->len, sizeof *votes->at, by_pair) : NULL;
    return found ? found->weight : 0;
}

static void add_titled(Pairer *pairer, CandidateVec *list, const VoteVec *votes, const Titled *old,
                       size_t old_count, const Titled *new, size_t new_count)
{
    bool is_many = old_count > GROUP_LIMIT || new_count > GROUP_LIMIT;
    for (size_t i = 0; i < old_count; i++)
        for (size_t j = is_many ? i : 0; j < (is_many ? i + 1 : new_count) && j < new_count; j++)
            add_candidate(pairer, list, old[i].section, new[j].section,
                          common_of(votes, old[i].section, new[j].section));
}

static size_t count_title(const TitledVec *list, size_t from)
{
    size_t to = from;
    while (to < list->len && list->at[to].title == list->at[from].title)
        to++;
    return to - from;
}

static void add_by_title(Pairer *pairer, CandidateVec *list, const VoteVec *votes)
{
    TitledVec old = free_titles(pairer, PAIR_OLD), new = free_titles(pairer, PAIR_NEW);
    for (size_t i = 0, j = 0; i < old.len && j < new.len;) {
        if (old.at[i].title < new.at[j].title) {
            i++;
        } else if (old.at[i].title > new.at[j].title) {
            j++;
        } else {
            size_t a = count_title(&old, i), b = count_title(&new, j);
            add_titled(pairer, list, votes, &old.at[i], a, &new.at[j], b);
            i += a, j += b;
        }
    }
}

/* Pairs of one title were looked at before. */
static void add_by_content(Pairer *pairer, CandidateVec *list, const VoteVec *votes)
{
    for (size_t i = 0; i < votes->len; i++) {
        uint32_t old = votes->at[i].old, new = votes->at[i].new;
        if (old && new && !is_paired(pairer, PAIR_OLD, old) && !is_paired(pairer, PAIR_NEW, new))
            add_candidate(pairer, list, old, new, votes->at[i].weight);
    }
}

static void add_document_title(Pairer *pairer, CandidateVec *list, const VoteVec *votes)
{
    const Pairing *p = pairer->p;
    bool has = p->docs[PAIR_OLD]->section_count > 1 && p->docs[PAIR_NEW]->section_count > 1 &&
               p->section_prints[PAIR_OLD][1].host == 0 && p->section_prints[PAIR_NEW][1].host == 0;
    if (has && !is_paired(pairer, PAIR_OLD, 1) && !is_paired(pairer, PAIR_NEW, 1))
        add_candidate(pairer, list, 1, 1, common_of(votes, 1, 1));
}

void pair_scored_sections(Pairer *pairer)
{
    CandidateVec list = {0};
    VoteVec votes = collect_votes(pairer);
    add_document_title(pairer, &list, &votes);
    add_by_title(pairer, &list, &votes);
    add_by_content(pairer, &list, &votes);
    if (list.len > 1)
        qsort(list.at, list.len, sizeof *list.at, by_score);
    for (size_t i = 0; i < list.len; i++) {
        const Candidate *c = &list.at[i];
        if (!is_paired(pairer, PAIR_OLD, c->old) && !is_paired(pairer, PAIR_NEW, c->new))
            pairer_section(pairer, c->old, c->new, c->reason, (float)c->score / 1000);
    }
}
