#include "render/scan.h"

#include "base/intern.h"
#include "render/jsonout.h"

#include <stdlib.h>

/* Pairs and names of an earlier scan, as ids of texts. */
typedef struct Baseline {
    Arena *arena;
    Intern *known;
    const json_t *files;
} Baseline;

static Span text_of(const json_t *json)
{
    return (Span){json_string_value(json) ? json_string_value(json) : "", json_string_length(json)};
}

/* "./team/a.md" is "team/a.md". */
static Span plain_path(Span path)
{
    while (span_starts(path, SPAN("./")))
        path = span_from(path, 2);
    return path;
}

/* A path may hold anything but a NUL. */
static Span pair_key(Arena *arena, Span a, Span b)
{
    a = plain_path(a);
    b = plain_path(b);
    bool in_order = span_cmp(a, b) <= 0;
    Span first = in_order ? a : b, second = in_order ? b : a;
    Buf key = buf_in(arena);
    buf_add(&key, first);
    buf_add_byte(&key, '\0');
    buf_add(&key, second);
    return buf_span(&key);
}

static Span name_key(Arena *arena, Span name, Span path)
{
    Buf key = buf_in(arena);
    buf_add_byte(&key, '\0');
    buf_add(&key, name);
    buf_add_byte(&key, '\0');
    buf_add(&key, plain_path(path));
    return buf_span(&key);
}

static Span path_of(const Baseline *b, const json_t *index)
{
    json_int_t at = json_integer_value(index);
    if (!json_is_integer(index) || at < 0)
        return SPAN("");
    return text_of(json_object_get(json_array_get(b->files, (size_t)at), "path"));
}

static void learn_pairs(Baseline *b, const json_t *pairs)
{
    size_t i;
    json_t *pair;
    json_array_foreach(pairs, i, pair)
        intern_id(b->known, pair_key(b->arena, path_of(b, json_object_get(pair, "a")),
                                     path_of(b, json_object_get(pair, "b"))));
}

static void learn_names(Baseline *b, const json_t *names)
{
    size_t i, f;
    json_t *same, *path;
    json_array_foreach(names, i, same) json_array_foreach(json_object_get(same, "files"), f, path)
        intern_id(b->known,
                  name_key(b->arena, text_of(json_object_get(same, "name")), text_of(path)));
}

/* As JSON gives it: bad bytes replaced. */
static Span written(Arena *arena, Span text)
{
    json_t *json = jsonout_text(arena, text);
    Span copy = arena_copy(arena, text_of(json));
    json_decref(json);
    return copy;
}

static bool is_known(const Baseline *b, Span key)
{
    return intern_find(b->known, key) != NONE;
}

static void mark(const Baseline *b, Collection *c)
{
    for (size_t p = 0; p < c->pairs.len; p++) {
        Pair *pair = &c->pairs.at[p];
        pair->is_known = is_known(b, pair_key(b->arena, written(b->arena, c->files[pair->a].path),
                                              written(b->arena, c->files[pair->b].path)));
    }
    for (size_t i = 0; i < c->names.len; i++) {
        SameName *same = &c->names.at[i];
        same->is_known = true;
        for (size_t f = 0; f < same->files.len; f++)
            same->is_known &=
                is_known(b, name_key(b->arena, written(b->arena, same->name),
                                     written(b->arena, c->files[same->files.at[f]].path)));
    }
    for (size_t i = 0; i < c->clusters.len; i++) {
        Cluster *cluster = &c->clusters.at[i];
        cluster->is_known = true;
        for (size_t p = 0; p < cluster->pairs.len; p++)
            cluster->is_known &= c->pairs.at[cluster->pairs.at[p]].is_known;
    }
}

bool scan_baseline(Collection *c, Span text, Span *message)
{
    json_error_t error;
    json_t *json = json_loadb(text.ptr ? text.ptr : "", text.len, 0, &error);
    Span schema = text_of(json_object_get(json, "schema"));
    if (!json || !span_eq(schema, SPAN("stemma-scan/1"))) {
        *message = json ? SPAN("it is not what 'stemma scan --json' writes (stemma-scan/1)")
                        : arena_format(c->arena, "it is no JSON: %s", error.text);
        json_decref(json);
        return false;
    }
    Arena *scratch = arena_new();
    Baseline b = {scratch, intern_new(scratch), json_object_get(json, "files")};
    learn_pairs(&b, json_object_get(json, "pairs"));
    learn_names(&b, json_object_get(json, "names"));
    mark(&b, c);
    arena_free(scratch);
    json_decref(json);
    return true;
}

size_t scan_findings(const Collection *c)
{
    size_t findings = 0;
    for (size_t p = 0; p < c->pairs.len; p++)
        findings += !c->pairs.at[p].is_known;
    for (size_t i = 0; i < c->names.len; i++)
        findings += !c->names.at[i].is_known && names_clash(&c->names.at[i]);
    return findings;
}
