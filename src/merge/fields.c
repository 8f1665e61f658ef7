#include "merge/fields.h"

#include "base/buf.h"
#include "base/intern.h"
#include "merge/grants.h"
#include "text/words.h"

/* All fields of one key, by rank. */
typedef struct Occurrence {
    uint32_t doc, field;
    SpanVec entries; /* of a set: its tools */
    uint32_t fate;   /* first of its fates in field_fates */
} Occurrence;

typedef struct Merger {
    Consolidation *result;
    const Variants *v;
    Arena *arena;
    const Grant *grants;
    Span key;
    FieldMeaning meaning;
    VEC(Occurrence) all;
} Merger;

static const Field *field_of(const Merger *m, const Occurrence *o)
{
    return &m->v->docs[o->doc]->front.fields.at[o->field];
}

static uint32_t add_fate(Merger *m, const Occurrence *o, Span entry, bool is_entry, Fate fate,
                         DropRule rule, uint32_t target)
{
    vec_add(m->arena, &m->result->field_fates,
            (FieldFate){o->doc, o->field, entry, is_entry, fate, rule, target});
    return (uint32_t)m->result->field_fates.len - 1;
}

static uint32_t add_field(Merger *m, Field field)
{
    vec_add(m->arena, &m->result->draft.fields, field);
    return (uint32_t)m->result->draft.fields.len - 1;
}

static void add_conflict(Merger *m, uint32_t winner, uint32_t loser, uint32_t support)
{
    vec_add(m->arena, &m->result->conflicts,
            (Conflict){m->key, NONE, NONE, winner, loser, support});
}

/* ---- one value wins ---- */

static bool same_entries(const SpanVec *a, const SpanVec *b)
{
    bool is_same = a->len == b->len;
    for (size_t i = 0; is_same && i < a->len; i++)
        is_same = span_eq(a->at[i], b->at[i]);
    return is_same;
}

static bool same_value(const Field *a, const Field *b)
{
    if (a->shape != b->shape)
        return false;
    if (a->shape == FIELD_SCALAR)
        return span_eq(span_trim(a->value), span_trim(b->value));
    if (a->shape != FIELD_LIST)
        return span_eq(span_trim(a->source), span_trim(b->source));
    return same_entries(&a->items, &b->items);
}

static uint32_t votes_for(const Merger *m, uint32_t index)
{
    uint32_t votes = 0;
    for (size_t i = 0; i < m->all.len; i++)
        if (same_value(field_of(m, &m->all.at[i]), field_of(m, &m->all.at[index])))
            votes += m->v->copies[m->all.at[i].doc];
    return votes;
}

/* The one part of a model's full name that is a word: "sonnet" of "claude-sonnet-4-5-20250929". Anything else is its own
   family, and an alias is. */
static Span family_of(const Field *field)
{
    Span value = span_trim(field->value), family = value;
    if (!span_starts(value, SPAN("claude-")))
        return value;
    uint32_t words = 0;
    for (size_t at = strlen("claude-"), end; at < value.len; at = end + 1) {
        end = span_find_byte(value, '-', at);
        if ((uint8_t)(value.ptr[at] - '0') < 10)
            continue;
        family = span_range(value, at, end);
        words++;
    }
    return words == 1 ? family : value;
}

/* A model's alias and its full name are one model to who chooses between models. */
static uint32_t family_votes(const Merger *m, uint32_t index)
{
    if (!span_eq(m->key, SPAN("model")) || field_of(m, &m->all.at[index])->shape != FIELD_SCALAR)
        return votes_for(m, index);
    Span family = family_of(field_of(m, &m->all.at[index]));
    uint32_t votes = 0;
    for (size_t i = 0; i < m->all.len; i++)
        if (span_eq(family_of(field_of(m, &m->all.at[i])), family))
            votes += m->v->copies[m->all.at[i].doc];
    return votes;
}

static bool has_more_votes(const Merger *m, uint32_t one, uint32_t other)
{
    uint32_t a = family_votes(m, one), b = family_votes(m, other);
    return a != b ? a > b : votes_for(m, one) > votes_for(m, other);
}

/* The majority; among equals the first in rank. */
static uint32_t choose_majority(const Merger *m)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < m->all.len; i++)
        if (has_more_votes(m, i, best))
            best = i;
    return best;
}

/* The voice's; without one the longest, which says most. */
static uint32_t choose_description(const Merger *m)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < m->all.len && m->all.at[0].doc != 0; i++)
        if (field_of(m, &m->all.at[i])->value.len > field_of(m, &m->all.at[best])->value.len)
            best = i;
    return best;
}

static uint32_t choose_first(const Merger *m)
{
    (void)m;
    return 0;
}

/* How the winner of a field with one value is found, by what the field means. */
static uint32_t (*const choose[])(const Merger *m) = {
    [FIELD_OTHER] = choose_first,
    [FIELD_NAME] = choose_majority,
    [FIELD_DESCRIPTION] = choose_description,
    [FIELD_TOOLS] = choose_first,
    [FIELD_DENIED] = choose_first,
    [FIELD_CHOICE] = choose_majority,
    [FIELD_SET] = choose_first,
};

