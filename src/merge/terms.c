#include "merge/terms.h"

#include "base/buf.h"
#include "doc/inline.h"
#include "style/singular.h"
#include "text/words.h"

static const float LIKE_VALUE = 0.5f;
enum { KEY_WORDS_APART = 1 };
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

static bool is_key_word(const Statement *s, uint32_t stem)
{
    for (uint32_t i = 0; i < s->key_count; i++)
        if (s->tokens[i].stem == stem)
            return true;
    return false;
}

/* How many content words of a's key b's lacks; numbers in keys tell apart. */
static uint32_t key_words_beyond(const Statement *a, const Statement *b)
{
    uint32_t beyond = 0;
    for (uint32_t i = 0; i < a->key_count; i++)
        if (a->tokens[i].kind != TOKEN_STOP && !is_key_word(b, a->tokens[i].stem))
            beyond += a->tokens[i].kind == TOKEN_CONTENT ? 1 : KEY_WORDS_APART + 1;
    return beyond;
}

/* Share of the fewer value words that both hold. */
static float shared_value(const Statement *a, const Statement *b)
{
    uint32_t shared = 0, count = 0, other = 0;
    for (uint32_t i = a->key_count; i < a->token_count; i++) {
        bool is_shared = false;
        for (uint32_t j = b->key_count; j < b->token_count && !is_shared; j++)
            is_shared = a->tokens[i].stem == b->tokens[j].stem;
        count += a->tokens[i].kind == TOKEN_CONTENT;
        shared += is_shared && a->tokens[i].kind == TOKEN_CONTENT;
    }
    for (uint32_t j = b->key_count; j < b->token_count; j++)
        other += b->tokens[j].kind == TOKEN_CONTENT;
    uint32_t fewer = count < other ? count : other;
    return fewer ? (float)shared / (float)fewer : 0;
}

/* "Implementation" and "Implementation Code" are one key where their values agree in half of what they say. */
static bool like_key(const Statement *a, const Statement *b)
{
    uint32_t more = key_words_beyond(a, b), other = key_words_beyond(b, a);
    return a->key_count && b->key_count && (!more || !other) && more + other == KEY_WORDS_APART &&
           shared_value(a, b) >= LIKE_VALUE;
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

Span terms_fold(Arena *arena, Span term)
{
    WordVec words = {0};
    words_split(arena, inline_plain(arena, term), &words);
    Buf buf = buf_in(arena);
    for (size_t i = 0; i < words.len; i++)
        if (!words_is_stop(words.at[i].text)) {
            buf_add(&buf, singular(arena, words.at[i].text));
            buf_add_byte(&buf, ' ');
        }
    return buf.len ? buf_span(&buf) : term;
}

const Terms *terms_of(const Variants *v, uint32_t unit)
{
    Terms **known = &v->terms[unit];
    if (*known)
        return *known;
    *known = ARENA_NEW(v->scratch, Terms);
    SpanVec *written = &(*known)->as_written;
    terms_split(v->scratch, variants_unit(v, unit)->value, written);
    for (size_t i = 0; i < written->len; i++)
        vec_add(v->scratch, &(*known)->folded, terms_fold(v->scratch, written->at[i]));
    return *known;
}

bool terms_same_key(const Variants *v, uint32_t a, uint32_t b)
{
    return same_key(variants_said(v, a), variants_said(v, b));
}

bool terms_like_key(const Variants *v, uint32_t a, uint32_t b)
{
    const Statement *x = variants_said(v, a), *y = variants_said(v, b);
    return same_key(x, y) || like_key(x, y);
}

bool terms_match(const Variants *v, uint32_t a, uint32_t b, uint32_t *shared)
{
    *shared = 0;
    if (!terms_like_key(v, a, b))
        return false;
    const Terms *left = terms_of(v, a), *right = terms_of(v, b);
    for (size_t i = 0; i < left->folded.len; i++)
        *shared += spans_hold(&right->folded, left->folded.at[i]);
    return left->folded.len && right->folded.len;
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

static void add_terms(Union *u, uint32_t unit)
{
    const Terms *terms = terms_of(u->v, unit);
    for (size_t t = 0; t < terms->as_written.len; t++) {
        Span term = without_and(terms->as_written.at[t]), folded = terms->folded.at[t];
        if (term.len < terms->as_written.at[t].len)
            folded = terms_fold(u->v->scratch, term);
        if (spans_hold(&u->seen, folded))
            continue;
        bool is_phrase = t == 0 && (terms->as_written.len == 1 || u->last == 1);
        if (u->seen.len)
            buf_add(&u->text, is_phrase ? SPAN("; ") : SPAN(", "));
        buf_add(&u->text, term);
        vec_add(u->v->scratch, &u->seen, folded);
    }
    u->last = terms->as_written.len;
}

Span terms_union(const Variants *v, uint32_t first, const IndexVec *units)
{
    const Unit *unit = variants_unit(v, first);
    Union u = {.v = v, .text = buf_in(v->arena)};
    uint32_t shared;
    buf_add(&u.text, span_range(unit->text, 0, (size_t)(unit->value.ptr - unit->text.ptr)));
    add_terms(&u, first);
    for (size_t i = 0; i < units->len; i++)
        if (units->at[i] != first && terms_match(v, first, units->at[i], &shared))
            add_terms(&u, units->at[i]);
    return buf_span(&u.text);
}
