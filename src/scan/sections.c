#include "scan/sections.h"

#include "doc/build.h"
#include "doc/fence.h"
#include "scan/hashes.h"
#include "style/style.h"

enum { KNOWN_BITS = 12, LONGEST_LABEL = 80 };

/* A title that was met before, and its key; 0: says nothing. */
typedef struct Known {
    uint64_t title;
    uint32_t key;
} Known;

struct SectionKeys {
    const Style *style;
    Known *known; /* 1 << KNOWN_BITS; a later title takes the place of an earlier one */
};

SectionKeys *sections_new(Arena *arena)
{
    SectionKeys *keys = ARENA_NEW(arena, SectionKeys);
    keys->style = style_find(SPAN("house"));
    keys->known = ARENA_ARRAY(arena, Known, (size_t)1 << KNOWN_BITS);
    return keys;
}

/* ---- keys ---- */

static uint32_t key_anew(Arena *scratch, const Style *style, Span title)
{
    Span folded = style_fold_title(scratch, title);
    if (!folded.len)
        return 0;
    uint32_t concept = style_concept(style, folded);
    return hash_high(hash_text(concept == NONE ? folded : style->concepts[concept].id)) | 1;
}

static uint32_t key_of(Arena *scratch, SectionKeys *keys, Span title)
{
    uint64_t hash = hash_text(title);
    Known *known = &keys->known[hash >> (64 - KNOWN_BITS)];
    if (known->title != hash)
        *known = (Known){hash, key_anew(scratch, keys->style, title)};
    return known->key;
}

/* ---- titles ---- */

/* The level of a heading; 0: none. */
static size_t heading_level(Span line)
{
    size_t signs = 0;
    while (signs < line.len && line.ptr[signs] == '#')
        signs++;
    return signs <= 6 && signs < line.len && line.ptr[signs] == ' ' ? signs : 0;
}

static bool is_bold_label(Span line)
{
    if (span_ends(line, SPAN(":")))
        line.len--;
    return line.len > 4 && span_starts(line, SPAN("**")) && span_ends(line, SPAN("**"));
}

static bool is_bullet(Span line)
{
    return line.len > 2 && (line.ptr[0] == '-' || line.ptr[0] == '*') && line.ptr[1] == ' ';
}

static bool is_item(Span line)
{
    return is_bullet(line) || (line.len && line.ptr[0] >= '0' && line.ptr[0] <= '9');
}

/* "Focus areas:", when a list follows. */
static bool is_plain_label(const Lines *lines, uint32_t n, uint32_t end, Span line)
{
    if (line.len > LONGEST_LABEL || !span_ends(line, SPAN(":")) || is_item(line))
        return false;
    while (++n < end) {
        Span next = span_trim(lines_line(lines, n));
        if (next.len)
            return is_item(next);
    }
    return false;
}

typedef struct Titles {
    uint32_t *keys;
    uint32_t count, level_ones;
    bool starts_with_one;
} Titles;

static void add_title(Titles *titles, size_t level, uint32_t key)
{
    if (!key)
        return;
    titles->level_ones += level == 1;
    titles->starts_with_one |= level == 1 && !titles->count;
    titles->keys[titles->count++] = key;
}

static void read_line(Arena *scratch, SectionKeys *keys, const Lines *lines, uint32_t n,
                      uint32_t end, Titles *titles)
{
    Span line = span_trim(lines_line(lines, n));
    size_t level = heading_level(line);
    if (level)
        line = span_trim(span_from(line, level));
    else if (!is_bold_label(line) && !is_plain_label(lines, n, end, line))
        return;
    add_title(titles, level, key_of(scratch, keys, outline_title(line)));
}

Tokens sections_read(Arena *keep, Arena *scratch, SectionKeys *keys, const Lines *lines, Range body)
{
    Titles titles = {.keys = ARENA_ARRAY(scratch, uint32_t, body.end - body.start)};
    FenceVec fences = fence_find(scratch, lines, body, true);
    size_t fence = 0;
    for (uint32_t n = body.start; n < body.end; n++) {
        if (fence < fences.len && n >= fences.at[fence].lines.start)
            n = fences.at[fence++].lines.end - 1;
        else
            read_line(scratch, keys, lines, n, body.end, &titles);
    }
    bool is_titled = titles.starts_with_one && titles.level_ones == 1;
    return tokens_distinct(keep, scratch, titles.keys + is_titled, titles.count - is_titled);
}