static void merge_value(Merger *m)
{
    uint32_t winner = choose[m->meaning](m);
    const Field *chosen = field_of(m, &m->all.at[winner]);
    uint32_t target = add_field(m, *chosen), winner_fate = NONE;
    winner_fate = add_fate(m, &m->all.at[winner], (Span){0}, false, FATE_KEPT, DROP_NONE, target);
    for (uint32_t i = 0; i < m->all.len; i++) {
        if (i == winner)
            continue;
        bool agrees = same_value(field_of(m, &m->all.at[i]), chosen);
        uint32_t fate =
            add_fate(m, &m->all.at[i], (Span){0}, false, agrees ? FATE_DUPLICATE : FATE_CONFLICT,
                     DROP_NONE, agrees ? target : NONE);
        if (!agrees)
            add_conflict(m, winner_fate, fate, votes_for(m, winner));
    }
}

/* ---- sets ---- */

static bool are_sets(Merger *m)
{
    bool all = m->meaning == FIELD_TOOLS || m->meaning == FIELD_DENIED || m->meaning == FIELD_SET;
    for (size_t i = 0; all && i < m->all.len; i++) {
        m->all.at[i].entries = front_entries(m->arena, field_of(m, &m->all.at[i]));
        all = m->all.at[i].entries.len > 0;
    }
    return all;
}

static bool is_admitted(const Merger *m, const Occurrence *from, Span entry)
{
    if (m->meaning != FIELD_TOOLS)
        return true;
    switch (m->result->policy->tools) {
    case TOOLS_INTERSECTION:
        return grants_all_hold(m->v, m->grants, m->key, entry);
    case TOOLS_VOICE:
        return from == &m->all.at[0] ||
               style_tools_hold(m->v->scratch, &m->all.at[0].entries, entry);
    default:
        return true;
    }
}

static SpanVec admitted_entries(Merger *m)
{
    SpanVec entries = {0};
    for (size_t i = 0; i < m->all.len; i++) {
        const Occurrence *o = &m->all.at[i];
        for (size_t e = 0; e < o->entries.len; e++)
            if (is_admitted(m, o, o->entries.at[e]) &&
                !style_tools_hold(m->v->scratch, &entries, o->entries.at[e]))
                vec_add(m->arena, &entries, o->entries.at[e]);
    }
    return entries;
}

static Span joined(Merger *m, const SpanVec *entries)
{
    Buf buf = buf_in(m->arena);
    for (size_t i = 0; i < entries->len; i++) {
        if (i)
            buf_add(&buf, SPAN(", "));
        buf_add(&buf, entries->at[i]);
    }
    return buf_span(&buf);
}

static void settle_set(Merger *m, const Occurrence *o, const SpanVec *written, uint32_t target)
{
    for (size_t e = 0; e < o->entries.len; e++) {
        bool is_in = style_tools_hold(m->v->scratch, written, o->entries.at[e]);
        add_fate(m, o, o->entries.at[e], true, is_in ? FATE_MERGED : FATE_DROPPED,
                 is_in ? DROP_NONE : DROP_TOOLS, is_in ? target : NONE);
    }
}

static void merge_set(Merger *m)
{
    SpanVec entries = admitted_entries(m);
    Field field = *field_of(m, &m->all.at[0]);
    bool is_changed = !same_entries(&entries, &m->all.at[0].entries);
    uint32_t target = NONE;
    if (field.shape == FIELD_LIST)
        field.items = entries;
    else if (is_changed)
        field.value = joined(m, &entries);
    if (entries.len)
        target = add_field(m, field);
    for (size_t i = 0; i < m->all.len; i++)
        settle_set(m, &m->all.at[i], &entries, target);
}

/* ---- all keys ---- */

static const Setting *setting_for(const Merger *m)
{
    for (uint32_t i = 0; i < m->result->policy->setting_count; i++)
        if (span_eq(m->result->policy->settings[i].key, m->key))
            return &m->result->policy->settings[i];
    return NULL;
}

/* The user's word stands; what the inputs said is dropped by decision. */
static void apply_setting(Merger *m, const Setting *setting)
{
    Field field = {.key = setting->key,
                   .shape = FIELD_SCALAR,
                   .quote = QUOTE_PLAIN,
                   .value = setting->value,
                   .source = setting->value};
    vec_add(m->arena, &m->result->settings, add_field(m, field));
    for (size_t i = 0; i < m->all.len; i++)
        add_fate(m, &m->all.at[i], (Span){0}, false, FATE_DROPPED, DROP_DECISION, NONE);
}

/* Every key once, in the order of the result, and the fields that have it: chains through all fields, counted over all
   inputs. */
typedef struct Keys {
    Intern *intern;
    VEC(Occurrence) fields;
    uint32_t *first; /* by key */
    uint32_t *next;  /* by field */
} Keys;

