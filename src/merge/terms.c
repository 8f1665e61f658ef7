#include "merge/terms.h"

#include "base/buf.h"
#include "doc/inline.h"
#include "text/words.h"

enum { TERM_WORDS = 6 }; /* longer is no term but a statement */

static bool ends_sentence(Span value)
{
    return value.len && strchr(".!?:;", value.ptr[value.len - 1]) &&
           !span_ends(value, SPAN("etc."));
}

static bool is_term(Arena *arena, Span text)
{
    WordVec words = {0};
    words_split(arena, text, &words);
    return words.len > 0 && words.len <= TERM_WORDS && span_find(text, SPAN(". "), 0) == text.len &&
           span_find_byte(text, '\n', 0) == text.len;
}

bool terms_split(Arena *arena, Span value, SpanVec *terms)
{
    size_t before = terms->len;
    if (!value.len || ends_sentence(value) || span_find(value, SPAN("; "), 0) < value.len)
        return false;
    front_split_commas(arena, value, terms);
    bool is_list = terms->len > before;
    for (size_t i = before; i < terms->len; i++)
        is_list = is_list && is_term(arena, terms->at[i]);
    if (!is_list)
        terms->len = before;
    return is_list;
}

static bool same_key(const Statement *a, const Statement *b)
{
    uint32_t i = 0, j = 0, content = 0;
    for (;; i++, j++) {
        while (i < a->key_count && a->tokens[i].kind == TOKEN_STOP)
            i++;
        while (j < b->key_count && b->tokens[j].kind == TOKEN_STOP)
            j++;
        if (i == a->key_count || j == b->key_count)
            return content && i == a->key_count && j == b->key_count;
        if (a->tokens[i].stem != b->tokens[j].stem)
            return false;
        content++;
    }
}

static Span fold_term(Arena *arena, Span term)
{
    WordVec words = {0};
    words_split(arena, inline_plain(arena, term), &words);
    Buf buf = buf_in(arena);
    for (size_t i = 0; i < words.len; i++) {
        buf_add(&buf, words.at[i].text);
        buf_add_byte(&buf, ' ');
    }
    return buf_span(&buf);
}

static SpanVec folded_terms(Arena *arena, const SpanVec *terms)
{
    SpanVec folded = {0};
    for (size_t i = 0; i < terms->len; i++)
        vec_add(arena, &folded, fold_term(arena, terms->at[i]));
    return folded;
}

static bool holds(const SpanVec *list, Span term)
{
    for (size_t i = 0; i < list->len; i++)
        if (span_eq(list->at[i], term))
            return true;
    return false;
}

bool terms_match(const Variants *v, uint32_t a, uint32_t b, uint32_t *shared)
{
    *shared = 0;
    if (!same_key(variants_said(v, a), variants_said(v, b)))
        return false;
    SpanVec left = {0}, right = {0};
    if (!terms_split(v->arena, variants_unit(v, a)->value, &left) ||
        !terms_split(v->arena, variants_unit(v, b)->value, &right))
        return false;
    SpanVec left_folded = folded_terms(v->arena, &left),
            right_folded = folded_terms(v->arena, &right);
    for (size_t i = 0; i < left_folded.len; i++)
        *shared += holds(&right_folded, left_folded.at[i]);
    return true;
}

/* "and X" at the end of a list is X once something follows it. */
static Span without_and(Span term)
{
    return span_starts(term, SPAN("and ")) ? span_from(term, 4) : term;
}

typedef struct Union {
    const Variants *v;
    SpanVec seen; /* folded */
    size_t
        last; /* terms of the unit before: phrases are set off by semicolons, terms of lists by commas */
    Buf text;
} Union;

static void add_terms(Union *u, Span value)
{
    SpanVec terms = {0};
    terms_split(u->v->arena, value, &terms);
    for (size_t t = 0; t < terms.len; t++) {
        Span term = without_and(terms.at[t]), folded = fold_term(u->v->arena, term);
        if (holds(&u->seen, folded))
            continue;
        bool is_phrase = t == 0 && (terms.len == 1 || u->last == 1);
        if (u->seen.len)
            buf_add(&u->text, is_phrase ? SPAN("; ") : SPAN(", "));
        buf_add(&u->text, term);
        vec_add(u->v->arena, &u->seen, folded);
    }
    u->last = terms.len;
}

Span terms_union(const Variants *v, uint32_t first, const IndexVec *units)
{
    const Unit *unit = variants_unit(v, first);
    Union u = {.v = v, .text = buf_in(v->arena)};
    uint32_t shared;
    buf_add(&u.text, span_range(unit->text, 0, (size_t)(unit->value.ptr - unit->text.ptr)));
    add_terms(&u, unit->value);
    for (size_t i = 0; i < units->len; i++)
        if (units->at[i] != first && terms_match(v, first, units->at[i], &shared))
            add_terms(&u, variants_unit(v, units->at[i])->value);
    return buf_span(&u.text);
}
