/* What both sides added at one point: taken together, ours first, where they are different things. */
#include "merge/three_settle.h"

#include "base/buf.h"
#include "base/ids.h"
#include "text/words.h"

typedef struct Addition {
    const Version *version;
    Range blocks;
} Addition;

static Span bytes_of(const Addition *a)
{
    const Block *blocks = a->version->blocks;
    Range lines = {blocks[a->blocks.start].lines.start, blocks[a->blocks.end - 1].lines.end};
    return lines_range(&a->version->text->lines, lines);
}

/* ---- one is all of the other and more ---- */

/* Is `part` in `whole`, block by block and in its order? What says nothing, as a rule, may be found anywhere: that counts
   only where the whole starts with it. */
static bool is_contained(const Addition *part, const Addition *whole)
{
    uint32_t at = whole->blocks.start;
    bool is_said = words_any(bytes_of(part));
    for (uint32_t b = part->blocks.start; b < part->blocks.end; b++, at++) {
        while (is_said && at < whole->blocks.end &&
               whole->version->ids.ids[at] != part->version->ids.ids[b])
            at++;
        if (at == whole->blocks.end || whole->version->ids.ids[at] != part->version->ids.ids[b])
            return false;
    }
    return true;
}

static bool is_blank(const Version *version, uint32_t block)
{
    return version->blocks[block].kind == BLOCK_BLANK;
}

static bool is_all_blank(const Addition *a)
{
    for (uint32_t b = a->blocks.start; b < a->blocks.end; b++)
        if (!is_blank(a->version, b))
            return false;
    return true;
}

/* ---- the same thing in other words ---- */

static bool is_heading(const Unit *unit)
{
    return unit && unit->kind == UNIT_HEADING && unit->title == SECTION_HEADING;
}

static bool has_heading(const Addition *a)
{
    for (uint32_t b = a->blocks.start; b < a->blocks.end; b++)
        if (is_heading(version_unit(a->version, b)))
            return true;
    return false;
}

/* A title that a step is counted with, as "Step 4: Test": two of them claim an order that nobody gave. */
static bool is_numbered(Arena *arena, Span title)
{
    WordVec words = {0};
    words_split(arena, title, &words);
    for (size_t i = 0; i < words.len && i < 2; i++)
        if (words.at[i].kind == WORD_NUMBER)
            return true;
    return false;
}

static bool are_numbered(Arena *arena, Span a, Span b)
{
    return is_numbered(arena, a) && is_numbered(arena, b);
}

/* What tells one thing from another of its kind: a row's first cell, a key, a field's key. Nothing for the rest. */
static Span name_of(const Version *version, uint32_t block)
{
    const Field *field = version_field(version, block);
    const Unit *unit = version_unit(version, block);
    if (field)
        return field->key;
    if (unit && unit->kind == UNIT_ROW && unit->row->cells.len)
        return unit->row->cells.at[0];
    return unit && unit->key_style != KEY_NONE ? unit->key : (Span){0};
}

typedef enum Likeness { LIKENESS_NONE, LIKENESS_UNNAMED, LIKENESS_SAME } Likeness;

/* By names and numbers alone. */
static Likeness compare_names(Table *table, const Version *a, uint32_t x, const Version *b,
                              uint32_t y)
{
    const Unit *u = version_unit(a, x), *v = version_unit(b, y);
    if (is_heading(u) && is_heading(v))
        return span_eq(u->text, v->text) || are_numbered(table->arena, u->text, v->text)
                   ? LIKENESS_SAME
                   : LIKENESS_NONE;
    if (a->blocks[x].kind != b->blocks[y].kind || (u && v && u->kind != v->kind))
        return LIKENESS_NONE;
    if (u && u->kind == UNIT_ITEM && u->is_ordered && v->is_ordered)
        return LIKENESS_SAME;
    Span name = name_of(a, x), other = name_of(b, y);
    if (!name.len || !other.len)
        return LIKENESS_UNNAMED;
    return span_eq(name, other) ? LIKENESS_SAME : LIKENESS_NONE;
}

/* The words of a block as ids, each once, in order of their ids. */
static IndexVec words_of(Table *table, const Version *version, uint32_t block)
{
    WordVec words = {0};
    IndexVec ids = {0};
    words_split(table->arena, version_block(version, block), &words);
    for (size_t i = 0; i < words.len; i++)
        vec_add(table->arena, &ids, intern_id(table->intern, words.at[i].text));
    ids.len = ids_sort_distinct(ids.at, ids.len);
    return ids;
}

static size_t count_common(const IndexVec *a, const IndexVec *b)
{
    size_t common = 0;
    for (size_t i = 0, j = 0; i < a->len && j < b->len;) {
        uint32_t x = a->at[i], y = b->at[j];
        common += x == y;
        i += x <= y;
        j += y <= x;
    }
    return common;
}

/* So alike that nobody can tell whether one was meant to stand for the other. */
static bool is_alike(const IndexVec *a, const IndexVec *b)
{
    return a->len + b->len > 0 && 4 * count_common(a, b) >= a->len + b->len;
}

enum { COMPARE_LIMIT = 400 };

