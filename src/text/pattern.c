#include "text/pattern.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* Far more than a title needs. The steps are counted anew from each byte a match may start at, so that the product of
   steps and length is what bounds the time. */
enum {
    MATCH_STEPS = 10 * 1000,
    MATCH_DEPTH = 1000,
    MATCH_KIBIBYTES = 1024,
    LONGEST_TEXT = 4096,
    LONGEST_SOURCE = 4096
};

struct Pattern {
    pcre2_code *code;
    pcre2_match_data *found;
    pcre2_match_context *limits;
};

static void *allocate(PCRE2_SIZE size, void *arena)
{
    return arena_alloc(arena, size, 1);
}

/* The arena takes its memory back all at once. */
static void forget(void *memory, void *arena)
{
    (void)memory, (void)arena;
}

static Span explain(Arena *arena, int code, size_t offset)
{
    PCRE2_UCHAR text[256];
    pcre2_get_error_message(code, text, sizeof text);
    return arena_format(arena, "%s at byte %zu", (const char *)text, offset + 1);
}

static pcre2_code *compile(pcre2_general_context *memory, Span source, int *error, size_t *offset)
{
    const uint32_t options =
        PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_MATCH_INVALID_UTF | PCRE2_NEVER_BACKSLASH_C;
    pcre2_compile_context *limits = pcre2_compile_context_create(memory);
    pcre2_set_max_pattern_length(limits, LONGEST_SOURCE);
    pcre2_set_parens_nest_limit(limits, 100);
    return pcre2_compile((PCRE2_SPTR)source.ptr, source.len, options, error, offset, limits);
}

Pattern *pattern_new(Arena *arena, Span source, Span *error)
{
    int code;
    size_t offset = 0;
    pcre2_general_context *memory = pcre2_general_context_create(allocate, forget, arena);
    Pattern *pattern = ARENA_NEW(arena, Pattern);
    pattern->code = compile(memory, source, &code, &offset);
    if (!pattern->code) {
        if (error)
            *error = explain(arena, code, offset);
        return NULL;
    }
    pattern->found = pcre2_match_data_create_from_pattern(pattern->code, memory);
    pattern->limits = pcre2_match_context_create(memory);
    pcre2_set_match_limit(pattern->limits, MATCH_STEPS);
    pcre2_set_depth_limit(pattern->limits, MATCH_DEPTH);
    pcre2_set_heap_limit(pattern->limits, MATCH_KIBIBYTES);
    return pattern;
}

bool pattern_matches(const Pattern *pattern, Span text)
{
    const char *start = text.len ? text.ptr : "";
    if (text.len > LONGEST_TEXT)
        return false;
    return pcre2_match(pattern->code, (PCRE2_SPTR)start, text.len, 0, 0, pattern->found,
                       pattern->limits) >= 0;
}
