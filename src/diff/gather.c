#include "diff/gather.h"

#include "base/ids.h"
#include "base/intern.h"
#include "text/words.h"

/* Of a hundred words that say something: so many of the whole stand in its parts, and of theirs in the whole. */
enum { SHARED_WHOLE = 60, SHARED_PARTS = 45, SHARED_PART = 34 };

/* Of a hundred words of one that was added to: so many stand in what it became, and there are so many at least. Of code that
   stays in its section fewer do: its names tell more than words of prose. */
enum { CONTAINED = 85, CONTAINED_CODE = 45, LEAST_CONTAINED = 8 };

enum {
    LEAST_WORDS = 6,   /* fewer are together by accident */
    MOST_HOLDERS = 64, /* of a whole's words, the rarest first, that lead to its parts */
    MOST_PARTS = 32,
    MOST_UP = 64,      /* sections that others stand in */
    LONGEST = 1 << 16, /* bytes of a unit; longer ones are not looked at */
    MOST_GAP = 2       /* parts that share nothing, between two that do */
};

/* The words of a unit that say something: ids, as often as they stand there. */
typedef struct Content {
    const uint32_t *words;
    uint32_t count;
} Content;

typedef enum PartSort { PART_NONE, PART_PROSE, PART_CODE } PartSort;

typedef struct Gatherer {
    Arena *scratch;
    Pairing *p;
    Splits *splits;
    Intern *words;
    VEC(bool) is_stop;    /* by word */
    WordVec split;        /* of the unit at hand */
    PartSort *sorts[2];   /* by unit: what it may be a part of */
    Content *contents[2]; /* by unit; of those that are free, or may be part of more */
    IndexVec *holders[2]; /* by word: the units that hold it, ascending */
    uint32_t *shared;     /* by unit of the other side: rare words it has in common */
    uint32_t *left;       /* by word: how often the whole has it */
} Gatherer;

static bool is_free(const Gatherer *g, int side, uint32_t unit)
{
    return g->p->units[side][unit].index == NONE && g->splits->whole[side][unit] == NONE;
}

/* A label of a list, or a heading without sections below it, that has no mate. */
static bool is_free_title(const Gatherer *g, int side, uint32_t unit)
{
    const Doc *doc = g->p->docs[side];
    uint32_t s = doc->units[unit].section;
    const Section *section = &doc->sections[s];
    return section->kind != SECTION_TAG && section->end == s + 1 &&
           g->p->sections[side][s].index == NONE && g->p->section_prints[side][s].host == s;
}

static bool is_prose(const Unit *unit)
{
    return (unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_ITEM) && unit->text.len <= LONGEST;
}

static bool is_code(const Unit *unit)
{
    return unit->kind == UNIT_CODE && unit->text.len <= LONGEST;
}

static PartSort sort_of(const Gatherer *g, int side, uint32_t unit)
{
    const Unit *u = &g->p->docs[side]->units[unit];
    if (is_code(u))
        return PART_CODE;
    bool is_part = u->kind == UNIT_HEADING ? is_free_title(g, side, unit) : is_prose(u);
    return is_part ? PART_PROSE : PART_NONE;
}

/* A mate that was found by its words or its place may be only the nearest of the parts. */
static bool may_be_whole(const Gatherer *g, int side, uint32_t unit)
{
    const Unit *u = &g->p->docs[side]->units[unit];
    const Mate *mate = &g->p->units[side][unit];
    if (!(is_code(u) || (is_prose(u) && !u->task)) || g->splits->whole[side][unit] != NONE ||
        mate->reason == PAIR_PARTS)
        return false;
    return mate->index == NONE ||
           (mate->reason != PAIR_IDENTICAL && g->p->unit_prints[1 - side][mate->index].weight * 2 <
                                                  g->p->unit_prints[side][unit].weight);
}

/* ---- words ---- */

static Span said_by(const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    return u->kind == UNIT_HEADING ? doc->sections[u->section].title : u->text;
}

static bool is_stop(Gatherer *g, uint32_t id, Span word)
{
    if (id == g->is_stop.len)
        vec_add(g->scratch, &g->is_stop, words_is_stop(word));
    return g->is_stop.at[id];
}

