/* The public functions that bring upstream's news into local copies. */
#include "stemma_inner.h"

#include "merge/upgrade.h"
#include "render/upgrade.h"

struct stemma_upgrade {
    Arena *arena;
    UpgradeFile *files;
    Upgraded *upgraded;
    size_t count;
};

/* NULL where there is no text; what is there has a pointer even when it is empty. */
static Span copy(Arena *arena, const stemma_text *text)
{
    return text ? arena_copy(arena, (Span){text->ptr, text->len}) : (Span){NULL, 0};
}

stemma_upgrade *stemma_upgrade_files(const stemma_upgrade_file *files, size_t count,
                                     const stemma_three_options *options)
{
    Arena *arena = arena_new();
    stemma_upgrade *upgrade = ARENA_NEW(arena, stemma_upgrade);
    ThreeOptions inner = inner_three_options(options);
    *upgrade = (stemma_upgrade){arena, ARENA_ARRAY(arena, UpgradeFile, count),
                                ARENA_ARRAY(arena, Upgraded, count), count};
    for (size_t i = 0; i < count; i++) {
        upgrade->files[i] =
            (UpgradeFile){arena_copy(arena, span_of(files[i].path)), copy(arena, files[i].mine),
                          copy(arena, files[i].from), copy(arena, files[i].to),
                          arena_copy(arena, span_of(files[i].origin))};
        upgrade->upgraded[i] = upgrade_file(arena, &upgrade->files[i], &inner);
    }
    return upgrade;
}

size_t stemma_upgrade_nearest(const stemma_text *versions, size_t count, const stemma_text *text)
{
    Arena *arena = arena_new();
    Span *spans = ARENA_ARRAY(arena, Span, count);
    for (size_t i = 0; i < count; i++)
        spans[i] = (Span){versions[i].ptr, versions[i].len};
    size_t nearest = upgrade_nearest(arena, spans, count, (Span){text->ptr, text->len});
    arena_free(arena);
    return nearest;
}

void stemma_upgrade_free(stemma_upgrade *upgrade)
{
    if (upgrade)
        arena_free(upgrade->arena);
}

bool stemma_upgrade_output(const stemma_upgrade *upgrade, size_t i, stemma_text *output)
{
    Span bytes = upgrade->upgraded[i].output;
    if (bytes.ptr)
        *output = inner_text(bytes);
    return bytes.ptr != NULL;
}

size_t stemma_upgrade_conflict_count(const stemma_upgrade *upgrade)
{
    size_t conflicts = 0;
    for (size_t i = 0; i < upgrade->count; i++)
        conflicts += upgrade->upgraded[i].merge.conflicts;
    return conflicts;
}

stemma_text stemma_upgrade_report(const stemma_upgrade *upgrade, const stemma_view *view)
{
    Arena *arena = arena_new();
    View how = inner_view(view);
    stemma_text text =
        inner_text(how.json ? upgrade_json(arena, upgrade->upgraded, upgrade->count)
                            : upgrade_text(arena, upgrade->upgraded, upgrade->count, &how));
    arena_free(arena);
    return text;
}
