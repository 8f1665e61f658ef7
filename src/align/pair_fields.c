/* Fields: by key; a field whose key is new by its value. */
#include "align/pairer.h"

static void pair_two(Pairer *pairer, uint32_t old, uint32_t new, PairReason reason)
{
    pairer->p->fields[PAIR_OLD][old] = (Mate){new, reason, 1};
    pairer->p->fields[PAIR_NEW][new] = (Mate){old, reason, 1};
}

static bool same_key(const Field *a, const Field *b)
{
    return span_eq(a->key, b->key);
}

static bool same_source(const Field *a, const Field *b)
{
    Span value = span_trim(a->source);
    return value.len > 0 && span_eq(value, span_trim(b->source));
}

/* Both sides hold fields in a number that people write by hand; beyond it they are paired in order alone. */
enum { FIELD_LIMIT = 1000 };

static void pair_first(Pairer *pairer, bool (*is_same)(const Field *, const Field *),
                       PairReason reason)
{
    const FieldVec *old = &pairer->p->docs[PAIR_OLD]->front.fields;
    const FieldVec *new = &pairer->p->docs[PAIR_NEW]->front.fields;
    bool is_many = old->len > FIELD_LIMIT || new->len > FIELD_LIMIT;
    for (uint32_t i = 0; i < old->len; i++) {
        uint32_t from = is_many ? i : 0, to = is_many ? i + 1 : (uint32_t) new->len;
        if (pairer->p->fields[PAIR_OLD][i].index != NONE)
            continue;
        for (uint32_t j = from; j < to && j < new->len; j++) {
            bool is_free = pairer->p->fields[PAIR_NEW][j].index == NONE;
            if (!is_free || !is_same(&old->at[i], &new->at[j]))
                continue;
            pair_two(pairer, i, j, reason);
            break;
        }
    }
}

void pair_fields(Pairer *pairer)
{
    pair_first(pairer, same_key, PAIR_KEY);
    pair_first(pairer, same_source, PAIR_IDENTICAL);
}
