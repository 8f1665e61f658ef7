#include "cli/crew.h"

#include "cli/progress.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A thread costs as much as a few files do. */
enum { THREADS_MOST = 64, FILES_A_THREAD = 8 };

/* ---- gathering ---- */

typedef struct Gathering {
    Crew *crew;
    House *house;
    const char *argument;
    size_t room;
} Gathering;

static void add_job(Gathering *g, const char *path)
{
    Crew *crew = g->crew;
    if (crew->count == g->room) {
        g->room = g->room ? 2 * g->room : 64;
        Job *jobs = allocate(g->room * sizeof *jobs);
        if (crew->count)
            memcpy(jobs, crew->jobs, crew->count * sizeof *jobs);
        free(crew->jobs);
        crew->jobs = jobs;
    }
    char *copy = allocate(strlen(path) + 1);
    strcpy(copy, path);
    crew->jobs[crew->count++] = (Job){.path = copy, .project = g->house->project};
}

/* What was named is meant, whatever the project leaves out of folders. */
static void visit(void *context, const char *path)
{
    Gathering *g = context;
    if (house_enter(g->house, path) != STATUS_SAME) {
        g->crew->status = STATUS_TROUBLE;
        return;
    }
    bool is_named = strcmp(path, g->argument) == 0;
    if (is_named || !g->house->project || !stemma_project_excludes(g->house->project, path))
        add_job(g, path);
}

void crew_gather(Crew *crew, House *house, char **arguments, size_t count)
{
    Gathering g = {.crew = crew, .house = house};
    for (size_t i = 0; i < count; i++) {
        stemma_error error;
        g.argument = arguments[i];
        if (stemma_walk(arguments[i], visit, &g, &error) != 0)
            crew->status = trouble(&error);
    }
}

void crew_free(Crew *crew)
{
    for (size_t i = 0; i < crew->count; i++)
        free(crew->jobs[i].path);
    free(crew->jobs);
}

/* ---- working ---- */

typedef struct Team {
    Crew *crew;
    void (*work)(const void *context, Job *job);
    void *context;
    pthread_mutex_t lock; /* of what follows */
    pthread_cond_t has_done;
    size_t next;   /* the first job that nobody has taken */
    bool *is_done; /* by job */
} Team;

/* Takes a job and does it; false when there is none left. */
static bool work_once(Team *team)
{
    pthread_mutex_lock(&team->lock);
    size_t i = team->next < team->crew->count ? team->next++ : team->crew->count;
    pthread_mutex_unlock(&team->lock);
    if (i == team->crew->count)
        return false;
    team->work(team->context, &team->crew->jobs[i]);
    pthread_mutex_lock(&team->lock);
    team->is_done[i] = true;
    pthread_cond_signal(&team->has_done);
    pthread_mutex_unlock(&team->lock);
    return true;
}

static void *work_on(void *team)
{
    while (work_once(team))
        continue;
    return NULL;
}

static bool is_done(Team *team, size_t i, bool waits)
{
    pthread_mutex_lock(&team->lock);
    while (waits && !team->is_done[i])
        pthread_cond_wait(&team->has_done, &team->lock);
    bool done = team->is_done[i];
    pthread_mutex_unlock(&team->lock);
    return done;
}

/* This thread works, too, whenever the next file in order is not done yet. */
static void deliver_all(Team *team, void (*deliver)(void *context, const Job *job))
{
    Progress progress = {.total = team->crew->count};
    bool is_left = true;
    for (size_t i = 0; i < team->crew->count;) {
        if (!is_done(team, i, !is_left)) {
            is_left = work_once(team);
            continue;
        }
        progress_step(&progress, team->crew->jobs[i].path);
        deliver(team->context, &team->crew->jobs[i++]);
    }
    progress_hide();
}

static size_t thread_count(unsigned asked, size_t files)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = asked ? asked : processors > 1 ? (size_t)processors : 1;
    size_t useful = files / FILES_A_THREAD + 1;
    count = count < useful ? count : useful;
    return count < THREADS_MOST ? count : THREADS_MOST;
}

void crew_run(Crew *crew, unsigned threads, void (*work)(const void *context, Job *job),
              void (*deliver)(void *context, const Job *job), void *context)
{
    Team team = {.crew = crew, .work = work, .context = context};
    pthread_t helpers[THREADS_MOST];
    size_t wanted = thread_count(threads, crew->count) - 1, started = 0;
    team.is_done = allocate(crew->count + 1);
    memset(team.is_done, 0, crew->count + 1);
    pthread_mutex_init(&team.lock, NULL);
    pthread_cond_init(&team.has_done, NULL);
    while (started < wanted && pthread_create(&helpers[started], NULL, work_on, &team) == 0)
        started++;
    deliver_all(&team, deliver);
    for (size_t i = 0; i < started; i++)
        pthread_join(helpers[i], NULL);
    pthread_cond_destroy(&team.has_done);
    pthread_mutex_destroy(&team.lock);
    free(team.is_done);
}
