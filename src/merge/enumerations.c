#include "merge/enumerations.h"

#include "base/buf.h"
#include "doc/inline.h"
#include "merge/prose.h"
#include "merge/terms.h"

enum { FEWEST_TERMS = 3 }; /* fewer are a sentence */

/* What is looked at in all, so that thousands of like titles and lines cost no more than a look at each. */
enum { TITLES_COMPARED = 200000, WORDS_COMPARED = 4000000 };

typedef VEC(SpanVec) TermVec;

typedef struct Finder {
    const Variants *v;
    const Groups *groups;
    uint32_t min_support;
    IndexVec *titled;     /* titled sections by the first word of their titles */
    bool *is_gone;        /* by group: a line that a list stands for */
    bool *is_used;        /* by group: an item that a line was left out for */
    size_t titles, words; /* that may still be compared */
    EnumerationVec found;
} Finder;

/* A line of terms, ready to be compared. */
typedef struct Line {
    Finder *f;
    const Variants *v;
    uint32_t unit;
    SpanVec key;   /* words, folded */
    TermVec terms; /* words of each, folded, without those of the key */
} Line;

static bool holds_all(const SpanVec *words, const SpanVec *some)
{
    for (size_t i = 0; i < some->len; i++)
        if (!spans_hold(words, some->at[i]))
            return false;
    return true;
}

static SpanVec folded_words(Arena *arena, Span text)
{
    SpanVec words = {0};
    Span folded = terms_fold(arena, text);
    for (size_t at = 0; at < folded.len;) {
        size_t end = span_find_byte(folded, ' ', at);
        if (end > at)
            vec_add(arena, &words, span_range(folded, at, end));
        at = end + 1;
    }
    return words;
}

/* ---- what the line says ---- */

static Span without_stop(Span value)
{
    bool is_sentence = span_ends(value, SPAN(".")) && !span_ends(value, SPAN("etc."));
    return is_sentence ? span_range(value, 0, value.len - 1) : value;
}

/* "Strategy pattern" below "Design patterns" is what "Strategy" is behind that key. */
static SpanVec words_beyond_key(const Line *line, Span text)
{
    SpanVec all = folded_words(line->v->scratch, text), words = {0};
    for (size_t i = 0; i < all.len; i++)
        if (!spans_hold(&line->key, all.at[i]))
            vec_add(line->v->scratch, &words, all.at[i]);
    return words.len ? words : all;
}

static bool line_read(Line *line)
{
    Arena *arena = line->v->scratch;
    const Unit *unit = variants_unit(line->v, line->unit);
    SpanVec terms = {0};
    if (unit->key_style == KEY_NONE || !variants_is_leaf(line->v, line->unit) || unit->is_ordered ||
        unit->task || !prose_can_unwrap(unit->text) ||
        !terms_split(arena, without_stop(unit->value), &terms) || terms.len < FEWEST_TERMS)
        return false;
    line->key = folded_words(arena, unit->key);
    for (size_t i = 0; i < terms.len; i++)
        vec_add(arena, &line->terms, words_beyond_key(line, terms.at[i]));
    return line->key.len > 0;
}

/* ---- lists in sections of that name ---- */

static const Section *section_of(const Variants *v, uint32_t node)
{
    const Node *n = &v->alignment->nodes[node];
    return &v->docs[n->doc]->sections[n->section];
}

/* Does the unit stand, in the result, in the section it is read from? */
static bool is_there(const Finder *f, uint32_t unit)
{
    uint32_t group = f->groups->of_unit[unit];
    if (group == NONE || f->is_gone[group])
        return false;
    const Group *g = &f->groups->list[group];
    return g->lost_to == NONE && groups_support(f->v, g) >= f->min_support &&
           variants_cluster(f->v, g->center) == variants_cluster(f->v, unit);
}

/* "Strategy" is said by "Strategy pattern"; "React" is not by "React Native". */
static bool says_more(const SpanVec *item, const SpanVec *term)
{
    return holds_all(item, term) && (term->len > 1 || item->len == 1);
}

static bool is_said(const SpanVec *term, const TermVec *items)
{
    for (size_t i = 0; i < items->len; i++)
        if (says_more(&items->at[i], term))
            return true;
    return false;
}

/* "Example selection/ordering" is said by two items, each of which says nothing else. */
static bool is_said_by_parts(Arena *arena, const SpanVec *term, const TermVec *items)
{
    SpanVec said = {0};
    for (size_t i = 0; i < items->len; i++)
        for (size_t w = 0; w < items->at[i].len && holds_all(term, &items->at[i]); w++)
            vec_add(arena, &said, items->at[i].at[w]);
    return holds_all(&said, term);
}

/* The leaves that stand directly in the section, and the keys of those that have one. */
static TermVec items_of(const Line *line, uint32_t node)
{
    const Node *n = &line->v->alignment->nodes[node];
    Range units = section_of(line->v, node)->units;
    TermVec items = {0};
    for (uint32_t u = units.start; u < units.end; u++) {
        uint32_t number = line->v->first_unit[n->doc] + u;
        const Unit *unit = variants_unit(line->v, number);
        if (unit->kind != UNIT_ITEM || unit->section != n->section || !is_there(line->f, number))
            continue;
        vec_add(line->v->scratch, &items, words_beyond_key(line, unit->text));
        if (unit->key_style != KEY_NONE)
            vec_add(line->v->scratch, &items, words_beyond_key(line, unit->key));
    }
    return items;
}

