#include "doc/tags.h"

#include "base/ascii.h"
#include "base/intern.h"
#include "doc/margin.h"

#include <stdlib.h>
#include <strings.h>

/* Lines that start or end with a tag, in order. */
typedef struct TagLine {
    uint32_t line, indent; /* in its list item or the text */
    Span name, source;
    bool is_close, is_alone; /* nothing else on the line */
    bool is_in_list;
    TagKind kind;
} TagLine;

typedef VEC(TagLine) TagLineVec;

/* Dialogue shown to a model; its headings and lists are not the prompt's own. */
static const char *const example_names[] = {
    "example",  "examples",     "commentary",   "user",         "assistant",
    "human",    "good_example", "bad_example",  "good-example", "bad-example",
    "dialogue", "dialog",       "conversation", "transcript"};

static const char *const html_names[] = {
    "a",          "abbr",     "address",  "article", "aside",    "b",        "base",
    "blockquote", "body",     "br",       "button",  "caption",  "center",   "cite",
    "code",       "col",      "dd",       "del",     "details",  "dialog",   "dir",
    "div",        "dl",       "dt",       "em",      "embed",    "fieldset", "figcaption",
    "figure",     "footer",   "form",     "frame",   "frameset", "h1",       "h2",
    "h3",         "h4",       "h5",       "h6",      "head",     "header",   "hr",
    "html",       "i",        "iframe",   "img",     "input",    "ins",      "kbd",
    "label",      "legend",   "li",       "link",    "main",     "mark",     "menu",
    "meta",       "nav",      "object",   "ol",      "optgroup", "option",   "p",
    "param",      "picture",  "pre",      "q",       "s",        "samp",     "script",
    "section",    "select",   "small",    "source",  "span",     "strike",   "strong",
    "style",      "sub",      "summary",  "sup",     "svg",      "table",    "tbody",
    "td",         "template", "textarea", "tfoot",   "th",       "thead",    "title",
    "tr",         "track",    "tt",       "u",       "ul",       "var",      "video"};

static bool is_among(Span name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((name.ptr[0] | 0x20) == names[i][0] && /* names begin with a letter */
            strncasecmp(name.ptr, names[i], name.len) == 0 && names[i][name.len] == '\0')
            return true;
    return false;
}

#define IS_AMONG(name, names) is_among((name), (names), sizeof(names) / sizeof *(names))

static bool is_name_byte(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= '0' && byte <= '9') || (byte && strchr("_-.:", byte));
}

/* Reads the tag at the start of `text`; its length, or 0 when there is none. */
static size_t read_tag(Span text, TagLine *tag)
{
    size_t at = 1;
    tag->is_close = text.len > 2 && text.ptr[1] == '/';
    at += tag->is_close;
    if (at >= text.len || text.ptr[0] != '<' || !ascii_is_letter(text.ptr[at]))
        return 0;
    size_t from = at;
    while (at < text.len && is_name_byte(text.ptr[at]))
        at++;
    tag->name = span_range(text, from, at);
    size_t end = span_find_byte(text, '>', at);
    if (end == text.len || (at != end && !strchr(" \t", text.ptr[at])) ||
        text.ptr[end - 1] == '/' || span_find_byte(span_range(text, 0, end), '<', 1) != end)
        return 0;
    tag->source = span_range(text, 0, end + 1);
    return end + 1;
}

/* The closing tag at the end of `text`, as of a dialogue's last line. */
static bool read_last_close(Span text, TagLine *tag)
{
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != '<')
        at--;
    Span last = span_from(text, at ? at - 1 : 0);
    return text.ptr[text.len - 1] == '>' && read_tag(last, tag) == last.len && tag->is_close;
}

static bool read_line(Span text, TagLine *tag)
{
    size_t len = read_tag(text, tag);
    tag->is_alone = len > 0 && len == text.len;
    if (!tag->is_alone && text.ptr[text.len - 1] == '>') {
        TagLine last = *tag;
        bool has_last = read_last_close(text, &last) && IS_AMONG(last.name, example_names);
        if (has_last && len && span_eq(last.name, tag->name))
            return false; /* opened and closed on one line */
        if (has_last && !len) {
            *tag = last;
            len = 1;
        }
    }
    if (!len)
        return false;
    tag->kind = IS_AMONG(tag->name, example_names) ? TAG_EXAMPLE : TAG_SECTION;
    bool may_stand = tag->is_alone || tag->kind == TAG_EXAMPLE;
    return may_stand && (tag->kind == TAG_EXAMPLE || !IS_AMONG(tag->name, html_names));
}

static bool is_comment_open(Span text)
{
    return span_starts(text, SPAN("<!--")) && span_find(text, SPAN("-->"), 4) == text.len;
}

static uint32_t comment_end(const Lines *lines, uint32_t n, uint32_t end)
{
    for (; n < end; n++) {
        Span line = lines_line(lines, n);
        if (span_find(line, SPAN("-->"), 0) < line.len)
            return n + 1;
    }
    return end;
}

