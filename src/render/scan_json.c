#include "render/scan.h"

#include "render/jsonout.h"
#include "render/scan_parts.h"

typedef struct Writer {
    Arena *arena;
    const Collection *c;
    bool details;
} Writer;

static json_t *path_json(const Writer *w, uint32_t file)
{
    return jsonout_text(w->arena, w->c->files[file].path);
}

static json_t *paths_json(const Writer *w, const IndexVec *files)
{
    json_t *list = json_array();
    for (size_t i = 0; i < files->len; i++)
        json_array_append_new(list, path_json(w, files->at[i]));
    return list;
}

static json_t *because_json(const Writer *w, const Pair *pair)
{
    SpanVec reasons = {0};
    scan_because(w->arena, pair, &reasons);
    return jsonout_texts(w->arena, reasons.at, reasons.len);
}

static json_t *files_json(const Writer *w)
{
    json_t *list = json_array();
    for (uint32_t f = 0; f < w->c->file_count; f++) {
        const Feature *file = &w->c->files[f];
        json_array_append_new(list, json_pack("{s:o, s:o, s:I}", "path", path_json(w, f), "name",
                                              jsonout_text(w->arena, file->name), "bytes",
                                              (json_int_t)file->bytes));
    }
    return list;
}

static json_t *pair_json(const Writer *w, const Pair *pair)
{
    json_t *json = json_pack("{s:i, s:i, s:s, s:o, s:o}", "a", (int)pair->a, "b", (int)pair->b,
                             "kind", pair_kind_name(pair->kind), "score",
                             json_real((double)pair->score), "because", because_json(w, pair));
    if (pair->is_known)
        json_object_set_new(json, "known", json_true());
    return json;
}

static json_t *pairs_json(const Writer *w)
{
    json_t *list = json_array();
    for (size_t p = 0; p < w->c->pairs.len; p++)
        json_array_append_new(list, pair_json(w, &w->c->pairs.at[p]));
    return list;
}

static json_t *drift_json(const Writer *w, const Derivation *edge)
{
    DriftVec drifts = {0};
    json_t *list = json_array();
    const Feature *files = w->c->files;
    if (drift_find(w->arena, files[edge->parent].path, files[edge->child].path, &drifts) != 0)
        return list;
    for (size_t i = 0; i < drifts.len; i++)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:o}", "change", scan_drift_name(drifts.at[i].kind), "what",
                            drifts.at[i].is_field ? "field" : "section", "address",
                            jsonout_text(w->arena, drifts.at[i].address)));
    return list;
}

static json_t *edge_json(const Writer *w, const Derivation *edge)
{
    const Pair *pair = &w->c->pairs.at[edge->pair];
    json_t *json = json_pack("{s:o, s:o, s:s, s:o, s:o}", "from", path_json(w, edge->parent), "to",
                             path_json(w, edge->child), "kind", pair_kind_name(pair->kind), "score",
                             json_real((double)pair->score), "because", because_json(w, pair));
    if (w->details)
        json_object_set_new(json, "drift", drift_json(w, edge));
    return json;
}

/* What the strongest pair of a cluster says, which tells what kind of cluster it is. */
static json_t *cluster_because(const Writer *w, const Cluster *cluster)
{
    const Pair *strongest = NULL;
    for (size_t i = 0; i < cluster->pairs.len; i++) {
        const Pair *pair = &w->c->pairs.at[cluster->pairs.at[i]];
        if ((pair->kind == PAIR_VARIANT) == (cluster->kind == PAIR_VARIANT) &&
            (!strongest || pair_strength(pair) > pair_strength(strongest)))
            strongest = pair;
    }
    return strongest ? because_json(w, strongest) : json_array();
}

/* Part of the contract, and so not what people are told. */
static const char *const root_rules[] = {
    [ROOT_VOICE] = "voice", [ROOT_OLDEST] = "the oldest", [ROOT_SHORTEST] = "the shortest copy"};

static json_t *cluster_json(const Writer *w, size_t index)
{
    const Cluster *cluster = &w->c->clusters.at[index];
    json_t *tree = json_array();
    for (size_t i = 0; i < cluster->tree.len; i++)
        json_array_append_new(tree, edge_json(w, &cluster->tree.at[i]));
    json_t *json = json_pack(
        "{s:i, s:o, s:s, s:o, s:i, s:o, s:o, s:o, s:s, s:o, s:I, s:I, s:I}", "number",
        (int)index + 1, "name", jsonout_text(w->arena, scan_family_name(w->arena, w->c, cluster)),
        "kind", pair_kind_name(cluster->kind), "files", paths_json(w, &cluster->files), "bodies",
        (int)cluster->text_count, "because", cluster_because(w, cluster), "voice",
        path_json(w, cluster->voice), "root", path_json(w, cluster->root), "root_is",
        root_rules[cluster->root_rule], "tree", tree, "bytes", (json_int_t)cluster->bytes,
        "expected", (json_int_t)cluster->expected, "saves", (json_int_t)scan_saving(cluster));
    if (cluster->is_known)
        json_object_set_new(json, "known", json_true());
    return json;
}

static json_t *names_json(const Writer *w)
{
    json_t *list = json_array();
    for (size_t i = 0; i < w->c->names.len; i++) {
        const SameName *same = &w->c->names.at[i];
        json_t *json = json_pack("{s:o, s:o, s:o}", "name", jsonout_text(w->arena, same->name),
                                 "files", paths_json(w, &same->files), "loads",
                                 jsonout_text(w->arena, scan_loads(w->arena, same)));
        if (same->is_known)
            json_object_set_new(json, "known", json_true());
        json_array_append_new(list, json);
    }
    return list;
}

void scan_json(Buf *out, const Collection *c, bool details)
{
    Writer w = {out->arena, c, details};
    json_t *clusters = json_array();
    for (size_t i = 0; i < c->clusters.len; i++)
        if (!c->has_choice || c->clusters.at[i].is_chosen)
            json_array_append_new(clusters, cluster_json(&w, i));
    jsonout_write(out, json_pack("{s:s, s:o, s:o, s:o, s:o}", "schema", "stemma-scan/1", "files",
                                 files_json(&w), "pairs", pairs_json(&w), "clusters", clusters,
                                 "names", names_json(&w)));
}