/* Each term is compared with each word of the section. */
static bool afford(const Line *line, uint32_t node)
{
    Range units = section_of(line->v, node)->units;
    uint32_t doc = line->v->alignment->nodes[node].doc;
    size_t words = 0;
    for (uint32_t u = units.start; u < units.end; u++)
        words += line->v->lexicon->of_doc[doc][u].token_count;
    words *= 1 + line->terms.len;
    bool is_affordable = words <= line->f->words;
    line->f->words -= is_affordable ? words : 0;
    return is_affordable;
}

static bool is_listed(const Line *line, uint32_t node)
{
    if (!afford(line, node))
        return false;
    TermVec items = items_of(line, node);
    for (size_t t = 0; t < line->terms.len; t++)
        if (!is_said(&line->terms.at[t], &items) &&
            !is_said_by_parts(line->v->scratch, &line->terms.at[t], &items))
            return false;
    return true;
}

/* Do the first `count` words of `a` that say something all stand among the first `other` of `b`? */
static bool has_words(const Statement *a, uint32_t count, const Statement *b, uint32_t other)
{
    for (uint32_t i = 0; i < count; i++) {
        bool is_found = a->tokens[i].kind == TOKEN_STOP;
        for (uint32_t j = 0; j < other && !is_found; j++)
            is_found = a->tokens[i].stem == b->tokens[j].stem;
        if (!is_found)
            return false;
    }
    return true;
}

/* Is the section named by the unit's key? */
static bool is_titled(const Variants *v, uint32_t unit, uint32_t node)
{
    const Statement *key = variants_said(v, unit),
                    *title = variants_said(v, variants_title(v, node));
    return has_words(key, key->key_count, title, title->token_count) &&
           has_words(title, title->token_count, key, key->key_count);
}

/* Could the node be a list for the unit? */
static bool is_other(const Variants *v, uint32_t unit, uint32_t node)
{
    const Node *n = &v->alignment->nodes[node];
    return n->doc != v->doc_of[unit] && n->cluster != variants_cluster(v, unit) &&
           is_titled(v, unit, node);
}

/* ---- all of them ---- */

static uint32_t first_stem(const Statement *s, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (s->tokens[i].kind == TOKEN_CONTENT)
            return s->tokens[i].stem;
    return NONE;
}

static void index_titles(Finder *f)
{
    const Variants *v = f->v;
    f->titled = ARENA_ARRAY(v->scratch, IndexVec, intern_count(v->lexicon->stems));
    for (uint32_t n = 0; n < v->alignment->node_count; n++) {
        uint32_t doc = v->alignment->nodes[n].doc, unit = section_of(v, n)->unit;
        if (unit == NONE || section_of(v, n)->kind == SECTION_TAG)
            continue;
        const Statement *s = &v->lexicon->of_doc[doc][unit];
        uint32_t stem = first_stem(s, s->token_count);
        if (stem != NONE)
            vec_add(v->scratch, &f->titled[stem], n);
    }
}

/* The first section of another document that lists all the unit counts, or NONE. */
static uint32_t list_for(Finder *f, uint32_t unit)
{
    const Statement *s = variants_said(f->v, unit);
    uint32_t stem = first_stem(s, s->key_count);
    Line line = {.f = f, .v = f->v, .unit = unit};
    bool is_read = false;
    for (size_t i = 0; stem != NONE && i < f->titled[stem].len && f->titles; i++) {
        f->titles--;
        uint32_t node = f->titled[stem].at[i];
        if (!is_other(f->v, unit, node))
            continue;
        if (!is_read && !line_read(&line))
            return NONE;
        is_read = true;
        if (is_listed(&line, node))
            return node;
    }
    return NONE;
}

static void use_items(Finder *f, uint32_t node)
{
    const Node *n = &f->v->alignment->nodes[node];
    Range units = section_of(f->v, node)->units;
    for (uint32_t u = units.start; u < units.end; u++) {
        uint32_t group = f->groups->of_unit[f->v->first_unit[n->doc] + u];
        if (group != NONE)
            f->is_used[group] = true;
    }
}

/* Each member of the group counts what one cluster lists. */
static void try_group(Finder *f, uint32_t group)
{
    const Group *g = &f->groups->list[group];
    uint32_t cluster = NONE;
    IndexVec lists = {0};
    for (size_t i = 0; i < g->members.len; i++) {
        uint32_t node = list_for(f, g->members.at[i]);
        if (node == NONE || (i && f->v->alignment->nodes[node].cluster != cluster))
            return;
        cluster = f->v->alignment->nodes[node].cluster;
        vec_add(f->v->scratch, &lists, node);
    }
    for (size_t i = 0; i < lists.len; i++)
        use_items(f, lists.at[i]);
    f->is_gone[group] = true;
    vec_add(f->v->scratch, &f->found, (Enumeration){group, cluster});
}

EnumerationVec enumerations_find(const Variants *v, const Groups *groups, uint32_t min_support)
{
    Finder f = {.v = v,
                .groups = groups,
                .min_support = min_support,
                .titles = TITLES_COMPARED,
                .words = WORDS_COMPARED};
    f.is_gone = ARENA_ARRAY(v->scratch, bool, groups->count);
    f.is_used = ARENA_ARRAY(v->scratch, bool, groups->count);
    index_titles(&f);
    for (uint32_t g = 0; g < groups->count; g++)
        if (groups->list[g].members.len && groups->list[g].lost_to == NONE && !f.is_used[g])
            try_group(&f, g);
    return f.found;
}
