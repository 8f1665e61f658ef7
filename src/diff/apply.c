#include "diff/apply.h"

/* ---- checking ---- */

/* What a line of the old file is needed for. */
typedef enum Use { USE_NONE, USE_STAYS, USE_TAKEN } Use;

static bool fail(Arena *arena, const PatchLine *line, const char *why, PatchError *error)
{
    *error = (PatchError){line->at, 1,
                          arena_format(arena, "line %u of the file %s", line->old + 1, why)};
    return false;
}

static bool check_line(Arena *arena, const PatchLine *line, const Lines *old, Use *uses,
                       PatchError *error)
{
    if (line->old >= old->count)
        return fail(arena, line, "is not there", error);
    if (uses[line->old] != USE_NONE)
        return fail(arena, line, "is asked for twice", error);
    uses[line->old] = line->sign == PATCH_SAME ? USE_STAYS : USE_TAKEN;
    if (!span_eq(lines_with_ending(old, line->old), line->text))
        return fail(arena, line, "is another one", error);
    return true;
}

bool apply_check(Arena *arena, const Patch *patch, const Lines *old, PatchError *error)
{
    Use *uses = ARENA_ARRAY(arena, Use, old->count);
    for (size_t i = 0; i < patch->lines.len; i++) {
        const PatchLine *line = &patch->lines.at[i];
        if (line->sign != PATCH_ADDED && !check_line(arena, line, old, uses, error))
            return false;
    }
    for (size_t i = 0; i < patch->runs.len; i++)
        if (patch->runs.at[i].old > old->count) {
            PatchLine place = {.old = patch->runs.at[i].old, .at = patch->runs.at[i].at};
            return fail(arena, &place, "is not there", error);
        }
    return true;
}

/* ---- applying ---- */

typedef struct Application {
    const Patch *patch;
    const Lines *old;
    bool is_joining;
    bool *is_taken; /* lines of the old file that do not stay in their place */
    uint32_t at;    /* the old file's next line of those that stay */
    Buf out;
} Application;

static void emit(Application *a, Span line)
{
    Span out = buf_span(&a->out);
    if (a->is_joining && out.len && line.len && !span_ends(out, SPAN("\n")) &&
        !span_ends(out, SPAN("\r")))
        buf_add(&a->out, a->patch->line_end);
    buf_add(&a->out, line);
}

static void keep_until(Application *a, uint32_t line)
{
    for (; a->at < line && a->at < a->old->count; a->at++)
        if (!a->is_taken[a->at])
            emit(a, lines_with_ending(a->old, a->at));
}

static void emit_run(Application *a, const PatchRun *run)
{
    if (!run->is_moved)
        keep_until(a, run->old);
    for (uint32_t i = run->lines.start; i < run->lines.end; i++) {
        const PatchLine *line = &a->patch->lines.at[i];
        if (line->sign == PATCH_ADDED)
            emit(a, line->text);
        else if (line->sign == PATCH_MOVED)
            emit(a, lines_with_ending(a->old, line->old));
        else if (!run->is_moved)
            keep_until(a, line->old + 1);
    }
}

Span apply_patch(Arena *arena, const Patch *patch, const Lines *old, bool is_joining)
{
    Application a = {.patch = patch,
                     .old = old,
                     .is_joining = is_joining && patch->changes.len,
                     .is_taken = ARENA_ARRAY(arena, bool, old->count),
                     .out = buf_in(arena)};
    for (size_t i = 0; i < patch->lines.len; i++) {
        const PatchLine *line = &patch->lines.at[i];
        if (line->sign == PATCH_REMOVED || line->sign == PATCH_MOVED)
            a.is_taken[line->old] = true;
    }
    for (size_t i = 0; i < patch->runs.len; i++)
        emit_run(&a, &patch->runs.at[i]);
    keep_until(&a, old->count);
    return buf_span(&a.out);
}
