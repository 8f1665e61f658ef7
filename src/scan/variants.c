#include "scan/variants.h"

#include "scan/labels.h"
#include "scan/weights.h"

#include <math.h>
#include <stdlib.h>

/* Shares of the score; 1 in all. Set on labelled groups of variants among a corpus. */
static const float BODY_SHARE = 0.56f, NAME_SHARE = 0.165f, SAME_NAME_SHARE = 0.165f,
                   ABOUT_SHARE = 0.11f;

/* What the score has to reach beyond the threshold, by what the names say. */
static const float more_needed[] = {[NAMES_DIFFER] = 0.11f,
                                    [NAMES_RELATED] = 0.03f,
                                    [NAMES_END_ALIKE] = 0,
                                    [NAMES_ALIKE] = 0,
                                    [NAMES_SAME] = 0};

/* A word is rare when at most one file in so many holds it. */
enum { RARE = 20 };

/* Where two files have sections enough and none of them aligns, other names than the same need so many rare words that both
   have. Of fewer sections than that nothing follows: each may have been given a title of its own. */
enum { SECTIONS_ENOUGH = 4 };

static const uint32_t rare_words_needed[] = {[NAMES_DIFFER] = 16,
                                             [NAMES_RELATED] = 12,
                                             [NAMES_END_ALIKE] = 4,
                                             [NAMES_ALIKE] = 0,
                                             [NAMES_SAME] = 0};

/* What a candidate must have in common: so many points. */
enum {
    POINTS_WORD = 1,
    POINTS_NAME_WORD = 4,
    POINTS_NAME = 8,
    POINTS_NEEDED = 6,
    POINTS_MOST = 200
};

/* A file under one of its keys: a hash, whose last bits say of what kind. Keys of different kinds do not meet. */
typedef struct Entry {
    uint32_t key, file;
} Entry;

enum { KIND_WORD, KIND_NAME_WORD, KIND_NAME, KIND_MASK = 3 };

enum { NAME_WORDS = 8 }; /* of longer names the rest is left */

/* What a file is put under. */
typedef struct Keys {
    uint32_t at[VARIANTS_KEYS + 2 * NAME_WORDS];
    uint32_t count;
} Keys;

/* Of the files below a key each is compared with so many that follow it. Words are many, and a word of many files says little. */
static const uint32_t window_of[] = {[KIND_WORD] = VARIANTS_WINDOW / 4,
                                     [KIND_NAME_WORD] = VARIANTS_WINDOW,
                                     [KIND_NAME] = VARIANTS_WINDOW};

static const uint8_t points_of[] = {
    [KIND_WORD] = POINTS_WORD, [KIND_NAME_WORD] = POINTS_NAME_WORD, [KIND_NAME] = POINTS_NAME};

typedef struct Search {
    Collection *c;
    Weights words, about, names;
    float *body_norm, *about_norm;
    Keys *keys;     /* by file */
    Entry *entries; /* by key, then file */
    uint32_t entry_count;
    uint32_t *places; /* of each file's entries, file by file, */
    uint32_t *first;  /* from here on */
    Arena *arenas[PARALLEL_MOST];
    PairVec found[PARALLEL_MOST];
    uint8_t *
        points[PARALLEL_MOST]; /* by file, up to POINTS_MOST: small, for they are met in no order */
} Search;

/* ---- weights ---- */

static float weight_of(const Search *s, const Feature *file, uint32_t i)
{
    return weights_of(&s->words, file->terms.at[i]) * sqrtf(file->times[i]);
}

static Tokens label_tokens(const Feature *file)
{
    return (Tokens){file->label, file->label_count};
}

static void weigh(Arena *arena, Search *s)
{
    Collection *c = s->c;
    uint64_t words = 0, about = 0, names = 0;
    for (uint32_t f = 0; f < c->file_count; f++) {
        words += c->files[f].terms.count;
        about += c->files[f].about.count;
        names += c->files[f].label_count;
    }
    s->words = weights_new(arena, words);
    s->about = weights_new(arena, about);
    s->names = weights_new(arena, names);
    for (uint32_t f = 0; f < c->file_count; f++) {
        weights_count(&s->words, c->files[f].terms);
        weights_count(&s->about, c->files[f].about);
        weights_count(&s->names, label_tokens(&c->files[f]));
    }
    weights_fix(arena, &s->words, c->file_count);
    weights_fix(arena, &s->about, c->file_count);
    weights_fix(arena, &s->names, c->file_count);
}

