/* A scan for a terminal: how much of what there is, then the families, then names that stand in several files. Without
   details it fits a screen. */
#include "render/scan_text.h"
#include "render/scan_parts.h"
#include "render/term.h"

enum { NAMES_SHOWN = 5, NAME_COLUMNS = 34 };

/* ---- totals ---- */

static void add_total(const ScanText *w, const char *what, Span said)
{
    buf_format(w->out, "  %-10s %.*s\n", what, SPAN_ARG(said));
}

static void add_kind(const ScanText *w, PairKind kind, const char *what)
{
    size_t clusters = 0, files = 0;
    for (size_t i = 0; i < w->c->clusters.len; i++) {
        const Cluster *cluster = &w->c->clusters.at[i];
        bool is_counted = cluster->kind == kind && cluster_is_shown(w->c, cluster);
        clusters += is_counted;
        files += is_counted ? cluster->files.len : 0;
    }
    Span families = scan_count(w->arena, clusters, "family", "families");
    add_total(w, what,
              clusters ? arena_format(w->arena, "%.*s of %.*s", SPAN_ARG(families),
                                      SPAN_ARG(scan_count(w->arena, files, "file", "files")))
                       : SPAN("none"));
}

/* Copies that no longer say what the file above them says. */
static void add_drifted(const ScanText *w)
{
    size_t bodies = 0, fronts = 0;
    for (size_t i = 0; i < w->c->clusters.len; i++) {
        const Cluster *cluster = &w->c->clusters.at[i];
        for (size_t e = 0; e < cluster->tree.len && cluster_is_shown(w->c, cluster); e++) {
            const Pair *pair = &w->c->pairs.at[cluster->tree.at[e].pair];
            bool is_copy = pair->kind == PAIR_COPY;
            bodies += is_copy && !pair->is_same_body;
            fronts += is_copy && pair->is_same_body && pair->front < 1;
        }
    }
    Span in_body = scan_count(w->arena, bodies, "copy in its body", "copies in their bodies");
    Span in_front = scan_count(w->arena, fronts, "copy in its front matter alone",
                               "copies in their front matter alone");
    if (bodies)
        add_total(w, "drifted", in_body);
    if (fronts)
        add_total(w, bodies ? "" : "drifted", in_front);
}

static void add_contained_count(const ScanText *w)
{
    size_t count = 0;
    for (size_t p = 0; p < w->c->pairs.len; p++)
        count += w->c->pairs.at[p].kind == PAIR_CONTAINS && !w->c->pairs.at[p].is_known;
    if (count)
        add_total(w, "contained",
                  arena_format(w->arena, "%.*s most of another body",
                               SPAN_ARG(scan_count(w->arena, count, "file holds", "files hold"))));
}

static void add_known(const ScanText *w)
{
    size_t known = 0;
    for (size_t i = 0; i < w->c->pairs.len; i++)
        known += w->c->pairs.at[i].is_known;
    if (known)
        add_total(w, "known",
                  arena_format(w->arena, "%.*s of the baseline %s left out",
                               SPAN_ARG(scan_count(w->arena, known, "pair", "pairs")),
                               known == 1 ? "is" : "are"));
}

static void add_saving(const ScanText *w)
{
    uint64_t saves = 0;
    for (size_t i = 0; i < w->c->clusters.len; i++)
        if (cluster_is_shown(w->c, &w->c->clusters.at[i]))
            saves += scan_saving(&w->c->clusters.at[i]);
    if (saves)
        buf_format(w->out, "  one file a family would save about %.*s, %.0f %% of all\n",
                   SPAN_ARG(scan_amount(w->arena, saves)),
                   (double)saves * 100 / (double)w->c->bytes);
}

static void add_totals(const ScanText *w)
{
    const Collection *c = w->c;
    size_t names = 0;
    for (size_t i = 0; i < c->names.len; i++)
        names += !c->names.at[i].is_known;
    buf_format(w->out, "%.*s, %.*s\n",
               SPAN_ARG(scan_count(w->arena, c->file_count, "file", "files")),
               SPAN_ARG(scan_amount(w->arena, c->bytes)));
    if (w->common)
        buf_format(w->out, "below %.*s\n",
                   SPAN_ARG(term_clip(w->arena, span_range(c->files[0].path, 0, w->common), 0)));
    buf_add_byte(w->out, '\n');
    add_kind(w, PAIR_COPY, "copies");
    add_kind(w, PAIR_VARIANT, "variants");
    add_drifted(w);
    add_contained_count(w);
    add_total(w, "same name",
              names ? arena_format(w->arena, "%.*s in several files",
                                   SPAN_ARG(scan_count(w->arena, names, "name", "names")))
                    : SPAN("none"));
    add_known(w);
    add_saving(w);
}

/* ---- names, and what stands in no cluster ---- */

static void add_name(const ScanText *w, const SameName *same)
{
    buf_add(w->out, SPAN("  "));
    term_pad(w->out,
             term_clip(w->arena, same->name,
                       w->view->width && !w->details ? NAME_COLUMNS : SCAN_NAME_COLUMNS),
             NAME_COLUMNS);
    buf_format(w->out, " %zu files: ", same->files.len);
    Span loads = scan_loads(w->arena, same);
    term_paint(w->out, w->view, TERM_DIM, loads);
    buf_add_byte(w->out, '\n');
    for (size_t i = 0; w->details && i < same->files.len; i++)
        buf_format(w->out, "    %.*s\n", SPAN_ARG(scan_text_path(w, same->files.at[i])));
}

static void add_names(const ScanText *w)
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
            buf_add_byte(w->out, '\n');
        }
        add_name(w, same);
    }
    if (left)
        buf_format(w->out, "  and %.*s\n",
                   SPAN_ARG(scan_count(w->arena, left, "more name", "more names")));
}

static void add_contained(const ScanText *w)
{
    bool has_any = false;
    for (size_t p = 0; p < w->c->pairs.len; p++) {
        const Pair *pair = &w->c->pairs.at[p];
        if (pair->kind != PAIR_CONTAINS || pair->is_known)
            continue;
        if (!has_any)
            buf_add(w->out, SPAN("\none body in another\n"));
        has_any = true;
        buf_format(w->out, "  %.*s holds %.0f %% of %.*s\n", SPAN_ARG(scan_text_path(w, pair->a)),
                   (double)pair->held * 100, SPAN_ARG(scan_text_path(w, pair->b)));
    }
}

void scan_text(Buf *out, const Collection *c, bool details, const View *view)
{
    ScanText w = {out, out->arena, c, view, details || c->has_choice, scan_common_folder(c)};
    if (c->has_choice) {
        scan_text_families(&w);
        return;
    }
    add_totals(&w);
    scan_text_families(&w);
    add_names(&w);
    if (details)
        add_contained(&w);
    else if (scan_findings(c))
        buf_add(out, SPAN("\n--family N shows a family in full and what drifted in it, --details "
                          "all of them\n"));
}
