/* The sections of all documents as nodes that can be compared. */
#include "align/align.h"
#include "base/ids.h"

#include <math.h>

enum { TALLY_BITS = 64 };

/* How often a section holds each stem. Which it holds is read off in ascending order from the bits, but where it holds so
   few that they are sorted sooner. */
typedef struct Tally {
    uint32_t *times; /* by stem */
    uint64_t *seen;  /* a bit for each stem, in so many parts */
    uint32_t parts;
    uint32_t *list; /* those seen, in the order they were */
    uint32_t distinct;
} Tally;

typedef struct Builder {
    Arena *arena;
    Arena *scratch; /* for all but the nodes */
    const Style *style;
    const Lexicon *lexicon;
    Intern *titles, *addresses, *subtrees;
    Tally tally;
    Alignment *alignment;
} Builder;

static bool is_empty(const Doc *doc, uint32_t section)
{
    const Section *s = &doc->sections[section];
    return s->units.end - s->units.start <= (s->unit == NONE ? 0u : 1u);
}

/* The titles on the way to a section, its own the last. */
static uint32_t address_of(Builder *b, const Node *node)
{
    uint32_t above = node->parent == NONE ? NONE : b->alignment->nodes[node->parent].address;
    uint32_t path[] = {above, node->title};
    return intern_id(b->addresses, (Span){(const char *)path, sizeof path});
}

static uint32_t subtree_of(Builder *b, const Node *node)
{
    const Doc *doc = b->alignment->docs[node->doc];
    const Section *s = &doc->sections[node->section];
    uint32_t from = s->units.start + (s->unit == NONE ? 0 : 1), count = s->units.end - from;
    uint32_t *texts = ARENA_ARRAY(b->scratch, uint32_t, count + 1);
    for (uint32_t i = 0; i < count; i++)
        texts[i] = b->lexicon->of_doc[node->doc][from + i].text;
    return intern_id(b->subtrees, (Span){(const char *)texts, count * sizeof *texts});
}

static Tally tally_new(Arena *arena, uint32_t stems)
{
    uint32_t parts = stems / TALLY_BITS + 1;
    return (Tally){.times = ARENA_ARRAY(arena, uint32_t, stems),
                   .seen = ARENA_ARRAY(arena, uint64_t, parts),
                   .parts = parts,
                   .list = ARENA_ARRAY(arena, uint32_t, stems + 1)};
}

static void count_stems(Tally *tally, const Statement *said)
{
    for (uint32_t i = 0; i < said->term_count; i++) {
        uint32_t stem = said->terms[i];
        tally->list[tally->distinct] = stem;
        tally->distinct += !tally->times[stem]++;
        tally->seen[stem / TALLY_BITS] |= UINT64_C(1) << stem % TALLY_BITS;
    }
}

/* Puts the stems in ascending order and leaves no bit set. */
static void sort_stems(Tally *tally)
{
    if (tally->distinct < tally->parts) {
        for (uint32_t i = 0; i < tally->distinct; i++)
            tally->seen[tally->list[i] / TALLY_BITS] = 0;
        ids_sort(tally->list, tally->distinct);
        return;
    }
    for (uint32_t part = 0, count = 0; part < tally->parts; part++)
        for (uint64_t *seen = &tally->seen[part]; *seen; *seen &= *seen - 1)
            tally->list[count++] = part * TALLY_BITS + (uint32_t)__builtin_ctzll(*seen);
}

/* Weights grow with the square root of how often a stem stands there: a section is about what it repeats. The tally is
   left empty. */
static void weigh(Builder *b, Node *node)
{
    Tally *tally = &b->tally;
    uint32_t *terms = ARENA_ARRAY(b->arena, uint32_t, tally->distinct);
    float *weights = ARENA_ARRAY(b->arena, float, tally->distinct);
    double squares = 0;
    sort_stems(tally);
    for (uint32_t i = 0; i < tally->distinct; i++) {
        uint32_t stem = terms[i] = tally->list[i];
        double weight = b->lexicon->idf[stem] * sqrt(tally->times[stem]);
        tally->times[stem] = 0;
        weights[i] = (float)weight;
        squares += weight * weight;
    }
    float length = (float)sqrt(squares);
    for (uint32_t i = 0; i < tally->distinct; i++)
        weights[i] /= length;
    node->terms = terms;
    node->weights = weights;
    node->term_count = tally->distinct;
    tally->distinct = 0;
}

