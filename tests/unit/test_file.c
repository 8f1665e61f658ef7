/* file: reading whatever can be read, and writing so that nothing is destroyed. */
#include "check.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

/* Every test has a folder of its own. */
typedef struct Place {
    Arena *arena;
    char folder[64];
} Place;

static int enter(void **state)
{
    Place *place = test_calloc(1, sizeof *place);
    place->arena = arena_new();
    strcpy(place->folder, "/tmp/stemma-test-XXXXXX");
    *state = place;
    return mkdtemp(place->folder) ? 0 : -1;
}

static int leave(void **state)
{
    Place *place = *state;
    int status = system(arena_format(place->arena, "rm -rf '%s'", place->folder).ptr);
    arena_free(place->arena);
    test_free(place);
    return status;
}

static const char *in(Place *place, const char *name)
{
    return arena_format(place->arena, "%s/%s", place->folder, name).ptr;
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void check_file(Place *place, const char *path, const char *text)
{
    Span bytes;
    assert_int_equal(file_read(place->arena, path, &bytes), 0);
    check_text(path, span_of(text), bytes);
}

static void append_path(void *list, const char *path)
{
    strcat(strcat(list, path), "\n");
}

/* Every path below the folder that the walk gives, without the folder's own. */
static void check_walk(Place *place, const char *expected)
{
    char list[4096] = "", wanted[4096] = "";
    assert_int_equal(file_walk(place->arena, place->folder, append_path, list), 0);
    for (const char *at = expected; *at; at = strchr(at, '\n') + 1)
        sprintf(wanted + strlen(wanted), "%s/%.*s", place->folder, (int)strcspn(at, "\n") + 1, at);
    check_text("walk", span_of(wanted), span_of(list));
}

static void no_temporary_is_left(Place *place)
{
    char command[128];
    sprintf(command, "test -z \"$(find %s -name '.stemma-*')\"", place->folder);
    assert_int_equal(system(command), 0);
}

static void what_is_written_is_read(void **state)
{
    Place *place = *state;
    const char *path = in(place, "a.md");
    Span bytes;
    assert_int_equal(file_write(path, SPAN("one\0two")), 0);
    assert_int_equal(file_read(place->arena, path, &bytes), 0);
    check_text("new", SPAN("one\0two"), bytes);
    assert_int_equal(file_write(path, SPAN("")), 0);
    check_file(place, path, "");
    char *large = ARENA_ARRAY(place->arena, char, 1024 * 1024);
    memset(large, 'x', 1024 * 1024);
    assert_int_equal(file_write(path, (Span){large, 1024 * 1024}), 0);
    assert_int_equal(file_read(place->arena, path, &bytes), 0);
    assert_int_equal(bytes.len, 1024 * 1024);
    no_temporary_is_left(place);
}

static void reading_says_what_is_wrong(void **state)
{
    Place *place = *state;
    Span bytes;
    const char *large = in(place, "large");
    put(large, "");
    assert_int_equal(truncate(large, (off_t)FILE_LIMIT + 1), 0);
    assert_int_equal(file_read(place->arena, in(place, "none"), &bytes), -ENOENT);
    assert_int_equal(file_read(place->arena, place->folder, &bytes), -EISDIR);
    assert_int_equal(file_read(place->arena, in(place, "large/x"), &bytes), -ENOTDIR);
    assert_int_equal(file_read(place->arena, large, &bytes), -EFBIG);
}

static void *feed(void *path)
{
    int fd = open(path, O_WRONLY);
    for (int i = 0; i < 3; i++) { /* in pieces, so that reads come short */
        if (write(fd, "piece ", 6) != 6)
            break;
        usleep(2000);
    }
    close(fd);
    return NULL;
}

static void a_fifo_is_read_to_its_end(void **state)
{
    Place *place = *state;
    const char *path = in(place, "fifo");
    pthread_t writer;
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(pthread_create(&writer, NULL, feed, (void *)path), 0);
    check_file(place, path, "piece piece piece ");
    pthread_join(writer, NULL);
}

static void the_mode_is_kept(void **state)
{
    Place *place = *state;
    static const mode_t modes[] = {0600, 0644, 0755, 0664};
    struct stat st;
    for (size_t i = 0; i < COUNT_OF(modes); i++) {
        const char *path = in(place, "mode");
        put(path, "old");
        assert_int_equal(chmod(path, modes[i]), 0);
        assert_int_equal(file_write(path, SPAN("new")), 0);
        assert_int_equal(stat(path, &st), 0);
        assert_int_equal(st.st_mode & 07777, modes[i]);
    }
    mode_t mask = umask(027);
    assert_int_equal(file_write(in(place, "fresh"), SPAN("x")), 0);
    umask(mask);
    assert_int_equal(stat(in(place, "fresh"), &st), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
}

static void symbolic_links_stay_links(void **state)
{
    Place *place = *state;
    struct stat st;
    assert_int_equal(mkdir(in(place, "sub"), 0755), 0);
    put(in(place, "sub/real.md"), "old");
    assert_int_equal(symlink("sub/real.md", in(place, "link.md")), 0);
    assert_int_equal(file_write(in(place, "link.md"), SPAN("new")), 0);
    assert_int_equal(lstat(in(place, "link.md"), &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    check_file(place, in(place, "sub/real.md"), "new");
    assert_int_equal(symlink("nowhere", in(place, "dangling")), 0);
    assert_int_equal(file_write(in(place, "dangling"), SPAN("x")), -ENOENT);
    no_temporary_is_left(place);
}

static void the_old_file_stands_on_failure(void **state)
{
    Place *place = *state;
    const char *path = in(place, "a.md");
    put(path, "old");
    assert_int_equal(chmod(path, 0444), 0);
    assert_int_equal(file_write(path, SPAN("new")), -EACCES);
    assert_int_equal(chmod(path, 0644), 0);
    struct rlimit limit, small = {2, RLIM_INFINITY};
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small.rlim_max = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    int error = file_write(path, SPAN("longer than that"));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(error, -EFBIG);
    check_file(place, path, "old");
    no_temporary_is_left(place);
}

static void writing_says_what_is_wrong(void **state)
{
    Place *place = *state;
    put(in(place, "file"), "x");
    assert_int_equal(file_write(in(place, "none/a.md"), SPAN("x")), -ENOENT);
    assert_int_equal(file_write(in(place, "file/a.md"), SPAN("x")), -ENOTDIR);
    assert_int_equal(file_write(place->folder, SPAN("x")), -EISDIR);
    assert_int_equal(file_write("", SPAN("x")), -ENOENT);
    assert_int_equal(file_write("/dev/full", SPAN("x")), -ENOSPC);
    assert_int_equal(file_write("/dev/null", SPAN("x")), 0);
    struct stat st;
    assert_int_equal(stat("/dev/full", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
}

static void several_files_are_written_all_or_none(void **state)
{
    Place *place = *state;
    const char *a = in(place, "a"), *b = in(place, "b"), *locked = in(place, "locked");
    put(a, "old a");
    put(locked, "old");
    assert_int_equal(chmod(locked, 0444), 0);
    size_t failed = 9;
    FileTarget broken[] = {{a, SPAN("new a")}, {b, SPAN("new b")}, {locked, SPAN("new")}};
    assert_int_equal(file_write_all(broken, 3, &failed), -EACCES);
    assert_int_equal(failed, 2);
    check_file(place, a, "old a");
    assert_int_equal(access(b, F_OK), -1);
    broken[2] = (FileTarget){"/dev/full", SPAN("x")};
    assert_int_equal(file_write_all(broken, 3, &failed), -ENOSPC);
    assert_int_equal(failed, 2);
    check_file(place, a, "old a");
    assert_int_equal(file_write_all(broken, 2, &failed), 0);
    check_file(place, a, "new a");
    check_file(place, b, "new b");
    no_temporary_is_left(place);
}

static void two_names_of_one_file_are_known(void **state)
{
    Place *place = *state;
    put(in(place, "a"), "x");
    put(in(place, "b"), "x");
    assert_int_equal(symlink("a", in(place, "link")), 0);
    assert_true(file_same(in(place, "a"), in(place, "./a")));
    assert_true(file_same(in(place, "a"), in(place, "link")));
    assert_false(file_same(in(place, "a"), in(place, "b")));
    assert_false(file_same(in(place, "a"), in(place, "none")));
    assert_true(file_same(in(place, "none"), in(place, "none")));
    assert_true(file_same(in(place, "none"), in(place, "./none")));
    assert_false(file_same(in(place, "none"), in(place, "nothing")));
}

static void folders_are_walked_in_byte_order(void **state)
{
    Place *place = *state;
    static const char *const folders[] = {"a", "a/.git", ".hidden", "empty", "b.md"};
    static const char *const files[] = {"z.md", "a/x.md", "a.md",         "a/.git/no.md", "B.md",
                                        "a.MD", "no.txt", ".hidden/h.md", "b.md/in.md",   "md"};
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        assert_int_equal(mkdir(in(place, folders[i]), 0755), 0);
    for (size_t i = 0; i < COUNT_OF(files); i++)
        put(in(place, files[i]), "x");
    assert_int_equal(symlink("z.md", in(place, "link.md")), 0);
    assert_int_equal(symlink("..", in(place, "a/up")), 0);
    assert_int_equal(mkfifo(in(place, "fifo.md"), 0600), 0);
    check_walk(place, ".hidden/h.md\nB.md\na.md\na/x.md\nb.md/in.md\nz.md\n");
}

static void what_is_no_folder_is_given_back(void **state)
{
    Place *place = *state;
    char list[256] = "";
    put(in(place, "file.txt"), "x");
    assert_int_equal(file_walk(place->arena, "-", append_path, list), 0);
    assert_int_equal(file_walk(place->arena, in(place, "file.txt"), append_path, list), 0);
    char expected[256];
    sprintf(expected, "-\n%s\n", in(place, "file.txt"));
    check_text("walk", span_of(expected), span_of(list));
    assert_int_equal(file_walk(place->arena, in(place, "none"), append_path, list), -ENOENT);
}

static void a_folder_takes_many_files_at_once(void **state)
{
    enum { MANY = 250 };
    Place *place = *state;
    FileTarget targets[MANY];
    size_t failed;
    for (size_t i = 0; i < MANY; i++)
        targets[i] =
            (FileTarget){in(place, arena_format(place->arena, "%zu.md", i).ptr), SPAN("x")};
    assert_int_equal(file_write_all(targets, MANY, &failed), 0);
    for (size_t i = 0; i < MANY; i++)
        check_file(place, targets[i].path, "x");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_written_is_read, enter, leave),
        cmocka_unit_test_setup_teardown(reading_says_what_is_wrong, enter, leave),
        cmocka_unit_test_setup_teardown(a_fifo_is_read_to_its_end, enter, leave),
        cmocka_unit_test_setup_teardown(the_mode_is_kept, enter, leave),
        cmocka_unit_test_setup_teardown(symbolic_links_stay_links, enter, leave),
        cmocka_unit_test_setup_teardown(the_old_file_stands_on_failure, enter, leave),
        cmocka_unit_test_setup_teardown(writing_says_what_is_wrong, enter, leave),
        cmocka_unit_test_setup_teardown(several_files_are_written_all_or_none, enter, leave),
        cmocka_unit_test_setup_teardown(a_folder_takes_many_files_at_once, enter, leave),
        cmocka_unit_test_setup_teardown(two_names_of_one_file_are_known, enter, leave),
        cmocka_unit_test_setup_teardown(folders_are_walked_in_byte_order, enter, leave),
        cmocka_unit_test_setup_teardown(what_is_no_folder_is_given_back, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
