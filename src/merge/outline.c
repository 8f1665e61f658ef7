#include "merge/outline.h"

#include "merge/prose.h"

static const uint32_t UNKNOWN = UINT32_MAX - 1; /* order of a section the style does not know */

typedef struct Planner {
    const Variants *v;
    Alignment *alignment;
    Outline outline;
} Planner;

static const Section *section_of(const Planner *p, uint32_t node)
{
    const Node *n = &p->alignment->nodes[node];
    return &p->v->docs[n->doc]->sections[n->section];
}

/* Votes of the inputs for one value; the first to reach the most wins, and they come by rank. */
typedef struct Votes {
    uint32_t value[64], votes[64], count;
} Votes;

static void vote(Votes *votes, uint32_t value, uint32_t weight)
{
    for (uint32_t i = 0; i < votes->count; i++)
        if (votes->value[i] == value) {
            votes->votes[i] += weight;
            return;
        }
    if (votes->count < 64) {
        votes->value[votes->count] = value;
        votes->votes[votes->count++] = weight;
    }
}

static uint32_t elected(const Votes *votes)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < votes->count; i++)
        if (votes->votes[i] > votes->votes[best])
            best = i;
    return votes->value[best];
}

/* Would `parent` below `child` close a circle? */
static bool is_below(const Planner *p, uint32_t parent, uint32_t child)
{
    for (uint32_t at = parent; at != NONE; at = p->outline.places[at].parent)
        if (at == child)
            return true;
    return false;
}

static bool is_label(SectionKind kind)
{
    return kind == SECTION_LABEL || kind == SECTION_PLAIN;
}

static bool any_heading(const Planner *p, const IndexVec *members)
{
    for (size_t i = 0; i < members->len; i++)
        if (section_of(p, members->at[i])->kind == SECTION_HEADING)
            return true;
    return false;
}

/* Most inputs decide under what a section stands. A label in the opening stands nowhere: where others have headings, they
   know. */
static void choose_parent(Planner *p, uint32_t cluster)
{
    const IndexVec *members = &p->alignment->clusters[cluster];
    bool has_heading = any_heading(p, members);
    Votes votes = {0};
    for (size_t i = 0; i < members->len; i++) {
        const Node *node = &p->alignment->nodes[members->at[i]];
        uint32_t parent = node->parent == NONE ? NONE : p->alignment->nodes[node->parent].cluster;
        if (parent != NONE && (parent == p->outline.opening || parent == cluster))
            parent = NONE;
        bool is_placed = parent != NONE || !is_label(section_of(p, members->at[i])->kind);
        if (is_placed || !has_heading)
            vote(&votes, parent, p->v->copies[node->doc]);
    }
    uint32_t parent = elected(&votes);
    p->outline.places[cluster].parent =
        parent == NONE || is_below(p, parent, cluster) ? NONE : parent;
}

/* Headings say more than labels, labels more than tags: the first in rank of the best kind gives the title. */
static uint32_t strength(SectionKind kind)
{
    static const uint32_t of_kind[] = {[SECTION_OPENING] = 0,
                                       [SECTION_TAG] = 1,
                                       [SECTION_PLAIN] = 2,
                                       [SECTION_LABEL] = 3,
                                       [SECTION_HEADING] = 4};
    return of_kind[kind];
}

static bool titles_differ(const Planner *p, const IndexVec *members)
{
    for (size_t i = 1; i < members->len; i++)
        if (p->alignment->nodes[members->at[i]].title != p->alignment->nodes[members->at[0]].title)
            return true;
    return false;
}

/* How many inputs call the section what `node` calls it. */
static size_t count_agreeing(const Planner *p, const IndexVec *members, uint32_t node)
{
    size_t agreeing = 0;
    for (size_t i = 0; i < members->len; i++)
        agreeing += p->alignment->nodes[members->at[i]].title == p->alignment->nodes[node].title;
    return agreeing;
}

