/* words: what comparison looks at. A word is a run of letters, digits and marks, with apostrophes inside (don't) and a `+` or
   `#` tail (C++, C#); a number keeps its decimals and thousands (0.1, 1,000). Words are case-folded NFKC. Han and Kana,
   which are written without spaces, give bigrams. */
#ifndef STEMMA_TEXT_WORDS_H
#define STEMMA_TEXT_WORDS_H

#include "base/vec.h"

typedef enum WordKind { WORD_TEXT, WORD_NUMBER } WordKind;

typedef struct Word {
    Span text;       /* folded; in the arena, or borrowed from the text */
    uint32_t offset; /* in the text it was read from */
    uint32_t len;    /* bytes there */
    WordKind kind;   /* WORD_NUMBER: starts with a digit */
} Word;

typedef VEC(Word) WordVec;

/* Appends the words of `text`. */
void words_split(Arena *arena, Span text, WordVec *words);

/* Is there at least one letter or digit? */
bool words_any(Span text);

/* A word too common to carry meaning (English function words). Folded text. */
bool words_is_stop(Span word);

/* Not, never, no, without, don't, avoid...: turns a statement around. Folded text. */
bool words_is_negation(Span word);

/* The words that these two know. */
typedef enum WordList { WORDS_STOP, WORDS_NEGATION } WordList;

/* The next word of a list, whose place in it is 0 at first; nothing at the end. */
typedef struct WordPlace {
    size_t len, at;
} WordPlace;

Span words_listed(WordList list, WordPlace *place);

/* Snowball's English stems. The stemmer is made at the first word that needs it; it is not to be shared between threads. */
typedef struct Stems Stems;

Stems *stems_new(Arena *arena);
void stems_free(Stems *stems); /* before the arena; NULL is fine */

/* The stem of a folded word, in the arena or borrowed from the word; `word` itself when it has none or is not ASCII. */
Span stems_stem(Stems *stems, Span word);

#endif
