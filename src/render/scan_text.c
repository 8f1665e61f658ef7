#include "render/scan.h"

#include "render/term.h"
#include "text/chars.h"
#include "text/utf8.h"

#include <stdlib.h>

/* What a screen has room for. */
enum { CLUSTERS_SHOWN = 4, FILES_SHOWN = 5, NAMES_SHOWN = 4, NAME_PATHS_SHOWN = 3 };

/* Beyond this depth of a tree the branches are drawn no further to the right. */
enum { DEEPEST = 6, PATH_COLUMNS = 50, WIDEST = 100 };

typedef struct Writer {
    Buf *out;
    Arena *arena;
    const Collection *c;
    const View *view;
    bool details;
    size_t common; /* bytes that all paths start with, a folder */
} Writer;

/* ---- paths ---- */

static size_t common_folder(const Collection *c)
{
    if (!c->file_count)
        return 0;
    Span first = c->files[0].path, last = c->files[c->file_count - 1].path; /* they are sorted */
    size_t common = 0;
    while (common < first.len && common < last.len && first.ptr[common] == last.ptr[common])
        common++;
    while (common && first.ptr[common - 1] != '/')
        common--;
    return common;
}

static Span shown_path(const Writer *w, uint32_t file)
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

/* ---- totals ---- */

static Span amount(const Writer *w, uint64_t bytes)
{
    if (bytes < 10000)
        return arena_format(w->arena, "%llu bytes", (unsigned long long)bytes);
    return arena_format(w->arena, "%.*s kB", SPAN_ARG(term_number(w->arena, (bytes + 500) / 1000)));
}

static void add_total(const Writer *w, PairKind kind, const char *what)
{
    size_t clusters = 0, files = 0;
    for (size_t i = 0; i < w->c->clusters.len; i++) {
        const Cluster *cluster = &w->c->clusters.at[i];
        if (cluster->kind != kind || cluster->is_known)
            continue;
        clusters++;
        files += cluster->files.len;
    }
    if (!clusters) {
        buf_format(w->out, "  %-10s none\n", what);
        return;
    }
    buf_format(w->out, "  %-10s %.*s famil%s of %.*s files\n", what,
               SPAN_ARG(term_number(w->arena, clusters)), clusters == 1 ? "y" : "ies",
               SPAN_ARG(term_number(w->arena, files)));
}

static void add_totals(const Writer *w)
{
    const Collection *c = w->c;
    uint64_t saves = 0;
    size_t names = 0, known = 0;
    for (size_t i = 0; i < c->clusters.len; i++)
        saves +=
            c->clusters.at[i].is_known ? 0 : c->clusters.at[i].bytes - c->clusters.at[i].expected;
    for (size_t i = 0; i < c->names.len; i++)
        names += !c->names.at[i].is_known;
    for (size_t i = 0; i < c->pairs.len; i++)
        known += c->pairs.at[i].is_known;
    buf_format(w->out, "%.*s file%s, %.*s\n", SPAN_ARG(term_number(w->arena, c->file_count)),
               c->file_count == 1 ? "" : "s", SPAN_ARG(amount(w, c->bytes)));
    if (w->common)
        buf_format(w->out, "below %.*s\n",
                   SPAN_ARG(term_clip(w->arena, span_range(c->files[0].path, 0, w->common), 0)));
    buf_add_byte(w->out, '\n');
    add_total(w, PAIR_COPY, "copies");
    add_total(w, PAIR_VARIANT, "variants");
    buf_format(w->out, "  %-10s %.*s name%s in several files\n", "same name",
               SPAN_ARG(term_number(w->arena, names)), names == 1 ? "" : "s");
    if (known)
        buf_format(w->out, "  %-10s %.*s pairs of the baseline are left out\n", "known",
                   SPAN_ARG(term_number(w->arena, known)));
    if (saves)
        buf_format(w->out, "  one file a family would save about %.*s\n",
                   SPAN_ARG(amount(w, saves)));
}

/* ---- clusters ---- */

static Span reasons_of(const Writer *w, const Pair *pair)
{
    SpanVec reasons = {0};
    Buf text = buf_in(w->arena);
    scan_because(w->arena, pair, &reasons);
    for (size_t i = 0; i < reasons.len; i++) {
        if (i)
            buf_add(&text, SPAN(", "));
        buf_add(&text, reasons.at[i]);
    }
    return buf_span(&text);
}

/* Where dates are known the family hangs at its oldest file, which need not be the voice. */
static Span standing_of(const Writer *w, const Cluster *cluster, uint32_t file, const Pair *pair)
{
    const char *voice = file == cluster->voice ? "voice; " : "";
    if (pair)
        return arena_format(w->arena, "%s%s %.2f: %.*s", voice, pair_kind_name(pair->kind),
                            (double)pair->score, SPAN_ARG(reasons_of(w, pair)));
    return *voice ? SPAN("voice") : SPAN("the oldest");
}

static void add_file(const Writer *w, const Cluster *cluster, uint32_t file, size_t depth,
                     const Pair *pair)
{
    size_t indent = 2 * (depth < DEEPEST ? depth : DEEPEST);
    size_t width = w->view->width ? w->view->width : WIDEST, used = 2 + PATH_COLUMNS + 1;
    buf_add_times(w->out, ' ', 2 + indent);
    Span path = shown_path(w, file);
    if (!w->details)
        path = clip_start(w->arena, path, PATH_COLUMNS - indent);
    term_pad(w->out, path, PATH_COLUMNS - indent);
    Span what = standing_of(w, cluster, file, pair);
    size_t room = width > used + 20 ? width - used : 20;
    buf_add_byte(w->out, ' ');
    term_paint(w->out, w->view, TERM_DIM, term_clip(w->arena, what, w->details ? 0 : room));
    buf_add_byte(w->out, '\n');
}