/* The first in rank of the members' headings that reads so, or NONE. */
static uint32_t title_reading(const Planner *p, const IndexVec *members, Span text)
{
    for (size_t i = 0; i < members->len; i++) {
        const Section *section = section_of(p, members->at[i]);
        if (section->kind == SECTION_HEADING && span_eq(section->title, text))
            return members->at[i];
    }
    return NONE;
}

/* The first in rank of the members' headings on which at least `least` of them agree, or NONE. */
static uint32_t title_agreed(const Planner *p, const IndexVec *members, size_t least)
{
    for (size_t i = 0; i < members->len; i++)
        if (section_of(p, members->at[i])->kind == SECTION_HEADING &&
            count_agreeing(p, members, members->at[i]) >= least)
            return members->at[i];
    return NONE;
}

/* Would the style's title stand beside one that means the same? */
static bool has_namesake(const Planner *p, uint32_t cluster, uint32_t concept)
{
    for (uint32_t c = 0; c < p->outline.count; c++) {
        const Place *place = &p->outline.places[c];
        if (c != cluster && place->title != NONE &&
            place->parent == p->outline.places[cluster].parent &&
            p->alignment->nodes[place->title].concept == concept)
            return true;
    }
    return false;
}

static bool is_one_concept(const Planner *p, const IndexVec *members)
{
    const Node *nodes = p->alignment->nodes;
    for (size_t i = 0; i < members->len; i++)
        if (nodes[members->at[i]].concept != nodes[members->at[0]].concept)
            return false;
    return nodes[members->at[0]].concept != NONE;
}

/* Where three or more inputs mean one concept and do not agree on its name: the name that half of them have, unless
   another has the style's; else the style's. */
static void choose_name(Planner *p, uint32_t cluster)
{
    const IndexVec *members = &p->alignment->clusters[cluster];
    Place *place = &p->outline.places[cluster];
    if (members->len < 3 || place->kind != SECTION_HEADING || !is_one_concept(p, members) ||
        !titles_differ(p, members))
        return;
    uint32_t concept = p->alignment->nodes[members->at[0]].concept;
    Span canonical = p->v->style->concepts[concept].title;
    uint32_t styled = title_reading(p, members, canonical);
    uint32_t agreed = title_agreed(p, members, (members->len + 1 + (styled != NONE)) / 2);
    uint32_t chosen = agreed != NONE ? agreed : styled;
    if (chosen != NONE) {
        place->title = chosen;
        place->text = section_of(p, chosen)->title;
    } else if (!has_namesake(p, cluster, concept)) {
        place->text = canonical;
        place->is_canonical = true;
    }
}

static void choose_title(Planner *p, uint32_t cluster)
{
    const IndexVec *members = &p->alignment->clusters[cluster];
    Place *place = &p->outline.places[cluster];
    uint32_t best = members->at[0];
    place->order = UNKNOWN;
    for (size_t i = 0; i < members->len; i++) {
        const Node *node = &p->alignment->nodes[members->at[i]];
        if (strength(section_of(p, members->at[i])->kind) > strength(section_of(p, best)->kind))
            best = members->at[i];
        uint32_t order =
            node->kin == NONE ? UNKNOWN : 2 * p->v->style->concepts[node->kin].order + 1;
        if (order < place->order)
            place->order = order;
    }
    const Section *section = section_of(p, best);
    place->title = section->unit == NONE ? NONE : best;
    place->kind = section->kind;
    place->text = section->title;
}

static uint32_t *order_of(Planner *p, uint32_t node)
{
    return &p->outline.places[p->alignment->nodes[node].cluster].order;
}

/* The section that follows under the same parent, or NONE. */
static uint32_t next_sibling(const Planner *p, uint32_t node)
{
    const Node *nodes = p->alignment->nodes;
    const Doc *doc = p->v->docs[nodes[node].doc];
    uint32_t next = doc->sections[nodes[node].section].end;
    if (nodes[node].is_opening || next == doc->section_count)
        return NONE;
    uint32_t sibling = p->alignment->first[nodes[node].doc] + next;
    return nodes[sibling].parent == nodes[node].parent ? sibling : NONE;
}