static void add_doc_keys(Arena *arena, Keys *keys, const Doc *doc, uint32_t index)
{
    for (uint32_t f = 0; f < doc->front.fields.len; f++) {
        intern_id(keys->intern, doc->front.fields.at[f].key);
        vec_add(arena, &keys->fields, (Occurrence){.doc = index, .field = f});
    }
}

static Span key_at(const Variants *v, const Keys *keys, size_t field)
{
    const Occurrence *o = &keys->fields.at[field];
    return v->docs[o->doc]->front.fields.at[o->field].key;
}

/* The style's keys first, those that only the user set last. */
static Keys find_keys(const Consolidation *result)
{
    const Variants *v = result->variants;
    Arena *arena = result->arena;
    Keys keys = {.intern = intern_new(arena)};
    for (uint32_t i = 0; i < v->style->field_count; i++)
        intern_id(keys.intern, v->style->field_order[i]);
    for (uint32_t d = 0; d < v->doc_count; d++)
        add_doc_keys(arena, &keys, v->docs[d], d);
    for (uint32_t i = 0; i < result->policy->setting_count; i++)
        intern_id(keys.intern, result->policy->settings[i].key);
    keys.first = ARENA_ARRAY(arena, uint32_t, intern_count(keys.intern));
    keys.next = ARENA_ARRAY(arena, uint32_t, keys.fields.len);
    for (uint32_t id = 0; id < intern_count(keys.intern); id++)
        keys.first[id] = NONE;
    for (size_t i = keys.fields.len; i-- > 0;) {
        uint32_t *first = &keys.first[intern_find(keys.intern, key_at(v, &keys, i))];
        keys.next[i] = *first;
        *first = (uint32_t)i;
    }
    return keys;
}

static void merge_key(Consolidation *result, const Grant *grants, const Keys *keys, uint32_t id)
{
    Merger m = {.result = result, .v = result->variants, .arena = result->arena, .grants = grants};
    m.key = intern_text(keys->intern, id);
    m.meaning = style_field_meaning(m.key);
    for (uint32_t i = keys->first[id]; i != NONE; i = keys->next[i])
        vec_add(m.arena, &m.all, keys->fields.at[i]);
    const Setting *setting = setting_for(&m);
    if (setting)
        apply_setting(&m, setting);
    else if (m.all.len && are_sets(&m))
        merge_set(&m);
    else if (m.all.len)
        merge_value(&m);
}

static void merge_comments(Consolidation *result)
{
    const Variants *v = result->variants;
    for (uint32_t d = 0; d < v->doc_count; d++) {
        if (!v->docs[d]->front.comments.len)
            continue;
        bool is_voice = d == 0;
        if (is_voice)
            result->draft.front_comments = v->docs[0]->front.comments;
        FieldFate fate = {d,
                          NONE,
                          {0},
                          false,
                          is_voice ? FATE_KEPT : FATE_DROPPED,
                          is_voice ? DROP_NONE : DROP_VOICE,
                          NONE};
        vec_add(result->arena, &result->field_fates, fate);
    }
}

/* Looks from the field `hint` on. */
static uint32_t field_index(const Doc *doc, const Field *field, uint32_t hint)
{
    const FieldVec *fields = &doc->front.fields;
    uint32_t index = hint % (uint32_t)fields->len;
    while (fields->at[index].key.ptr != field->key.ptr)
        index = (index + 1) % (uint32_t)fields->len;
    return index;
}

/* One of a single document's fields: it stays as it is unless the user set it. */
static void keep_field(Consolidation *result, const Field *field, uint32_t *hint)
{
    Merger m = {.result = result, .v = result->variants, .arena = result->arena, .key = field->key};
    Occurrence o = {.doc = 0, .field = field_index(m.v->docs[0], field, *hint)};
    *hint = o.field + 1;
    if (setting_for(&m))
        add_fate(&m, &o, (Span){0}, false, FATE_DROPPED, DROP_DECISION, NONE);
    else
        add_fate(&m, &o, (Span){0}, false, FATE_KEPT, DROP_NONE, add_field(&m, *field));
}

void fields_keep(Consolidation *result, const Draft *whole)
{
    result->draft.has_front = whole->has_front || result->policy->setting_count;
    merge_comments(result);
    uint32_t hint = 0;
    for (size_t i = 0; i < whole->fields.len; i++)
        keep_field(result, &whole->fields.at[i], &hint);
    for (uint32_t i = 0; i < result->policy->setting_count; i++) {
        Merger m = {.result = result,
                    .v = result->variants,
                    .arena = result->arena,
                    .key = result->policy->settings[i].key};
        apply_setting(&m, setting_for(&m));
    }
}

void fields_merge(Consolidation *result)
{
    const Variants *v = result->variants;
    Keys keys = find_keys(result);
    const Grant *grants = grants_read(v);
    for (uint32_t d = 0; d < v->doc_count; d++)
        result->draft.has_front |= v->docs[d]->front.mode != FRONT_NONE;
    merge_comments(result);
    for (uint32_t id = 0; id < intern_count(keys.intern); id++)
        merge_key(result, grants, &keys, id);
    grants_judge(result, grants);
    result->draft.has_front |= result->draft.fields.len > 0;
}