static Content read_content(Gatherer *g, int side, uint32_t unit)
{
    g->split.len = 0;
    words_split(g->scratch, said_by(g->p->docs[side], unit), &g->split);
    uint32_t *ids = ARENA_ARRAY(g->scratch, uint32_t, g->split.len), count = 0;
    for (size_t i = 0; i < g->split.len; i++) {
        uint32_t id = intern_id(g->words, g->split.at[i].text);
        if (!is_stop(g, id, g->split.at[i].text))
            ids[count++] = id;
    }
    return (Content){ids, count};
}

static bool is_looked_at(const Gatherer *g, int side, uint32_t unit)
{
    uint32_t mate = g->p->units[side][unit].index;
    bool is_open = is_free(g, side, unit) || (mate != NONE && may_be_whole(g, 1 - side, mate));
    return may_be_whole(g, side, unit) || (is_open && sort_of(g, side, unit) != PART_NONE);
}

/* Most pairs of files have nothing to look at on one side. */
static bool is_any_looked_at(const Gatherer *g, int side)
{
    for (uint32_t u = 0; u < g->p->docs[side]->unit_count; u++)
        if (is_looked_at(g, side, u))
            return true;
    return false;
}

static void read_side(Gatherer *g, int side)
{
    uint32_t count = g->p->docs[side]->unit_count;
    g->contents[side] = ARENA_ARRAY(g->scratch, Content, count);
    g->sorts[side] = ARENA_ARRAY(g->scratch, PartSort, count);
    for (uint32_t u = 0; u < count; u++)
        if (is_looked_at(g, side, u)) {
            g->contents[side][u] = read_content(g, side, u);
            g->sorts[side][u] = sort_of(g, side, u);
        }
}

static void find_holders(Gatherer *g, int side)
{
    g->holders[side] = ARENA_ARRAY(g->scratch, IndexVec, intern_count(g->words));
    for (uint32_t u = 0; u < g->p->docs[side]->unit_count; u++) {
        const Content *content = &g->contents[side][u];
        for (uint32_t i = 0; i < content->count && g->sorts[side][u] != PART_NONE; i++) {
            IndexVec *list = &g->holders[side][content->words[i]];
            if (!list->len || list->at[list->len - 1] != u)
                vec_add(g->scratch, list, u);
        }
    }
}

/* ---- the parts of one whole ---- */

/* One unit of this side, and where its parts are looked for. */
typedef struct Whole {
    int side;
    uint32_t unit, mate;
    PartSort sort;
    const Content *content;
    IndexVec touched; /* units of the other side that share rare words with it, ascending */
} Whole;

static bool is_open(const Gatherer *g, const Whole *w, uint32_t unit)
{
    return g->sorts[1 - w->side][unit] == w->sort &&
           (unit == w->mate || is_free(g, 1 - w->side, unit));
}

static void touch(Gatherer *g, Whole *w, const IndexVec *holders)
{
    for (size_t i = 0; i < holders->len; i++) {
        uint32_t unit = holders->at[i];
        if (is_open(g, w, unit) && !g->shared[unit]++)
            vec_add(g->scratch, &w->touched, unit);
    }
}

/* Words of from `from` to `to` holders; gives how many holders they have together. */
static size_t touch_band(Gatherer *g, Whole *w, size_t from, size_t to)
{
    size_t sum = 0;
    for (uint32_t i = 0; i < w->content->count && sum < MOST_HOLDERS; i++) {
        const IndexVec *holders = &g->holders[1 - w->side][w->content->words[i]];
        if (holders->len < from || holders->len >= to)
            continue;
        touch(g, w, holders);
        sum += holders->len;
    }
    return sum;
}

static void find_touched(Gatherer *g, Whole *w)
{
    static const size_t bands[] = {1, 2, 5, 17, 65};
    size_t sum = 0;
    for (size_t band = 0; band + 1 < sizeof bands / sizeof *bands && sum < MOST_HOLDERS; band++)
        sum += touch_band(g, w, bands[band], bands[band + 1]);
    for (uint32_t i = 0; i < w->content->count; i++)
        g->left[w->content->words[i]]++;
    if (w->touched.len)
        ids_sort(w->touched.at, w->touched.len);
}

