/* The public functions of the three-way merge. */
#include "stemma_inner.h"

#include "merge/three.h"
#include "render/three.h"

#include <errno.h>

/* Where git looks for a NUL to call a file binary. */
enum { BINARY_PREFIX = 8000 };

struct stemma_three {
    Arena *arena;
    ThreeMerge merge;
};

static const char *const side_names[STEMMA_SIDES] = {"ours", "base", "theirs"};

static const ThreeStyle styles[] = {[STEMMA_STYLE_MERGE] = THREE_MERGE,
                                    [STEMMA_STYLE_DIFF3] = THREE_DIFF3,
                                    [STEMMA_STYLE_ZDIFF3] = THREE_ZDIFF3};

static const ThreeFavor favors[] = {[STEMMA_FAVOR_NONE] = THREE_FAVOR_NONE,
                                    [STEMMA_FAVOR_OURS] = THREE_FAVOR_OURS,
                                    [STEMMA_FAVOR_THEIRS] = THREE_FAVOR_THEIRS,
                                    [STEMMA_FAVOR_UNION] = THREE_FAVOR_UNION};

static const ThreeVersions versions[] = {[STEMMA_VERSIONS_OPEN] = THREE_VERSIONS_OPEN,
                                         [STEMMA_VERSIONS_NEWER] = THREE_VERSIONS_NEWER,
                                         [STEMMA_VERSIONS_OURS] = THREE_VERSIONS_OURS,
                                         [STEMMA_VERSIONS_THEIRS] = THREE_VERSIONS_THEIRS};

ThreeOptions inner_three_options(const stemma_three_options *given)
{
    ThreeOptions options = {.label = {{NULL, 0}}};
    if (!given)
        return options;
    for (int side = 0; side < STEMMA_SIDES; side++)
        options.label[side] = span_of(given->label[side]);
    options.style = styles[given->style];
    options.favor = favors[given->favor];
    options.marker_size = given->marker_size;
    options.lines_only = given->lines_only;
    options.version_lines = versions[given->version_lines];
    return options;
}

static bool is_binary(Span bytes)
{
    size_t len = bytes.len < BINARY_PREFIX ? bytes.len : BINARY_PREFIX;
    return span_find_byte(span_range(bytes, 0, len), '\0', 0) < len;
}

/* Lines of a binary file mean nothing, but taking a side whole does it no harm. */
static int check_sides(const Span *sides, stemma_error *error)
{
    for (int side = 0; side < STEMMA_SIDES && !three_plain(sides); side++)
        if (is_binary(sides[side]))
            return inner_fail(error, -EINVAL, "%s is binary; choose one of the files yourself",
                              side_names[side]);
    return 0;
}

int stemma_merge_three(const stemma_text side[STEMMA_SIDES], const stemma_three_options *options,
                       stemma_three **result, stemma_error *error)
{
    Arena *arena = arena_new();
    stemma_three *three = ARENA_NEW(arena, stemma_three);
    Span sides[STEMMA_SIDES];
    for (int i = 0; i < STEMMA_SIDES; i++)
        sides[i] = arena_copy(arena, (Span){side[i].ptr, side[i].len});
    three->arena = arena;
    int status = check_sides(sides, error);
    if (status != 0) {
        arena_free(arena);
        return status;
    }
    ThreeOptions inner = inner_three_options(options);
    three->merge = three_merge(arena, sides, &inner);
    *result = three;
    return 0;
}

void stemma_three_free(stemma_three *three)
{
    if (three)
        arena_free(three->arena);
}

stemma_text stemma_three_output(const stemma_three *three)
{
    return inner_text(three->merge.output);
}

size_t stemma_three_conflict_count(const stemma_three *three)
{
    return three->merge.conflicts;
}

stemma_text stemma_three_report(const stemma_three *three, const stemma_view *view)
{
    Arena *arena = arena_new();
    View how = inner_view(view);
    stemma_text text = inner_text(how.json ? three_json(arena, &three->merge)
                                           : three_text(arena, &three->merge, &how));
    arena_free(arena);
    return text;
}
