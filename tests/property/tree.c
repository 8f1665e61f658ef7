#include "tree.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Text {
    char *ptr;
    size_t len, cap;
} Text;

static void add(Text *text, const char *bytes, size_t len)
{
    if (text->len + len + 1 > text->cap) {
        text->cap = 2 * (text->len + len) + 64;
        text->ptr = realloc(text->ptr, text->cap);
    }
    memcpy(text->ptr + text->len, bytes, len);
    text->len += len;
    text->ptr[text->len] = '\0';
}

static void put(Text *text, const char *string)
{
    add(text, string, strlen(string));
}

/* ---- body ---- */

static bool is_fence(const char *line, const char *end)
{
    return end - line >= 3 && !memcmp(line, "---", 3) &&
           (end - line == 3 || strspn(line + 3, " \t\r") == (size_t)(end - line - 3));
}

const char *tree_body(const char *text, size_t len, size_t *body_len)
{
    const char *end = text + len, *line = text;
    if (len >= 3 && !memcmp(text, "\xEF\xBB\xBF", 3))
        line = text += 3;
    for (int n = 0; line < end; n++) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        const char *next = stop ? stop + 1 : end;
        if (n == 0 && !is_fence(line, stop ? stop : end))
            break;
        if (n > 0 && is_fence(line, stop ? stop : end)) {
            *body_len = (size_t)(end - next);
            return next;
        }
        line = next;
    }
    *body_len = (size_t)(end - text);
    return text;
}

/* ---- prose ---- */

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Blanks to one, none beside line breaks. */
static void squeeze(char *text)
{
    char *to = text;
    for (const char *at = text; *at; at++) {
        bool is_after = to == text || to[-1] == '\n' || to[-1] == ' ';
        if (!is_blank(*at)) {
            while (*at == '\n' && to > text && to[-1] == ' ')
                to--;
            *to++ = *at;
        } else if (!is_after) {
            *to++ = ' ';
        }
    }
    while (to > text && to[-1] == ' ')
        to--;
    *to = '\0';
}

static bool is_delimiter_row(const char *line, size_t len)
{
    return len && strspn(line, "|:- \t") >= len && memchr(line, '-', len) &&
           (memchr(line, '|', len) || memchr(line, '-', len));
}

/* Without blanks and one bar at each end. */
static void trim_row(const char **line, size_t *len)
{
    for (int with_bar = 1; with_bar >= 0; with_bar--) {
        while (*len && is_blank(**line))
            ++*line, --*len;
        while (*len && is_blank((*line)[*len - 1]))
            --*len;
        if (with_bar && *len && **line == '|')
            ++*line, --*len;
        if (with_bar && *len && (*line)[*len - 1] == '|')
            --*len;
    }
}

static size_t bars(const char *line, size_t len)
{
    size_t count = 0;
    trim_row(&line, &len);
    for (size_t i = 0; i < len; i++)
        count += line[i] == '|';
    return count;
}

/* A row without the bars at its ends, without blanks beside bars, each run of dashes as one. */
static void put_row(Text *out, const char *line, size_t len, bool is_delimiter)
{
    trim_row(&line, &len);
    for (size_t i = 0; i < len; i++) {
        bool is_after_bar = out->len && out->ptr[out->len - 1] == '|';
        size_t next = i;
        while (next < len && is_blank(line[next]))
            next++;
        if (is_blank(line[i]) &&
            (is_delimiter || is_after_bar || (next < len && line[next] == '|')))
            continue;
        if (is_delimiter && line[i] == '-' && i && line[i - 1] == '-')
            continue;
        add(out, line + i, 1);
    }
    put(out, "\n");
}

/* Lines of a paragraph, a table in it as a block of its own. */
static void put_lines(Text *out, const char *text, bool with_tables)
{
    bool in_table = false;
    for (const char *line = text; *line;) {
        size_t len = strcspn(line, "\n");
        const char *next = line + len + (line[len] == '\n');
        size_t next_len = strcspn(next, "\n");
        bool starts = with_tables && !in_table && *next && is_delimiter_row(next, next_len) &&
                      bars(line, len) == bars(next, next_len) &&
                      (memchr(line, '|', len) || memchr(next, '|', next_len));
        if (starts && line != text)
            put(out, "paragraph\n");
        in_table = in_table || starts;
        if (in_table)
            put_row(out, line, len, !starts && is_delimiter_row(line, len));
        else
            add(out, line, len), put(out, "\n");
        line = next;
    }
}

static void trim_colons(char *text)
{
    size_t len = strlen(text);
    for (;;) {
        if (len > 1 && text[len - 1] == ':')
            len--;
        else if (len > 3 && !memcmp(text + len - 3, "\xEF\xBC\x9A", 3))
            len -= 3;
        else if (len > 1 && is_blank(text[len - 1]))
            len--;
        else
            break;
    }
    text[len] = '\0';
}

/* Bytes of what may be left out of a title at `text`: a digit, a sign of a number, a blank, a character that is no letter
   of the scripts below U+2000. */
