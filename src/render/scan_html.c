/* The page of a scan: the map, the families that save most first, names that stand in several files, and what stands alone.
   templates/page.js searches, filters and writes commands. */
#include "render/html.h"
#include "render/scan_page.h"
#include "render/scan_parts.h"
#include "render/term.h"

/* How much of comparing files is put into the page: enough to look around, little enough to open at once. */
enum { BESIDE_MOST = 300, BESIDE_BYTES = 3 * 1024 * 1024, BESIDE_LARGEST = 256 * 1024 };

typedef struct Page {
    Buf *out;
    const Collection *c;
    const ScanBeside *beside;
    size_t common;
    Span **shown; /* by cluster, by edge of its tree */
    size_t shown_count, edge_count;
} Page;

/* ---- which files are shown beside each other ---- */

static void allot(Page *p)
{
    p->shown = ARENA_ARRAY(p->out->arena, Span *, p->c->clusters.len);
    for (size_t i = 0; i < p->c->clusters.len; i++) {
        const Cluster *cluster = &p->c->clusters.at[i];
        p->shown[i] = ARENA_ARRAY(p->out->arena, Span, cluster->tree.len);
        p->edge_count += cluster_is_shown(p->c, cluster) ? cluster->tree.len : 0;
    }
}

static void compare(Page *p, PairKind kind, size_t family, size_t *room)
{
    const Cluster *cluster = &p->c->clusters.at[family];
    for (size_t i = 0; i < cluster->tree.len && p->shown_count < BESIDE_MOST; i++) {
        const Derivation *edge = &cluster->tree.at[i];
        if (p->c->pairs.at[edge->pair].kind != kind)
            continue;
        size_t most = *room < BESIDE_LARGEST ? *room : BESIDE_LARGEST;
        Span html = p->beside->show(p->beside->context, p->out->arena, edge, p->shown_count, most);
        p->shown[family][i] = html;
        p->shown_count += html.len > 0;
        *room -= html.len;
    }
}

/* Copies first: what drifted between them can be seen at a glance. */
static void compare_all(Page *p)
{
    static const PairKind order[] = {PAIR_COPY, PAIR_CONTAINS, PAIR_VARIANT};
    size_t room = BESIDE_BYTES;
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < p->c->clusters.len; i++)
            if (cluster_is_shown(p->c, &p->c->clusters.at[i]))
                compare(p, order[k], i, &room);
}

/* ---- head ---- */

static void add_filter(const Page *p, const char *kind, const char *name, size_t count)
{
    buf_format(p->out,
               "<button type=\"button\" class=\"%s\" data-kind=\"%s\" aria-pressed=\"true\">%s "
               "<b>%.*s</b></button>",
               kind, kind, name, SPAN_ARG(term_number(p->out->arena, count)));
}

static void add_tools(const Page *p, const size_t *families, size_t names)
{
    buf_add(p->out, SPAN("<div class=\"tools\" hidden><input type=\"search\" aria-label=\"Search "
                         "for a path or a name\" placeholder=\"path or name\"> <output></output>"
                         "<div class=\"filters\" role=\"group\" aria-label=\"Kinds\">"));
    add_filter(p, "copy", "copies", families[PAIR_COPY]);
    add_filter(p, "variant", "variants", families[PAIR_VARIANT]);
    add_filter(p, "name", "same name", names);
    buf_add(p->out, SPAN("</div><p class=\"keys\"><kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> "
                         "next, previous family, <kbd>Enter</kbd> open it, <kbd>u</kbd> open all"
                         "</p></div></header>\n"));
}

static void add_head(const Page *p)
{
    const Collection *c = p->c;
    Arena *arena = p->out->arena;
    size_t families[PAIR_VARIANT + 1] = {0}, names = 0;
    uint64_t saves = 0;
    for (size_t i = 0; i < c->clusters.len; i++) {
        const Cluster *cluster = &c->clusters.at[i];
        families[cluster->kind] += cluster_is_shown(c, cluster);
        saves += cluster_is_shown(c, cluster) ? scan_saving(cluster) : 0;
    }
    for (size_t i = 0; i < c->names.len; i++)
        names += !c->names.at[i].is_known;
    buf_format(p->out, "<header><h1>%.*s, %.*s</h1>\n<p class=\"summary\">%.*s",
               SPAN_ARG(scan_count(arena, c->file_count, "file", "files")),
               SPAN_ARG(scan_count(arena, families[PAIR_COPY] + families[PAIR_VARIANT], "family",
                                   "families")),
               SPAN_ARG(scan_amount(arena, c->bytes)));
    if (p->common) {
        buf_add(p->out, SPAN(" below "));
        html_add(p->out, span_range(c->files[0].path, 0, p->common));
    }
    buf_format(p->out, "; one file a family would save about %.*s</p>\n",
               SPAN_ARG(scan_amount(arena, saves)));
    add_tools(p, families, names);
}

/* ---- families, names, the rest ---- */

