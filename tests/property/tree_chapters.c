/* What is left of a tree when its chapters may stand in any order and under other titles: their contents, sorted. */
#include "tree.h"

#include <stdlib.h>
#include <string.h>

typedef struct Chunk {
    const char *ptr;
    size_t len;
} Chunk;

static size_t line_len(const char *line)
{
    size_t len = strcspn(line, "\n");
    return len + (line[len] == '\n');
}

static int is_line(const char *line, const char *word)
{
    size_t len = strlen(word);
    return strncmp(line, word, len) == 0 && (line[len] == '\n' || line[len] == ' ');
}

static int by_text(const void *a, const void *b)
{
    const Chunk *one = a, *other = b;
    size_t len = one->len < other->len ? one->len : other->len;
    int order = memcmp(one->ptr, other->ptr, len);
    return order ? order : (one->len > other->len) - (one->len < other->len);
}

/* Rules stay where they are when chapters move, so they belong to none. */
static char *without_rules(const char *tree)
{
    char *copy = malloc(strlen(tree) + 1), *to = copy;
    for (const char *line = tree; *line; line += line_len(line)) {
        if (is_line(line, "thematic_break"))
            continue;
        memcpy(to, line, line_len(line));
        to += line_len(line);
    }
    if (to - copy >= 4 && memcmp(to - 4, "end\n", 4) == 0)
        to -= 4; /* of the document: it would stick to whichever chapter is last */
    *to = '\0';
    return copy;
}

char *tree_chapters(const char *tree)
{
    char *text = without_rules(tree), *sorted = malloc(strlen(text) + 1), *to = sorted;
    Chunk *chunks = malloc((strlen(text) + 2) * sizeof *chunks);
    size_t count = 0;
    chunks[count++] = (Chunk){text, 0};
    for (const char *line = text; *line; line += line_len(line)) {
        if (is_line(line, "heading")) {
            line += line_len(line); /* the title follows */
            chunks[count++] = (Chunk){line + line_len(line), 0};
        } else {
            chunks[count - 1].len += line_len(line);
        }
    }
    qsort(chunks, count, sizeof *chunks, by_text);
    for (size_t i = 0; i < count; i++) {
        memcpy(to, chunks[i].ptr, chunks[i].len);
        to += chunks[i].len;
    }
    *to = '\0';
    free(chunks);
    free(text);
    return sorted;
}
