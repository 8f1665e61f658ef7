#include "cli/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { STDIN, STDOUT, STDERR, STREAMS, PIECE = 64 * 1024 };

/* Our ends of its standard streams; -1 once closed. */
typedef struct Talk {
    int fds[STREAMS];
    stemma_text input;
    size_t written;
    stemma_text got[STREAMS];
    size_t room[STREAMS];
} Talk;

static void close_stream(Talk *talk, int stream)
{
    close(talk->fds[stream]);
    talk->fds[stream] = -1;
}

static void send_some(Talk *talk)
{
    size_t left = talk->input.len - talk->written;
    ssize_t n = left ? write(talk->fds[STDIN], talk->input.ptr + talk->written, left) : 0;
    if (n > 0)
        talk->written += (size_t)n;
    /* A program that has heard enough closes its input; what it says about that is its own business. */
    bool is_over = n < 0 ? errno != EINTR && errno != EAGAIN : talk->written == talk->input.len;
    if (is_over)
        close_stream(talk, STDIN);
}

static int receive_some(Talk *talk, int stream)
{
    stemma_text *got = &talk->got[stream];
    if (got->len + PIECE + 1 > talk->room[stream]) {
        size_t room = 2 * (got->len + PIECE) + 1;
        char *bigger = realloc(got->ptr, room);
        if (!bigger)
            return -ENOMEM;
        got->ptr = bigger;
        talk->room[stream] = room;
    }
    ssize_t n = read(talk->fds[stream], got->ptr + got->len, PIECE);
    if (n < 0)
        return errno == EINTR ? 0 : -errno;
    got->len += (size_t)n;
    got->ptr[got->len] = '\0';
    if (n == 0)
        close_stream(talk, stream);
    return 0;
}

/* All three at once: a program that waits for us to read must not wait for us to write. */
static int talk_all(Talk *talk)
{
    int failed = 0;
    while (!failed && (talk->fds[STDOUT] >= 0 || talk->fds[STDERR] >= 0)) {
        struct pollfd polls[STREAMS];
        for (int i = 0; i < STREAMS; i++)
            polls[i] = (struct pollfd){talk->fds[i], i == STDIN ? POLLOUT : POLLIN, 0};
        if (poll(polls, STREAMS, -1) < 0) {
            if (errno != EINTR)
                failed = -errno;
            continue;
        }
        if (polls[STDIN].revents)
            send_some(talk);
        for (int i = STDOUT; i < STREAMS && !failed; i++)
            if (polls[i].revents)
                failed = receive_some(talk, i);
    }
    return failed;
}

static int make_pipes(int pipes[STREAMS][2])
{
    for (int i = 0; i < STREAMS; i++)
        if (pipe2(pipes[i], O_CLOEXEC) != 0) {
            int failed = -errno;
            while (i-- > 0) {
                close(pipes[i][0]);
                close(pipes[i][1]);
            }
            return failed;
        }
    return 0;
}

static int start(const char *const *argv, Talk *talk, pid_t *pid)
{
    int pipes[STREAMS][2];
    int failed = make_pipes(pipes);
    if (failed)
        return failed;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int i = 0; i < STREAMS; i++) {
        posix_spawn_file_actions_adddup2(&actions, pipes[i][i == STDIN ? 0 : 1], i);
        talk->fds[i] = pipes[i][i == STDIN ? 1 : 0];
    }
    failed = -posix_spawnp(pid, argv[0], &actions, NULL, (char *const *)argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    for (int i = 0; i < STREAMS; i++)
        close(pipes[i][i == STDIN ? 0 : 1]);
    for (int i = 0; i < STREAMS && failed; i++)
        close_stream(talk, i);
    return failed;
}

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int process_run(const char *const *argv, stemma_text input, Process *process)
{
    Talk talk = {.input = input};
    pid_t pid;
    *process = (Process){0};
    int failed = start(argv, &talk, &pid);
    if (failed)
        return failed;
    void (*old)(int) = signal(SIGPIPE, SIG_IGN);
    fcntl(talk.fds[STDIN], F_SETFL, O_NONBLOCK);
    failed = talk_all(&talk);
    for (int i = 0; i < STREAMS; i++)
        if (talk.fds[i] >= 0)
            close_stream(&talk, i);
    signal(SIGPIPE, old);
    process->status = wait_for(pid);
    process->out = talk.got[STDOUT];
    process->errors = talk.got[STDERR];
    if (failed)
        process_free(process);
    return failed;
}

void process_free(Process *process)
{
    stemma_text_free(process->out);
    stemma_text_free(process->errors);
    *process = (Process){0};
}
