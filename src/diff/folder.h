/* folder: an old and a new set of files: which file of the one is which of the other, and what changed in it. Files are
   paired by their path, then by the same bytes, then by their name and how much of their text they share. */
#ifndef STEMMA_DIFF_FOLDER_H
#define STEMMA_DIFF_FOLDER_H

#include "diff/diff.h"

/* Beyond this many pairs of unpaired files only those with the same bytes are found to be renamed. */
enum { FOLDER_PAIR_LIMIT = 250000 };

typedef enum EntryKind {
    ENTRY_SAME, /* the same bytes under the same path */
    ENTRY_EDITED,
    ENTRY_ADDED,
    ENTRY_REMOVED,
    ENTRY_RENAMED /* perhaps edited too */
} EntryKind;

/* A file of either set, or of both. */
typedef struct Entry {
    EntryKind kind;
    const Doc *old, *new; /* NULL where there is none */
    float likeness;       /* of a renamed one, 0..1 */
    const Diff
        *diff; /* NULL when the bytes are the same; an added file's is against an empty one */
} Entry;

typedef VEC(Entry) EntryVec;

typedef struct FolderDiff {
    Span old, new;    /* what the sets are called */
    bool is_folder;   /* false: one file against another */
    EntryVec entries; /* by new path, removed ones by their old path */
} FolderDiff;

typedef struct FileSet {
    Span name;
    Doc *const *docs; /* named by their path in the set */
    uint32_t count;
} FileSet;

FolderDiff *folder_diff(Arena *arena, FileSet old, FileSet new, const Style *style);

/* Two files, whatever their names are. */
FolderDiff *folder_of_files(Arena *arena, const Doc *old, const Doc *new, const Style *style);

#endif
