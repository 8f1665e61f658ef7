#include "text/words.h"

#include "text/runs.h"
#include "text/utf8.h"

#include <utf8proc.h>

typedef enum CharClass {
    CHAR_OTHER,
    CHAR_LETTER, /* or a digit that is not ASCII */
    CHAR_DIGIT,
    CHAR_MARK,    /* continues a word and never starts one */
    CHAR_UNSPACED /* a letter of a script that is written without spaces */
} CharClass;

typedef struct CharRange {
    int32_t first, last;
} CharRange;

/* Han, Hiragana, Katakana. */
static const CharRange unspaced[] = {
    {0x3005, 0x3007}, {0x3021, 0x3029}, {0x3038, 0x303B},   {0x3041, 0x309F},
    {0x30A1, 0x30FF}, {0x31F0, 0x31FF}, {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},
    {0xF900, 0xFAFF}, {0xFF66, 0xFF9F}, {0x1AFF0, 0x1B16F}, {0x20000, 0x3FFFF},
};

static bool is_unspaced(int32_t c)
{
    for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
        if (c <= unspaced[i].last)
            return c >= unspaced[i].first;
    return false;
}

/* What a byte is: of what most texts are made from end to end, nothing else need be asked. */
enum {
    BYTE_LETTER = 1,
    BYTE_DIGIT = 4,
    BYTE_INNER = 8,   /* a sign that may go on with a word: ' + # */
    BYTE_BEYOND = 16, /* of a character beyond ASCII */
    BYTE_PLAIN = BYTE_LETTER | BYTE_DIGIT
};

