#include "diff/renames.h"

/* Of a thousand: what two sections need to have in common of all they hold, their titles having nothing. */
enum { ACCEPTED = 500 };

typedef struct Renamer {
    Pairing *p;
    Splits *splits;
} Renamer;

/* What the unit is, or is a part of, on the other side. */
static uint32_t counterpart(const Renamer *r, int side, uint32_t unit)
{
    uint32_t whole = r->splits->whole[side][unit];
    return whole == NONE ? r->p->units[side][unit].index : whole;
}

/* A title that stands for nothing but, at most, the first part of something. */
static bool is_free(const Renamer *r, int side, uint32_t section)
{
    const Section *s = &r->p->docs[side]->sections[section];
    if (s->unit == NONE || s->kind == SECTION_TAG || r->p->sections[side][section].index != NONE ||
        r->p->section_prints[side][section].host != section)
        return false;
    const Mate *mate = &r->p->units[side][s->unit];
    return mate->index == NONE || mate->reason == PAIR_PARTS;
}

/* The end of what stands in the section before any other. */
static uint32_t own_end(const Doc *doc, uint32_t section)
{
    const Section *s = &doc->sections[section];
    return s->end > section + 1 ? doc->sections[section + 1].units.start : s->units.end;
}

/* The new section in which the first text of this one stands that was divided otherwise; NONE without one. */
static uint32_t candidate(const Renamer *r, uint32_t section)
{
    const Doc *old = r->p->docs[PAIR_OLD], *new = r->p->docs[PAIR_NEW];
    uint32_t title = old->sections[section].unit, end = own_end(old, section);
    for (uint32_t u = title + 1; u < end; u++) {
        uint32_t other = counterpart(r, PAIR_OLD, u);
        if (other != NONE && r->p->units[PAIR_NEW][other].reason == PAIR_PARTS)
            return new->units[other].section;
    }
    return NONE;
}

/* Of a thousand. */
static uint32_t content_likeness(const Renamer *r, uint32_t old, uint32_t new)
{
    const Doc *const *docs = r->p->docs;
    uint64_t common = 0, both = (uint64_t)r->p->section_prints[PAIR_OLD][old].weight +
                                r->p->section_prints[PAIR_NEW][new].weight;
    uint32_t title = docs[PAIR_OLD]->sections[old].unit, end = own_end(docs[PAIR_OLD], old);
    for (uint32_t u = title + 1; u < end; u++) {
        uint32_t other = counterpart(r, PAIR_OLD, u);
        if (other != NONE && docs[PAIR_NEW]->units[other].section == new)
            common += r->p->unit_prints[PAIR_OLD][u].weight;
    }
    uint64_t share = both ? 2000 * common / both : 0;
    return share > 1000 ? 1000 : (uint32_t)share;
}

/* The parts go on without the title. */
static void release(Renamer *r, int side, uint32_t title)
{
    uint32_t whole = r->p->units[side][title].index, first = title + 1;
    if (whole == NONE)
        return;
    bool is_one = splits_parts(r->splits, r->p, (PairSide)side, title).end == first + 1;
    PairReason reason = is_one ? PAIR_LIKENESS : PAIR_PARTS;
    r->p->units[side][first] = (Mate){whole, reason, 1};
    r->p->units[1 - side][whole] = (Mate){first, reason, 1};
    r->splits->whole[side][first] = NONE;
}

static void join(Renamer *r, uint32_t old, uint32_t new, float score)
{
    uint32_t sections[2] = {old, new}, titles[2];
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        titles[side] = r->p->docs[side]->sections[sections[side]].unit;
        release(r, side, titles[side]);
    }
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        r->p->sections[side][sections[side]] = (Mate){sections[1 - side], PAIR_CONTENT, score};
        r->p->units[side][titles[side]] = (Mate){titles[1 - side], PAIR_CONTENT, score};
    }
}

/* Another title on another level is too much to say on such grounds. */
static bool are_alike(const Section *old, const Section *new)
{
    return old->kind == new->kind && old->level == new->level;
}

void renames_find(Pairing *pairing, Splits *splits)
{
    Renamer r = {pairing, splits};
    const Doc *old = pairing->docs[PAIR_OLD], *new = pairing->docs[PAIR_NEW];
    for (uint32_t s = 1; s < old->section_count; s++) {
        uint32_t other = is_free(&r, PAIR_OLD, s) ? candidate(&r, s) : NONE;
        if (other == NONE || !is_free(&r, PAIR_NEW, other) ||
            !are_alike(&old->sections[s], &new->sections[other]))
            continue;
        uint32_t likeness = content_likeness(&r, s, other);
        if (likeness >= ACCEPTED)
            join(&r, s, other, (float)likeness / 1000);
    }
}