static void read_terms(Builder *b, Node *node)
{
    const Doc *doc = b->alignment->docs[node->doc];
    const Section *s = &doc->sections[node->section];
    /* The document's title heading spans everything; what it says of its own is what counts. */
    uint32_t to = s->units.end;
    if (node->is_title && s->end > node->section + 1)
        to = doc->sections[node->section + 1].units.start;
    for (uint32_t u = s->units.start; u < to; u++)
        count_stems(&b->tally, &b->lexicon->of_doc[node->doc][u]);
    if (b->tally.distinct)
        weigh(b, node);
}

static void read_meaning(Builder *b, Node *node, Span folded)
{
    const Concept *concepts = b->style->concepts;
    node->concept = node->kin = style_concept(b->style, folded);
    if (node->concept == NONE)
        node->kin = style_hint(b->style, folded);
    node->is_deep = node->concept != NONE && concepts[node->concept].is_deep;
    node->is_repeatable = node->concept != NONE && concepts[node->concept].is_repeatable;
    node->role = node->kin != NONE ? concepts[node->kin].role : ROLE_NONE;
    if (!node->role && node->parent != NONE)
        node->role = b->alignment->nodes[node->parent].role;
}

static void read_node(Builder *b, uint32_t doc_index, uint32_t section)
{
    Alignment *alignment = b->alignment;
    const Doc *doc = alignment->docs[doc_index];
    const Section *s = &doc->sections[section];
    Node *node = &alignment->nodes[alignment->first[doc_index] + section];
    *node = (Node){.doc = doc_index,
                   .section = section,
                   .parent = NONE,
                   .title = NONE,
                   .concept = NONE,
                   .kin = NONE,
                   .partner = NONE};
    if (s->unit != NONE)
        node->heading = &b->lexicon->of_doc[doc_index][s->unit];
    node->is_title = doc_is_title(doc, section) && is_empty(doc, 0);
    node->is_opening = section == 0 ? !is_empty(doc, 0) : node->is_title;
    /* What a label or tag opens in the opening stands at the top, as what a heading opens. */
    if (s->parent != NONE && s->parent != 0 &&
        !alignment->nodes[alignment->first[doc_index] + s->parent].is_title)
        node->parent = alignment->first[doc_index] + s->parent;
    node->depth = node->parent == NONE ? 0 : alignment->nodes[node->parent].depth + 1;
    Span folded = style_fold_title(b->scratch, s->title);
    if (folded.len) {
        node->title = intern_id(b->titles, folded);
        read_meaning(b, node, folded);
    }
    node->address = address_of(b, node);
    node->subtree = subtree_of(b, node);
    read_terms(b, node);
}

static void mark_common(Alignment *alignment, uint32_t from, uint32_t to, uint32_t title_count,
                        Arena *arena)
{
    uint32_t *times = ARENA_ARRAY(arena, uint32_t, title_count);
    for (uint32_t i = from; i < to; i++)
        if (alignment->nodes[i].title != NONE)
            times[alignment->nodes[i].title]++;
    for (uint32_t i = from; i < to; i++)
        alignment->nodes[i].is_common =
            alignment->nodes[i].title != NONE && times[alignment->nodes[i].title] > 1;
}

Alignment *align_nodes(Arena *arena, Doc *const *docs, uint32_t doc_count, const Style *style,
                       const Lexicon *lexicon)
{
    Alignment *alignment = ARENA_NEW(arena, Alignment);
    *alignment = (Alignment){.docs = docs, .doc_count = doc_count};
    alignment->first = ARENA_ARRAY(arena, uint32_t, doc_count + 1);
    for (uint32_t d = 0; d < doc_count; d++)
        alignment->first[d + 1] = alignment->first[d] + docs[d]->section_count;
    alignment->node_count = alignment->first[doc_count];
    alignment->nodes = ARENA_ARRAY(arena, Node, alignment->node_count);
    Arena *scratch = arena_new();
    Builder b = {.arena = arena,
                 .scratch = scratch,
                 .style = style,
                 .lexicon = lexicon,
                 .titles = intern_new(scratch),
                 .addresses = intern_new(scratch),
                 .subtrees = intern_new(scratch),
                 .tally = tally_new(scratch, intern_count(lexicon->stems)),
                 .alignment = alignment};
    for (uint32_t d = 0; d < doc_count; d++)
        for (uint32_t s = 0; s < docs[d]->section_count; s++)
            read_node(&b, d, s);
    for (uint32_t d = 0; d < doc_count; d++)
        mark_common(alignment, alignment->first[d], alignment->first[d + 1], intern_count(b.titles),
                    scratch);
    arena_free(scratch);
    return alignment;
}