/* Something that both added, each in its own way. Sections are told apart by their titles alone. */
static bool has_likes(Table *table, const Addition *a, const Addition *b)
{
    uint32_t count = b->blocks.end - b->blocks.start;
    if (count > COMPARE_LIMIT || a->blocks.end - a->blocks.start > COMPARE_LIMIT)
        return true;
    bool are_sections = has_heading(a) && has_heading(b);
    IndexVec *theirs = ARENA_ARRAY(table->arena, IndexVec, count);
    for (uint32_t i = 0; i < count && !are_sections; i++)
        theirs[i] = words_of(table, b->version, b->blocks.start + i);
    for (uint32_t x = a->blocks.start; x < a->blocks.end; x++) {
        IndexVec ours = are_sections ? (IndexVec){0} : words_of(table, a->version, x);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t y = b->blocks.start + i;
            bool is_outer =
                is_heading(version_unit(a->version, x)) && is_heading(version_unit(b->version, y));
            if (are_sections && !is_outer)
                continue;
            Likeness likeness = compare_names(table, a->version, x, b->version, y);
            if (likeness == LIKENESS_SAME ||
                (likeness == LIKENESS_UNNAMED && is_alike(&ours, &theirs[i])))
                return true;
        }
    }
    return false;
}

/* ---- taking both ---- */

/* What goes on with an item above it must stand next to that, then what goes on with a list, table or field, then what
   starts something new. */
typedef enum Standing { STANDING_INSIDE, STANDING_NEXT, STANDING_NEW } Standing;

static Standing standing_of(const Addition *a)
{
    uint32_t first = a->blocks.start; /* there is one that is not blank */
    while (is_blank(a->version, first))
        first++;
    const Unit *unit = version_unit(a->version, first);
    if (unit && unit->parent != NONE)
        return STANDING_INSIDE;
    bool is_entry = unit && (unit->kind == UNIT_ITEM || unit->kind == UNIT_ROW);
    return is_entry || version_is_front(a->version, first) ? STANDING_NEXT : STANDING_NEW;
}

/* Can it follow a paragraph at once? A heading that is underlined cannot. */
static bool is_interrupting(const Version *version, uint32_t block)
{
    const Unit *unit = version_unit(version, block);
    Span text = span_trim_start(version_block(version, block));
    return unit->kind == UNIT_ITEM || (unit->kind == UNIT_CODE && unit->is_fenced) ||
           (is_heading(unit) && span_starts(text, SPAN("#")));
}

/* Would the last block of the first and the first block of the second run into one? */
static bool would_fuse(const Addition *first, const Addition *second)
{
    uint32_t last = first->blocks.end - 1, next = second->blocks.start;
    const Unit *a = version_unit(first->version, last), *b = version_unit(second->version, next);
    if (a && a->is_unclosed) /* a fence, which takes in all behind it */
        return true;
    if (is_blank(first->version, last) || is_blank(second->version, next))
        return false;
    if (!a || !b)
        return a || b ||
               version_is_front(first->version, last) != version_is_front(second->version, next);
    if (is_interrupting(second->version, next))
        return a->kind == UNIT_HTML;
    return a->kind != UNIT_ROW || b->kind != UNIT_ROW;
}

/* Above the levels of headings. */
enum { LEVEL_NONE = 7 };

static uint32_t level_of(const Version *version, uint32_t block)
{
    const Unit *unit = version_unit(version, block);
    return is_heading(unit) ? unit->level : LEVEL_NONE;
}

/* Would what the second says stand in a section that the first opens? */
static bool would_capture(const Addition *first, const Addition *second)
{
    uint32_t highest = LEVEL_NONE, start = second->blocks.start;
    for (uint32_t b = first->blocks.start; b < first->blocks.end; b++) {
        uint32_t level = level_of(first->version, b);
        highest = level < highest ? level : highest;
    }
    while (is_blank(second->version, start))
        start++;
    uint32_t next = level_of(second->version, start);
    return highest < LEVEL_NONE && (next == LEVEL_NONE || next > highest);
}

/* Of two that stand alike the one that does not take in the other; ours where neither does. */
static const Addition *choose_first(const Addition *a, const Addition *b)
{
    bool may_a = !would_capture(a, b), may_b = !would_capture(b, a);
    if (may_a && may_b)
        return would_fuse(a, b) || would_fuse(b, a) ? NULL : a;
    const Addition *first = may_a ? a : may_b ? b : NULL;
    return first && !would_fuse(first, first == a ? b : a) ? first : NULL;
}

/* NULL where neither order is sure. */
static const Addition *find_first(const Addition *a, const Addition *b)
{
    if (standing_of(a) == standing_of(b))
        return choose_first(a, b);
    const Addition *first = standing_of(b) < standing_of(a) ? b : a;
    const Addition *second = first == a ? b : a;
    return would_capture(first, second) || would_fuse(first, second) ? NULL : first;
}

static void join(Table *table, const Addition *first, const Addition *second, Span *text)
{
    Buf out = buf_in(table->arena);
    buf_add(&out, bytes_of(first));
    if (!span_ends(buf_span(&out), SPAN("\n")))
        buf_add_byte(&out, '\n');
    buf_add(&out, bytes_of(second));
    *text = buf_span(&out);
}

bool settle_additions(Table *table, Range ours, Range theirs, Span *text, ThreeRule *rule)
{
    Addition a = {table->ours.side, ours}, b = {table->theirs.side, theirs};
    if (is_all_blank(&a) || is_all_blank(&b)) {
        *rule = RULE_MARKUP;
        *text = bytes_of(is_all_blank(&a) ? &b : &a);
        return true;
    }
    *rule = RULE_CONTAINED;
    if (is_contained(&a, &b) || is_contained(&b, &a)) {
        *text = bytes_of(is_contained(&a, &b) ? &b : &a);
        return true;
    }
    *rule = RULE_ADDED;
    const Addition *first = find_first(&a, &b);
    if (!first || has_likes(table, &a, &b))
        return false;
    join(table, first, first == &a ? &b : &a, text);
    return true;
}