static void add_families(const Page *p)
{
    buf_format(p->out,
               "<h2>Families, those that save most first</h2>\n<p class=\"keys\">Who derives from "
               "whom is guessed from the texts%s. ",
               p->c->dates ? " and their dates" : "");
    if (p->shown_count < p->edge_count)
        buf_format(p->out,
                   "%zu of %zu comparisons are in this page; for the others there is the command, "
                   "unless the files are the same.",
                   p->shown_count, p->edge_count);
    buf_add(p->out, SPAN("</p>\n"));
    for (size_t i = 0; i < p->c->clusters.len; i++)
        if (cluster_is_shown(p->c, &p->c->clusters.at[i]))
            scan_page_family(p->out, p->c, i, p->shown[i], p->common);
}

static void add_paths(const Page *p, const IndexVec *files)
{
    buf_add(p->out, SPAN("<ul>\n"));
    for (size_t f = 0; f < files->len; f++) {
        buf_add(p->out, SPAN("<li class=\"path\">"));
        html_add(p->out, span_from(p->c->files[files->at[f]].path, p->common));
        buf_add(p->out, SPAN("</li>\n"));
    }
    buf_add(p->out, SPAN("</ul>\n"));
}

static void add_names(const Page *p)
{
    bool has_any = false;
    for (size_t i = 0; i < p->c->names.len; i++) {
        const SameName *same = &p->c->names.at[i];
        if (same->is_known)
            continue;
        if (!has_any)
            buf_add(p->out, SPAN("<h2>One name in several files</h2>\n"));
        has_any = true;
        buf_add(p->out,
                SPAN("<details class=\"family\" data-kinds=\"name\"><summary class=\"stop\">"
                     "<span></span><b>"));
        html_add(p->out, term_clip(p->out->arena, same->name, SCAN_NAME_COLUMNS));
        buf_format(p->out, "</b><span class=\"name\">%zu files: %.*s</span></summary>\n",
                   same->files.len, SPAN_ARG(scan_loads(p->out->arena, same)));
        add_paths(p, &same->files);
        buf_add(p->out, SPAN("</details>\n"));
    }
}

static void add_contained(const Page *p)
{
    size_t count = 0;
    for (size_t i = 0; i < p->c->pairs.len; i++)
        count += p->c->pairs.at[i].kind == PAIR_CONTAINS && !p->c->pairs.at[i].is_known;
    if (!count)
        return;
    buf_format(p->out,
               "<h2>One body in another</h2>\n<details class=\"alone\"><summary class=\"stop\">"
               "%.*s most of another body</summary>\n<ul>\n",
               SPAN_ARG(scan_count(p->out->arena, count, "file holds", "files hold")));
    for (size_t i = 0; i < p->c->pairs.len; i++) {
        const Pair *pair = &p->c->pairs.at[i];
        if (pair->kind != PAIR_CONTAINS || pair->is_known)
            continue;
        buf_add(p->out, SPAN("<li class=\"path\">"));
        html_add(p->out, span_from(p->c->files[pair->a].path, p->common));
        buf_format(p->out, " <b>holds %.0f %% of</b> ", (double)pair->held * 100);
        html_add(p->out, span_from(p->c->files[pair->b].path, p->common));
        buf_add(p->out, SPAN("</li>\n"));
    }
    buf_add(p->out, SPAN("</ul>\n</details>\n"));
}

static void add_alone(const Page *p)
{
    bool *has_family = ARENA_ARRAY(p->out->arena, bool, p->c->file_count);
    IndexVec alone = {0};
    for (size_t i = 0; i < p->c->clusters.len; i++)
        for (size_t f = 0; f < p->c->clusters.at[i].files.len; f++)
            has_family[p->c->clusters.at[i].files.at[f]] = true;
    for (uint32_t f = 0; f < p->c->file_count; f++)
        if (!has_family[f])
            vec_add(p->out->arena, &alone, f);
    if (!alone.len)
        return;
    buf_format(p->out,
               "<h2>Alone</h2>\n<details class=\"alone\"><summary class=\"stop\">%.*s in no "
               "family</summary>\n",
               SPAN_ARG(scan_count(p->out->arena, alone.len, "file", "files")));
    add_paths(p, &alone);
    buf_add(p->out, SPAN("</details>\n"));
}

void scan_html(Buf *out, const Collection *c, const ScanBeside *beside)
{
    Buf body = buf_in(out->arena);
    Page p = {.out = &body, .c = c, .beside = beside, .common = scan_common_folder(c)};
    allot(&p);
    compare_all(&p);
    add_head(&p);
    buf_add(&body, SPAN("<main class=\"scan\" data-below=\""));
    html_add(&body, c->file_count ? span_range(c->files[0].path, 0, p.common) : SPAN(""));
    buf_add(&body, SPAN("\">\n"));
    scan_map(&body, c);
    if (c->clusters.len)
        add_families(&p);
    add_names(&p);
    add_contained(&p);
    add_alone(&p);
    buf_add(&body, SPAN("</main>\n"));
    html_page(out,
              arena_format(out->arena, "scan of %.*s",
                           SPAN_ARG(scan_count(out->arena, c->file_count, "file", "files"))),
              buf_span(&body));
}