static size_t ornament(const char *text)
{
    unsigned char first = (unsigned char)*text;
    if (!first || strchr("0123456789.) \t", first))
        return first != '\0';
    return first == 0xF0 ? 4 : first == 0xE2 || !strncmp(text, "\xEF\xB8\x8F", 3) ? 3 : 0;
}

static void trim_ornaments(char *text)
{
    size_t from = 0, keep = 0;
    while (ornament(text + from))
        from += ornament(text + from);
    memmove(text, text + from, strlen(text + from) + 1);
    for (size_t at = 0; text[at];) {
        size_t len = ornament(text + at);
        at += len ? len : 1;
        keep = len ? keep : at;
    }
    text[keep] = '\0';
}

/* `text` begins with strong emphasis: takes its signs off and puts a colon behind, if it is a key. */
static void plain_key(char *text)
{
    static const char *const signs[] = {":", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 "};
    char *close = strchr(text, '\x04');
    if (!close || close == text + 1)
        return;
    bool has_colon = close[-1] == ':';
    size_t sign = has_colon ? strlen(":") : 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs && !sign; i++)
        sign = strncmp(close + 1, signs[i], strlen(signs[i])) ? 0 : strlen(signs[i]);
    if (!sign)
        return;
    char *end = has_colon ? close - 1 : close, *value = close + 1 + (has_colon ? 0 : sign);
    value += strspn(value, " ");
    char *rest = strdup(value);
    size_t len = (size_t)(end - text - 1);
    memmove(text, text + 1, len);
    sprintf(text + len, ": %s", rest);
    free(rest);
}

/* ---- inlines ---- */

static const char *tag_of(cmark_node *node, bool is_enter)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_EMPH:
        return is_enter ? "\x01" : "\x02";
    case CMARK_NODE_STRONG:
        return is_enter ? "\x03" : "\x04";
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
        return is_enter ? "\x05" : "\x06";
    case CMARK_NODE_SOFTBREAK:
        return is_enter ? "\n" : "";
    case CMARK_NODE_LINEBREAK:
        return is_enter ? "\x07\n" : "";
    case CMARK_NODE_CODE:
        return is_enter ? "\x08" : "";
    case CMARK_NODE_HTML_INLINE:
        return is_enter ? "\x0E" : "";
    default:
        return "";
    }
}

/* What a reader does not see of a colon's surroundings: emphasis may close behind it. */
static void move_colons_out(char *text)
{
    size_t end = strlen(text), signs = end;
    while (signs && (text[signs - 1] == '\x02' || text[signs - 1] == '\x04'))
        signs--;
    char tail[64];
    if (signs == end || end - signs >= sizeof tail)
        return;
    memcpy(tail, text + signs, end - signs + 1);
    text[signs] = '\0';
    trim_colons(text);
    strcat(text, tail);
}

static bool is_after_break(cmark_node *node)
{
    cmark_node *before = cmark_node_previous(node);
    return before && cmark_node_get_type(before) == CMARK_NODE_LINEBREAK;
}

/* Behind a break by a backslash cmark keeps the blanks of the next line. */
static void put_inline(Text *prose, cmark_node *node, bool is_enter)
{
    put(prose, tag_of(node, is_enter));
    const char *literal = cmark_node_get_literal(node);
    if (literal && is_after_break(node))
        literal += strspn(literal, " ");
    for (const char *at = is_enter && literal ? literal : ""; *at; at++)
        if (*at != '\r')
            add(prose, at, 1);
    if (is_enter && cmark_node_get_type(node) == CMARK_NODE_CODE)
        put(prose, "\x08");
    if (!is_enter && (cmark_node_get_type(node) == CMARK_NODE_LINK ||
                      cmark_node_get_type(node) == CMARK_NODE_IMAGE)) {
        put(prose, cmark_node_get_url(node));
        put(prose, "\x05");
        put(prose, cmark_node_get_title(node));
    }
}

/* ---- blocks ---- */

static void put_code(Text *out, const char *literal, bool is_trimmed)
{
    for (const char *line = literal; *line;) {
        size_t len = strcspn(line, "\n"), inked = len;
        while (inked && (line[inked - 1] == '\r' || (is_trimmed && is_blank(line[inked - 1]))))
            inked--;
        put(out, "  ");
        add(out, line, inked);
        put(out, "\n");
        line += len + (line[len] == '\n');
    }
}

/* Blanks before HTML say only where it stands, and what is never closed takes in the blank lines at the end. */
static void put_html(Text *out, const char *literal)
{
    literal += strspn(literal, " ");
    size_t len = strlen(literal);
    while (len && strchr(" \t\r\n", literal[len - 1]))
        len--;
    put(out, "  ");
    add(out, literal, len);
    put(out, "\n");
}

/* What may be a title, or hold some: told line by line. */
static bool is_titled(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) &&
           cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
}

