/* tree: what CommonMark sees in a file's body, as text that can be compared. Knows nothing of the writer. */
#ifndef STEMMA_TESTS_TREE_H
#define STEMMA_TESTS_TREE_H

#include <stdbool.h>
#include <stddef.h>

/* Changes of markup that count for nothing in the comparison: each is taken out of both trees alike. */
typedef struct TreeRules {
    bool spaces;  /* runs of blanks in prose and code spans are one space */
    bool code;    /* no blanks at the ends of lines of code */
    bool colons;  /* none at the end of headings */
    bool levels;  /* of headings; checked by tree_levels instead */
    bool numbers; /* the delimiter of ordered lists */
    bool tables;  /* blanks and dashes of table rows, and the paragraph they stood in */
    bool boxes;   /* [X] is [x] */
    bool titles;  /* no numbers, pictures or blanks at the ends of headings */
    bool labels;  /* at the top a line in bold is a heading */
    bool keys;    /* **K**: v, **K:** v, **K** - v and K: v are the same */
} TreeRules;

/* Body without front matter; the whole text when there is none. */
const char *tree_body(const char *text, size_t len, size_t *body_len);

/* Malloced and ended by NUL; one line for each thing. */
char *tree_text(const char *body, size_t len, const TreeRules *rules);

/* The same tree with its chapters in any order, whatever their titles. */
char *tree_chapters(const char *tree);

/* Are the headings of `before` among those of `after`, with their levels, and the others each one level below one before it,
   or beside it? */
bool tree_raised(const char *before, size_t before_len, const char *after, size_t after_len);

/* Do the headings of `after` have the levels of `before`, raised where they jumped? */
bool tree_levels(const char *before, size_t before_len, const char *after, size_t after_len);

#endif
