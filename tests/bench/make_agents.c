/* make-agents FOLDER COUNT: a generated collection, for tests and for trying things out. */
#include "agents.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: make-agents FOLDER COUNT\n");
        return 2;
    }
    agents_make(argv[1], (uint32_t)strtoul(argv[2], NULL, 10));
    return 0;
}
