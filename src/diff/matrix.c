#include "diff/matrix.h"

#include "align/likeness.h"
#include "base/buf.h"

#include <stdlib.h>

/* The variants in the order of their bytes, in which they are aligned. */
typedef struct Sorted {
    Doc *doc;
    uint32_t variant;
} Sorted;

typedef struct Maker {
    Arena *arena;
    Matrix *matrix;
    Lexicon *lexicon;
    Alignment *alignment;
    const Sorted *sorted;
    Statement **statements;    /* of each variant */
    const uint32_t *sorted_of; /* place of a variant in the alignment */
    size_t pairs_left;
} Maker;

static int by_bytes(const void *left, const void *right)
{
    const Sorted *a = left, *b = right;
    int order = span_cmp(a->doc->source.raw.text, b->doc->source.raw.text);
    return order ? order : (a->variant > b->variant) - (a->variant < b->variant);
}

static void align(Maker *m)
{
    uint32_t count = m->matrix->doc_count;
    Sorted *sorted = ARENA_ARRAY(m->arena, Sorted, count);
    uint32_t *place = ARENA_ARRAY(m->arena, uint32_t, count);
    Doc **docs = ARENA_ARRAY(m->arena, Doc *, count);
    for (uint32_t d = 0; d < count; d++)
        sorted[d] = (Sorted){m->matrix->docs[d], d};
    qsort(sorted, count, sizeof *sorted, by_bytes);
    for (uint32_t i = 0; i < count; i++) {
        docs[i] = sorted[i].doc;
        place[sorted[i].variant] = i;
    }
    m->sorted = sorted;
    m->sorted_of = place;
    m->lexicon = lexicon_new(m->arena, docs, count);
    m->statements = ARENA_ARRAY(m->arena, Statement *, count);
    for (uint32_t d = 0; d < count; d++)
        m->statements[d] = m->lexicon->of_doc[place[d]];
    m->alignment = align_nodes(m->arena, docs, count, m->matrix->style, m->lexicon);
    align_cluster(m->arena, m->alignment, m->lexicon, &(ConstraintVec){0});
}

/* ---- rows ---- */

static MatrixRow *add_row(Maker *m, uint32_t namer)
{
    uint32_t count = m->matrix->doc_count;
    MatrixRow *row = vec_push(m->arena, &m->matrix->rows);
    *row = (MatrixRow){.namer = namer, .concept = NONE};
    row->cells = ARENA_ARRAY(m->arena, Cell, count);
    for (uint32_t d = 0; d < count; d++)
        row->cells[d] = (Cell){.index = NONE, .same = d};
    return row;
}

static void fill_cell(MatrixRow *row, uint32_t variant, uint32_t index)
{
    row->count += row->cells[variant].index == NONE;
    row->cells[variant].index = index;
}

/* What comes behind what: each thing stands behind the one it follows in the first variant that has it. */
typedef struct Chain {
    IndexVec next;
    uint32_t first;
} Chain;

static void chain_insert(Arena *arena, Chain *chain, uint32_t behind, uint32_t thing)
{
    while (chain->next.len <= thing)
        vec_add(arena, &chain->next, NONE);
    uint32_t *link = behind == NONE ? &chain->first : &chain->next.at[behind];
    chain->next.at[thing] = *link;
    *link = thing;
}

/* ---- fields ---- */

Span matrix_value(Arena *arena, const Field *field)
{
    if (field->shape != FIELD_LIST)
        return span_trim(field->shape == FIELD_SCALAR ? field->value : field->source);
    Buf out = buf_in(arena);
    for (size_t i = 0; i < field->items.len; i++)
        buf_format(&out, "%s%.*s", i ? ", " : "", SPAN_ARG(field->items.at[i]));
    return buf_span(&out);
}

static void note_same_fields(Maker *m, MatrixRow *row)
{
    for (uint32_t d = 0; d < m->matrix->doc_count; d++)
        for (uint32_t e = 0; e < d && row->cells[d].index != NONE && row->cells[d].same == d; e++) {
            if (row->cells[e].index == NONE)
                continue;
            const Field *a = &m->matrix->docs[d]->front.fields.at[row->cells[d].index];
            const Field *b = &m->matrix->docs[e]->front.fields.at[row->cells[e].index];
            if (span_eq(matrix_value(m->arena, a), matrix_value(m->arena, b)))
                row->cells[d].same = e;
        }
}

