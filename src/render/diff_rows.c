#include "render/diff_rows.h"

typedef struct Maker {
    Arena *arena;
    const Diff *diff;
    DiffRowVec *rows;
    uint32_t *of_line[2];  /* by line: what was added or removed there */
    uint32_t *of_unit[2];  /* by unit: what was edited, renamed or reformatted */
    uint32_t *of_field[2]; /* by field: whatever happened to it */
    uint32_t *moves[2];    /* by unit: the innermost change that moved it */
    uint32_t next;         /* unit of the old document that has no row yet */
} Maker;

static uint32_t *no_changes(Arena *arena, uint32_t count)
{
    uint32_t *list = ARENA_ARRAY(arena, uint32_t, count);
    memset(list, 0xff, count * sizeof *list);
    return list;
}

/* ---- which change is about what ---- */

static void note_lines(Maker *m, int side, const Place *place, uint32_t change)
{
    for (size_t i = 0; i < place->parts.len; i++)
        for (uint32_t n = place->parts.at[i].start; n < place->parts.at[i].end; n++)
            m->of_line[side][n] = change;
}

static Range units_of(const Doc *doc, const Change *change, const Place *place)
{
    if (change->what == CHANGE_SECTION)
        return doc->sections[place->index].units;
    return (Range){place->index, doc->units[place->index].end};
}

/* Changes come outermost first where one holds another, so that the last to write is the innermost. */
static void note_move(Maker *m, int side, const Change *change, const Place *place, uint32_t index)
{
    Range units = units_of(m->diff->pairing->docs[side], change, place);
    for (uint32_t u = units.start; u < units.end; u++) {
        uint32_t *move = &m->moves[side][u];
        const Place *other = *move == NONE      ? NULL
                             : side == PAIR_OLD ? &m->diff->changes.at[*move].old
                                                : &m->diff->changes.at[*move].new;
        uint32_t span = place->lines.end - place->lines.start;
        if (!other || span <= other->lines.end - other->lines.start)
            *move = index;
    }
}

static void note_side(Maker *m, int side, const Change *change, uint32_t index)
{
    const Place *place = side == PAIR_OLD ? &change->old : &change->new;
    const Doc *doc = m->diff->pairing->docs[side];
    if (place->index == NONE)
        return;
    if (change->what == CHANGE_FIELD)
        m->of_field[side][place->index] = index;
    else if (change->kind == CHANGE_MOVED)
        note_move(m, side, change, place, index);
    else if (change->kind == CHANGE_ADDED || change->kind == CHANGE_REMOVED)
        note_lines(m, side, place, index);
    else {
        uint32_t unit =
            change->what == CHANGE_SECTION ? doc->sections[place->index].unit : place->index;
        if (unit != NONE)
            m->of_unit[side][unit] = index;
    }
}

static void note_changes(Maker *m)
{
    for (int side = PAIR_OLD; side <= PAIR_NEW; side++) {
        const Doc *doc = m->diff->pairing->docs[side];
        m->of_line[side] = no_changes(m->arena, doc->source.text.count + 1);
        m->of_unit[side] = no_changes(m->arena, doc->unit_count);
        m->of_field[side] = no_changes(m->arena, (uint32_t)doc->front.fields.len);
        m->moves[side] = no_changes(m->arena, doc->unit_count);
        for (uint32_t i = 0; i < m->diff->changes.len; i++)
            note_side(m, side, &m->diff->changes.at[i], i);
    }
}

/* ---- rows ---- */

/* A title's partner is that of its section; a label may have become a paragraph, which is no section. */
static uint32_t named_mate(const Maker *m, int side, uint32_t unit)
{
    const Pairing *p = m->diff->pairing;
    uint32_t section = p->docs[side]->units[unit].section;
    uint32_t mate = p->sections[side][section].index;
    bool is_title = p->docs[side]->sections[section].unit == unit && mate != NONE;
    return is_title ? p->docs[1 - side]->sections[mate].unit : p->units[side][unit].index;
}

/* Only when both name each other: nothing may lose its row to a partner that stands beside another. */
static uint32_t mate_of(const Maker *m, int side, uint32_t unit)
{
    uint32_t mate = named_mate(m, side, unit);
    return mate != NONE && named_mate(m, 1 - side, mate) == unit ? mate : NONE;
}

/* The change of the text that the unit is a further part of. */
static uint32_t change_of_whole(const Maker *m, int side, uint32_t unit)
{
    uint32_t whole = m->diff->splits.whole[side][unit];
    return whole == NONE ? NONE : m->of_unit[1 - side][whole];
}

static uint32_t change_of(const Maker *m, int side, uint32_t unit)
{
    if (m->of_unit[side][unit] != NONE)
        return m->of_unit[side][unit];
    if (m->diff->splits.whole[side][unit] != NONE)
        return change_of_whole(m, side, unit);
    return m->of_line[side][m->diff->pairing->docs[side]->units[unit].lines.start];
}

static void add_old(Maker *m, uint32_t unit)
{
    DiffRow row = {.units = {unit, NONE}, .change = NONE, .moved = NONE};
    if (mate_of(m, PAIR_OLD, unit) == NONE)
        row.change = change_of(m, PAIR_OLD, unit);
    else {
        row.is_away = true;
        row.moved = m->moves[PAIR_OLD][unit];
    }
    vec_add(m->arena, m->rows, row);
}

static void add_old_up_to(Maker *m, uint32_t unit)
{
    for (; m->next < unit; m->next++)
        add_old(m, m->next);
}

/* What keeps its place brings what stood before it in the old document along. */
static void add_new(Maker *m, uint32_t unit)
{
    uint32_t mate = mate_of(m, PAIR_NEW, unit), moved = m->moves[PAIR_NEW][unit];
    if (mate != NONE && moved == NONE && mate >= m->next) {
        add_old_up_to(m, mate);
        m->next = mate + 1;
    }
    DiffRow row = {.units = {mate, unit}, .change = change_of(m, PAIR_NEW, unit), .moved = moved};
    vec_add(m->arena, m->rows, row);
}

static void add_fields(Maker *m)
{
    const Pairing *p = m->diff->pairing;
    uint32_t old_count = (uint32_t)p->docs[PAIR_OLD]->front.fields.len, next = 0;
    for (uint32_t f = 0; f < p->docs[PAIR_NEW]->front.fields.len; f++) {
        uint32_t mate = p->fields[PAIR_NEW][f].index;
        for (; mate != NONE && next < mate; next++)
            if (p->fields[PAIR_OLD][next].index == NONE)
                vec_add(m->arena, m->rows,
                        (DiffRow){true, {next, NONE}, m->of_field[PAIR_OLD][next], NONE, false});
        next = mate != NONE && mate >= next ? mate + 1 : next;
        vec_add(m->arena, m->rows,
                (DiffRow){true, {mate, f}, m->of_field[PAIR_NEW][f], NONE, false});
    }
    for (; next < old_count; next++)
        if (p->fields[PAIR_OLD][next].index == NONE)
            vec_add(m->arena, m->rows,
                    (DiffRow){true, {next, NONE}, m->of_field[PAIR_OLD][next], NONE, false});
}

void diff_rows(Arena *arena, const Diff *diff, DiffRowVec *rows)
{
    Maker m = {.arena = arena, .diff = diff, .rows = rows};
    note_changes(&m);
    add_fields(&m);
    for (uint32_t u = 0; u < diff->pairing->docs[PAIR_NEW]->unit_count; u++)
        add_new(&m, u);
    add_old_up_to(&m, diff->pairing->docs[PAIR_OLD]->unit_count);
}
