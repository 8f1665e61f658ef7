/* The public functions that make and apply patches. */
#include "stemma_inner.h"

#include "base/file.h"
#include "base/sha256.h"
#include "diff/apply.h"
#include "diff/place.h"
#include "render/term.h"

#include <errno.h>
#include <stdlib.h>

/* ---- making ---- */

/* Does the written patch make the new file again? */
static bool is_proved(Arena *arena, Span written, const Diff *diff)
{
    PatchVec patches = {0};
    PatchError error;
    const Lines *old = &diff->pairing->docs[PAIR_OLD]->source.raw;
    Span new = diff->pairing->docs[PAIR_NEW]->source.raw.text;
    if (!patch_read(arena, written, &patches, &error))
        return false;
    if (!patches.len)
        return span_eq(old->text, new);
    return patches.len == 1 && apply_check(arena, patches.at[0], old, &error) &&
           span_eq(apply_patch(arena, patches.at[0], old, false), new);
}

int inner_patch(Buf *out, const Diff *diff, stemma_error *error)
{
    Arena *scratch = arena_new();
    Buf written = buf_in(scratch);
    patch_write(&written, patch_make(scratch, diff));
    int status = 0;
    bool is_good = is_proved(scratch, buf_span(&written), diff);
    if (is_good && out->len && written.len)
        buf_add_byte(out, '\n'); /* between several */
    if (is_good)
        buf_add(out, buf_span(&written));
    else
        status = inner_fail(error, -EBADMSG,
                            "%.*s: the patch would not make the new file; please report this",
                            SPAN_ARG(diff->pairing->docs[PAIR_OLD]->source.name));
    arena_free(scratch);
    return status;
}

int stemma_patch_make(const stemma_doc *old, const stemma_doc *new, stemma_text *patch,
                      stemma_error *error)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    int status =
        inner_patch(&out, diff_docs(arena, old->doc, new->doc, style_find(SPAN("house"))), error);
    if (status == 0)
        *patch = inner_text(buf_span(&out));
    arena_free(arena);
    return status;
}

/* ---- applying ---- */

typedef struct Applying {
    Arena *arena;
    const stemma_doc *target;
    const char *name; /* of the patch */
    Span sha256;      /* of the target */
    Buf report;
    stemma_error *error;
} Applying;

static int fail_at(const Applying *a, const PatchError *error, const char *remedy)
{
    Span name = term_name(span_of(a->name));
    return inner_fail(a->error, -EINVAL, "%.*s:%u:%u: %.*s%s", SPAN_ARG(name), error->line,
                      error->column, SPAN_ARG(error->message), remedy);
}

static bool is_file(const Applying *a, const PatchFile *file)
{
    return file->bytes == a->target->doc->source.raw.text.len && span_eq(file->sha256, a->sha256);
}

static bool is_for_bytes(const Applying *a, const Patch *patch)
{
    return is_file(a, &patch->old);
}

static bool is_from_bytes(const Applying *a, const Patch *patch)
{
    return !patch->part_of && is_file(a, &patch->new);
}

static bool is_for_name(const Applying *a, const Patch *patch)
{
    return span_eq(patch->old.name, a->target->doc->source.name);
}

static bool is_for_last_name(const Applying *a, const Patch *patch)
{
    return span_eq(file_name(patch->old.name), file_name(a->target->doc->source.name));
}

/* The patch among several that is for this file: by its bytes, else by its name. NULL when that is in doubt. */
static Patch *pick(const Applying *a, const PatchVec *patches)
{
    static bool (*const fits[])(const Applying *, const Patch *) = {is_for_bytes, is_from_bytes,
                                                                    is_for_name, is_for_last_name};
    if (patches->len == 1)
        return patches->at[0];
    for (size_t f = 0; f < sizeof fits / sizeof *fits; f++) {
        Patch *found = NULL;
        size_t count = 0;
        for (size_t i = 0; i < patches->len; i++)
            if (fits[f](a, patches->at[i])) {
                found = patches->at[i];
                count++;
            }
        if (count == 1)
            return found;
    }
    return NULL;
}

static int apply_exactly(const Applying *a, const Patch *patch, stemma_applied *applied)
{
    const Lines *lines = &a->target->doc->source.raw;
    PatchError error;
    if (!apply_check(a->arena, patch, lines, &error))
        return fail_at(a, &error, "; the patch is damaged, so get it again");
    Span bytes = apply_patch(a->arena, patch, lines, false);
    if (!patch->part_of &&
        (bytes.len != patch->new.bytes || !span_eq(sha256_hex(a->arena, bytes), patch->new.sha256)))
        return inner_fail(
            a->error, -EINVAL,
            "%.*s: the patch is damaged: what it makes is not the file that it names; "
            "get it again",
            SPAN_ARG(term_name(span_of(a->name))));
    applied->output = inner_text(bytes);
    applied->is_exact = true;
    return 0;
}