static void read_fields(Maker *m, const Intern *keys, const Chain *order)
{
    for (uint32_t key = order->first; key != NONE; key = order->next.at[key]) {
        MatrixRow *row = NULL;
        for (uint32_t d = 0; d < m->matrix->doc_count; d++) {
            const FieldVec *fields = &m->matrix->docs[d]->front.fields;
            for (uint32_t f = 0; f < fields->len; f++) {
                if (intern_find(keys, fields->at[f].key) != key)
                    continue;
                row = row ? row : add_row(m, d);
                if (row->cells[d].index == NONE)
                    fill_cell(row, d, f);
            }
        }
        row->is_field = true;
        note_same_fields(m, row);
    }
}

static void add_fields(Maker *m)
{
    Intern *keys = intern_new(m->arena);
    Chain order = {.first = NONE};
    for (uint32_t d = 0; d < m->matrix->doc_count; d++) {
        const FieldVec *fields = &m->matrix->docs[d]->front.fields;
        uint32_t before = NONE;
        for (uint32_t f = 0; f < fields->len; f++) {
            uint32_t known = intern_count(keys), key = intern_id(keys, fields->at[f].key);
            if (key == known)
                chain_insert(m->arena, &order, before, key);
            before = key;
        }
    }
    read_fields(m, keys, &order);
}

/* ---- sections ---- */

/* A section's own units: up to its first subsection. */
static Range own_units(const Doc *doc, uint32_t section)
{
    const Section *s = &doc->sections[section];
    Range units = {s->units.start + (s->unit != NONE), s->units.end};
    if (s->end > section + 1)
        units.end = doc->sections[section + 1].units.start;
    return units.end < units.start ? (Range){units.start, units.start} : units;
}

static const Node *node_of(const Maker *m, uint32_t variant, uint32_t section)
{
    return &m->alignment->nodes[m->alignment->first[m->sorted_of[variant]] + section];
}

static bool says_nothing(const Doc *doc, uint32_t section)
{
    const Section *s = &doc->sections[section];
    return s->units.start == s->units.end;
}

static void note_same_sections(Maker *m, MatrixRow *row)
{
    for (uint32_t d = 0; d < m->matrix->doc_count; d++)
        for (uint32_t e = 0; e < d && row->cells[d].index != NONE && row->cells[d].same == d; e++)
            if (row->cells[e].index != NONE && node_of(m, d, row->cells[d].index)->subtree ==
                                                   node_of(m, e, row->cells[e].index)->subtree)
                row->cells[d].same = e;
}

static void read_cluster(Maker *m, uint32_t cluster)
{
    const IndexVec *members = &m->alignment->clusters[cluster];
    MatrixRow *row = add_row(m, NONE);
    for (size_t i = 0; i < members->len; i++) {
        const Node *node = &m->alignment->nodes[members->at[i]];
        uint32_t variant = m->sorted[node->doc].variant;
        fill_cell(row, variant, node->section);
        row->cells[variant].units = own_units(m->matrix->docs[variant], node->section);
        if (variant < row->namer) {
            row->namer = variant;
            row->depth = node->depth;
        }
        row->concept = node->concept < row->concept ? node->concept : row->concept;
    }
    note_same_sections(m, row);
}

static void add_sections(Maker *m)
{
    Chain order = {.first = NONE};
    bool *is_known = ARENA_ARRAY(m->arena, bool, m->alignment->cluster_count);
    for (uint32_t c = 0; c < m->alignment->cluster_count; c++)
        vec_add(m->arena, &order.next, NONE);
    for (uint32_t d = 0; d < m->matrix->doc_count; d++) {
        const Doc *doc = m->matrix->docs[d];
        uint32_t before = NONE;
        for (uint32_t s = 0; s < doc->section_count; s++) {
            if (says_nothing(doc, s))
                continue;
            uint32_t cluster = node_of(m, d, s)->cluster;
            if (!is_known[cluster])
                chain_insert(m->arena, &order, before, cluster);
            is_known[cluster] = true;
            before = cluster;
        }
    }
    for (uint32_t c = order.first; c != NONE; c = order.next.at[c])
        read_cluster(m, c);
}

/* ---- units ---- */

typedef struct Said {
    uint32_t variant, unit;
    uint32_t text; /* id of its words */
} Said;

typedef VEC(Said) SaidVec;

static void mark_common(Maker *m, const Said *said)
{
    m->matrix->is_common[m->matrix->first_unit[said->variant] + said->unit] = true;
}

