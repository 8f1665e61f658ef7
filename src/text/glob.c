#include "text/glob.h"

/* Where matching goes on when what follows a star did not match. */
typedef struct Retry {
    size_t pattern; /* after the star */
    size_t text;    /* how far the star reaches */
} Retry;

static bool is_there(const Retry *retry)
{
    return retry->pattern > 0;
}

static bool is_alike(char pattern, char c)
{
    return pattern == c || (pattern == '?' && c != '/');
}

/* The star takes one byte more, the double star one folder or byte more; false when none can. */
static bool take_more(Retry *star, Retry *deep, Span pattern, Span text, size_t *p, size_t *t)
{
    if (is_there(star) && text.ptr[star->text] != '/') {
        *p = star->pattern;
        *t = ++star->text;
        return true;
    }
    if (!is_there(deep))
        return false;
    bool is_by_folder = pattern.ptr[deep->pattern - 1] == '/';
    deep->text = is_by_folder ? span_find_byte(text, '/', deep->text) + 1 : deep->text + 1;
    *star = (Retry){0};
    *p = deep->pattern;
    *t = deep->text;
    return deep->text <= text.len;
}

/* Each star forgets what the one before it could still take, so the time is the product of the lengths at most. */
static bool matches(Span pattern, Span text)
{
    Retry star = {0}, deep = {0};
    size_t p = 0, t = 0;
    while (t < text.len) {
        Span rest = span_from(pattern, p);
        if (span_starts(rest, SPAN("**"))) {
            p += span_starts(rest, SPAN("**/")) ? 3 : 2;
            deep = (Retry){p, t};
            star = (Retry){0};
        } else if (span_starts(rest, SPAN("*"))) {
            star = (Retry){++p, t};
        } else if (rest.len && is_alike(rest.ptr[0], text.ptr[t])) {
            p++;
            t++;
        } else if (!take_more(&star, &deep, pattern, text, &p, &t)) {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

static Span trim_slashes(Span pattern)
{
    while (pattern.len && pattern.ptr[pattern.len - 1] == '/')
        pattern.len--;
    if (span_starts(pattern, SPAN("./")))
        pattern = span_from(pattern, 2);
    return pattern;
}

bool glob_matches(Span pattern, Span path)
{
    bool is_folder = span_ends(pattern, SPAN("/"));
    pattern = trim_slashes(pattern);
    bool is_name = span_find_byte(pattern, '/', 0) == pattern.len;
    if (!is_name && pattern.ptr[0] == '/')
        pattern = span_from(pattern, 1);
    for (size_t at = 0; at < path.len;) {
        size_t end = span_find_byte(path, '/', at);
        bool is_last = end == path.len;
        if (!(is_last && is_folder) && matches(pattern, span_range(path, is_name ? at : 0, end)))
            return true;
        at = end + 1;
    }
    return false;
}
