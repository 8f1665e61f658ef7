#include "doc/inline.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "text/utf8.h"

enum { LONGEST_TARGET = 2000, LONGEST_TICKS = 32 };

/* Letters, digits and all that is not ASCII. */
static bool is_wordy(char byte)
{
    return ascii_is_digit(byte) || ascii_is_letter(byte) || (unsigned char)byte > 0x7F;
}

static bool is_punctuation(char byte)
{
    return byte > ' ' && byte < 0x7F && !is_wordy(byte);
}

typedef struct Entity {
    const char *name, *text;
} Entity;

static const Entity entities[] = {
    {"amp", "&"},
    {"lt", "<"},
    {"gt", ">"},
    {"quot", "\""},
    {"apos", "'"},
    {"nbsp", "\xC2\xA0"},
    {"copy", "\xC2\xA9"},
    {"reg", "\xC2\xAE"},
    {"ndash", "\xE2\x80\x93"},
    {"mdash", "\xE2\x80\x94"},
    {"hellip", "\xE2\x80\xA6"},
    {"rarr", "\xE2\x86\x92"},
    {"larr", "\xE2\x86\x90"},
    {"le", "\xE2\x89\xA4"},
    {"ge", "\xE2\x89\xA5"},
    {"ne", "\xE2\x89\xA0"},
    {"times", "\xC3\x97"},
    {"trade", "\xE2\x84\xA2"},
    {"bull", "\xE2\x80\xA2"},
    {"lsquo", "\xE2\x80\x98"},
    {"rsquo", "\xE2\x80\x99"},
    {"ldquo", "\xE2\x80\x9C"},
    {"rdquo", "\xE2\x80\x9D"},
};

/* The inline walk: where it is, and what a reader has seen so far. */
typedef struct Plain {
    Span text;
    size_t at;
    Buf out;
    size_t *
        link_end; /* by byte: a `[` or `]` of a link, and where the markup it starts ends; NULL without links */
    bool is_unclosed[LONGEST_TICKS]; /* by width: no code span of that width closes any more */
} Plain;

static int32_t number_entity(Span digits)
{
    bool is_hex = digits.len && (digits.ptr[0] | 0x20) == 'x';
    int32_t value = 0;
    for (size_t at = is_hex; at < digits.len; at++) {
        char byte = digits.ptr[at];
        int digit = ascii_is_digit(byte)    ? byte - '0'
                    : ascii_is_letter(byte) ? (byte | 0x20) - 'a' + 10
                                            : 99;
        if (digit >= (is_hex ? 16 : 10) || value > 0x10FFFF)
            return 0;
        value = value * (is_hex ? 16 : 10) + digit;
    }
    return value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) ? 0 : value;
}

static bool take_entity(Plain *p)
{
    Span rest = span_from(p->text, p->at + 1);
    Span name = span_range(
        rest, 0, span_find_byte(span_range(rest, 0, rest.len < 10 ? rest.len : 10), ';', 0));
    if (name.len == rest.len || name.len >= 10 || !name.len)
        return false;
    if (name.ptr[0] == '#') {
        int32_t code_point = number_entity(span_from(name, 1));
        if (!code_point)
            return false;
        utf8_add(&p->out, code_point);
        p->at += name.len + 2;
        return true;
    }
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (span_eq(name, span_of(entities[i].name))) {
            buf_add(&p->out, span_of(entities[i].text));
            p->at += name.len + 2;
            return true;
        }
    return false;
}

/* ---- links ---- */

/* End of the `(target)` that starts at `at`, or 0. */
static size_t target_end(Span text, size_t at)
{
    size_t depth = 0, end = text.len - at < LONGEST_TARGET ? text.len : at + LONGEST_TARGET;
    for (; at < end; at++) {
        if (text.ptr[at] == '\\')
            at++;
        else if (text.ptr[at] == '(')
            depth++;
        else if (text.ptr[at] == ')' && --depth == 0)
            return at + 1;
    }
    return 0;
}