/* clang-format off */
static const uint8_t byte_class[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 8, 0, 0, 0, 0, /*  !"#$%&'()*+,-./ */
    4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 0, 0, 0, 0, 0, 0, /* 0123456789:;<=>? */
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* @ABCDEFGHIJKLMNO */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, /* PQRSTUVWXYZ[\]^_ */
    0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* `abcdefghijklmno */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, /* pqrstuvwxyz{|}~  */
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
    16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16,
};
/* clang-format on */

static uint8_t class_at(Span text, size_t at)
{
    return byte_class[(uint8_t)text.ptr[at]];
}

/* Soft hyphen, zero-width non-joiner and joiner stand inside words. */
static bool is_joiner(int32_t c)
{
    return c == 0xAD || c == 0x200C || c == 0x200D;
}

/* What follows an emoji, or an ideograph that is a word without it. */
static bool is_variation_selector(int32_t c)
{
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
}

static CharClass class_beyond_ascii(int32_t c)
{
    if (c < 0 || is_variation_selector(c))
        return CHAR_OTHER;
    utf8proc_category_t category = utf8proc_category(c);
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO)
        return is_unspaced(c) ? CHAR_UNSPACED : CHAR_LETTER;
    if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO)
        return is_unspaced(c) ? CHAR_UNSPACED : CHAR_LETTER;
    bool is_mark = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC;
    return is_mark || is_joiner(c) ? CHAR_MARK : CHAR_OTHER;
}

static CharClass next_class(Span text, size_t *at)
{
    uint8_t class = class_at(text, *at);
    if (class == BYTE_BEYOND)
        return class_beyond_ascii(utf8_next(text, at));
    ++*at;
    return class & BYTE_LETTER ? CHAR_LETTER : class == BYTE_DIGIT ? CHAR_DIGIT : CHAR_OTHER;
}

static size_t digits_end(Span text, size_t at)
{
    while (at < text.len && class_at(text, at) == BYTE_DIGIT)
        at++;
    return at;
}

/* The end of a number with its decimals and its groups of thousands; `at` is its first digit. */
static size_t number_end(Span text, size_t at)
{
    for (;;) {
        at = digits_end(text, at);
        if (at == text.len || (text.ptr[at] != '.' && text.ptr[at] != ','))
            return at;
        size_t more = digits_end(text, at + 1);
        bool is_part = text.ptr[at] == '.' ? more > at + 1 : more == at + 4;
        if (!is_part)
            return at;
        at = more;
    }
}

/* The bytes of an apostrophe at `at`, straight or curly, or 0. */
static size_t apostrophe(Span text, size_t at)
{
    if (text.ptr[at] == '\'')
        return 1;
    return span_starts(span_from(text, at), SPAN("\u2019")) ? strlen("\u2019") : 0;
}

static bool is_letter_at(Span text, size_t at)
{
    return at < text.len && next_class(text, &at) == CHAR_LETTER;
}

static size_t letters_end(Span text, size_t at)
{
    while (at < text.len) {
        uint8_t class_of_byte = class_at(text, at);
        if (class_of_byte & BYTE_PLAIN) {
            at++;
            continue;
        }
        if (!(class_of_byte & (BYTE_INNER | BYTE_BEYOND)))
            break;
        size_t quote = apostrophe(text, at);
        if (quote && is_letter_at(text, at + quote)) {
            at += quote;
            continue;
        }
        size_t next = at;
        CharClass class = next_class(text, &next);
        if (class == CHAR_OTHER || class == CHAR_UNSPACED)
            break;
        at = next;
    }
    return at;
}

static size_t word_end(Span text, size_t at)
{
    if (class_at(text, at) == BYTE_DIGIT)
        at = number_end(text, at);
    at = letters_end(text, at);
    while (at < text.len && (text.ptr[at] == '+' || text.ptr[at] == '#'))
        at++;
    return at;
}

static Span straighten(Arena *arena, Span word)
{
    Span curly = SPAN("\u2019");
    size_t at = span_find(word, curly, 0);
    if (at == word.len)
        return word;
    Buf straight = buf_in(arena);
    for (size_t from = 0; from < word.len; from = at + curly.len) {
        at = span_find(word, curly, from);
        buf_add(&straight, span_range(word, from, at));
        if (at < word.len)
            buf_add_byte(&straight, '\'');
    }
    return buf_span(&straight);
}

/* Most Han and Kana have no case and no compatibility form: U+3000 to U+9FFF. */
static bool is_folded(Span word)
{
    uint8_t lead = (uint8_t)word.ptr[0];
    return lead >= 0xE3 && lead <= 0xE9;
}

static Span fold(Arena *arena, Span word)
{
    return is_folded(word) ? word : utf8_fold(arena, straighten(arena, word));
}

/* Does the run of ASCII letters and digits from `start` to `end` make a word, with nothing before or behind that may go on
   with it? A number has rules of its own. */
static bool is_plain_word(Span text, size_t start, size_t end)
{
    return class_at(text, start) & BYTE_LETTER &&
           (end == text.len || !(class_at(text, end) & (BYTE_INNER | BYTE_BEYOND)));
}

/* With the blank after it: a guess of how much room a list will need. */
enum { BYTES_A_WORD = 6 };

static void keep_word(Arena *arena, WordVec *words, Span word, size_t start, size_t end)
{
    WordKind kind = class_at(word, 0) == BYTE_DIGIT ? WORD_NUMBER : WORD_TEXT;
    vec_add(arena, words, (Word){word, (uint32_t)start, (uint32_t)(end - start), kind});
}

static void add_word(Arena *arena, Span text, size_t start, size_t end, WordVec *words)
{
    Span word = fold(arena, span_range(text, start, end));
    if (word.len) /* not made of ignorable characters */
        keep_word(arena, words, word, start, end);
}

/* Adds the pairs of neighbours in the run that starts at `start`, or its only character. Gives the run's end. */
static size_t add_bigrams(Arena *arena, Span text, size_t start, WordVec *words)
{
    size_t previous = start, at = start;
    utf8_next(text, &at);
    size_t first_end = at;
    for (size_t next = at; next < text.len && next_class(text, &next) == CHAR_UNSPACED; at = next) {
        add_word(arena, text, previous, next, words);
        previous = at;
    }
    if (at == first_end)
        add_word(arena, text, start, at, words);
    return at;
}

/* What begins with a digit, goes on behind a sign, or is beyond ASCII. Gives where it ends. */
static size_t add_other(Arena *arena, Span text, size_t start, WordVec *words)
{
    size_t end = start;
    switch (next_class(text, &end)) {
    case CHAR_LETTER:
    case CHAR_DIGIT:
        end = word_end(text, start);
        add_word(arena, text, start, end, words);
        break;
    case CHAR_UNSPACED:
        end = add_bigrams(arena, text, start, words);
        break;
    case CHAR_MARK:
    case CHAR_OTHER:
        break;
    }
    return end;
}

void words_split(Arena *arena, Span text, WordVec *words)
{
    if (!words->cap)
        vec_reserve(arena, words, text.len / BYTES_A_WORD + 1);
    Span folded = utf8_fold_ascii(arena, text);
    Runs runs = runs_of(text);
    for (size_t end = 0, start; (start = runs_start(&runs, end)) < text.len;) {
        end = runs_end(&runs, start);
        if (end > start && is_plain_word(text, start, end))
            keep_word(arena, words, span_range(folded, start, end), start, end);
        else
            end = add_other(arena, text, start, words);
    }
}

bool words_any(Span text)
{
    for (size_t at = 0; at < text.len;) {
        CharClass class = next_class(text, &at);
        if (class != CHAR_OTHER && class != CHAR_MARK)
            return true;
    }
    return false;
}

/* Tables of words by their length, in alphabetical order: a word is looked for among a few, and most are longer than any of
   them. */

/* English function words. What turns a statement around or says how far it reaches (not, only, all, must,
   before, than) is not among them. */
static const char *const stop_words[] = {
    [1] = "a i",
    [2] = "am an as at be by do he if in is it me my of on or so to us we",
    [3] = "and any are but can did etc for had has her him his how i'd i'm its let may "
          "off our own she the too via was who why yet you",
    [4] = "also been both does done from have here hers i'll i've into it's mine onto "
          "ours some such that them then they this thus upon very were what when whom "
          "will with your",
    [5] = "about being could doing let's might quite shall their there these those we'll "
          "we're we've where which while whose would you'd yours",
    [6] = "either having itself please rather should that's theirs though toward what's "
          "within you'll you're you've",
    [7] = "because there's they're through towards whether",
    [8] = "yourself",
    [10] = "themselves",
};

/* With the spellings that leave the apostrophe out. */
static const char *const negations[] = {
    [2] = "no",
    [3] = "nor not",
    [4] = "cant dont none",
    [5] = "ain't avoid can't don't isn't never won't",
    [6] = "aren't avoids cannot didn't doesnt forbid hadn't hasn't nobody unless wasn't",
    [7] = "avoided doesn't forbids haven't mustn't needn't neither nothing nowhere "
          "refrain weren't without",
    [8] = "avoiding couldn't prohibit wouldn't",
    [9] = "forbidden prohibits shouldn't",
    [10] = "prohibited",
};

static const struct {
    const char *const *by_length;
    size_t longest;
} lists[] = {
    [WORDS_STOP] = {stop_words, sizeof stop_words / sizeof *stop_words - 1},
    [WORDS_NEGATION] = {negations, sizeof negations / sizeof *negations - 1},
};

static bool is_among(Span word, WordList list)
{
    const char *listed = word.len <= lists[list].longest ? lists[list].by_length[word.len] : NULL;
    for (; listed && *listed && *listed <= *word.ptr;
         listed += word.len + (listed[word.len] == ' '))
        if (*listed == *word.ptr && memcmp(listed, word.ptr, word.len) == 0)
            return true;
    return false;
}

bool words_is_stop(Span word)
{
    return is_among(word, WORDS_STOP);
}

bool words_is_negation(Span word)
{
    return is_among(word, WORDS_NEGATION);
}

Span words_listed(WordList list, WordPlace *place)
{
    for (; place->len <= lists[list].longest; place->len++, place->at = 0) {
        const char *words = lists[list].by_length[place->len];
        if (!words || !words[place->at])
            continue;
        Span word = {words + place->at, place->len};
        place->at += word.len + (word.ptr[word.len] == ' ');
        return word;
    }
    return (Span){0};
}
