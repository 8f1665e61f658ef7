#include "scan/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

enum { CHUNK = 32 };

typedef struct Team {
    void (*work)(void *context, uint32_t worker, Range range);
    void *context;
    uint32_t count;
    atomic_uint next;
} Team;

typedef struct Member {
    Team *team;
    uint32_t number;
    pthread_t thread;
    bool has_thread;
} Member;

static void *run(void *argument)
{
    const Member *member = argument;
    Team *team = member->team;
    for (;;) {
        uint32_t start = atomic_fetch_add(&team->next, CHUNK);
        if (start >= team->count)
            return NULL;
        uint32_t rest = team->count - start;
        Range range = {start, start + (rest < CHUNK ? rest : CHUNK)};
        team->work(team->context, member->number, range);
    }
}

void parallel_run(uint32_t threads, uint32_t count,
                  void (*work)(void *context, uint32_t worker, Range range), void *context)
{
    Team team = {.work = work, .context = context, .count = count};
    Member members[PARALLEL_MOST];
    for (uint32_t i = 0; i < threads; i++)
        members[i] = (Member){.team = &team, .number = i};
    for (uint32_t i = 1; i < threads && count > CHUNK; i++)
        members[i].has_thread = pthread_create(&members[i].thread, NULL, run, &members[i]) == 0;
    run(&members[0]);
    for (uint32_t i = 1; i < threads; i++)
        if (members[i].has_thread)
            pthread_join(members[i].thread, NULL);
}

uint32_t parallel_default(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > PARALLEL_MOST ? PARALLEL_MOST : (uint32_t)processors;
}
