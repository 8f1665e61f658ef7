/* file: the one place that reads and writes files. Every function gives 0 or -errno. */
#ifndef STEMMA_BASE_FILE_H
#define STEMMA_BASE_FILE_H

#include "base/arena.h"

/* Files above this many bytes are refused with -EFBIG. */
#define FILE_LIMIT ((size_t)256 * 1024 * 1024)

/* Reads a whole file, or standard input for "-". A directory gives -EISDIR. */
int file_read(Arena *arena, const char *path, Span *bytes);

/* What tells one state of a file from another without reading it. Nobody can set the time of a change; but while a clock
   stands still a file can change twice. So a stamp stands for what was read only when it is settled: when the last change
   was more than two seconds before (after git's "racy" index entries). */
typedef struct FileStamp {
    uint64_t device, inode, size;
    int64_t modified, changed; /* nanoseconds */
    bool is_settled;           /* of regular files alone */
} FileStamp;

int file_stamp(const char *path, FileStamp *stamp);

/* Reads a whole file with the stamp it had all the while; where it had no such, the stamp is not settled. */
int file_read_stamped(Arena *arena, const char *path, Span *bytes, FileStamp *stamp);

/* Makes the folder of the file `path`, and those above it, for this user alone, where they are not there. */
int file_make_folder_of(const char *path);

/* Gives a file another name, which takes the place of what has it. */
int file_rename(const char *path, const char *name);

/* Puts `bytes` at `path`. A regular file, or one that is not there yet, is replaced whole: written beside it,
   synced, renamed; symbolic links are followed, the mode is kept. Pipes and devices are written to directly;
   "-" is standard output. On failure the old file stands. */
int file_write(const char *path, Span bytes);

/* Is it the file itself, and not its folder, that file_write gives -EACCES for? */
bool file_is_protected(const char *path);

typedef struct FileTarget {
    const char *path;
    Span bytes;
} FileTarget;

/* The same for files that belong together, all or none: nothing is renamed before everything has been written.
   *failed: which one an error is about. */
int file_write_all(const FileTarget *targets, size_t count, size_t *failed);

/* Same file on disk (device and inode); where neither exists, the same name in the same folder. */
bool file_same(const char *a, const char *b);

/* Looks for a file `name` that holds for `path` (a file, a folder, "-" for the working folder): in its folder and those
   above it. The search ends with the first folder that holds a `.git`, and before the home folder, the root of the file
   system and any folder that everybody may write to. *found is relative to the working folder where it lies in it, NULL
   when there is none. */
int file_find_above(Arena *arena, const char *path, const char *name, const char **found);

/* The absolute path of a file, of which at least the folder is there; else `path` itself. */
const char *file_place(Arena *arena, const char *path);

/* `path` as seen from the folder of the file `from`, unless it is absolute. */
const char *file_beside(Arena *arena, const char *from, Span path);

/* The path without `.` and `x/..`; false when it is absolute, names nothing or leads above where it starts. */
bool file_normalize(Arena *arena, Span path, Span *normal);

/* The folder part of a path, with its slash; "" for the working folder. The last part: what follows that slash. */
Span file_folder(Span path);
Span file_name(Span path);

/* Does `path`, links followed, lie in the folder of the file `beside`? What is not there yet lies where the nearest folder does
   that is. */
bool file_is_inside(Arena *arena, const char *beside, const char *path);

/* Calls `visit` for the files to read below a directory: regular files whose names end in `.md` or `.mdc`, in byte order,
   without those in `.git` and `node_modules` and without following symbolic links. A path that is no directory is given
   back as it is. A directory that cannot be read does not keep from the others: the first such error is given in the
   end. */
int file_walk(Arena *arena, const char *path, void (*visit)(void *context, const char *path),
              void *context);

/* Would file_walk come by the file `path`, which is given as seen from the directory that is walked? */
bool file_is_searched(Span path);

/* The same for the files that file_walk passes by for their names. */
int file_walk_others(Arena *arena, const char *path, void (*visit)(void *context, const char *path),
                     void *context);

/* The same for files whose names end in `ending`. */
int file_walk_ending(Arena *arena, const char *path, const char *ending,
                     void (*visit)(void *context, const char *path), void *context);

/* As file_walk; `fail` is told of each directory that cannot be read, in no order, with a negative errno. */
int file_walk_telling(Arena *arena, const char *path,
                      void (*visit)(void *context, const char *path),
                      void (*fail)(void *context, const char *path, int code), void *context);

#endif
