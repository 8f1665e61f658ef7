#include "cli/crew.h"

#include "cli/progress.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A thread costs as much as a few files do. */
enum { FILES_A_THREAD = 8 };

/* ---- gathering ---- */

typedef struct Gathering {
    Crew *crew;
    House *house;
    const char *argument;
    size_t room;
    const char *excluder; /* the project that left out a file of the argument */
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

static bool is_rule(const char *path)
{
    size_t len = strlen(path);
    return len > 4 && strcmp(path + len - 4, ".mdc") == 0;
}

/* What was named is meant, whatever the project leaves out of folders. */
static void visit(void *context, const char *path)
{
    Gathering *g = context;
    if (house_enter(g->house, path) != STATUS_SAME) {
        g->crew->status = STATUS_TROUBLE;
        return;
    }
    const stemma_project *project = g->house->project;
    bool is_named = strcmp(path, g->argument) == 0;
    bool is_excluded = project && stemma_project_excludes(project, path);
    if (!is_named && g->crew->is_without_rules && is_rule(path))
        return;
    if (is_named || !is_excluded) {
        add_job(g, path);
        return;
    }
    g->excluder = stemma_project_path(project);
}

/* A search that finds nothing is more likely a path that is wrong than one that is right. */
static Status found_nothing(const Gathering *g)
{
    const char *kinds = g->crew->is_without_rules ? ".md files" : ".md or .mdc files";
    if (!g->excluder) {
        message("%s: no %s here", g->argument, kinds);
        return STATUS_TROUBLE;
    }
    message("%s: nothing to do; %s excludes all %s here", g->argument, g->excluder, kinds);
    return STATUS_SAME;
}

static void gather(Gathering *g, const char *argument)
{
    stemma_error error;
    size_t before = g->crew->count;
    Status status = g->crew->status;
    g->argument = argument;
    g->excluder = NULL;
    if (stemma_walk(argument, visit, g, &error) != 0)
        g->crew->status = trouble(&error);
    else if (g->crew->count == before && status == g->crew->status)
        g->crew->status = status_worse(status, found_nothing(g));
}

void crew_gather(Crew *crew, House *house, char **arguments, size_t count)
{
    Gathering g = {.crew = crew, .house = house};
    for (size_t i = 0; i < count; i++)
        gather(&g, arguments[i]);
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
    void (*deliver)(void *context, const Job *job);
    void *context;
    atomic_bool *is_done; /* by job */
    size_t delivered;     /* so many, by the first thread alone */
    Progress progress;
} Team;

/* Of what is done all that is next in order. */
static void deliver_next(Team *team)
{
    const Crew *crew = team->crew;
    for (; team->delivered < crew->count && team->is_done[team->delivered]; team->delivered++) {
        progress_step(&team->progress, crew->jobs[team->delivered].path);
        team->deliver(team->context, &crew->jobs[team->delivered]);
    }
}

static void work_on(void *context, unsigned worker, size_t i)
{
    Team *team = context;
    team->work(team->context, &team->crew->jobs[i]);
    team->is_done[i] = true;
    if (worker == 0)
        deliver_next(team);
}

static unsigned thread_count(unsigned asked, size_t files)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    size_t count = asked ? asked : processors > 1 ? (size_t)processors : 1;
    size_t useful = files / FILES_A_THREAD + 1;
    return (unsigned)(count < useful ? count : useful);
}

void crew_run(Crew *crew, unsigned threads, void (*work)(const void *context, Job *job),
              void (*deliver)(void *context, const Job *job), void *context)
{
    Team team = {.crew = crew,
                 .work = work,
                 .deliver = deliver,
                 .context = context,
                 .is_done = allocate((crew->count + 1) * sizeof *team.is_done),
                 .progress = {.total = crew->count}};
    for (size_t i = 0; i < crew->count; i++)
        atomic_init(&team.is_done[i], false);
    stemma_each(crew->count, thread_count(threads, crew->count), work_on, &team);
    deliver_next(&team);
    progress_hide();
    free(team.is_done);
}
