#include "diff/splits.h"

#include "align/fingerprint.h"
#include "base/buf.h"
#include "diff/refine.h"

/* Of a hundred: so much of each part has to stand in the whole; and so much longer than the whole the parts may be. */
enum { SHARED = 60, LONGEST = 130, MOST_PARTS = 32 };

/* Shorter texts are parts of anything. */
enum { LEAST_BYTES = 12 };

typedef struct Finder {
    Arena *scratch;
    Pairing *p;
    Splits splits;
} Finder;

static bool is_prose(const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    return (u->kind == UNIT_PARAGRAPH || u->kind == UNIT_ITEM) && !u->task &&
           u->text.len >= LEAST_BYTES;
}

static bool is_free(const Finder *f, int side, uint32_t unit)
{
    return f->p->units[side][unit].index == NONE && f->splits.whole[side][unit] == NONE;
}

static size_t length_of(const Doc *doc, Range units)
{
    size_t length = 0;
    for (uint32_t u = units.start; u < units.end; u++)
        length += doc->units[u].text.len + 1;
    return length;
}

/* A label is shown with its colon, as its line has it. */
static Span text_of(Arena *arena, const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    if (u->kind != UNIT_HEADING)
        return fingerprint_squeeze(arena, u->text);
    return u->info.len ? span_trim(u->info) : doc->sections[u->section].title;
}

Span splits_text(Arena *arena, const Doc *doc, Range units)
{
    Buf text = buf_in(arena);
    for (uint32_t u = units.start; u < units.end; u++) {
        if (u > units.start)
            buf_add_byte(&text, ' ');
        buf_add(&text, text_of(arena, doc, u));
    }
    return buf_span(&text);
}

/* May the unit be one more part of those? It has to stand in their section, and all of them in the whole. */
static bool may_take(const Finder *f, int side, Range parts, uint32_t unit, uint32_t whole)
{
    const Doc *doc = f->p->docs[side];
    if (unit >= doc->unit_count || parts.end - parts.start == MOST_PARTS ||
        !is_free(f, side, unit) || !is_prose(doc, unit) ||
        doc->units[unit].section != doc->units[parts.start].section)
        return false;
    size_t all = length_of(doc, parts) + doc->units[unit].text.len;
    return all * 100 <= f->p->docs[1 - side]->units[whole].text.len * LONGEST;
}

/* How much of the text from `from` up to `to` on this side is the same on the other. */
static bool is_shared(const RunVec *runs, RunKind other, size_t from, size_t to)
{
    size_t at = 0, same = 0;
    for (size_t i = 0; i < runs->len; i++) {
        const Run *run = &runs->at[i];
        if (run->kind == other)
            continue;
        size_t start = at > from ? at : from;
        at += run->text.len;
        size_t end = at < to ? at : to;
        same += run->kind == RUN_SAME && end > start ? end - start : 0;
    }
    return same * 100 >= (to - from) * SHARED;
}

/* Of some parts those from the first to the last that stand in the whole; empty when one between them does not. */
static Range shared_parts(const Finder *f, int side, Range parts, uint32_t whole)
{
    RunVec runs = {0};
    Range kept = {0, 0};
    const Doc *doc = f->p->docs[side];
    Span one = splits_text(f->scratch, f->p->docs[1 - side], (Range){whole, whole + 1});
    Span many = splits_text(f->scratch, doc, parts);
    bool is_new = side == PAIR_NEW;
    refine_prose(f->scratch, is_new ? one : many, is_new ? many : one, &runs);
    size_t at = 0;
    uint32_t count = 0;
    for (uint32_t u = parts.start; u < parts.end; u++) {
        size_t len = text_of(f->scratch, doc, u).len;
        if (is_shared(&runs, is_new ? RUN_REMOVED : RUN_ADDED, at, at + len))
            kept = (Range){count++ ? kept.start : u, u + 1};
        at += len + 1;
    }
    return kept.end - kept.start == count ? kept : (Range){0, 0};
}

