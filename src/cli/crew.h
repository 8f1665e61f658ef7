/* crew: the same work on many files, by several threads, told of in the order of the files. */
#ifndef STEMMA_CLI_CREW_H
#define STEMMA_CLI_CREW_H

#include "cli/house.h"

/* The row of --jobs in the table of a command whose struct has a member `jobs`. */
#define CREW_OPTION(type)                                                                          \
    {                                                                                              \
        OPTION_NUMBER, 'j', "jobs", "N", "work on N files at once; without it one a processor",    \
            offsetof(type, jobs), NULL                                                             \
    }

/* A file to work on. */
typedef struct Job {
    char *path;
    const stemma_project *project; /* that holds for it; NULL: none */
    void *outcome;                 /* what `work` leaves for `deliver`, which frees it */
} Job;

typedef struct Crew {
    Job *jobs;
    size_t count;
    bool is_without_rules; /* .mdc files of folders are left out */
    Status
        status; /* STATUS_TROUBLE: a file or a project could not be read, or a folder has no files;
                      a message has said so */
} Crew;

/* The files that the arguments name, and those of the folders among them, without what their projects exclude. A folder with
   none is trouble, one of which all are excluded is told. Start with {0}, or is_without_rules alone; free with crew_free. The
   projects stay the house's. */
void crew_gather(Crew *crew, House *house, char **arguments, size_t count);

/* Calls `work` for each file, on any thread and in any order, then `deliver` in the order of the files on this one. The line
   of progress is shown and taken away. `threads` 0: one for each processor. */
void crew_run(Crew *crew, unsigned threads, void (*work)(const void *context, Job *job),
              void (*deliver)(void *context, const Job *job), void *context);

void crew_free(Crew *crew);

#endif