static void forget_touched(Gatherer *g, const Whole *w)
{
    for (uint32_t i = 0; i < w->content->count; i++)
        g->left[w->content->words[i]] = 0;
    for (size_t i = 0; i < w->touched.len; i++)
        g->shared[w->touched.at[i]] = 0;
}

/* May what stands from `from` to `to` be parts of one whole, being all of one section and open? */
static bool are_together(const Gatherer *g, const Whole *w, uint32_t from, uint32_t to)
{
    const Unit *units = g->p->docs[1 - w->side]->units;
    for (uint32_t u = from; u <= to; u++)
        if (units[u].section != units[from].section || !is_open(g, w, u))
            return false;
    return true;
}

/* The units that follow each other and share most words. */
static Range densest(const Gatherer *g, const Whole *w)
{
    Range best = {0, 0};
    uint32_t most = 0;
    for (size_t i = 0, end; i < w->touched.len; i = end) {
        uint32_t first = w->touched.at[i], last = first, sum = g->shared[first];
        for (end = i + 1; end < w->touched.len; end++) {
            uint32_t next = w->touched.at[end];
            if (next - last > MOST_GAP + 1 || next - first >= MOST_PARTS ||
                !are_together(g, w, last, next))
                break;
            last = next;
            sum += g->shared[next];
        }
        if (sum > most)
            most = sum, best = (Range){first, last + 1};
    }
    return best;
}

static bool is_part(const Gatherer *g, const Whole *w, uint32_t unit)
{
    const Content *content = &g->contents[1 - w->side][unit];
    uint32_t common = 0;
    for (uint32_t i = 0; i < content->count; i++)
        common += g->left[content->words[i]] > 0;
    return content->count && common * 100 >= content->count * SHARED_PART;
}

/* With neighbours that share words which are not rare enough to lead to them. */
static Range extend_parts(const Gatherer *g, const Whole *w, Range parts)
{
    uint32_t count = g->p->docs[1 - w->side]->unit_count;
    if (parts.start == parts.end)
        return parts;
    while (parts.end < count && parts.end - parts.start < MOST_PARTS &&
           are_together(g, w, parts.end - 1, parts.end) && is_part(g, w, parts.end))
        parts.end++;
    while (parts.start > 0 && parts.end - parts.start < MOST_PARTS &&
           are_together(g, w, parts.start - 1, parts.start) && is_part(g, w, parts.start - 1))
        parts.start--;
    return parts;
}

/* Without neighbours that have a word in common by accident; a list comes with its label. */
static Range trim_parts(const Gatherer *g, const Whole *w, Range parts)
{
    const Doc *doc = g->p->docs[1 - w->side];
    while (parts.start < parts.end && !is_part(g, w, parts.start))
        parts.start++;
    while (parts.start < parts.end && !is_part(g, w, parts.end - 1))
        parts.end--;
    if (parts.start == parts.end)
        return parts;
    uint32_t title = doc->sections[doc->units[parts.start].section].unit;
    if (title != NONE && title + 1 == parts.start && is_open(g, w, title))
        parts.start = title;
    return parts;
}

/* Words of the whole that stand in the parts, which have `all`; counts down what is left of them. */
static uint32_t count_common(Gatherer *g, const Whole *w, Range parts, uint32_t *all)
{
    uint32_t common = 0;
    for (uint32_t u = parts.start; u < parts.end; u++) {
        const Content *content = &g->contents[1 - w->side][u];
        *all += content->count;
        for (uint32_t i = 0; i < content->count; i++)
            if (g->left[content->words[i]])
                g->left[content->words[i]]--, common++;
    }
    return common;
}

