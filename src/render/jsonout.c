#include "render/jsonout.h"

#include "text/utf8.h"

static json_t *must(json_t *json)
{
    if (!json)
        arena_out_of_memory(0);
    return json;
}

json_t *jsonout_text(Arena *arena, Span text)
{
    Span good = text;
    if (utf8_check(text) < text.len) {
        Buf mended = buf_in(arena);
        for (size_t at = 0; at < text.len;) {
            int32_t code_point = utf8_next(text, &at);
            utf8_add(&mended, code_point < 0 ? 0xfffd : code_point);
        }
        good = buf_span(&mended);
    }
    return must(json_stringn_nocheck(good.len ? good.ptr : "", good.len));
}

json_t *jsonout_texts(Arena *arena, const Span *texts, size_t count)
{
    json_t *list = must(json_array());
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, jsonout_text(arena, texts[i]));
    return list;
}

json_t *jsonout_lines(Range lines)
{
    return must(json_pack("[ii]", (int)lines.start + 1, (int)lines.end));
}

static int add_chunk(const char *chunk, size_t len, void *context)
{
    buf_add(context, (Span){chunk, len});
    return 0;
}

void jsonout_write(Buf *out, json_t *json)
{
    if (json_dump_callback(must(json), add_chunk, out, JSON_INDENT(1) | JSON_REAL_PRECISION(6)) !=
        0)
        arena_out_of_memory(0);
    buf_add_byte(out, '\n');
    json_decref(json);
}
