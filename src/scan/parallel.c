#include "scan/parallel.h"

#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

typedef struct Team {
    void (*work)(void *context, uint32_t worker, Range range);
    void *context;
    uint32_t count, chunk;
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
        uint32_t start = atomic_fetch_add(&team->next, team->chunk);
        if (start >= team->count)
            return NULL;
        uint32_t rest = team->count - start;
        Range range = {start, start + (rest < team->chunk ? rest : team->chunk)};
        team->work(team->context, member->number, range);
    }
}

static void run_team(Team team, uint32_t threads)
{
    Member members[PARALLEL_MOST];
    threads = threads ? threads : 1;
    for (uint32_t i = 0; i < threads; i++)
        members[i] = (Member){.team = &team, .number = i};
    for (uint32_t i = 1; i < threads && team.count > team.chunk; i++)
        members[i].has_thread = pthread_create(&members[i].thread, NULL, run, &members[i]) == 0;
    run(&members[0]);
    for (uint32_t i = 1; i < threads; i++)
        if (members[i].has_thread)
            pthread_join(members[i].thread, NULL);
}

void parallel_run(uint32_t threads, uint32_t count,
                  void (*work)(void *context, uint32_t worker, Range range), void *context)
{
    run_team((Team){.work = work, .context = context, .count = count, .chunk = 32}, threads);
}

void parallel_each(uint32_t threads, uint32_t count,
                   void (*work)(void *context, uint32_t worker, Range range), void *context)
{
    run_team((Team){.work = work, .context = context, .count = count, .chunk = 1}, threads);
}

uint32_t parallel_default(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > PARALLEL_MOST ? PARALLEL_MOST : (uint32_t)processors;
}
