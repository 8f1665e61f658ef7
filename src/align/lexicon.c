#include "align/lexicon.h"

#include "base/ids.h"
#include "doc/inline.h"
#include "text/words.h"

#include <math.h>

typedef struct Reader {
    Lexicon *lexicon;
    Arena *scratch; /* for all but the statements */
    Stems *stemmer;
    Intern *texts;       /* sequences of stems, and blocks to the letter */
    Intern *known;       /* words that were read before, */
    VEC(Token) known_as; /* and what they are */
    WordVec words;
    VEC(Token) tokens;
} Reader;

/* Small numbers that people spell out. */
static const Span number_words[] = {SPAN_ENTRY("zero"),  SPAN_ENTRY("one"),   SPAN_ENTRY("two"),
                                    SPAN_ENTRY("three"), SPAN_ENTRY("four"),  SPAN_ENTRY("five"),
                                    SPAN_ENTRY("six"),   SPAN_ENTRY("seven"), SPAN_ENTRY("eight"),
                                    SPAN_ENTRY("nine"),  SPAN_ENTRY("ten"),   SPAN_ENTRY("eleven"),
                                    SPAN_ENTRY("twelve")};

static Span number_of_word(Arena *arena, Span word)
{
    for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++)
        if (span_eq(word, number_words[i]))
            return arena_format(arena, "%zu", i);
    return (Span){0};
}

static Span number_of(Arena *arena, Span word)
{
    Span spelled = number_of_word(arena, word);
    while (word.len > 1 && word.ptr[word.len - 1] == '+') /* 10+ years */
        word.len--;
    return spelled.len ? spelled : word;
}

static Span stem_of(Reader *reader, TokenKind kind, Span word)
{
    return kind == TOKEN_CONTENT  ? stems_stem(reader->stemmer, word)
           : kind == TOKEN_NUMBER ? number_of(reader->scratch, word)
                                  : word;
}

/* The id of a word that is of this kind unless it is known already. Its stem is asked for when it is met in a text: ids of
   stems count up from the first one that was. */
static uint32_t know(Reader *reader, Span word, TokenKind kind)
{
    uint32_t id = intern_borrowed(reader->known, word);
    if (id == reader->known_as.len)
        vec_add(reader->scratch, &reader->known_as, (Token){NONE, kind});
    return id;
}

static void know_list(Reader *reader, WordList list, TokenKind kind)
{
    WordPlace place = {0};
    for (Span word; (word = words_listed(list, &place)).len;)
        know(reader, word, kind);
}

/* Most words are none of these, and would be looked for in each list. */
static void know_listed(Reader *reader)
{
    know_list(reader, WORDS_NEGATION, TOKEN_NEGATION);
    for (size_t i = 0; i < sizeof number_words / sizeof *number_words; i++)
        if (i != 1) /* "one" is a pronoun as often */
            know(reader, number_words[i], TOKEN_NUMBER);
    know_list(reader, WORDS_STOP, TOKEN_STOP);
}

static Token read_word(Reader *reader, const Word *word)
{
    uint32_t id =
        know(reader, word->text, word->kind == WORD_NUMBER ? TOKEN_NUMBER : TOKEN_CONTENT);
    Token *token = &reader->known_as.at[id];
    if (token->stem == NONE)
        token->stem = intern_id(reader->lexicon->stems, stem_of(reader, token->kind, word->text));
    return *token;
}

/* Signs of comparison that stand between two words. */
static const struct {
    Span sign, word;
} comparisons[] = {
    {SPAN_ENTRY("<="), SPAN_ENTRY("<=")},     {SPAN_ENTRY(">="), SPAN_ENTRY(">=")},
    {SPAN_ENTRY("\u2264"), SPAN_ENTRY("<=")}, {SPAN_ENTRY("\u2265"), SPAN_ENTRY(">=")},
    {SPAN_ENTRY("<"), SPAN_ENTRY("<")},       {SPAN_ENTRY(">"), SPAN_ENTRY(">")},
};

static void add_comparison(Reader *reader, Span between)
{
    for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++) {
        if (span_find(between, comparisons[i].sign, 0) == between.len)
            continue;
        uint32_t id = intern_id(reader->lexicon->stems, comparisons[i].word);
        vec_add(reader->scratch, &reader->tokens, (Token){id, TOKEN_COMPARE});
        return;
    }
}

static void add_tokens(Reader *reader, Span text)
{
    reader->words.len = 0;
    words_split(reader->scratch, text, &reader->words);
    size_t at = 0;
    for (size_t i = 0; i < reader->words.len; i++) {
        const Word *word = &reader->words.at[i];
        if (word->kind == WORD_NUMBER)
            add_comparison(reader,
                           span_range(text, at < word->offset ? at : word->offset, word->offset));
        vec_add(reader->scratch, &reader->tokens, read_word(reader, word));
        at = word->offset + word->len;
    }
}

static void collect(Arena *arena, Statement *s)
{
    uint32_t *terms = ARENA_ARRAY(arena, uint32_t, s->token_count);
    uint32_t *numbers = ARENA_ARRAY(arena, uint32_t, s->token_count);
    for (uint32_t i = 0; i < s->token_count; i++) {
        Token token = s->tokens[i];
        bool is_number = token.kind == TOKEN_NUMBER;
        if (token.kind == TOKEN_CONTENT || (is_number && i < s->key_count))
            terms[s->term_count++] = token.stem;
        else if (is_number)
            numbers[s->number_count++] = token.stem;
        s->negations += token.kind == TOKEN_NEGATION;
    }
    s->term_count = ids_sort_distinct(terms, s->term_count);
    for (uint32_t i = 0; i < s->term_count; i++)
        s->trace |= UINT64_C(1) << terms[i] % 64;
    s->terms = terms;
    s->numbers = numbers;
}