/* ---- on a file that has changed since ---- */

static const char *const fates[] = {[PLACE_FOUND] = "placed",
                                    [PLACE_ALIKE] = "placed by likeness",
                                    [PLACE_PRESENT] = "is there already",
                                    [PLACE_LOST] = "not placed"};

static void report(Applying *a, const Patch *patch, const Placement *placement)
{
    const PatchRun *run = &patch->runs.at[placement->change->runs.start];
    Buf *out = &a->report;
    if (placement->fate == PLACE_FOUND && placement->line == run->old)
        return;
    buf_format(out, "change %u", placement->change->number);
    if (run->address.len) {
        buf_add(out, SPAN(" ("));
        buf_add(out, term_clip(a->arena, run->address, 60));
        buf_add(out, SPAN(")"));
    }
    buf_format(out, ": %s", fates[placement->fate]);
    if (placement->line != NONE)
        buf_format(out, ", at line %u", placement->line + 1);
    if (placement->why)
        buf_format(out, ": %s", placement->why);
    buf_add_byte(out, '\n');
}

static void apply_placed(Applying *a, const Patch *patch, stemma_applied *applied)
{
    const Placed *placed = place_patch(a->arena, patch, a->target->doc);
    Buf rejects = buf_in(a->arena);
    for (size_t i = 0; i < patch->changes.len; i++) {
        PlaceFate fate = placed->placements[i].fate;
        applied->present += fate == PLACE_PRESENT;
        applied->rejected += fate == PLACE_LOST;
        report(a, patch, &placed->placements[i]);
    }
    if (applied->rejected == applied->changes) {
        buf_add(&a->report, SPAN("nothing fits: the patch was made for "));
        buf_add(&a->report, term_clip(a->arena, term_name(patch->old.name), 200));
        buf_add(&a->report, SPAN("; is this the file that is meant?\n"));
    }
    patch_write(&rejects, placed->rejects);
    applied->output =
        inner_text(apply_patch(a->arena, placed->patch, &a->target->doc->source.raw, true));
    applied->rejects = inner_text(buf_span(&rejects));
}

static int apply_picked(Applying *a, const Patch *patch, stemma_applied *applied)
{
    applied->changes = patch->changes.len;
    if (is_for_bytes(a, patch))
        return apply_exactly(a, patch, applied);
    if (is_from_bytes(a, patch)) {
        applied->output = inner_text(a->target->doc->source.raw.text);
        applied->present = applied->changes;
        return 0;
    }
    apply_placed(a, patch, applied);
    return 0;
}

static int turn_all(const Applying *a, PatchVec *patches)
{
    for (size_t i = 0; i < patches->len; i++) {
        if (patches->at[i]->part_of)
            return inner_fail(a->error, -EINVAL,
                              "%.*s: holds only rejected changes, which cannot be taken back",
                              SPAN_ARG(term_name(span_of(a->name))));
        patches->at[i] = patch_reverse(a->arena, patches->at[i]);
    }
    return 0;
}

static int apply_text(Applying *a, Span text, bool is_reverse, stemma_applied *applied)
{
    PatchVec patches = {0};
    PatchError where;
    if (!patch_read(a->arena, text, &patches, &where))
        return fail_at(a, &where, "");
    int status = is_reverse ? turn_all(a, &patches) : 0;
    if (status < 0)
        return status;
    if (!patches.len) {
        applied->output = inner_text(a->target->doc->source.raw.text);
        applied->is_exact = true;
        return 0;
    }
    a->sha256 = sha256_hex(a->arena, a->target->doc->source.raw.text);
    const Patch *patch = pick(a, &patches);
    if (patch)
        return apply_picked(a, patch, applied);
    return inner_fail(a->error, -EINVAL,
                      "%.*s: none of its %zu patches is for %.*s by its bytes or by its name alone",
                      SPAN_ARG(term_name(span_of(a->name))), patches.len,
                      SPAN_ARG(a->target->doc->source.name));
}

int stemma_patch_apply(const char *name, const char *patch, size_t len, const stemma_doc *target,
                       const stemma_apply_options *options, stemma_applied *applied,
                       stemma_error *error)
{
    Arena *arena = arena_new();
    Applying a = {
        .arena = arena, .target = target, .name = name, .report = buf_in(arena), .error = error};
    *applied = (stemma_applied){0};
    int status = apply_text(&a, (Span){patch, len}, options && options->reverse, applied);
    if (status == 0)
        applied->report = inner_text(buf_span(&a.report));
    arena_free(arena);
    return status;
}

void stemma_applied_free(stemma_applied applied)
{
    free(applied.output.ptr);
    free(applied.rejects.ptr);
    free(applied.report.ptr);
}
