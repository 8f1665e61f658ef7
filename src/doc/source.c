#include "doc/source.h"

#include "doc/hidden.h"
#include "text/mojibake.h"
#include "text/utf8.h"

static bool is_utf16_mark(Span bytes)
{
    return span_starts(bytes, SPAN("\xFF\xFE")) || span_starts(bytes, SPAN("\xFE\xFF"));
}

/* A file that is nothing but a byte order mark still has one line, so that its bytes belong somewhere. */
static Lines one_empty_line(Arena *arena, Span text, uint32_t len)
{
    uint32_t *start = ARENA_ARRAY(arena, uint32_t, 2);
    start[1] = len;
    return (Lines){text, start, 1};
}

/* The lines of UTF-16 bytes are where the decoded text has them: a unit of it may hold the byte of a line feed. */
static Lines utf16_lines(Arena *arena, Span bytes, const Lines *text)
{
    uint32_t *start = ARENA_ARRAY(arena, uint32_t, (size_t)text->count + 1);
    size_t at = 0, from = 2;
    for (uint32_t n = 0; n < text->count; n++) {
        start[n] = n ? (uint32_t)from : 0;
        while (at < text->start[n + 1])
            from += utf8_next(text->text, &at) > 0xFFFF ? 4 : 2;
        if (from > bytes.len)
            from = bytes.len;
    }
    start[text->count] = (uint32_t)bytes.len;
    return (Lines){bytes, start, text->count};
}

static void decode(Arena *arena, Source *source, Span bytes, Diags *diags)
{
    Span text = bytes;
    source->is_utf16 = is_utf16_mark(bytes);
    source->has_bom = source->is_utf16 || span_starts(bytes, SPAN("\xEF\xBB\xBF"));
    if (source->is_utf16)
        text = utf8_from_utf16(arena, span_from(bytes, 2), bytes.ptr[0] == '\xFE');
    else if (source->has_bom)
        text = span_from(bytes, 3);
    if (source->is_utf16)
        diag_add(diags, DIAG_UTF16, 1, 1, "the file is UTF-16");
    else if (source->has_bom)
        diag_add(diags, DIAG_BOM, 1, 1, "a byte order mark");
    source->text = lines_index(arena, text);
    if (source->has_bom && source->text.count == 0)
        source->text = one_empty_line(arena, text, 0);
    if (source->is_utf16)
        source->raw = utf16_lines(arena, bytes, &source->text);
    else if (source->has_bom && text.len == 0)
        source->raw = one_empty_line(arena, bytes, (uint32_t)bytes.len);
    else
        source->raw = source->has_bom ? lines_index(arena, bytes) : source->text;
}

static void repair_text(Arena *arena, Source *source, Diags *diags)
{
    RepairVec repairs = {0};
    Span mended = mojibake_repair(arena, source->text.text, &repairs);
    if (!repairs.len)
        return;
    Place place = place_at_start(&source->text);
    for (size_t i = 0; i < repairs.len; i++) {
        const Repair *repair = &repairs.at[i];
        place_move(&place, repair->offset);
        DiagCode code = repair->kind == MOJIBAKE_LOW_BYTES ? DIAG_LOW_BYTE_EMOJI : DIAG_MOJIBAKE;
        diag_add(diags, code, place.line + 1, place.column, "'%.*s' was read as '%.*s' (%s)",
                 SPAN_ARG(repair->was), SPAN_ARG(repair->now), mojibake_name(repair->kind));
    }
    source->text = lines_index(arena, mended);
    source->is_repaired = true;
}

static void look_at_endings(Source *source, Diags *diags)
{
    const Lines *lines = &source->text;
    if (!span_has(lines->text, '\r'))
        return;
    uint32_t lf = 0, crlf = 0, cr = 0, first_cr = 0, first_other = 0;
    for (uint32_t n = 0; n < lines->count; n++) {
        Span line = lines_with_ending(lines, n);
        char last = line.len ? line.ptr[line.len - 1] : '\0';
        uint32_t *kind = last == '\r'                                     ? &cr
                         : last != '\n'                                   ? NULL
                         : line.len > 1 && line.ptr[line.len - 2] == '\r' ? &crlf
                                                                          : &lf;
        if (!kind)
            continue;
        if (kind == &cr && !cr)
            first_cr = n + 1;
        ++*kind;
        if (!first_other && (lf > 0) + (crlf > 0) + (cr > 0) > 1)
            first_other = n + 1;
    }
    source->is_crlf = crlf > lf + cr;
    if (cr)
        diag_add(diags, DIAG_LONE_CR, first_cr, 0, "%u lines end in a lone carriage return", cr);
    if (first_other)
        diag_add(diags, DIAG_MIXED_EOL, first_other, 0, "LF: %u, CRLF: %u, CR: %u lines", lf, crlf,
                 cr);
}

Source source_read(Arena *arena, Span name, Span bytes, bool repair, Diags *diags)
{
    Source source = {.name = name};
    decode(arena, &source, bytes, diags);
    if (repair)
        repair_text(arena, &source, diags);
    look_at_endings(&source, diags);
    hidden_report(&source.text, diags);
    return source;
}
