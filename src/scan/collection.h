/* collection: what a scan knows of many files. Stations: feature (of each file), join and copies (who is a copy), labels,
   weights and variants (who is a variant of one agent), cluster and tree (families), names, drift. Files are in byte order of
   their paths and nothing depends on the order they were given in, on threads or on time. */
#ifndef STEMMA_SCAN_COLLECTION_H
#define STEMMA_SCAN_COLLECTION_H

#include "scan/feature.h"
#include "scan/parallel.h"

typedef enum PairKind {
    PAIR_COPY,     /* the bodies' shingles are alike (Jaccard) */
    PAIR_CONTAINS, /* a's body holds nearly all of b's */
    PAIR_VARIANT   /* two texts of one agent */
} PairKind;

typedef enum NameTie {
    NAMES_DIFFER,
    NAMES_RELATED, /* share a word that says something, or one's subject is what the other speaks of */
    NAMES_END_ALIKE, /* one is the other with words before it */
    NAMES_ALIKE,     /* the same but for words such as expert and specialist */
    NAMES_SAME
} NameTie;

typedef struct Pair {
    uint32_t a, b; /* a < b, but of PAIR_CONTAINS a holds b */
    PairKind kind;
    float
        score; /* 0..1: Jaccard of a copy, the share of b that a holds, of a variant a weighted sum */
    float body; /* Jaccard of the bodies' shingles, of the front matters', */
    float front;
    float held; /* and the share of the smaller body in the larger */
    bool is_same_body;
    NameTie names;
    float words,
        about; /* cosines of the bodies' and the descriptions' weighted words; of variants alone */
    uint32_t rare_words, sections; /* how many they share, how many align */
    bool is_known;                 /* the baseline has it */
} Pair;

typedef VEC(Pair) PairVec;

/* An edge of the tree of a cluster: `child` is nearest to `parent` of those above it. */
typedef struct Derivation {
    uint32_t parent, child;
    uint32_t pair;
    uint32_t depth; /* below the root, from 1 */
} Derivation;

typedef VEC(Derivation) DerivationVec;

typedef enum RootRule {
    ROOT_VOICE,   /* nothing else is known */
    ROOT_OLDEST,  /* of those whose dates are known */
    ROOT_SHORTEST /* of the copies that the voice holds whole: copies grow */
} RootRule;

typedef struct Cluster {
    PairKind
        kind; /* PAIR_COPY when copies and contained ones alone hold it together, else PAIR_VARIANT */
    IndexVec files;      /* ascending */
    IndexVec pairs;      /* between them */
    uint32_t voice;      /* the file that is most like the others */
    uint32_t root;       /* what the others derive from */
    RootRule root_rule;  /* and why */
    DerivationVec tree;  /* from the root on, each file before those that derive from it */
    uint64_t bytes;      /* of all its files */
    uint64_t expected;   /* of one consolidated file, an estimate */
    uint32_t text_count; /* how many bodies that differ */
    bool is_known;       /* all of its pairs are */
    bool is_chosen;      /* it was asked for */
} Cluster;

typedef VEC(Cluster) ClusterVec;

/* Which of several files of one name a harness loads, as far as its documentation says. */
typedef enum LoadRule {
    LOADS_UNKNOWN,
    LOADS_LABEL,   /* it knows files by something else: all of them */
    LOADS_APART,   /* each is loaded by a harness of its own */
    LOADS_ANY,     /* one, whichever it reads first, and says nothing */
    LOADS_FIRST,   /* one, whichever it reads first, and warns */
    LOADS_NEAREST, /* the one nearest to the folder it works in, the user's own last */
    LOADS_PROJECT  /* the project's before the user's own */
} LoadRule;

/* Files of one tree with the same name. */
typedef struct SameName {
    Span name;
    IndexVec files;
    LoadRule rule;
    const char *
        harness; /* what loads them all, as people call it; NULL: there are several, or it is not known */
    bool is_known;
} SameName;

typedef VEC(SameName) SameNameVec;

typedef struct ScanPolicy {
    double likeness;    /* of copies, 0.5 */
    double containment; /* of contained ones, 0.8 */
    double variant;     /* of variants, see variants.h */
    bool no_copies, no_contained, no_variants;
    bool keeps_shingles; /* of all bodies, those that no other has, too */
    uint32_t threads;
    const char *cache;    /* its file; NULL: none */
    uint64_t cache_limit; /* bytes; 0: the usual one */
    void (*progress)(
        void *context, size_t done,
        size_t all); /* NULL: none; called by the first thread, which is the caller's */
    void *progress_context;
} ScanPolicy;

#define COLLECTION_UNDATED INT64_MAX

typedef struct Collection {
    Arena *arena;
    ScanPolicy policy;
    Feature *files;
    const int64_t *
        dates; /* by file: when it was first there, COLLECTION_UNDATED when nobody knows; NULL: none is known */
    uint32_t *roots; /* by file: which of the given paths it stands below */
    uint32_t file_count;
    uint32_t *texts;     /* by file: the first file with the same body */
    PairVec pairs;       /* by their lower file, then the other */
    ClusterVec clusters; /* those that save most first, and so numbered from 1 for people */
    bool has_choice;     /* only chosen clusters are shown */
    SameNameVec names;
    uint64_t bytes;
    Arena *kept[PARALLEL_MOST];   /* what is kept of the files, one a thread, */
    Arena *packed[PARALLEL_MOST]; /* and what is only until they have been compared */
    Span remark;                  /* on the cache; "" where there is nothing to say */
} Collection;

/* Reads the files. `paths` are ascending, distinct and borrowed. */
void collection_read(Collection *collection, const Span *paths, const uint32_t *roots,
                     uint32_t count);

/* Leaves out the files that could not be read: they count for nothing. */
void collection_drop_unread(Collection *collection);

/* Frees what is kept of the files; the rest is the arena's. */
void collection_free(Collection *collection);

/* Finds the pairs. */
void collection_compare(Collection *collection);

/* Finds clusters and names. */
void collection_gather(Collection *collection);

/* Orders pairs by their files, the lower one first; for qsort and bsearch. */
int collection_by_files(const void *left, const void *right);
void collection_sort_pairs(Collection *collection);

/* How much a pair ties its files: copies before contained ones, those before variants. */
float pair_strength(const Pair *pair);

const char *pair_kind_name(PairKind kind);

/* Is it to be shown: what was chosen, or else what the baseline does not know? */
bool cluster_is_shown(const Collection *collection, const Cluster *cluster);

/* Does one of the files keep another one from being loaded, as far as that is known? */
bool names_clash(const SameName *same);

#endif