static void measure_range(void *context, uint32_t worker, Range range)
{
    (void)worker;
    Search *s = context;
    for (uint32_t f = range.start; f < range.end; f++) {
        const Feature *file = &s->c->files[f];
        double body = 0, about = 0;
        for (uint32_t i = 0; i < file->terms.count; i++)
            body += (double)weight_of(s, file, i) * weight_of(s, file, i);
        for (uint32_t i = 0; i < file->about.count; i++)
            about += (double)weights_of(&s->about, file->about.at[i]) *
                     weights_of(&s->about, file->about.at[i]);
        s->body_norm[f] = (float)sqrt(body);
        s->about_norm[f] = (float)sqrt(about);
    }
}

/* ---- the index ---- */

static void add_key(Keys *keys, int kind, uint32_t word)
{
    keys->at[keys->count++] = (word & ~(uint32_t)KIND_MASK) | (uint32_t)kind;
}

/* The heaviest words that another file holds too. */
static void add_words(const Search *s, const Feature *file, Keys *keys)
{
    uint32_t best[VARIANTS_KEYS], count = 0;
    float weights[VARIANTS_KEYS];
    for (uint32_t i = 0; i < file->terms.count; i++) {
        float weight = weight_of(s, file, i);
        if ((count == VARIANTS_KEYS && weight <= weights[count - 1]) ||
            weights_seen(&s->words, file->terms.at[i]) < 2)
            continue;
        uint32_t at = count < VARIANTS_KEYS ? count++ : count - 1;
        for (; at > 0 && weights[at - 1] < weight; at--) {
            weights[at] = weights[at - 1];
            best[at] = best[at - 1];
        }
        weights[at] = weight;
        best[at] = file->terms.at[i];
    }
    for (uint32_t i = 0; i < count; i++)
        add_key(keys, KIND_WORD, best[i]);
}

static uint32_t hash_label(const uint32_t *words, uint32_t count)
{
    uint32_t hash = count;
    for (uint32_t i = 0; i < count; i++)
        hash = (hash ^ words[i]) * UINT32_C(0x9E3779B1) + (hash >> 15);
    return hash;
}

/* A name goes in word by word, whole, and by its ends. */
static void add_name(const Feature *file, Keys *keys)
{
    uint32_t count = file->label_count < NAME_WORDS ? file->label_count : NAME_WORDS;
    for (uint32_t i = 0; i < count; i++)
        add_key(keys, KIND_NAME_WORD, file->label[i]);
    if (count)
        add_key(keys, KIND_NAME, hash_label(file->label, count));
    for (uint32_t i = 1; i < count; i++)
        add_key(keys, KIND_NAME, hash_label(file->label + i, count - i));
}

static void key_range(void *context, uint32_t worker, Range range)
{
    (void)worker;
    Search *s = context;
    for (uint32_t f = range.start; f < range.end; f++) {
        s->keys[f].count = 0;
        add_words(s, &s->c->files[f], &s->keys[f]);
        add_name(&s->c->files[f], &s->keys[f]);
    }
}

/* Stable, by eleven bits at a time. */
static Entry *sort_entries(Entry *entries, Entry *spare, uint32_t count)
{
    enum { DIGIT = 11 };
    for (unsigned shift = 0; shift < 32; shift += DIGIT) {
        uint32_t starts[(1 << DIGIT) + 1] = {0};
        const uint32_t mask = (1 << DIGIT) - 1;
        for (uint32_t e = 0; e < count; e++)
            starts[(entries[e].key >> shift & mask) + 1]++;
        for (uint32_t d = 0; d < mask; d++)
            starts[d + 1] += starts[d];
        for (uint32_t e = 0; e < count; e++)
            spare[starts[entries[e].key >> shift & mask]++] = entries[e];
        Entry *sorted = spare;
        spare = entries;
        entries = sorted;
    }
    return entries;
}

