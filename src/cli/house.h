/* house: the style and the project that hold for a file. */
#ifndef STEMMA_CLI_HOUSE_H
#define STEMMA_CLI_HOUSE_H

#include "cli/console.h"

/* Projects are looked for once a folder, and kept. Start with {0}; free with house_free. */
typedef struct House {
    stemma_style *named;           /* by --style, which holds for every file */
    char *folder;                  /* the one looked in last */
    const stemma_project *project; /* that holds there; NULL: none */
    bool has_failed;               /* its .stemma.yaml has mistakes, which a message has told */
    stemma_project **projects;     /* all that were found */
    size_t project_count;
} House;

/* The names that completions offer for --style. */
extern const char *const house_styles[];

/* The row of --style in the table of a command whose struct has a member `style`. */
#define HOUSE_OPTION(type)                                                                         \
    {                                                                                              \
        OPTION_TEXT, 0, "style", "STYLE",                                                          \
            "a built-in style or a style file; without it the project's", offsetof(type, style),   \
            house_styles                                                                           \
    }

/* `style` is the value of --style, or NULL. */
Status house_open(House *house, const char *style);

/* Makes house->project the one that holds for `path`. */
Status house_enter(House *house, const char *path);

/* The style for a file of the project, which may be NULL; NULL is the library's default. */
const stemma_style *house_style(const House *house, const stemma_project *project);

void house_free(House *house);

#endif