/* How deep in lists the tags were opened that are still open. Only so many are looked at: this is an estimate that ends
   lists, pairing is done in earnest below. */
enum { LOOK_BACK = 16 };

typedef struct Opened {
    Span name;
    uint32_t depth;
} Opened;

typedef struct Nest {
    Opened at[LOOK_BACK];
    uint32_t count;
} Nest;

/* A closing tag ends the lists that began behind its opening tag, even when it is indented like their items. */
static void follow(Nest *nest, Margin *margin, const TagLine *tag)
{
    if (!tag->is_close) {
        if (nest->count == LOOK_BACK)
            memmove(nest->at, nest->at + 1, --nest->count * sizeof *nest->at);
        nest->at[nest->count++] = (Opened){tag->name, margin->depth};
        return;
    }
    for (uint32_t i = nest->count; i-- > 0;) {
        if (!span_eq(nest->at[i].name, tag->name))
            continue;
        if (nest->at[i].depth < margin->depth)
            margin->depth = nest->at[i].depth;
        nest->count = i;
        return;
    }
}

/* A walk over the lines outside of fences. */
typedef struct Walk {
    const Lines *lines;
    const FenceVec *fences;
    Margin margin;
    size_t fence;    /* the first one that does not start before `passed` */
    uint32_t passed; /* the margin has taken the lines before it */
} Walk;

/* False where line `n` is inside a fence. */
static bool walk_to(Walk *walk, uint32_t n)
{
    const FenceVec *fences = walk->fences;
    for (; walk->fence < fences->len && fences->at[walk->fence].lines.start < n; walk->fence++) {
        Range fence = fences->at[walk->fence].lines;
        margin_pass(&walk->margin, walk->lines, (Range){walk->passed, fence.start + 1});
        if (walk->passed < fence.end)
            walk->passed = fence.end;
    }
    if (walk->passed > n)
        return false;
    margin_pass(&walk->margin, walk->lines, (Range){walk->passed, n});
    walk->passed = n;
    return true;
}

static TagLineVec read_lines(Arena *arena, const Lines *lines, Range body, const FenceVec *fences)
{
    TagLineVec tags = {0};
    Walk walk = {.lines = lines, .fences = fences, .passed = body.start};
    Nest nest = {0};
    Span whole = span_range(lines->text, 0, lines->start[body.end]);
    while (walk.passed < body.end) {
        size_t angle = span_find_byte(whole, '<', lines->start[walk.passed]);
        if (angle == whole.len)
            break;
        uint32_t n = walk.passed;
        while (lines->start[n + 1] <= angle)
            n++;
        if (!walk_to(&walk, n))
            continue;
        Inset inset = margin_enter(&walk.margin, lines_line(lines, n));
        Span text = span_trim_end(inset.rest);
        TagLine tag = {.line = n, .is_in_list = walk.margin.depth > 0};
        tag.indent = inset.column - inset.inside;
        walk.passed = n + 1;
        if (is_comment_open(text)) {
            walk.passed = comment_end(lines, n + 1, body.end);
        } else if (text.len && read_line(text, &tag)) {
            vec_add(arena, &tags, tag);
            follow(&nest, &walk.margin, &tag);
        }
    }
    return tags;
}

/* Pairs tags of one kind, innermost first. */
typedef struct Pairing {
    Arena *arena;
    const TagLineVec *lines;
    Intern *names;
    IndexVec stack; /* of tag lines */
    IndexVec below; /* by stack place: the place of the next open tag of the same name, or NONE */
    IndexVec top;   /* by name: the place of its innermost open tag, or NONE */
    uint32_t *partner; /* by tag line: the closing one, or NONE */
    bool *is_lone;     /* by tag line: it should have a partner and has none */
    bool *is_inside;   /* by tag line: part of an example */
} Pairing;

static uint32_t name_of(Pairing *p, uint32_t index)
{
    uint32_t name = intern_id(p->names, p->lines->at[index].name);
    if (name == p->top.len)
        vec_add(p->arena, &p->top, NONE);
    return name;
}

static void push(Pairing *p, uint32_t index)
{
    uint32_t name = name_of(p, index), *top = &p->top.at[name];
    vec_add(p->arena, &p->below, *top);
    *top = (uint32_t)p->stack.len;
    vec_add(p->arena, &p->stack, index);
}

static void pop(Pairing *p, bool is_lone)
{
    uint32_t place = (uint32_t)p->stack.len - 1, index = p->stack.at[place];
    uint32_t name = name_of(p, index);
    p->is_lone[index] = is_lone;
    p->top.at[name] = p->below.at[place];
    p->stack.len--;
    p->below.len--;
}

static void take(Pairing *p, uint32_t index)
{
    const TagLine *tag = &p->lines->at[index];
    uint32_t name = name_of(p, index), opened = p->top.at[name];
    if (tag->indent > 3 && p->stack.len == 0)
        return; /* indented code */
    if (!tag->is_close) {
        push(p, index);
        return;
    }
    p->is_lone[index] = opened == NONE;
    if (opened == NONE)
        return;
    while (p->stack.len - 1 > opened)
        pop(p, true);
    p->partner[p->stack.at[opened]] = index;
    pop(p, false);
}