static void list_entries(Arena *arena, Search *s)
{
    uint32_t files = s->c->file_count;
    s->first = ARENA_ARRAY(arena, uint32_t, files + 1);
    for (uint32_t f = 0; f < files; f++)
        s->first[f + 1] = s->first[f] + s->keys[f].count;
    s->entry_count = s->first[files];
    Entry *entries = ARENA_ARRAY(arena, Entry, s->entry_count);
    Entry *spare = ARENA_ARRAY(arena, Entry, s->entry_count);
    for (uint32_t f = 0; f < files; f++)
        for (uint32_t k = 0; k < s->keys[f].count; k++)
            entries[s->first[f] + k] = (Entry){s->keys[f].at[k], f};
    s->entries = sort_entries(entries, spare, s->entry_count);
}

static void build_index(Arena *arena, Search *s)
{
    uint32_t files = s->c->file_count;
    s->keys = ARENA_ARRAY(arena, Keys, files);
    parallel_run(s->c->policy.threads, files, key_range, s);
    list_entries(arena, s);
    s->places = ARENA_ARRAY(arena, uint32_t, s->entry_count);
    uint32_t *next = ARENA_ARRAY(arena, uint32_t, files + 1);
    memcpy(next, s->first, (files + 1) * sizeof *next);
    for (uint32_t e = 0; e < s->entry_count; e++)
        s->places[next[s->entries[e].file]++] = e;
}

/* ---- scores ---- */

static void compare_bodies(const Search *s, Pair *pair)
{
    const Feature *a = &s->c->files[pair->a], *b = &s->c->files[pair->b];
    uint32_t rare = s->c->file_count / RARE > 3 ? s->c->file_count / RARE : 3;
    double product = 0;
    for (uint32_t i = 0, j = 0; i < a->terms.count && j < b->terms.count;) {
        uint32_t x = a->terms.at[i], y = b->terms.at[j];
        if (x == y) {
            float weight = weights_of(&s->words, x);
            product += (double)weight * weight * sqrtf((float)a->times[i] * b->times[j]);
            pair->rare_words += weights_seen(&s->words, x) <= rare;
        }
        i += x <= y;
        j += y <= x;
    }
    double norms = (double)s->body_norm[pair->a] * s->body_norm[pair->b];
    pair->words = norms > 0 ? (float)(product / norms) : 0;
}

static void compare_descriptions(const Search *s, Pair *pair)
{
    Tokens a = s->c->files[pair->a].about, b = s->c->files[pair->b].about;
    double product = 0;
    for (uint32_t i = 0, j = 0; i < a.count && j < b.count;) {
        uint32_t x = a.at[i], y = b.at[j];
        if (x == y)
            product += (double)weights_of(&s->about, x) * weights_of(&s->about, x);
        i += x <= y;
        j += y <= x;
    }
    double norms = (double)s->about_norm[pair->a] * s->about_norm[pair->b];
    pair->about = norms > 0 ? (float)(product / norms) : 0;
}

static float share(uint32_t part, uint32_t whole)
{
    return whole ? (float)part / (float)whole : 0;
}

/* The rest of what there is to know of a pair, for those that were found. */
static void describe(const Search *s, Pair *pair)
{
    const Feature *a = &s->c->files[pair->a], *b = &s->c->files[pair->b];
    uint32_t least = a->shingles < b->shingles ? a->shingles : b->shingles;
    uint32_t bodies = tokens_shared(a->body, b->body), fronts = tokens_shared(a->front, b->front);
    pair->body = share(bodies, a->shingles + b->shingles - bodies);
    pair->front = share(fronts, a->front.count + b->front.count - fronts);
    pair->held = share(bodies, least);
}

