/* process: other programs, run without a shell. */
#ifndef STEMMA_CLI_PROCESS_H
#define STEMMA_CLI_PROCESS_H

#include "stemma.h"

typedef struct Process {
    int status;      /* its exit status; 128 + signal when one ended it */
    stemma_text out; /* what it printed; both to be freed */
    stemma_text errors;
} Process;

/* Looks argv[0] up in PATH, gives it `input` and waits for it. 0, or -errno when it could not be run. */
int process_run(const char *const *argv, stemma_text input, Process *process);
void process_free(Process *process);

#endif