static void pair(Pairing *p, TagKind kind)
{
    p->names = intern_new(p->arena);
    p->top.len = 0;
    for (uint32_t i = 0; i < p->lines->len; i++)
        if (p->lines->at[i].kind == kind && !p->is_inside[i])
            take(p, i);
    while (p->stack.len)
        pop(p, true);
}

static void add_tag(Pairing *p, TagVec *tags, uint32_t index)
{
    const TagLine *open = &p->lines->at[index], *close = &p->lines->at[p->partner[index]];
    vec_add(p->arena, tags,
            (Tag){open->kind, open->line, close->line, open->name, open->source, 0});
}

/* The outermost dialogues; tag lines inside them count no more. */
static void find_examples(Pairing *p, TagVec *tags)
{
    const TagLineVec *lines = p->lines;
    pair(p, TAG_EXAMPLE);
    for (uint32_t i = 0; i < lines->len; i++) {
        uint32_t close = p->partner[i];
        if (close == NONE)
            continue;
        add_tag(p, tags, i);
        while (i < close)
            p->is_inside[++i] = true;
    }
}

/* Sections at the top of the text or inside other sections; a pair inside a list item is HTML like any other. A closing
   tag there may close one above the list: formatters take it for the last item's text and indent it. */
static void find_sections(Pairing *p, TagVec *tags)
{
    pair(p, TAG_SECTION);
    for (uint32_t i = 0; i < p->lines->len; i++) {
        const TagLine *tag = &p->lines->at[i];
        if (tag->kind == TAG_SECTION && p->partner[i] != NONE && !tag->is_in_list)
            add_tag(p, tags, i);
    }
}

/* In a list item a lone tag may be a placeholder. */
static void report_lone(const Pairing *p, const Lines *text, Diags *diags)
{
    for (uint32_t i = 0; i < p->lines->len; i++) {
        const TagLine *tag = &p->lines->at[i];
        if (!p->is_lone[i] || p->is_inside[i] || tag->is_in_list)
            continue;
        uint32_t column = lines_column(text, (size_t)(tag->source.ptr - text->text.ptr));
        diag_add(diags, DIAG_TAG_UNBALANCED, tag->line + 1, column, "%.*s %s",
                 SPAN_ARG(tag->source), tag->is_close ? "was never opened" : "is never closed");
    }
}

static int by_line(const void *left, const void *right)
{
    const Tag *a = left, *b = right;
    return (a->open > b->open) - (a->open < b->open);
}

/* The first line behind a tag that is still to be measured: a section's content, what follows an example. */
static uint32_t next_line(const Tag *tag)
{
    return tag->kind == TAG_EXAMPLE ? tag->close + 1 : tag->open + 1;
}

static void lower(uint32_t *indent, const Lines *lines, uint32_t n)
{
    Span line = lines_line(lines, n);
    uint32_t column;
    if (margin_indent(line, &column) < line.len && column < *indent)
        *indent = column;
}

/* Each section's indentation is that of its least indented line, the lines of tags and fences inside it too. */
static void measure_indents(Arena *arena, const Lines *lines, const FenceVec *fences, TagVec *tags)
{
    IndexVec open = {0};
    size_t next = 0, fence = 0;
    uint32_t n = tags->len ? tags->at[0].open : 0;
    while (next < tags->len || open.len) {
        while (open.len && tags->at[open.at[open.len - 1]].close == n)
            open.len--;
        while (fence < fences->len && fences->at[fence].lines.end <= n)
            fence++;
        bool is_fenced = fence < fences->len && fences->at[fence].lines.start < n;
        if (open.len && !is_fenced)
            lower(&tags->at[open.at[open.len - 1]].indent, lines, n);
        if (next == tags->len || tags->at[next].open != n) {
            n++;
            continue;
        }
        Tag *tag = &tags->at[next];
        if (tag->kind == TAG_SECTION) {
            tag->indent = NONE;
            vec_add(arena, &open, (uint32_t)next);
        }
        n = next_line(tag);
        next++;
    }
}

TagVec tags_find(Arena *arena, const Lines *lines, Range body, const FenceVec *fences, Diags *diags)
{
    TagVec tags = {0};
    TagLineVec found = read_lines(arena, lines, body, fences);
    if (!found.len)
        return tags;
    Pairing p = {.arena = arena, .lines = &found};
    p.partner = ARENA_ARRAY(arena, uint32_t, found.len);
    memset(p.partner, 0xFF, found.len * sizeof *p.partner);
    p.is_lone = ARENA_ARRAY(arena, bool, found.len);
    p.is_inside = ARENA_ARRAY(arena, bool, found.len);
    find_examples(&p, &tags);
    find_sections(&p, &tags);
    report_lone(&p, lines, diags);
    if (tags.len)
        qsort(tags.at, tags.len, sizeof *tags.at, by_line);
    measure_indents(arena, lines, fences, &tags);
    return tags;
}
