#include "base/file.h"

#include "base/unfinished.h"
#include "base/vec.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    FIRST_READ = 64 * 1024, /* of what has no size beforehand */
    TEMPORARY_TRIES = 100
};

static bool is_standard(const char *path)
{
    return strcmp(path, "-") == 0;
}

/* ---- reading ---- */

static int read_some(int fd, char *at, size_t room, size_t *got)
{
    ssize_t n;
    do
        n = read(fd, at, room);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return -errno;
    *got = (size_t)n;
    return 0;
}

/* One byte more than `expected` is asked for, so that a file of that size needs no second piece of memory. */
static int read_all(Arena *arena, int fd, size_t expected, Span *bytes)
{
    size_t cap = expected + 1, len = 0, got = 0;
    char *at = ARENA_ARRAY(arena, char, cap);
    for (;;) {
        int error = read_some(fd, at + len, cap - len, &got);
        if (error)
            return error;
        if (got == 0)
            break;
        len += got;
        if (len > FILE_LIMIT)
            return -EFBIG;
        if (len == cap) {
            char *bigger = ARENA_ARRAY(arena, char, cap *= 2);
            at = memcpy(bigger, at, len);
        }
    }
    *bytes = (Span){at, len};
    return 0;
}

static int read_open(Arena *arena, int fd, Span *bytes)
{
    struct stat st;
    if (fstat(fd, &st) != 0)
        return -errno;
    if (S_ISDIR(st.st_mode))
        return -EISDIR;
    if (!S_ISREG(st.st_mode))
        return read_all(arena, fd, FIRST_READ, bytes);
    if (st.st_size > (off_t)FILE_LIMIT)
        return -EFBIG;
    return read_all(arena, fd, (size_t)st.st_size, bytes);
}

int file_read(Arena *arena, const char *path, Span *bytes)
{
    if (is_standard(path))
        return read_open(arena, STDIN_FILENO, bytes);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    int error = read_open(arena, fd, bytes);
    close(fd);
    return error;
}

/* ---- stamps ---- */

enum { SETTLING = 2 }; /* seconds: the coarsest clock of a file system */

static int64_t nanoseconds(struct timespec time)
{
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static bool is_settled(const struct stat *st)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return st->st_ctim.tv_sec < now.tv_sec - SETTLING;
}

static FileStamp stamp_of(const struct stat *st)
{
    return (FileStamp){.device = st->st_dev,
                       .inode = st->st_ino,
                       .size = (uint64_t)st->st_size,
                       .modified = nanoseconds(st->st_mtim),
                       .changed = nanoseconds(st->st_ctim),
                       .is_settled = S_ISREG(st->st_mode) && is_settled(st)};
}

int file_stamp(const char *path, FileStamp *stamp)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return -errno;
    *stamp = stamp_of(&st);
    return 0;
}

/* What was written to while it was read has no stamp that holds. */
int file_read_stamped(Arena *arena, const char *path, Span *bytes, FileStamp *stamp)
{
    struct stat before, after;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -errno;
    int error = fstat(fd, &before) == 0 ? read_open(arena, fd, bytes) : -errno;
    if (!error && fstat(fd, &after) != 0)
        error = -errno;
    close(fd);
    if (error)
        return error;
    *stamp = stamp_of(&before);
    FileStamp then = stamp_of(&after);
    stamp->is_settled = stamp->is_settled && stamp->changed == then.changed &&
                        stamp->size == then.size && stamp->size == bytes->len;
    return 0;
}

/* ---- writing ---- */

static int write_all(int fd, Span bytes)
{
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -errno;
        bytes = span_from(bytes, (size_t)n);
    }
    return 0;
}

/* close is not repeated on EINTR: Linux has closed the descriptor by then. */
static int write_and_close(int fd, Span bytes, bool is_synced)
{
    int error = write_all(fd, bytes);
    if (!error && is_synced && fsync(fd) != 0)
        error = -errno;
    if (close(fd) != 0 && !error && errno != EINTR)
        error = -errno;
    return error;
}

