/* Fields: by key; a field whose key is new by its value, when no other has it. */
#include "align/pairer.h"

#include <stdlib.h>

typedef struct Named {
    Span name;
    uint32_t field;
} Named;

typedef VEC(Named) NamedVec;

static int by_name(const void *left, const void *right)
{
    const Named *a = left, *b = right;
    int order = span_cmp(a->name, b->name);
    return order ? order : (a->field > b->field) - (a->field < b->field);
}

static Span key_of(const Field *field)
{
    return field->key;
}

static Span value_of(const Field *field)
{
    return span_trim(field->source);
}

/* Fields without a mate, in the order of their names. */
static NamedVec free_fields(Pairer *pairer, PairSide side, Span (*name_of)(const Field *))
{
    const FieldVec *fields = &pairer->p->docs[side]->front.fields;
    NamedVec list = {0};
    for (uint32_t f = 0; f < fields->len; f++)
        if (pairer->p->fields[side][f].index == NONE && name_of(&fields->at[f]).len)
            vec_add(pairer->scratch, &list, (Named){name_of(&fields->at[f]), f});
    if (list.len > 1)
        qsort(list.at, list.len, sizeof *list.at, by_name);
    return list;
}

static size_t count_name(const NamedVec *list, size_t from)
{
    size_t to = from;
    while (to < list->len && span_eq(list->at[to].name, list->at[from].name))
        to++;
    return to - from;
}

static void pair_two(Pairer *pairer, uint32_t old, uint32_t new, PairReason reason)
{
    pairer->p->fields[PAIR_OLD][old] = (Mate){new, reason, 1};
    pairer->p->fields[PAIR_NEW][new] = (Mate){old, reason, 1};
}

/* The n-th of a name with the n-th, or only where each side has one. */
static void pair_by_name(Pairer *pairer, Span (*name_of)(const Field *), bool is_only,
                         PairReason reason)
{
    NamedVec old = free_fields(pairer, PAIR_OLD, name_of);
    NamedVec new = free_fields(pairer, PAIR_NEW, name_of);
    for (size_t i = 0, j = 0; i < old.len && j < new.len;) {
        int order = span_cmp(old.at[i].name, new.at[j].name);
        size_t a = order <= 0 ? count_name(&old, i) : 0, b = order >= 0 ? count_name(&new, j) : 0;
        bool may_pair = !is_only || (a == 1 && b == 1);
        for (size_t n = 0; may_pair && n < a && n < b; n++)
            pair_two(pairer, old.at[i + n].field, new.at[j + n].field, reason);
        i += a, j += b;
    }
}

void pair_fields(Pairer *pairer)
{
    pair_by_name(pairer, key_of, false, PAIR_KEY);
    pair_by_name(pairer, value_of, true, PAIR_IDENTICAL);
}
