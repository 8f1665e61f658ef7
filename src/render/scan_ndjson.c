#include "render/scan.h"

#include "render/jsonout.h"
#include "scan/sections.h"

static int add_chunk(const char *chunk, size_t len, void *context)
{
    buf_add(context, (Span){chunk, len});
    return 0;
}

static void add_line(Buf *out, json_t *json)
{
    if (!json ||
        json_dump_callback(json, add_chunk, out, JSON_COMPACT | JSON_REAL_PRECISION(6)) != 0)
        arena_out_of_memory(0);
    buf_add_byte(out, '\n');
    json_decref(json);
}

static json_t *tokens_json(Tokens tokens)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < tokens.count; i++)
        json_array_append_new(list, json_integer(tokens.at[i]));
    return list;
}

/* Every line says how its hashes were made, so that lines of different versions are not compared by mistake. */
static void add_file(Buf *out, const Collection *c, uint32_t f)
{
    const Feature *file = &c->files[f];
    add_line(out,
             json_pack("{s:s, s:s, s:i, s:o, s:o, s:I, s:o, s:o, s:o}", "record", "file", "hash",
                       FEATURE_HASH, "id", (int)f, "path", jsonout_text(out->arena, file->path),
                       "name", jsonout_text(out->arena, file->name), "bytes",
                       (json_int_t)file->bytes, "body", tokens_json(file->body), "front",
                       tokens_json(file->front), "sections", tokens_json(file->sections)));
}

static void add_pair(Buf *out, const Pair *pair)
{
    SpanVec reasons = {0};
    scan_because(out->arena, pair, &reasons);
    add_line(out, json_pack("{s:s, s:i, s:i, s:s, s:f, s:o}", "record", "pair", "a", (int)pair->a,
                            "b", (int)pair->b, "kind", pair_kind_name(pair->kind), "score",
                            (double)pair->score, "because",
                            jsonout_texts(out->arena, reasons.at, reasons.len)));
}

void scan_ndjson(Buf *out, const Collection *c)
{
    add_line(out, json_pack("{s:s, s:s, s:s, s:s, s:i, s:f, s:f}", "record", "header", "schema",
                            "stemma-features/1", "hash", FEATURE_HASH, "section_hash",
                            SECTIONS_HASH, "shingle", FEATURE_SHINGLE, "likeness",
                            c->policy.likeness, "containment", c->policy.containment));
    for (uint32_t f = 0; f < c->file_count; f++)
        add_file(out, c, f);
    for (size_t p = 0; p < c->pairs.len; p++)
        add_pair(out, &c->pairs.at[p]);
}
