#include "render/scan.h"

#include "render/scan_parts.h"
#include "render/term.h"

/* Graphviz reads entities even between quotes. */
static void add_quoted(Buf *out, Span text)
{
    Span plain = term_clip(out->arena, text, 0);
    buf_add_byte(out, '"');
    for (size_t i = 0; i < plain.len; i++) {
        if (plain.ptr[i] == '"' || plain.ptr[i] == '\\')
            buf_add_byte(out, '\\');
        buf_add_byte(out, plain.ptr[i]);
        if (plain.ptr[i] == '&')
            buf_add(out, SPAN("amp;"));
    }
    buf_add_byte(out, '"');
}

static void add_cluster(Buf *out, const Collection *c, const Cluster *cluster, size_t number)
{
    Arena *arena = out->arena;
    buf_format(out, "  subgraph cluster_%zu {\n    label=", number);
    add_quoted(out, arena_format(arena, "%zu %.*s: %.*s, saves %.*s", number,
                                 SPAN_ARG(term_clip(arena, scan_family_name(arena, c, cluster),
                                                    SCAN_NAME_COLUMNS)),
                                 SPAN_ARG(scan_family_kind(arena, cluster)),
                                 SPAN_ARG(scan_amount(arena, scan_saving(cluster)))));
    buf_add(out, SPAN(";\n"));
    for (size_t i = 0; i < cluster->files.len; i++) {
        uint32_t file = cluster->files.at[i];
        buf_format(out, "    f%u [label=", file);
        add_quoted(out, c->files[file].path);
        buf_add(out, file == cluster->voice ? SPAN(", style=bold];\n") : SPAN("];\n"));
    }
    for (size_t i = 0; i < cluster->tree.len; i++) {
        const Derivation *edge = &cluster->tree.at[i];
        const Pair *pair = &c->pairs.at[edge->pair];
        buf_format(out, "    f%u -> f%u [label=\"%s %.2f\"%s];\n", edge->parent, edge->child,
                   pair_kind_name(pair->kind), (double)pair->score,
                   pair->kind == PAIR_VARIANT ? ", style=dashed" : "");
    }
    buf_add(out, SPAN("  }\n"));
}

void scan_dot(Buf *out, const Collection *c)
{
    buf_add(out, SPAN("digraph stemma {\n  rankdir=LR;\n  node [shape=box];\n"));
    for (size_t i = 0; i < c->clusters.len; i++)
        if (cluster_is_shown(c, &c->clusters.at[i]))
            add_cluster(out, c, &c->clusters.at[i], i + 1);
    buf_add(out, SPAN("}\n"));
}