static void meet(Maker *m, uint32_t row, const Said *a, const Said *b)
{
    const Statement *x = &m->statements[a->variant][a->unit];
    const Statement *y = &m->statements[b->variant][b->unit];
    Verdict verdict = verdict_of(m->lexicon, x, y, true);
    bool is_common = verdict.kind == VERDICT_SAME || verdict.kind == VERDICT_CONTAINS ||
                     verdict.kind == VERDICT_CONTAINED;
    if (is_common) {
        mark_common(m, a);
        mark_common(m, b);
    } else if (verdict.kind == VERDICT_CONTRADICTS) {
        Clash clash = {verdict.conflict, row, {a->variant, b->variant}, {a->unit, b->unit}};
        vec_add(m->arena, &m->matrix->clashes, clash);
    }
}

static int by_text(const void *left, const void *right)
{
    const Said *a = left, *b = right;
    if (a->text != b->text)
        return a->text < b->text ? -1 : 1;
    if (a->variant != b->variant)
        return a->variant < b->variant ? -1 : 1;
    return (a->unit > b->unit) - (a->unit < b->unit);
}

/* What several variants say in the same words. */
static void mark_same_texts(Maker *m, SaidVec *said)
{
    if (said->len)
        qsort(said->at, said->len, sizeof *said->at, by_text);
    for (size_t i = 0, end; i < said->len; i = end) {
        bool is_common = false;
        for (end = i + 1; end < said->len && said->at[end].text == said->at[i].text; end++)
            is_common |= said->at[end].variant != said->at[i].variant;
        for (size_t n = i; n < end && is_common; n++)
            mark_common(m, &said->at[n]);
    }
}

/* What is not said in the same words may say the same in others, or the opposite. */
static void compare_rest(Maker *m, uint32_t row, SaidVec *said)
{
    size_t count = 0;
    for (size_t i = 0; i < said->len; i++) {
        const Said *one = &said->at[i];
        if (!m->matrix->is_common[m->matrix->first_unit[one->variant] + one->unit])
            said->at[count++] = *one;
    }
    size_t pairs = count * count / 2;
    if (pairs > m->pairs_left)
        return;
    m->pairs_left -= pairs;
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count; j++)
            if (said->at[i].variant != said->at[j].variant)
                meet(m, row, &said->at[i], &said->at[j]);
}

static void compare_units(Maker *m, uint32_t index)
{
    const MatrixRow *row = &m->matrix->rows.at[index];
    SaidVec said = {0};
    for (uint32_t d = 0; d < m->matrix->doc_count; d++)
        for (uint32_t u = row->cells[d].units.start; u < row->cells[d].units.end; u++)
            if (m->statements[d][u].token_count)
                vec_add(m->arena, &said, (Said){d, u, m->statements[d][u].text});
    mark_same_texts(m, &said);
    compare_rest(m, index, &said);
    for (uint32_t d = 0; d < m->matrix->doc_count; d++)
        for (uint32_t u = row->cells[d].units.start; u < row->cells[d].units.end; u++)
            row->cells[d].common += m->matrix->is_common[m->matrix->first_unit[d] + u];
}

static void add_units(Maker *m)
{
    Matrix *matrix = m->matrix;
    matrix->first_unit = ARENA_ARRAY(m->arena, uint32_t, matrix->doc_count + 1);
    for (uint32_t d = 0; d < matrix->doc_count; d++)
        matrix->first_unit[d + 1] = matrix->first_unit[d] + matrix->docs[d]->unit_count;
    matrix->is_common = ARENA_ARRAY(m->arena, bool, matrix->first_unit[matrix->doc_count]);
    for (uint32_t row = 0; row < matrix->rows.len; row++)
        if (!matrix->rows.at[row].is_field)
            compare_units(m, row);
}

Matrix *matrix_of(Arena *arena, Doc *const *docs, uint32_t doc_count, const Style *style)
{
    Matrix *matrix = ARENA_NEW(arena, Matrix);
    *matrix = (Matrix){.docs = docs, .doc_count = doc_count, .style = style};
    Maker m = {.arena = arena, .matrix = matrix, .pairs_left = MATRIX_PAIR_LIMIT};
    align(&m);
    matrix->likeness = likeness_matrix(arena, m.lexicon, docs, m.statements, doc_count);
    add_fields(&m);
    add_sections(&m);
    add_units(&m);
    return matrix;
}

Span matrix_row_name(const Matrix *matrix, const MatrixRow *row)
{
    const Doc *doc = matrix->docs[row->namer];
    uint32_t index = row->cells[row->namer].index;
    if (row->is_field)
        return doc->front.fields.at[index].key;
    Span title = doc->sections[index].title;
    return title.len ? title : SPAN("(opening)");
}
