#include "write/interrupt.h"

enum { HEADING_MAX = 6, FENCE_MIN = 3, RULE_MIN = 3, NAME_MAX = 12 };

/* Elements whose tags start an HTML block even inside a paragraph (kinds 1 and 6). */
static const char elements[] = " address article aside base basefont blockquote body caption "
                               "center col colgroup dd details dialog dir div dl dt "
                               "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 "
                               "h5 h6 head header hr html iframe legend li link "
                               "main menu menuitem nav noframes ol optgroup option p param pre "
                               "script section source style summary table tbody td "
                               "textarea tfoot th thead title tr track ul ";

static char char_at(Span line, size_t at)
{
    return at < line.len ? line.ptr[at] : '\0';
}

static bool is_blank_at(Span line, size_t at)
{
    return at >= line.len || line.ptr[at] == ' ' || line.ptr[at] == '\t';
}

static size_t run_of(Span line, char byte)
{
    size_t at = 0;
    while (char_at(line, at) == byte && at < line.len)
        at++;
    return at;
}

static bool is_heading(Span line)
{
    size_t signs = run_of(line, '#');
    return signs >= 1 && signs <= HEADING_MAX && is_blank_at(line, signs);
}

/* A thematic break, or the underline of a heading. */
static bool is_rule(Span line)
{
    char sign = char_at(line, 0);
    if (sign != '*' && sign != '-' && sign != '_' && sign != '=')
        return false;
    size_t signs = 0;
    for (size_t at = 0; at < line.len; at++) {
        if (line.ptr[at] != sign && !is_blank_at(line, at))
            return false;
        signs += line.ptr[at] == sign;
    }
    bool is_underline = run_of(span_trim_end(line), sign) == span_trim_end(line).len;
    return signs >= RULE_MIN ? sign != '=' || is_underline : is_underline && strchr("-=", sign);
}

/* Only items that say something, and numbers only from 1, interrupt. */
static bool is_item(Span line)
{
    size_t marker = 0;
    if (strchr("-+*", char_at(line, 0)))
        marker = 1;
    else if (span_starts(line, SPAN("1.")) || span_starts(line, SPAN("1)")))
        marker = 2;
    return marker && is_blank_at(line, marker) && !span_is_blank(span_from(line, marker));
}

static bool is_element(Span line)
{
    char name[NAME_MAX + 3] = " ";
    size_t at = char_at(line, 1) == '/' ? 2 : 1, len = 1;
    for (; len <= NAME_MAX; at++, len++) {
        char c = char_at(line, at);
        bool is_upper = c >= 'A' && c <= 'Z';
        if (!is_upper && !(c >= 'a' && c <= 'z') && !(c >= '1' && c <= '6'))
            break;
        name[len] = (char)(is_upper ? c + ('a' - 'A') : c);
    }
    name[len] = ' ';
    bool is_end = is_blank_at(line, at) || char_at(line, at) == '>' || char_at(line, at) == '/';
    return len > 1 && is_end && strstr(elements, name);
}

static bool is_html(Span line)
{
    if (char_at(line, 0) != '<')
        return false;
    return strchr("!?", char_at(line, 1)) || is_element(line);
}

bool interrupt_is(Span line)
{
    if (!line.len || !line.ptr[0])
        return false;
    return line.ptr[0] == '>' || is_heading(line) || run_of(line, '`') >= FENCE_MIN ||
           run_of(line, '~') >= FENCE_MIN || is_rule(line) || is_item(line) || is_html(line);
}
