/* Lines that say which version this is, or when it was changed: which of two wins is nobody's guess but a policy's. */
#include "merge/three_settle.h"

#include "base/ascii.h"

/* What stands before the number, by its letters alone. */
static const char *const names[] = {
    "version",      "versionv",      "currentversion", "currentversionv", "updated",
    "updatedat",    "updatedon",     "date",           "msdate",          "lastupdate",
    "lastupdated",  "lastupdatedon", "modified",       "lastmodified",    "lastmodifiedon",
    "lastreviewed", "lastrevised",   "revision",       "revised",
};

enum { NAME_LENGTH = 32, GROUPS = 8, YEAR_DIGITS = 4, GROUP_DIGITS = 15 };

/* A line cut at its number: "version: " "1.2.10" "". */
typedef struct Dated {
    Span head, number, tail;
} Dated;

static bool is_name(Span head)
{
    char name[NAME_LENGTH];
    size_t len = 0;
    for (size_t i = 0; i < head.len && len < NAME_LENGTH - 1; i++)
        if (ascii_is_letter(head.ptr[i]))
            name[len++] = (char)(head.ptr[i] | 0x20);
        else if ((unsigned char)head.ptr[i] >= 0x80)
            return false;
    name[len] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i], name) == 0)
            return true;
    return false;
}

static bool is_joint(char c)
{
    return c == '.' || c == '-' || c == '/';
}

/* False for anything but one line with one number, which may have parts, behind such a name. */
static bool cut(Span line, Dated *dated)
{
    size_t from = 0, to;
    while (from < line.len && !ascii_is_digit(line.ptr[from]))
        from++;
    for (to = from; to < line.len; to++)
        if (!ascii_is_digit(line.ptr[to]) &&
            !(is_joint(line.ptr[to]) && to + 1 < line.len && ascii_is_digit(line.ptr[to + 1])))
            break;
    *dated = (Dated){span_range(line, 0, from), span_range(line, from, to), span_from(line, to)};
    for (size_t i = 0; i < dated->tail.len; i++) {
        char c = dated->tail.ptr[i];
        if (ascii_is_digit(c) || ascii_is_letter(c) || (unsigned char)c >= 0x80 ||
            (c == '\n' && i + 1 < dated->tail.len))
            return false;
    }
    return dated->number.len && is_name(dated->head);
}

/* ---- which is newer ---- */

typedef struct Numbers {
    uint64_t at[GROUPS];
    size_t count;
    char joint; /* between them; 0 where there is none or they differ */
} Numbers;

/* False for what cannot be compared: dates that do not start with the year, numbers beyond all measure. */
static bool read_numbers(Span text, Numbers *numbers)
{
    size_t digits = 0, first = 0;
    *numbers = (Numbers){.count = 1, .joint = '.'};
    for (size_t i = 0; i < text.len; i++) {
        if (ascii_is_digit(text.ptr[i])) {
            uint64_t *group = &numbers->at[numbers->count - 1];
            *group = 10 * *group + (uint64_t)(text.ptr[i] - '0');
            if (++digits > GROUP_DIGITS)
                return false;
            continue;
        }
        if (numbers->count == GROUPS || (numbers->count > 1 && text.ptr[i] != numbers->joint))
            return false;
        first = numbers->count == 1 ? digits : first;
        numbers->joint = text.ptr[i];
        numbers->count++;
        digits = 0;
    }
    return numbers->joint == '.' || first == YEAR_DIGITS;
}

/* Below 0, 0, above 0; false when nobody can tell. */
static bool compare(Span a, Span b, int *order)
{
    Numbers x, y;
    if (!read_numbers(a, &x) || !read_numbers(b, &y) || x.joint != y.joint ||
        (x.joint != '.' && x.count != y.count))
        return false;
    *order = 0;
    for (size_t i = 0; i < GROUPS && !*order; i++)
        *order = (x.at[i] > y.at[i]) - (x.at[i] < y.at[i]);
    return *order != 0;
}

bool settle_dated(Table *table, Trio trio, Span *text)
{
    Span ours = version_block(table->ours.side, trio.ours);
    Span theirs = version_block(table->theirs.side, trio.theirs);
    Dated base, a, b;
    int order = table->version_lines == THREE_VERSIONS_OURS ? 1 : -1;
    if (table->version_lines == THREE_VERSIONS_OPEN ||
        !cut(version_block(table->ours.base, trio.base), &base) || !cut(ours, &a) ||
        !cut(theirs, &b) || !span_eq(a.head, b.head) ||
        !span_eq(span_trim_end(a.tail), span_trim_end(b.tail)))
        return false;
    if (table->version_lines == THREE_VERSIONS_NEWER && !compare(a.number, b.number, &order))
        return false;
    *text = order > 0 ? ours : theirs;
    return true;
}
