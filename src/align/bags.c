#include "align/bags.h"

#include "base/ids.h"
#include "text/words.h"

/* The sort of paragraphs and items: a label is one to whoever reads it. */
static const char PROSE = 't';

/* What a longer text begins with is enough to know it by. */
enum { BAG_BYTES = 1 << 15 };

enum { STOP_WEIGHT = 2, LEAST_WEIGHT = 6, RAREST = 6 };

typedef struct Reader {
    Pairer *pairer;
    Intern *words;
    VEC(bool) is_stop; /* by word */
    WordVec split;
} Reader;

static uint32_t word_id(Reader *reader, Span text)
{
    uint32_t id = intern_id(reader->words, text);
    if (id == reader->is_stop.len)
        vec_add(reader->pairer->scratch, &reader->is_stop, words_is_stop(text));
    return id;
}

static Bag read_bag(Reader *reader, PairSide side, uint32_t unit)
{
    Arena *arena = reader->pairer->scratch;
    Span text = fingerprint_text(arena, reader->pairer->p->docs[side], unit);
    bool is_label = reader->pairer->p->docs[side]->units[unit].kind == UNIT_HEADING;
    Bag bag = {.unit = unit, .sort = is_label ? PROSE : text.ptr[0]};
    reader->split.len = 0;
    text = span_range(text, 1, text.len < BAG_BYTES ? text.len : BAG_BYTES);
    words_split(arena, text, &reader->split);
    bag.words = ARENA_ARRAY(arena, uint32_t, reader->split.len);
    for (size_t i = 0; i < reader->split.len; i++) {
        uint32_t id = word_id(reader, reader->split.at[i].text);
        bag.words[bag.count++] = id;
        bag.content += !reader->is_stop.at[id];
    }
    ids_sort(bag.words, bag.count);
    return bag;
}

static uint32_t log2_of(uint32_t value)
{
    uint32_t log = 0;
    while (value >>= 1)
        log++;
    return log;
}

/* Rare words weigh more, function words little. */
static void weigh(Bags *bags, const Reader *reader)
{
    Arena *arena = reader->pairer->scratch;
    bags->word_count = intern_count(reader->words);
    bags->weight = ARENA_ARRAY(arena, uint32_t, bags->word_count);
    uint32_t *frequency = ARENA_ARRAY(arena, uint32_t, bags->word_count);
    uint32_t total = bags->count[0] + bags->count[1];
    for (int side = 0; side < 2; side++)
        for (uint32_t b = 0; b < bags->count[side]; b++)
            for (uint32_t i = 0; i < bags->at[side][b].count; i++) {
                const uint32_t *words = bags->at[side][b].words;
                frequency[words[i]] += !i || words[i] != words[i - 1];
            }
    for (uint32_t w = 0; w < bags->word_count; w++) {
        uint32_t rarity = log2_of(total / (frequency[w] ? frequency[w] : 1));
        bags->weight[w] = reader->is_stop.at[w]
                              ? STOP_WEIGHT
                              : LEAST_WEIGHT + (rarity < RAREST ? rarity : RAREST);
    }
    for (int side = 0; side < 2; side++)
        for (uint32_t b = 0; b < bags->count[side]; b++)
            for (uint32_t i = 0; i < bags->at[side][b].count; i++)
                bags->at[side][b].weight += bags->weight[bags->at[side][b].words[i]];
}

static bool is_candidate(const Pairer *pairer, PairSide side, uint32_t unit)
{
    const Unit *u = &pairer->p->docs[side]->units[unit];
    const Section *section = &pairer->p->docs[side]->sections[u->section];
    bool is_label = section->kind == SECTION_LABEL || section->kind == SECTION_PLAIN;
    const bool *wanted = pairer->scope->wanted[side];
    return (!wanted || wanted[unit]) && pairer_is_free(pairer, side, unit) &&
           !pairer->p->unit_prints[side][unit].is_closing && (u->kind != UNIT_HEADING || is_label);
}

Bags bags_new(Pairer *pairer)
{
    Bags bags = {0};
    Reader reader = {.pairer = pairer, .words = intern_new(pairer->scratch)};
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        uint32_t count = pairer->p->docs[side]->unit_count;
        bags.at[side] = ARENA_ARRAY(pairer->scratch, Bag, count);
        for (uint32_t u = 0; u < count; u++)
            if (is_candidate(pairer, side, u))
                bags.at[side][bags.count[side]++] = read_bag(&reader, side, u);
    }
    weigh(&bags, &reader);
    intern_free(reader.words);
    return bags;
}

static uint32_t common_weight(const Bags *bags, const Bag *a, const Bag *b)
{
    uint32_t common = 0;
    for (uint32_t i = 0, j = 0; i < a->count && j < b->count;) {
        if (a->words[i] == b->words[j]) {
            common += bags->weight[a->words[i]];
            i++, j++;
        } else if (a->words[i] < b->words[j]) {
            i++;
        } else {
            j++;
        }
    }
    return common;
}

uint32_t bags_likeness(const Bags *bags, const Bag *a, const Bag *b)
{
    if (a->sort != b->sort || !a->weight || !b->weight)
        return 0;
    return (uint32_t)(2000 * (uint64_t)common_weight(bags, a, b) /
                      ((uint64_t)a->weight + b->weight));
}