static int write_directly(const char *path, Span bytes)
{
    if (is_standard(path))
        return write_all(STDOUT_FILENO, bytes);
    int fd = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return fd < 0 ? -errno : write_and_close(fd, bytes, false);
}

Span file_folder(Span path)
{
    while (path.len && path.ptr[path.len - 1] != '/')
        path.len--;
    return path;
}

Span file_name(Span path)
{
    return span_from(path, file_folder(path).len);
}

/* Tells the many files apart that one process may put into one folder before it renames the first. */
static atomic_uint temporary_number;

/* A new file in the target's folder. Its content may be private until it has the old mode; a file that was not there
   before gets what the umask allows. */
static int open_temporary(Span folder, bool is_new, Span *name, Arena *arena)
{
    for (int try = 0; try < TEMPORARY_TRIES; try++) {
        *name = arena_format(arena, "%.*s.stemma-%ld-%u.tmp", SPAN_ARG(folder), (long)getpid(),
                             atomic_fetch_add(&temporary_number, 1));
        int fd = open(name->ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, is_new ? 0666 : 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd < 0 ? -errno : fd;
    }
    return -EEXIST;
}

/* Only root may give a file away; for others the owner is already right, and a group that cannot be kept is not worth
   failing for. The mode comes last because a change of owner clears parts of it. */
static int keep_mode(int fd, const struct stat *old)
{
    if (fchown(fd, old->st_uid, old->st_gid) != 0 && errno != EPERM && errno != EINVAL)
        return -errno;
    return fchmod(fd, old->st_mode & 07777) == 0 ? 0 : -errno;
}

/* After the rename the new file stands whatever happens, so this cannot fail. */
static void sync_folder(Arena *arena, Span folder)
{
    const char *name = folder.len ? arena_copy(arena, folder).ptr : ".";
    int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* A file on its way: its bytes stand beside the target and wait for the rename, or, where `temporary` is empty, are
   to be written straight to it. */
typedef struct Staged {
    const char *target;
    Span folder, temporary;
    unsigned unfinished; /* the number of the temporary file */
} Staged;

/* `old` is NULL when there is no file yet. */
static int stage(Arena *arena, const char *path, const struct stat *old, Span bytes, Staged *staged)
{
    Span folder = file_folder(span_of(path)), temporary;
    sigset_t signals;
    if (!unfinished_enter(&signals))
        return -EINTR;
    int fd = open_temporary(folder, !old, &temporary, arena);
    if (fd >= 0)
        *staged = (Staged){path, folder, temporary, unfinished_note(temporary.ptr)};
    unfinished_leave(&signals);
    if (fd < 0)
        return fd;
    int error = old ? keep_mode(fd, old) : 0;
    if (error)
        close(fd);
    else
        error = write_and_close(fd, bytes, true);
    return error;
}

/* Renaming over a file asks nothing of the file itself, so its protection is honoured here. Root may write
   everything; that a file has no write bit at all still says that somebody wants it left alone. */
static bool is_protected(const char *path, const struct stat *st)
{
    return !(st->st_mode & 0222) || access(path, W_OK) != 0;
}

bool file_is_protected(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && is_protected(path, &st);
}

static int stage_regular(Arena *arena, const char *path, const struct stat *old, Span bytes,
                         Staged *staged)
{
    if (is_protected(path, old))
        return -EACCES;
    char *real = realpath(path, NULL); /* a symbolic link stays one */
    if (!real)
        return -errno;
    const char *target = arena_copy(arena, span_of(real)).ptr;
    free(real);
    return stage(arena, target, old, bytes, staged);
}

static int stage_new(Arena *arena, const char *path, Span bytes, Staged *staged)
{
    struct stat st;
    Span whole = span_of(path);
    if (lstat(path, &st) == 0) /* a symbolic link to nowhere */
        return -ENOENT;
    if (file_folder(whole).len == whole.len)
        return whole.len ? -EISDIR : -ENOENT;
    return stage(arena, path, NULL, bytes, staged);
}

static int stage_named(Arena *arena, const char *path, Span bytes, Staged *staged)
{
    struct stat st;
    *staged = (Staged){.target = path};
    if (is_standard(path))
        return 0;
    if (stat(path, &st) != 0)
        return errno == ENOENT ? stage_new(arena, path, bytes, staged) : -errno;
    if (S_ISDIR(st.st_mode))
        return -EISDIR;
    return S_ISREG(st.st_mode) ? stage_regular(arena, path, &st, bytes, staged) : 0;
}

/* After this nothing is left to be undone. */
static int commit(Arena *arena, Staged *staged)
{
    if (!staged->temporary.len)
        return 0;
    if (rename(staged->temporary.ptr, staged->target) != 0)
        return -errno;
    unfinished_forget(staged->unfinished);
    staged->temporary = SPAN("");
    sync_folder(arena, staged->folder);
    return 0;
}

/* What was not committed goes. */
static void take_back(Staged *staged)
{
    if (!staged->temporary.len)
        return;
    unlink(staged->temporary.ptr);
    unfinished_forget(staged->unfinished);
}

/* What is most likely to fail comes first: a full disk shows while staging, a closed pipe while writing directly; a
   rename inside a folder that has just taken a new file hardly ever fails. */
static int write_staged(Arena *arena, const FileTarget *targets, size_t count, Staged *staged,
                        size_t *at)
{
    int error = 0;
    for (*at = 0; *at < count; ++*at)
        if ((error = stage_named(arena, targets[*at].path, targets[*at].bytes, &staged[*at])))
            return error;
    for (*at = 0; *at < count; ++*at)
        if (!staged[*at].temporary.len &&
            (error = write_directly(targets[*at].path, targets[*at].bytes)))
            return error;
    for (*at = 0; *at < count; ++*at)
        if ((error = commit(arena, &staged[*at])))
            return error;
    return 0;
}

int file_write_all(const FileTarget *targets, size_t count, size_t *failed)
{
    Arena *arena = arena_new();
    Staged *staged = ARENA_ARRAY(arena, Staged, count);
    int error = write_staged(arena, targets, count, staged, failed);
    for (size_t i = 0; i < count; i++)
        take_back(&staged[i]);
    arena_free(arena);
    return error;
}

int file_write(const char *path, Span bytes)
{
    size_t failed;
    return file_write_all(&(FileTarget){path, bytes}, 1, &failed);
}

static bool is_same_inode(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

static bool stat_folder(Span path, struct stat *st)
{
    Arena *arena = arena_new();
    Span folder = file_folder(path);
    bool is_there = stat(folder.len ? arena_copy(arena, folder).ptr : ".", st) == 0;
    arena_free(arena);
    return is_there;
}

/* Would both be made in the same folder under the same name? */
static bool is_same_place(Span a, Span b)
{
    struct stat at_a, at_b;
    return span_eq(file_name(a), file_name(b)) && stat_folder(a, &at_a) && stat_folder(b, &at_b) &&
           is_same_inode(&at_a, &at_b);
}

bool file_same(const char *a, const char *b)
{
    struct stat at_a, at_b;
    if (strcmp(a, b) == 0)
        return true;
    bool has_a = stat(a, &at_a) == 0, has_b = stat(b, &at_b) == 0;
    if (has_a && has_b)
        return is_same_inode(&at_a, &at_b);
    return !has_a && !has_b && is_same_place(span_of(a), span_of(b));
}

/* ---- folders and names ---- */

int file_make_folder_of(const char *path)
{
    Arena *arena = arena_new();
    Span copy = arena_copy(arena, file_folder(span_of(path)));
    char *folder = (char *)copy.ptr;
    int error = 0;
    for (size_t at = 1; at < copy.len && !error; at++) {
        if (folder[at] != '/')
            continue;
        folder[at] = '\0';
        error = mkdir(folder, 0700) == 0 || errno == EEXIST ? 0 : -errno;
        folder[at] = '/';
    }
    arena_free(arena);
    return error;
}

int file_rename(const char *path, const char *name)
{
    return rename(path, name) == 0 ? 0 : -errno;
}