static bool take_parts(Gatherer *g, const Whole *w)
{
    Range parts = trim_parts(g, w, extend_parts(g, w, densest(g, w)));
    bool has_mate = w->mate == NONE || (w->mate >= parts.start && w->mate < parts.end);
    if (parts.end - parts.start < 2 || !has_mate)
        return false;
    uint32_t all = 0, common = count_common(g, w, parts, &all);
    bool is_same =
        common * 100 >= w->content->count * SHARED_WHOLE && common * 100 >= all * SHARED_PARTS;
    if (is_same)
        splits_keep(g->splits, g->p, (PairSide)(1 - w->side), parts, w->unit);
    return is_same;
}

/* What shares most rare words with the whole. */
static uint32_t most_alike(const Gatherer *g, const Whole *w)
{
    uint32_t best = NONE, most = 0;
    for (size_t i = 0; i < w->touched.len; i++)
        if (g->shared[w->touched.at[i]] > most)
            best = w->touched.at[i], most = g->shared[best];
    return best;
}

/* The nearest section around it that both documents have; NONE where that is too far up. */
static uint32_t home_of(const Gatherer *g, int side, uint32_t unit)
{
    uint32_t at = g->p->docs[side]->units[unit].section;
    for (int up = 0; up < MOST_UP && at != NONE; up++) {
        if (g->p->sections[side][at].index != NONE)
            return at;
        at = g->p->docs[side]->sections[at].parent;
    }
    return NONE;
}

static bool has_same_home(const Gatherer *g, const Whole *w, uint32_t unit)
{
    uint32_t home = home_of(g, w->side, w->unit), other = home_of(g, 1 - w->side, unit);
    return home != NONE && g->p->sections[w->side][home].index == other;
}

static void take_contained(Gatherer *g, const Whole *w)
{
    uint32_t unit = w->mate == NONE ? most_alike(g, w) : NONE, all = 0;
    if (unit == NONE || g->p->docs[1 - w->side]->units[unit].kind == UNIT_HEADING ||
        g->contents[1 - w->side][unit].count < LEAST_CONTAINED)
        return;
    for (uint32_t i = 0; i < w->content->count; i++) /* what was counted down before */
        g->left[w->content->words[i]] = 0;
    for (uint32_t i = 0; i < w->content->count; i++)
        g->left[w->content->words[i]]++;
    uint32_t common = count_common(g, w, (Range){unit, unit + 1}, &all);
    bool is_likely = w->sort == PART_CODE && has_same_home(g, w, unit);
    if (common * 100 < all * (is_likely ? CONTAINED_CODE : CONTAINED))
        return;
    float score = (float)common / (float)w->content->count;
    g->p->units[w->side][w->unit] = (Mate){unit, PAIR_LIKENESS, score < 1 ? score : 1};
    g->p->units[1 - w->side][unit] = (Mate){w->unit, PAIR_LIKENESS, score < 1 ? score : 1};
}

static void gather(Gatherer *g, int side, uint32_t unit)
{
    Whole w = {.side = side,
               .unit = unit,
               .mate = g->p->units[side][unit].index,
               .sort = is_code(&g->p->docs[side]->units[unit]) ? PART_CODE : PART_PROSE,
               .content = &g->contents[side][unit]};
    if (w.content->count < LEAST_WORDS)
        return;
    find_touched(g, &w);
    if (w.sort == PART_CODE || !take_parts(g, &w))
        take_contained(g, &w);
    forget_touched(g, &w);
}

static void gather_side(Gatherer *g, int side)
{
    g->shared = ARENA_ARRAY(g->scratch, uint32_t, g->p->docs[1 - side]->unit_count);
    for (uint32_t u = 0; u < g->p->docs[side]->unit_count; u++)
        if (may_be_whole(g, side, u))
            gather(g, side, u);
}

void gather_parts(Arena *scratch, Pairing *pairing, Splits *splits)
{
    Gatherer g = {.scratch = scratch, .p = pairing, .splits = splits};
    if (!is_any_looked_at(&g, PAIR_OLD) || !is_any_looked_at(&g, PAIR_NEW))
        return;
    g.words = intern_new(scratch);
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++)
        read_side(&g, side);
    g.left = ARENA_ARRAY(scratch, uint32_t, intern_count(g.words));
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++)
        find_holders(&g, side);
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++)
        gather_side(&g, side);
}