static void take_order(Planner *p, uint32_t node, uint32_t from)
{
    if (node != NONE && *order_of(p, node) == UNKNOWN)
        *order_of(p, node) = *order_of(p, from);
}

/* Before what the style puts in the same place. */
static void take_order_before(Planner *p, uint32_t node, uint32_t next)
{
    if (next != NONE && *order_of(p, node) == UNKNOWN && *order_of(p, next) != UNKNOWN)
        *order_of(p, node) = *order_of(p, next) & ~1u;
}

/* What the style does not know stays with its neighbour: the one before it, else the one that follows. */
static void order_unknown(Planner *p)
{
    uint32_t count = p->alignment->node_count;
    for (uint32_t n = 0; n < count; n++)
        take_order(p, next_sibling(p, n), n);
    for (uint32_t n = count; n-- > 0;)
        take_order_before(p, n, next_sibling(p, n));
}

/* A bold label among headings would seem to belong to the one above it, and a heading below a label to nothing. */
static void promote_labels(Planner *p)
{
    bool has_changed = true;
    while (has_changed) {
        has_changed = false;
        for (uint32_t c = 0; c < p->outline.count; c++) {
            Place *place = &p->outline.places[c];
            uint32_t parent = place->parent;
            if (place->kind == SECTION_HEADING && parent != NONE &&
                p->outline.places[parent].kind != SECTION_HEADING &&
                p->outline.places[parent].kind != SECTION_TAG) {
                p->outline.places[parent].kind = SECTION_HEADING;
                has_changed = true;
            }
        }
    }
}

/* The label of a list that stands for a line of another variant, and the labels beside it, which would seem to be below. */
static void promote_lists(Planner *p, const EnumerationVec *enumerations)
{
    uint32_t top = p->outline.count; /* stands for NONE */
    bool *has_list = ARENA_ARRAY(p->v->scratch, bool, top + 1);
    for (size_t i = 0; i < enumerations->len; i++) {
        const Place *place = &p->outline.places[enumerations->at[i].cluster];
        has_list[place->parent == NONE ? top : place->parent] |= place->kind != SECTION_HEADING;
    }
    for (uint32_t c = 0; c < top; c++) {
        Place *place = &p->outline.places[c];
        if (is_label(place->kind) && has_list[place->parent == NONE ? top : place->parent])
            place->kind = SECTION_HEADING;
    }
}

/* Does the place look like a heading's neighbour that lost its hashes? What leads to a list below a heading is none. */
static bool is_chapter_label(const Place *place)
{
    return place->kind == SECTION_LABEL || (place->kind == SECTION_PLAIN && place->parent == NONE);
}

/* Labels stand before the headings beside them. One that begins a sentence stays there, unless labels that do not would
   leave it behind. */
static void promote_siblings(Planner *p)
{
    uint32_t top = p->outline.count; /* stands for NONE */
    bool *has_heading = ARENA_ARRAY(p->v->scratch, bool, top + 1);
    uint32_t *promoted_in = ARENA_ARRAY(p->v->scratch, uint32_t, top + 1); /* document + 1 */
    for (uint32_t c = 0; c < top; c++) {
        const Place *place = &p->outline.places[c];
        if (place->kind == SECTION_HEADING && c != p->outline.opening)
            has_heading[place->parent == NONE ? top : place->parent] = true;
    }
    for (uint32_t n = 0; n < p->alignment->node_count; n++) {
        const Node *node = &p->alignment->nodes[n];
        Place *place = &p->outline.places[node->cluster];
        uint32_t parent = place->parent == NONE ? top : place->parent;
        bool is_left = promoted_in[parent] == node->doc + 1;
        if (is_chapter_label(place) && has_heading[parent] &&
            (is_left || !prose_begins_sentence(p->v->scratch, place->text)))
            place->kind = SECTION_HEADING;
        if (is_label(section_of(p, n)->kind) && place->kind == SECTION_HEADING)
            promoted_in[parent] = node->doc + 1;
    }
}

