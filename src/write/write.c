#include "write/write.h"

#include "write/body.h"
#include "write/fields.h"

Written write_draft(Arena *arena, const Draft *draft, const Style *style)
{
    Written written = {.field_lines = ARENA_ARRAY(arena, Range, draft->fields.len),
                       .unit_lines = ARENA_ARRAY(arena, Range, draft->units.len)};
    Page page = page_in(arena);
    if (draft->has_front)
        fields_write(&page, draft, written.field_lines);
    if (draft->has_front && draft->units.len) {
        page_break(&page);
        page_break(&page);
    }
    body_write(&page, draft, style, 0, written.unit_lines);
    if (page.text.len)
        page_break(&page);
    written.bytes = buf_span(&page.text);
    return written;
}