static bool is_same_range(Range a, Range b)
{
    return a.start == b.start && a.end == b.end;
}

void splits_keep(Splits *splits, Pairing *pairing, PairSide side, Range parts, uint32_t whole)
{
    Mate *mates = pairing->units[side], *mate = &pairing->units[1 - side][whole];
    if (mate->index != NONE)
        mates[mate->index] = (Mate){.index = NONE};
    *mate = (Mate){parts.start, PAIR_PARTS, 1};
    mates[parts.start] = (Mate){whole, PAIR_PARTS, 1};
    for (uint32_t u = parts.start + 1; u < parts.end; u++)
        splits->whole[side][u] = whole;
}

/* What stands for the whole now, or, where nothing does, what follows the mate of the unit before it. */
static uint32_t first_part(const Finder *f, int side, uint32_t whole)
{
    const Mate *mates = f->p->units[1 - side];
    if (mates[whole].index != NONE)
        return mates[whole].index;
    uint32_t before = whole ? mates[whole - 1].index : NONE;
    bool has = before != NONE && before + 1 < f->p->docs[side]->unit_count &&
               is_free(f, side, before + 1) && f->splits.whole[1 - side][whole] == NONE;
    return has ? before + 1 : NONE;
}

static void find_parts(Finder *f, int side, uint32_t whole)
{
    uint32_t first = first_part(f, side, whole);
    if (first == NONE || !is_prose(f->p->docs[side], first))
        return;
    Range parts = {first, first + 1};
    while (parts.start && may_take(f, side, parts, parts.start - 1, whole))
        parts.start--;
    while (may_take(f, side, parts, parts.end, whole))
        parts.end++;
    if (parts.end - parts.start < 2)
        return;
    Range kept = shared_parts(f, side, parts, whole); /* without neighbours that only had room */
    if (kept.end - kept.start < 2 || first < kept.start || first >= kept.end)
        return;
    if (is_same_range(kept, parts) || is_same_range(kept, shared_parts(f, side, kept, whole)))
        splits_keep(&f->splits, f->p, (PairSide)side, kept, whole);
}

static bool may_be_whole(const Finder *f, int side, uint32_t unit)
{
    PairReason reason = f->p->units[side][unit].reason;
    return reason != PAIR_IDENTICAL && reason != PAIR_PARTS && is_prose(f->p->docs[side], unit);
}

Splits splits_find(Arena *arena, Arena *scratch, Pairing *pairing)
{
    Finder f = {.scratch = scratch, .p = pairing};
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        uint32_t count = pairing->docs[side]->unit_count;
        f.splits.whole[side] = ARENA_ARRAY(arena, uint32_t, count);
        memset(f.splits.whole[side], 0xff, count * sizeof *f.splits.whole[side]);
    }
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++)
        for (uint32_t u = 0; u < pairing->docs[side]->unit_count; u++)
            if (may_be_whole(&f, side, u))
                find_parts(&f, 1 - side, u);
    return f.splits;
}

Range splits_parts(const Splits *splits, const Pairing *pairing, PairSide side, uint32_t unit)
{
    Range parts = {unit, unit + 1};
    uint32_t whole = pairing->units[side][unit].index;
    while (parts.end < pairing->docs[side]->unit_count && whole != NONE &&
           splits->whole[side][parts.end] == whole)
        parts.end++;
    return parts;
}

Range splits_place(Arena *scratch, const Splits *splits, const Doc *doc, PairSide side,
                   uint32_t unit)
{
    uint32_t first = unit, at = 0;
    while (splits->whole[side][first] != NONE)
        first--;
    for (uint32_t u = first; u < unit; u++)
        at += (uint32_t)text_of(scratch, doc, u).len + 1;
    return (Range){at, at + (uint32_t)text_of(scratch, doc, unit).len};
}
