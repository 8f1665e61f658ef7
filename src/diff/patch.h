/* patch: what makes a new file out of an old one, as text that a person can read and mail. Each line of the new file is
   a line of the old one, in its place or moved, or stands in the patch; so applying it gives the new file byte for byte,
   whatever the bytes are. Sections and items are named by their address, moved text stands in the patch once, and
   enough is told about the surroundings to find the place in a file that has changed since. See patch_write. */
#ifndef STEMMA_DIFF_PATCH_H
#define STEMMA_DIFF_PATCH_H

#include "base/buf.h"
#include "diff/diff.h"

/* What becomes of a line; these are the signs of the written form. None is a blank, which mail takes away, or a `>`,
   which it puts in front of what it quotes. */
typedef enum PatchSign {
    PATCH_SAME = '=',    /* the old file's line stays; only shows where the change is */
    PATCH_REMOVED = '-', /* the old file's line goes */
    PATCH_ADDED = '+',   /* a line that the old file does not have */
    PATCH_MOVED = '~'    /* a line of the old file, taken from its place */
} PatchSign;

typedef struct PatchLine {
    PatchSign sign;
    Span text;    /* with its line end */
    uint32_t old; /* the old file's line, from 0; NONE of an added one */
    uint32_t at;  /* where it stands in the written patch: line, from 1; 0 when it was not read */
} PatchLine;

/* Lines that stand together in the old file, with what was added between them. A run that is not moved stands at its
   place: its lines follow the old file's without a gap. */
typedef struct PatchRun {
    bool is_moved;
    bool is_whole; /* it is moved, and all of the section whose title is its first line */
    uint32_t old;  /* line of the old file before which the run begins, from 0 */
    Span address;  /* of that place in the old file; "" when it has none */
    Range lines;   /* of the patch's */
    uint32_t at;
} PatchRun;

/* What is applied whole or not at all: one place, and what moves there. Its first run is not moved. */
typedef struct PatchChange {
    uint32_t number; /* from 1 */
    Range runs;      /* of the patch's */
} PatchChange;

typedef struct PatchFile {
    Span name;
    uint64_t bytes;
    Span sha256;
} PatchFile;

typedef struct Patch {
    PatchFile old, new;
    uint32_t part_of; /* above 0: changes of a patch that had so many; then `new` is only a name */
    Span line_end;    /* of lines that are written without quotes */
    VEC(PatchChange) changes; /* in the order of the new file */
    VEC(PatchRun) runs;
    VEC(PatchLine) lines;
} Patch;

typedef VEC(Patch *) PatchVec;

/* The first line of the written form. */
#define PATCH_VERSION "stemma-patch/1"

/* Says of moved lines that they are all of their section. */
#define PATCH_WHOLE ", whole section"

/* No line number is higher: a file has at most FILE_LIMIT bytes. */
enum { PATCH_LAST_LINE = 1 << 28 };

/* No changes when the files' bytes are equal. Moves are those of the diff, and what else stands elsewhere unchanged. */
Patch *patch_make(Arena *arena, const Diff *diff);

/* The written form; nothing for a patch without changes. */
void patch_write(Buf *out, const Patch *patch);

/* Where a patch is not what it should be. */
typedef struct PatchError {
    uint32_t line, column; /* from 1 */
    Span message;          /* what is wrong and what to do */
} PatchError;

/* Appends the patches of a text, with whatever mail has put around them. False, with `error`, when one of them cannot be
   a patch or there is none, unless the text is blank, as a patch without changes is. */
bool patch_read(Arena *arena, Span text, PatchVec *patches, PatchError *error);

/* The same patch the other way round, for the very file that it makes: what it moved stands in a change without
   surroundings. It must be no part. */
Patch *patch_reverse(Arena *arena, const Patch *patch);

#endif