static bool score(const Search *s, Pair *pair)
{
    LabelTie tie = labels_compare(&s->names, &s->c->files[pair->a], &s->c->files[pair->b]);
    if (tie.is_apart)
        return false;
    pair->names = tie.tie;
    compare_bodies(s, pair);
    compare_descriptions(s, pair);
    pair->score = BODY_SHARE * pair->words + ABOUT_SHARE * pair->about + NAME_SHARE * tie.likeness;
    if (tie.tie >= NAMES_END_ALIKE)
        pair->score += SAME_NAME_SHARE;
    return pair->score >= s->c->policy.variant + (double)more_needed[pair->names];
}

static bool is_confirmed(const Search *s, Pair *pair)
{
    Tokens a = s->c->files[pair->a].sections, b = s->c->files[pair->b].sections;
    pair->sections = tokens_shared(a, b);
    return pair->sections || a.count < SECTIONS_ENOUGH || b.count < SECTIONS_ENOUGH ||
           pair->rare_words >= rare_words_needed[pair->names];
}

/* ---- candidates ---- */

/* Is it a copy, or would it be one were not one text of the two too common for all its pairs to be listed? Pairs are in
   order while candidates are tried. */
static bool is_copy(const Collection *c, uint32_t a, uint32_t b)
{
    Pair key = {.a = c->texts[a], .b = c->texts[b]};
    return key.a == key.b || (c->pairs.len && bsearch(&key, c->pairs.at, c->pairs.len, sizeof key,
                                                      collection_by_files));
}

static void try_pair(Search *s, uint32_t worker, uint32_t a, uint32_t b)
{
    Pair pair = {.a = a, .b = b, .kind = PAIR_VARIANT};
    if (is_copy(s->c, a, b) || !score(s, &pair) || !is_confirmed(s, &pair))
        return;
    describe(s, &pair);
    vec_add(s->arenas[worker], &s->found[worker], pair);
}

static void search_from(Search *s, uint32_t worker, uint32_t file, IndexVec *touched)
{
    uint8_t *points = s->points[worker];
    touched->len = 0;
    for (uint32_t p = s->first[file]; p < s->first[file + 1]; p++) {
        const Entry *entry = &s->entries[s->places[p]], *end = s->entries + s->entry_count;
        const uint32_t window = window_of[entry->key & KIND_MASK];
        if (end - entry > window)
            end = entry + window;
        for (const Entry *other = entry + 1; other < end && other->key == entry->key; other++) {
            if (points[other->file] == 0)
                vec_add(s->arenas[worker], touched, other->file);
            if (points[other->file] < POINTS_MOST)
                points[other->file] += points_of[entry->key & KIND_MASK];
        }
    }
    for (size_t i = 0; i < touched->len; i++) {
        uint32_t other = touched->at[i];
        if (other != file && points[other] >= POINTS_NEEDED)
            try_pair(s, worker, file, other);
        points[other] = 0;
    }
}

static void search_range(void *context, uint32_t worker, Range range)
{
    Search *s = context;
    if (!s->arenas[worker]) {
        s->arenas[worker] = arena_new();
        s->points[worker] = ARENA_ARRAY(s->arenas[worker], uint8_t, s->c->file_count);
    }
    IndexVec touched = {0};
    for (uint32_t file = range.start; file < range.end; file++)
        search_from(s, worker, file, &touched);
}

void variants_find(Collection *c)
{
    Arena *scratch = arena_new();
    Search *s = ARENA_NEW(scratch, Search);
    s->c = c;
    weigh(scratch, s);
    s->body_norm = ARENA_ARRAY(scratch, float, c->file_count);
    s->about_norm = ARENA_ARRAY(scratch, float, c->file_count);
    parallel_run(c->policy.threads, c->file_count, measure_range, s);
    build_index(scratch, s);
    parallel_run(c->policy.threads, c->file_count, search_range, s);
    for (uint32_t w = 0; w < c->policy.threads; w++) {
        for (size_t i = 0; i < s->found[w].len; i++)
            vec_add(c->arena, &c->pairs, s->found[w].at[i]);
        arena_free(s->arenas[w]);
    }
    collection_sort_pairs(c);
    arena_free(scratch);
}
