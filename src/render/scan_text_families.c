#include "render/scan_parts.h"
#include "render/scan_text.h"
#include "render/term.h"
#include "text/chars.h"
#include "text/utf8.h"

/* What a screen has room for: trees of so many lines together, or else so many lines for families. */
enum { TREE_LINES = 22, FAMILIES_SHOWN = 12 };

/* Beyond this depth of a tree the branches are drawn no further to the right. */
enum { DEEPEST = 6, PATH_COLUMNS = 46, NAME_COLUMNS = 34, KIND_COLUMNS = 34 };

Span scan_text_path(const ScanText *w, uint32_t file)
{
    return term_clip(w->arena, span_from(w->c->files[file].path, w->common), 0);
}

/* The end of a path says more than its beginning. */
static Span clip_start(Arena *arena, Span path, size_t columns)
{
    size_t at = 0;
    if (chars_columns(path) <= columns)
        return path;
    while (at < path.len && chars_columns(span_from(path, at)) + 1 > columns)
        utf8_next(path, &at);
    return arena_format(arena, "…%.*s", SPAN_ARG(span_from(path, at)));
}

/* ---- trees ---- */

static Span standing_of(const ScanText *w, const Cluster *cluster, uint32_t file, const Pair *pair)
{
    const char *voice = file == cluster->voice ? "voice; " : "";
    if (pair)
        return arena_format(w->arena, "%s%s %.2f: %.*s", voice, pair_kind_name(pair->kind),
                            (double)pair->score, SPAN_ARG(scan_reasons(w->arena, pair)));
    return span_of(scan_root(cluster));
}

static void add_file(const ScanText *w, const Cluster *cluster, uint32_t file, size_t depth,
                     const Pair *pair)
{
    size_t indent = 2 * (depth < DEEPEST ? depth : DEEPEST);
    size_t width = w->view->width, used = 4 + PATH_COLUMNS + 1;
    bool is_cut = width && !w->details;
    buf_add_times(w->out, ' ', 4 + indent);
    Span path = scan_text_path(w, file);
    if (is_cut)
        path = clip_start(w->arena, path, PATH_COLUMNS - indent);
    term_pad(w->out, path, PATH_COLUMNS - indent);
    Span what = standing_of(w, cluster, file, pair);
    size_t room = width > used + 20 ? width - used : 20;
    buf_add_byte(w->out, ' ');
    term_paint(w->out, w->view, TERM_DIM, term_clip(w->arena, what, is_cut ? room : 0));
    buf_add_byte(w->out, '\n');
}

static void add_drift(const ScanText *w, const Derivation *edge)
{
    if (!w->details || w->c->pairs.at[edge->pair].kind == PAIR_VARIANT)
        return;
    Span drift = scan_drift(w->arena, w->c, edge);
    if (!drift.len)
        return;
    buf_add_times(w->out, ' ', 8 + 2 * (edge->depth < DEEPEST ? edge->depth : DEEPEST));
    term_paint(w->out, w->view, TERM_YELLOW, drift);
    buf_add_byte(w->out, '\n');
}

static void add_tree(const ScanText *w, size_t index)
{
    const Cluster *cluster = &w->c->clusters.at[index];
    Span name = term_clip(w->arena, scan_family_name(w->arena, w->c, cluster), SCAN_NAME_COLUMNS);
    Span title = arena_format(w->arena, "%3zu %.*s", index + 1, SPAN_ARG(name));
    if (w->out->len)
        buf_add_byte(w->out, '\n');
    term_paint(w->out, w->view, TERM_BOLD, title);
    buf_format(w->out, ": %.*s; %.*s, about %.*s as one\n",
               SPAN_ARG(scan_family_kind(w->arena, cluster)),
               SPAN_ARG(scan_amount(w->arena, cluster->bytes)),
               SPAN_ARG(scan_amount(w->arena, cluster->expected)));
    add_file(w, cluster, cluster->root, 0, NULL);
    for (size_t i = 0; i < cluster->tree.len; i++) {
        const Derivation *edge = &cluster->tree.at[i];
        add_file(w, cluster, edge->child, edge->depth, &w->c->pairs.at[edge->pair]);
        add_drift(w, edge);
    }
}

static bool have_room(const ScanText *w)
{
    size_t lines = 0;
    for (size_t i = 0; i < w->c->clusters.len; i++)
        if (cluster_is_shown(w->c, &w->c->clusters.at[i]))
            lines += 2 + w->c->clusters.at[i].files.len;
    return lines <= TREE_LINES;
}

/* ---- a line each ---- */

static void add_line(const ScanText *w, size_t index)
{
    const Cluster *cluster = &w->c->clusters.at[index];
    buf_format(w->out, "%3zu ", index + 1);
    Span name = term_clip(w->arena, scan_family_name(w->arena, w->c, cluster),
                          w->view->width ? NAME_COLUMNS : SCAN_NAME_COLUMNS);
    term_pad(w->out, name, NAME_COLUMNS);
    buf_add_byte(w->out, ' ');
    term_pad(w->out, scan_family_kind(w->arena, cluster), KIND_COLUMNS);
    buf_format(w->out, " %.*s, about %.*s as one\n",
               SPAN_ARG(scan_amount(w->arena, cluster->bytes)),
               SPAN_ARG(scan_amount(w->arena, cluster->expected)));
}

static void add_lines(const ScanText *w)
{
    size_t shown = 0, left = 0;
    buf_add_byte(w->out, '\n');
    term_paint(w->out, w->view, TERM_BOLD, SPAN("families, those that save most first"));
    buf_add_byte(w->out, '\n');
    for (size_t i = 0; i < w->c->clusters.len; i++) {
        if (!cluster_is_shown(w->c, &w->c->clusters.at[i]))
            continue;
        if (shown++ < FAMILIES_SHOWN)
            add_line(w, i);
        else
            left++;
    }
    if (left)
        buf_format(w->out, "    and %.*s\n",
                   SPAN_ARG(scan_count(w->arena, left, "more family", "more families")));
}

void scan_text_families(const ScanText *w)
{
    if (!w->details && !have_room(w)) {
        add_lines(w);
        return;
    }
    for (size_t i = 0; i < w->c->clusters.len; i++)
        if (cluster_is_shown(w->c, &w->c->clusters.at[i]))
            add_tree(w, i);
}
