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
    Bags *bags;
    WordVec split;
} Reader;

static uint32_t word_id(Reader *reader, Span text)
{
    uint32_t id = intern_id(reader->pairer->words, text);
    if (id == reader->bags->is_stop.len)
        vec_add(reader->pairer->scratch, &reader->bags->is_stop, words_is_stop(text));
    return id;
}

static Span text_of(const Pairer *pairer, PairSide side, uint32_t unit)
{
    Span text = pairer->prints.said.at[pairer->p->unit_prints[side][unit].said];
    return text.len ? text : fingerprint_text(pairer->scratch, pairer->p->docs[side], unit);
}

static Bag read_bag(Reader *reader, PairSide side, uint32_t unit)
{
    Arena *arena = reader->pairer->scratch;
    Span text = text_of(reader->pairer, side, unit);
    bool is_label = reader->pairer->p->docs[side]->units[unit].kind == UNIT_HEADING;
    Bag bag = {.unit = unit, .sort = is_label ? PROSE : text.ptr[0]};
    reader->split.len = 0;
    text = span_range(text, 1, text.len < BAG_BYTES ? text.len : BAG_BYTES);
    words_split(arena, text, &reader->split);
    bag.words = ARENA_ARRAY(arena, uint32_t, reader->split.len);
    for (size_t i = 0; i < reader->split.len; i++) {
        uint32_t id = word_id(reader, reader->split.at[i].text);
        bag.words[bag.count++] = id;
        bag.content += !reader->bags->is_stop.at[id];
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
static void weigh(Bags *bags, const Pairer *pairer)
{
    Arena *arena = pairer->scratch;
    bags->word_count = intern_count(pairer->words);
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
        bags->weight[w] =
            bags->is_stop.at[w] ? STOP_WEIGHT : LEAST_WEIGHT + (rarity < RAREST ? rarity : RAREST);
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

static void read_side(Reader *reader, PairSide side)
{
    Bags *bags = reader->bags;
    const Bags *before = reader->pairer->bags;
    uint32_t count = reader->pairer->p->docs[side]->unit_count, next = 0;
    bags->at[side] = ARENA_ARRAY(reader->pairer->scratch, Bag, count);
    for (uint32_t u = 0; u < count; u++) {
        if (!is_candidate(reader->pairer, side, u))
            continue;
        while (before && next < before->count[side] && before->at[side][next].unit < u)
            next++;
        bool is_read = before && next < before->count[side] && before->at[side][next].unit == u;
        Bag bag = is_read ? before->at[side][next] : read_bag(reader, side, u);
        bag.weight = 0;
        bags->at[side][bags->count[side]++] = bag;
    }
}

Bags bags_new(Pairer *pairer)
{
    Bags bags = {0};
    Reader reader = {.pairer = pairer, .bags = &bags};
    if (pairer->bags)
        bags.is_stop = pairer->bags->is_stop;
    read_side(&reader, PAIR_OLD);
    read_side(&reader, PAIR_NEW);
    weigh(&bags, pairer);
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
