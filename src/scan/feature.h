/* feature: what a scan keeps of a file. It depends on the file's bytes alone, never on the collection, so that it can be made
   in any thread. Words are hashed (FNV-1a, 64 bits, of the folded word); a shingle is five words in a row, hashed to
   32 bits: two of them fall together once in four thousand million, which moves the likeness of two files by one shingle in
   one pair of some four thousand. */
#ifndef STEMMA_SCAN_FEATURE_H
#define STEMMA_SCAN_FEATURE_H

#include "base/vec.h"
#include "scan/tokens.h"

/* The hashes, as streams of features name them; a change of any of them needs a new name. */
#define FEATURE_HASH "fnv1a64-fold-nfkc/poly5-splitmix64-hi32/1"

enum { FEATURE_SHINGLE = 5 };

typedef struct Feature {
    Span path, name; /* name: of the front matter, or "" */
    uint64_t bytes;
    uint64_t body_hash;   /* of the body's words in their order; 0 when it has none */
    uint32_t shingles;    /* how many the body has */
    Packed packed;        /* all of them; none once shared_keep has gone over them */
    Tokens body;          /* those of them that other bodies may have, too, see shared.h */
    Tokens front;         /* shingles */
    Tokens terms;         /* stems of the body's words, function words and numbers aside, */
    const uint8_t *times; /* and how often each stands there, at most 255 */
    Tokens about;         /* stems of the description */
    Tokens sections;      /* what they are about, see sections.h */
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

/* The feature of `bytes`, in `keep`, its body not packed; `path` is borrowed. */
Feature feature_read(Arena *keep, FeatureReader *reader, Span path, Span bytes);

/* The label of a feature whose name is known, or of its path. */
void feature_label(Arena *keep, FeatureReader *reader, Feature *feature);

/* How often the body says `term`. */
uint32_t feature_times(const Feature *feature, uint32_t term);

#endif