static uint8_t base_level(const Planner *p)
{
    if (p->outline.heading != NONE)
        return 2;
    for (uint32_t n = 0; n < p->alignment->node_count; n++) {
        const Section *section = section_of(p, n);
        if (p->alignment->nodes[n].depth == 0 && section->kind == SECTION_HEADING &&
            !p->alignment->nodes[n].is_title)
            return section->level;
    }
    return 2;
}

static void set_levels(Planner *p)
{
    uint8_t base = base_level(p);
    for (uint32_t c = 0; c < p->outline.count; c++) {
        uint32_t depth = 0;
        for (uint32_t at = p->outline.places[c].parent; at != NONE;
             at = p->outline.places[at].parent)
            depth += p->outline.places[at].kind != SECTION_TAG;
        Place *place = &p->outline.places[c];
        place->level = (uint8_t)(base + depth > 6 ? 6 : base + depth);
    }
}

/* The H1 of the voice; without one, the best-ranked one if most variants have one. */
static uint32_t choose_heading(const Planner *p)
{
    uint32_t first = NONE, have = 0, all = 0;
    for (uint32_t d = 0; d < p->v->doc_count; d++)
        all += p->v->copies[d];
    for (uint32_t n = 0; n < p->alignment->node_count; n++) {
        if (!p->alignment->nodes[n].is_title)
            continue;
        have += p->v->copies[p->alignment->nodes[n].doc];
        if (first == NONE)
            first = n;
    }
    bool is_voice = first != NONE && p->alignment->nodes[first].doc == 0;
    return is_voice || have * 2 > all ? first : NONE;
}

static uint32_t find_opening(const Alignment *alignment)
{
    for (uint32_t n = 0; n < alignment->node_count; n++)
        if (alignment->nodes[n].is_opening)
            return alignment->nodes[n].cluster;
    return NONE;
}

uint32_t outline_ordinal(Span title, Span *rest)
{
    uint32_t number = 0;
    size_t at = 0;
    while (at < title.len && at < 4 && title.ptr[at] >= '0' && title.ptr[at] <= '9')
        number = number * 10 + (uint32_t)(title.ptr[at++] - '0');
    bool is_ordinal = at && at + 2 < title.len && (title.ptr[at] == '.' || title.ptr[at] == ')') &&
                      title.ptr[at + 1] == ' ';
    *rest = is_ordinal ? span_trim(span_from(title, at + 2)) : title;
    return is_ordinal ? number : 0;
}

Outline outline_new(const Variants *v, const SplitVec *splits, const EnumerationVec *enumerations)
{
    Planner p = {.v = v, .alignment = v->alignment};
    p.outline.count = v->alignment->cluster_count;
    p.outline.places = ARENA_ARRAY(v->arena, Place, p.outline.count);
    p.outline.opening = find_opening(v->alignment);
    p.outline.heading = choose_heading(&p);
    for (uint32_t c = 0; c < p.outline.count; c++)
        p.outline.places[c].parent = NONE;
    for (uint32_t c = 0; c < p.outline.count; c++) {
        choose_parent(&p, c);
        choose_title(&p, c);
    }
    for (size_t i = 0; i < splits->len; i++)
        p.outline.places[splits->at[i].cluster].parent = splits->at[i].parent;
    for (uint32_t c = 0; c < p.outline.count; c++)
        choose_name(&p, c);
    order_unknown(&p);
    promote_lists(&p, enumerations);
    promote_labels(&p);
    promote_siblings(&p);
    set_levels(&p);
    return p.outline;
}
