#include "write/write.h"

#include "write/body.h"
#include "write/fields.h"

/* About what the body will take: a line has a marker and some indentation before it, and its end or a blank line behind. */
static size_t expected_length(const Draft *draft)
{
    enum { AROUND_UNIT = 12 };
    size_t length = 0;
    for (size_t u = 0; u < draft->units.len; u++)
        length += draft->units.at[u].text.len + AROUND_UNIT;
    return length;
}

Written write_draft(Arena *arena, const Draft *draft, const Style *style)
{
    Written written = {.field_lines = ARENA_ARRAY(arena, Range, draft->fields.len),
                       .unit_lines = ARENA_ARRAY(arena, Range, draft->units.len)};
    Arena *scratch = arena_new();
    Page page = {.text = buf_for(scratch, expected_length(draft))};
    if (draft->has_front)
        fields_write(&page, draft, written.field_lines);
    if (draft->has_front && draft->units.len) {
        page_break(&page);
        page_break(&page);
    }
    body_write(&page, draft, style, 0, written.unit_lines);
    if (page.text.len)
        page_break(&page);
    written.bytes = arena_copy(arena, buf_span(&page.text));
    arena_free(scratch);
    return written;
}