static void put_block(Text *out, cmark_node *node, const TreeRules *rules)
{
    char head[96] = "";
    cmark_node_type type = cmark_node_get_type(node);
    bool is_numbered =
        type == CMARK_NODE_LIST && cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
    if (type == CMARK_NODE_LIST)
        snprintf(head, sizeof head, " %s start %d delimiter %d",
                 cmark_node_get_list_tight(node) ? "tight" : "loose",
                 is_numbered ? cmark_node_get_list_start(node) : -1,
                 is_numbered && !rules->numbers ? (int)cmark_node_get_list_delim(node) : 0);
    if (type == CMARK_NODE_HEADING && !rules->levels)
        snprintf(head, sizeof head, " %d", cmark_node_get_heading_level(node));
    if (rules->labels && is_titled(node))
        return;
    put(out, cmark_node_get_type_string(node));
    put(out, head);
    if (type == CMARK_NODE_CODE_BLOCK) {
        put(out, " ");
        put(out, cmark_node_get_fence_info(node));
    }
    put(out, "\n");
    if (type == CMARK_NODE_CODE_BLOCK)
        put_code(out, cmark_node_get_literal(node), rules->code);
    if (type == CMARK_NODE_HTML_BLOCK)
        put_html(out, cmark_node_get_literal(node));
}

/* One strong emphasis, with or without a colon behind it, at a hard break perhaps. */
static bool is_bold(const char *line)
{
    static const char *const ends[] = {"", ":", "\xEF\xBC\x9A", "\x07", ":\x07"};
    const char *close = strchr(line, '\x04');
    bool is_end = false;
    for (size_t i = 0; close && i < sizeof ends / sizeof *ends; i++)
        is_end = is_end || !strcmp(close + 1, ends[i]);
    return line[0] == '\x03' && is_end;
}

static void put_title(Text *out, char *line)
{
    size_t len = 0;
    for (const char *at = line; *at; at++)
        if (!strchr("\x03\x04\x07", *at))
            line[len++] = *at;
    line[len] = '\0';
    trim_colons(line);
    put(out, "title\n");
    put(out, line);
    put(out, "\n");
}

static void put_stretch(Text *out, char *start, char *end, const TreeRules *rules)
{
    if (start == end)
        return;
    char kept = *end;
    *end = '\0';
    put(out, "paragraph\n");
    put_lines(out, start, rules->tables);
    *end = kept;
}

/* Each line that may be a title by itself, what lies between as paragraphs. */
static void put_titled(Text *out, char *text, bool is_heading, const TreeRules *rules)
{
    char *stretch = text;
    for (char *line = text, *next; *line; line = next) {
        size_t len = is_heading ? strlen(line) : strcspn(line, "\n");
        next = line + len + (line[len] == '\n');
        char *copy = strndup(line, len);
        if (is_heading || is_bold(copy)) {
            put_stretch(out, stretch, line, rules);
            put_title(out, copy);
            stretch = next;
        }
        free(copy);
    }
    put_stretch(out, stretch, text + strlen(text), rules);
}

static void put_prose(Text *out, Text *prose, cmark_node *node, const TreeRules *rules)
{
    bool is_heading = cmark_node_get_type(node) == CMARK_NODE_HEADING;
    char empty[] = "", *text = prose->len ? prose->ptr : empty;
    if (prose->len && rules->spaces)
        squeeze(text);
    if (prose->len && is_heading && rules->colons) {
        trim_colons(text);
        move_colons_out(text);
    }
    if (prose->len && is_heading && rules->titles)
        trim_ornaments(text);
    if (rules->boxes && !strncmp(text, "[X]", 3))
        text[1] = 'x';
    bool is_task = !strncmp(text, "[ ] ", 4) || !strncmp(text, "[x] ", 4);
    char *key = is_task ? text + 4 : text;
    if (prose->len && !is_heading && rules->keys && *key == '\x03')
        plain_key(key);
    if (rules->labels && is_titled(node))
        put_titled(out, text, is_heading, rules);
    else
        put_lines(out, text, rules->tables && !is_heading);
    prose->len = 0;
    if (prose->ptr)
        prose->ptr[0] = '\0';
}

char *tree_text(const char *body, size_t len, const TreeRules *rules)
{
    cmark_node *root = cmark_parse_document(body, len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(root);
    Text out = {0}, prose = {0};
    for (cmark_event_type event; (event = cmark_iter_next(iter)) != CMARK_EVENT_DONE;) {
        cmark_node *node = cmark_iter_get_node(iter);
        bool is_enter = event == CMARK_EVENT_ENTER;
        cmark_node_type type = cmark_node_get_type(node);
        if (type >= CMARK_NODE_FIRST_INLINE)
            put_inline(&prose, node, is_enter);
        else if (is_enter)
            put_block(&out, node, rules);
        else if (type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING)
            put_prose(&out, &prose, node, rules);
        else
            put(&out, "end\n");
    }
    cmark_iter_free(iter);
    cmark_node_free(root);
    free(prose.ptr);
    return out.ptr;
}