static Statement finish(Reader *reader, uint32_t key_count, Span exact)
{
    Arena *arena = reader->lexicon->arena;
    size_t count = reader->tokens.len;
    Token *tokens = ARENA_ARRAY(arena, Token, count);
    uint32_t *ids = ARENA_ARRAY(reader->scratch, uint32_t, count);
    for (size_t i = 0; i < count; i++) {
        tokens[i] = reader->tokens.at[i];
        ids[i] = tokens[i].stem;
    }
    Statement s = {.tokens = tokens, .token_count = (uint32_t)count, .key_count = key_count};
    Span sequence = exact.len ? exact : (Span){(const char *)ids, count * sizeof *ids};
    s.text = intern_borrowed(reader->texts, sequence);
    collect(arena, &s);
    reader->tokens.len = 0;
    return s;
}

/* Blocks that are never edited are the same only if they are the same to the letter. */
static bool is_atomic(UnitKind kind)
{
    return kind == UNIT_CODE || kind == UNIT_HTML || kind == UNIT_QUOTE;
}

static Statement read_unit(Reader *reader, const Unit *unit)
{
    Arena *arena = reader->scratch;
    if (is_atomic(unit->kind)) {
        add_tokens(reader, unit->text);
        return finish(reader, 0,
                      arena_format(arena, "%d:%.*s", unit->kind, SPAN_ARG(span_trim(unit->text))));
    }
    uint32_t key_count = 0;
    Span text = unit->text;
    if (unit->key_style != KEY_NONE) {
        add_tokens(reader, inline_plain(arena, unit->key));
        key_count = (uint32_t)reader->tokens.len;
        text = unit->value;
    }
    add_tokens(reader, inline_plain(arena, text));
    return finish(reader, key_count, (Span){0});
}

static void weigh(const Lexicon *lexicon, Statement *s)
{
    double weight = 0, squares = 0;
    for (uint32_t i = 0; i < s->term_count; i++) {
        double idf = lexicon->idf[s->terms[i]];
        weight += idf;
        squares += idf * idf;
    }
    s->weight = (float)weight;
    s->norm = (float)sqrt(squares);
}

/* Logarithms differ in their last bits from one C library to another; results must not. */
static float rounded(double weight)
{
    return (float)(floor(weight * 1024 + 0.5) / 1024);
}

static void weigh_all(Lexicon *lexicon, Doc *const *docs, uint32_t doc_count)
{
    uint32_t stems = intern_count(lexicon->stems);
    uint32_t *frequency = ARENA_ARRAY(lexicon->arena, uint32_t, stems);
    lexicon->idf = ARENA_ARRAY(lexicon->arena, float, stems);
    uint32_t total = 1;
    for (uint32_t d = 0; d < doc_count; d++, total += docs[d - 1]->unit_count)
        for (uint32_t u = 0; u < docs[d]->unit_count; u++)
            for (uint32_t i = 0; i < lexicon->of_doc[d][u].term_count; i++)
                frequency[lexicon->of_doc[d][u].terms[i]]++;
    lexicon->unique = rounded(log(1.0 + (double)total / 2.0));
    for (uint32_t s = 0; s < stems; s++)
        lexicon->idf[s] = rounded(log(1.0 + (double)total / (1.0 + frequency[s])));
    for (uint32_t d = 0; d < doc_count; d++)
        for (uint32_t u = 0; u < docs[d]->unit_count; u++)
            weigh(lexicon, &lexicon->of_doc[d][u]);
}

Lexicon *lexicon_new(Arena *arena, Doc *const *docs, uint32_t doc_count)
{
    Lexicon *lexicon = ARENA_NEW(arena, Lexicon);
    *lexicon = (Lexicon){.arena = arena, .stems = intern_new(arena)};
    lexicon->of_doc = ARENA_ARRAY(arena, Statement *, doc_count);
    Arena *scratch = arena_new();
    Reader reader = {.lexicon = lexicon,
                     .scratch = scratch,
                     .stemmer = stems_new(scratch),
                     .texts = intern_new(scratch),
                     .known = intern_new(scratch)};
    know_listed(&reader);
    for (uint32_t d = 0; d < doc_count; d++) {
        lexicon->of_doc[d] = ARENA_ARRAY(arena, Statement, docs[d]->unit_count);
        for (uint32_t u = 0; u < docs[d]->unit_count; u++)
            lexicon->of_doc[d][u] = read_unit(&reader, &docs[d]->units[u]);
    }
    lexicon->text_count = intern_count(reader.texts);
    stems_free(reader.stemmer);
    arena_free(scratch);
    weigh_all(lexicon, docs, doc_count);
    return lexicon;
}

Overlap lexicon_overlap(const Lexicon *lexicon, const Statement *a, const Statement *b)
{
    if (!(a->trace & b->trace))
        return (Overlap){.only_a = a->term_count, .only_b = b->term_count};
    double common = 0, squares = 0;
    uint32_t shared = 0;
    for (uint32_t i = 0, j = 0; i < a->term_count && j < b->term_count;) {
        uint32_t left = a->terms[i], right = b->terms[j];
        if (left == right) {
            double idf = lexicon->idf[left];
            common += idf;
            squares += idf * idf;
            shared++;
        }
        i += left <= right; /* no branch: which list goes on is anyone's guess */
        j += right <= left;
    }
    Overlap overlap = {.only_a = a->term_count - shared, .only_b = b->term_count - shared};
    if (shared) {
        overlap.cosine = (float)(squares / ((double)a->norm * b->norm));
        overlap.a_in_b = (float)(common / a->weight);
        overlap.b_in_a = (float)(common / b->weight);
    }
    return overlap;
}
