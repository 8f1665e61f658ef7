/* The levels of headings before and after. */
#include "tree.h"

#include <cmark.h>
#include <stdlib.h>

typedef struct Levels {
    int *at;
    size_t count;
} Levels;

static Levels levels_of(const char *body, size_t len)
{
    cmark_node *root = cmark_parse_document(body, len, CMARK_OPT_DEFAULT);
    Levels levels = {0};
    for (cmark_node *node = cmark_node_first_child(root); node; node = cmark_node_next(node)) {
        if (cmark_node_get_type(node) != CMARK_NODE_HEADING)
            continue;
        levels.at = realloc(levels.at, (levels.count + 1) * sizeof *levels.at);
        levels.at[levels.count++] = cmark_node_get_heading_level(node);
    }
    cmark_node_free(root);
    return levels;
}

bool tree_levels(const char *before, size_t before_len, const char *after, size_t after_len)
{
    Levels was = levels_of(before, before_len), is = levels_of(after, after_len);
    bool is_right = was.count == is.count, jumped = false;
    for (size_t i = 0; is_right && i < was.count; i++) {
        jumped = jumped || (i && was.at[i] > was.at[i - 1] + 1);
        bool jumps = i && is.at[i] > is.at[i - 1] + 1;
        is_right = is.at[i] <= was.at[i] && !jumps && (jumped || is.at[i] == was.at[i]);
        for (size_t k = 0; is_right && jumped && k < i;
             k++) /* a deeper one stays as deep at least */
            is_right = was.at[k] != was.at[i] || i - k > 1 || is.at[k] == is.at[i];
    }
    free(was.at);
    free(is.at);
    return is_right;
}

bool tree_raised(const char *before, size_t before_len, const char *after, size_t after_len)
{
    Levels was = levels_of(before, before_len), is = levels_of(after, after_len);
    size_t k = 0;
    bool is_right = true;
    for (size_t i = 0; is_right && i < is.count; i++) {
        int above = i ? is.at[i - 1] : 1;
        if (k < was.count && is.at[i] == was.at[k])
            k++;
        else
            is_right = is.at[i] <= above + 1;
    }
    is_right = is_right && k == was.count;
    free(was.at);
    free(is.at);
    return is_right;
}