static void add_drift(const Writer *w, const Derivation *edge, const Pair *pair)
{
    if (!w->details || pair->kind == PAIR_VARIANT)
        return;
    Span drift = scan_drift(w->arena, w->c, edge);
    if (!drift.len)
        return;
    buf_add_times(w->out, ' ', 6 + 2 * (edge->depth < DEEPEST ? edge->depth : DEEPEST));
    term_paint(w->out, w->view, TERM_YELLOW, drift);
    buf_add_byte(w->out, '\n');
}

static void add_cluster(const Writer *w, const Cluster *cluster)
{
    Span title =
        arena_format(w->arena, "%zu %s, %.*s, about %.*s as one", cluster->files.len,
                     cluster->kind == PAIR_COPY ? "copies" : "variants",
                     SPAN_ARG(amount(w, cluster->bytes)), SPAN_ARG(amount(w, cluster->expected)));
    buf_add_byte(w->out, '\n');
    term_paint(w->out, w->view, TERM_BOLD, title);
    buf_add_byte(w->out, '\n');
    add_file(w, cluster, cluster->root, 0, NULL);
    for (size_t i = 0; i < cluster->tree.len; i++) {
        const Derivation *edge = &cluster->tree.at[i];
        if (!w->details && i + 1 == FILES_SHOWN && cluster->tree.len > FILES_SHOWN) {
            buf_format(w->out, "    and %zu more\n", cluster->tree.len - i);
            return;
        }
        add_file(w, cluster, edge->child, edge->depth, &w->c->pairs.at[edge->pair]);
        add_drift(w, edge, &w->c->pairs.at[edge->pair]);
    }
}

/* The new clusters, those that save most first. */
static int by_saving(const void *left, const void *right)
{
    const Cluster *a = *(const Cluster *const *)left, *b = *(const Cluster *const *)right;
    uint64_t saves_a = a->bytes - a->expected, saves_b = b->bytes - b->expected;
    if (saves_a != saves_b)
        return saves_a > saves_b ? -1 : 1;
    return a->files.at[0] < b->files.at[0] ? -1 : a->files.at[0] > b->files.at[0];
}

static void add_clusters(const Writer *w)
{
    const Cluster **order = ARENA_ARRAY(w->arena, const Cluster *, w->c->clusters.len);
    size_t count = 0;
    for (size_t i = 0; i < w->c->clusters.len; i++)
        if (!w->c->clusters.at[i].is_known)
            order[count++] = &w->c->clusters.at[i];
    qsort(order, count, sizeof *order, by_saving);
    size_t shown = w->details || count <= CLUSTERS_SHOWN ? count : CLUSTERS_SHOWN;
    for (size_t i = 0; i < shown; i++)
        add_cluster(w, order[i]);
    if (shown < count)
        buf_format(w->out, "\nand %zu more famil%s\n", count - shown,
                   count - shown == 1 ? "y" : "ies");
}

/* ---- names, and what stands in no cluster ---- */

static void add_name(const Writer *w, const SameName *same)
{
    size_t shown =
        w->details || same->files.len <= NAME_PATHS_SHOWN ? same->files.len : NAME_PATHS_SHOWN;
    buf_add(w->out, SPAN("  "));
    buf_add(w->out, term_clip(w->arena, same->name, PATH_COLUMNS));
    buf_add_byte(w->out, '\n');
    for (size_t i = 0; i < shown; i++) {
        Span path = shown_path(w, same->files.at[i]);
        buf_format(w->out, "    %.*s\n",
                   SPAN_ARG(w->details ? path : clip_start(w->arena, path, WIDEST - 20)));
    }
    if (shown < same->files.len)
        buf_format(w->out, "    and %zu more\n", same->files.len - shown);
}

static void add_names(const Writer *w)
{
    size_t shown = 0, left = 0;
    for (size_t i = 0; i < w->c->names.len; i++) {
        const SameName *same = &w->c->names.at[i];
        if (same->is_known)
            continue;
        if (!w->details && shown == NAMES_SHOWN) {
            left++;
            continue;
        }
        if (!shown++) {
            buf_add_byte(w->out, '\n');
            term_paint(w->out, w->view, TERM_BOLD, SPAN("one name in several files"));
            buf_add(w->out, SPAN(" (a harness that loads them all keeps one)\n"));
        }
        add_name(w, same);
    }
    if (left)
        buf_format(w->out, "  and %zu more name%s\n", left, left == 1 ? "" : "s");
}

static void add_contained(const Writer *w)
{
    bool has_any = false;
    for (size_t p = 0; p < w->c->pairs.len; p++) {
        const Pair *pair = &w->c->pairs.at[p];
        if (pair->kind != PAIR_CONTAINS || pair->is_known)
            continue;
        if (!has_any)
            buf_add(w->out, SPAN("\none body in another\n"));
        has_any = true;
        buf_format(w->out, "  %.*s holds %.0f %% of %.*s\n", SPAN_ARG(shown_path(w, pair->a)),
                   (double)pair->held * 100, SPAN_ARG(shown_path(w, pair->b)));
    }
}

void scan_text(Buf *out, const Collection *c, bool details, const View *view)
{
    Writer w = {out, out->arena, c, view, details, common_folder(c)};
    add_totals(&w);
    add_clusters(&w);
    add_names(&w);
    if (details)
        add_contained(&w);
    else if (scan_findings(c))
        buf_add(out, SPAN("\n--details shows all, and what drifted\n"));
}