static void find_links(Arena *arena, Plain *p)
{
    IndexVec open = {0};
    p->link_end = ARENA_ARRAY(arena, size_t, p->text.len + 1);
    for (size_t at = 0; at < p->text.len; at++) {
        char byte = p->text.ptr[at];
        if (byte == '\\')
            at++;
        else if (byte == '[')
            vec_add(arena, &open, (uint32_t)at);
        else if (byte == ']' && open.len) {
            uint32_t from = open.at[--open.len];
            bool has_target = at + 1 < p->text.len && p->text.ptr[at + 1] == '(';
            size_t end = has_target ? target_end(p->text, at + 1) : 0;
            if (!end)
                continue;
            p->link_end[from] = from + 1;
            p->link_end[at] = end;
        }
    }
}

static bool take_link(Plain *p)
{
    bool is_image = p->text.ptr[p->at] == '!';
    if (is_image && (p->at + 1 == p->text.len || p->text.ptr[p->at + 1] != '['))
        return false;
    size_t end = p->link_end ? p->link_end[p->at + is_image] : 0;
    if (!end)
        return false;
    p->at = end;
    return true;
}

/* ---- the rest ---- */

static size_t run_at(Span text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] == text.ptr[at])
        end++;
    return end - at;
}

static bool take_code(Plain *p)
{
    size_t width = run_at(p->text, p->at), from = p->at + width;
    if (width >= LONGEST_TICKS || p->is_unclosed[width])
        return false;
    for (size_t at = from; (at = span_find_byte(p->text, '`', at)) < p->text.len;) {
        size_t run = run_at(p->text, at);
        if (run == width) {
            buf_add(&p->out, span_trim(span_range(p->text, from, at)));
            p->at = at + width;
            return true;
        }
        at += run;
    }
    p->is_unclosed[width] = true;
    return false;
}

static char byte_before(const Plain *p)
{
    return p->at ? p->text.ptr[p->at - 1] : ' ';
}

/* Signs of emphasis stand at a word's edge: `2 * 3` and snake_case have none. */
static bool take_emphasis(Plain *p)
{
    char sign = p->text.ptr[p->at], before = byte_before(p);
    size_t run = run_at(p->text, p->at);
    char after = p->at + run < p->text.len ? p->text.ptr[p->at + run] : ' ';
    bool is_open = !strchr(" \t\n", before) || !strchr(" \t\n", after);
    bool is_inner = sign == '_' && is_wordy(before) && is_wordy(after);
    if (run > 3 || !is_open || is_inner || (sign == '~' && run != 2))
        return false;
    p->at += run;
    return true;
}

static bool take_escape(Plain *p)
{
    char next = p->at + 1 < p->text.len ? p->text.ptr[p->at + 1] : '\0';
    if (next != '\n' && !is_punctuation(next))
        return false;
    p->at += 1;
    buf_add_byte(&p->out, next == '\n' ? ' ' : next);
    p->at += 1;
    return true;
}

static bool take_markup(Plain *p)
{
    switch (p->text.ptr[p->at]) {
    case '`':
        return take_code(p);
    case '*':
    case '_':
    case '~':
        return take_emphasis(p);
    case '[':
    case ']':
    case '!':
        return take_link(p);
    case '\\':
        return take_escape(p);
    case '&':
        return take_entity(p);
    default:
        return false;
    }
}

/* Bytes that may be markup. */
static const bool is_sign[256] = {
    ['\0'] = true, ['`'] = true, ['*'] = true,  ['_'] = true, ['~'] = true,  ['['] = true,
    [']'] = true,  ['!'] = true, ['\\'] = true, ['&'] = true, ['\n'] = true,
};

static size_t skip_plain(Span text, size_t at)
{
    while (at < text.len && !is_sign[(uint8_t)text.ptr[at]])
        at++;
    return at;
}

Span inline_plain(Arena *arena, Span text)
{
    if (skip_plain(text, 0) == text.len)
        return text;
    Plain p = {.text = text, .out = buf_in(arena)};
    if (span_find(text, SPAN("]("), 0) < text.len)
        find_links(arena, &p);
    while (p.at < text.len) {
        size_t end = skip_plain(text, p.at);
        buf_add(&p.out, span_range(text, p.at, end));
        p.at = end;
        if (end == text.len || take_markup(&p))
            continue;
        size_t run = run_at(text, p.at);
        for (size_t i = 0; i < run; i++)
            buf_add_byte(&p.out, text.ptr[p.at] == '\n' ? ' ' : text.ptr[p.at]);
        p.at += run;
    }
    return buf_span(&p.out);
}
