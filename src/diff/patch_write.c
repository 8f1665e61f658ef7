#include "diff/patch.h"
#include "diff/patch_text.h"

static void write_file(Buf *out, Span side, const PatchFile *file, bool is_known)
{
    buf_format(out, "%.*s: ", SPAN_ARG(side));
    patch_text_add_name(out, file->name);
    if (!is_known)
        return;
    buf_format(out, "%.*s-bytes: %llu\n", SPAN_ARG(side), (unsigned long long)file->bytes);
    buf_format(out, "%.*s-sha256: %.*s\n", SPAN_ARG(side), SPAN_ARG(file->sha256));
}

static void write_head(Buf *out, const Patch *patch)
{
    buf_add(out, SPAN(PATCH_VERSION "\n"));
    write_file(out, SPAN("old"), &patch->old, true);
    write_file(out, SPAN("new"), &patch->new, !patch->part_of);
    if (patch->part_of)
        buf_format(out, "part-of: %u\n", patch->part_of);
    if (!span_eq(patch->line_end, SPAN("\n")))
        buf_add(out, SPAN("line-end: crlf\n"));
}

static void write_place(Buf *out, const PatchRun *run)
{
    buf_format(out, " %u%s", run->old + 1, run->is_whole ? PATCH_WHOLE : "");
    if (!run->address.len) {
        buf_add_byte(out, '\n');
        return;
    }
    buf_add(out, SPAN(": "));
    patch_text_add_name(out, run->address);
}

static void write_change(Buf *out, const Patch *patch, const PatchChange *change)
{
    buf_format(out, "\nchange %u at", change->number);
    for (uint32_t r = change->runs.start; r < change->runs.end; r++) {
        const PatchRun *run = &patch->runs.at[r];
        if (run->is_moved)
            buf_add(out, SPAN("from"));
        if (run->is_moved || r == change->runs.start)
            write_place(out, run);
        else
            buf_add(out, SPAN("back\n"));
        for (uint32_t i = run->lines.start; i < run->lines.end; i++)
            patch_text_add_line(out, (char)patch->lines.at[i].sign, patch->lines.at[i].text,
                                patch->line_end);
    }
}

void patch_write(Buf *out, const Patch *patch)
{
    if (!patch->changes.len)
        return;
    write_head(out, patch);
    for (size_t i = 0; i < patch->changes.len; i++)
        write_change(out, patch, &patch->changes.at[i]);
    buf_format(out, "\nend of %zu change%s\n", patch->changes.len,
               patch->changes.len == 1 ? "" : "s");
}
