/* feature: what a scan keeps of a file. It depends on the file's bytes alone, never on the collection, so that it can be made
   in any thread. Words are hashed (FNV-1a, 64 bits, of the folded word); a shingle is five words in a row, hashed to
   32 bits: two of them fall together once in four thousand million, which moves the likeness of two files by one shingle in
   one pair of some four thousand. */
#ifndef STEMMA_SCAN_FEATURE_H
#define STEMMA_SCAN_FEATURE_H

#include "base/vec.h"

/* The hashes, as streams of features name them; a change of any of them needs a new name. */
#define FEATURE_HASH "fnv1a64-fold-nfkc/poly5-splitmix64-hi32/1"

enum { FEATURE_SHINGLE = 5 };

/* Ascending, each once. */
typedef struct Tokens {
    const uint32_t *at;
    uint32_t count;
} Tokens;

typedef struct Feature {
    Span path, name; /* name: of the front matter, or "" */
    uint64_t bytes;
    uint64_t body_hash;   /* of the body's words in their order; 0 when it has none */
    Tokens body, front;   /* shingles */
    Tokens terms;         /* stems of the body's words, function words and numbers aside, */
    const uint8_t *times; /* and how often each stands there, at most 255 */
    Tokens about;         /* stems of the description */
    Tokens titles;        /* headings and bold labels, each as one hash of its words */
    const uint32_t
        *label; /* stems of the name's words in their order; of the file's name when it has no name.
                              Words such as expert and specialist are left out */
    uint32_t label_count;
    bool has_filler; /* such a word was left out */
    int error; /* -errno when the file could not be read; then there is nothing but the path */
} Feature;

typedef struct FeatureReader FeatureReader;

/* One a thread. */
FeatureReader *feature_reader_new(void);
void feature_reader_free(FeatureReader *reader);

/* The feature of `bytes`, in `keep`; `path` is borrowed. */
Feature feature_read(Arena *keep, FeatureReader *reader, Span path, Span bytes);

bool feature_holds(Tokens tokens, uint32_t token);
uint32_t feature_shared(Tokens a, Tokens b);

/* How often the body says `term`. */
uint32_t feature_times(const Feature *feature, uint32_t term);

#endif
