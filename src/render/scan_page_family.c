#include "render/html.h"
#include "render/scan_page.h"
#include "render/scan_parts.h"
#include "render/term.h"

/* Beyond this depth the branches of a tree go no further to the right. */
enum { DEEPEST = 12 };

typedef struct Tree {
    Buf *out;
    const Collection *c;
    const Cluster *cluster;
    const Span *beside;
    size_t common;
    bool *is_last;             /* by edge: the last one that hangs on its parent */
    bool goes_on[DEEPEST + 1]; /* by depth: a branch comes down past this row */
} Tree;

static uint32_t depth_of(const Derivation *edge)
{
    return edge->depth < DEEPEST ? edge->depth : DEEPEST;
}

static void find_last(Tree *t)
{
    bool is_open[DEEPEST + 1] = {false};
    t->is_last = ARENA_ARRAY(t->out->arena, bool, t->cluster->tree.len);
    for (size_t i = t->cluster->tree.len; i-- > 0;) {
        uint32_t depth = depth_of(&t->cluster->tree.at[i]);
        t->is_last[i] = !is_open[depth];
        is_open[depth] = true;
        for (uint32_t d = depth + 1; d <= DEEPEST; d++)
            is_open[d] = false;
    }
}

static void add_branches(Tree *t, size_t edge)
{
    uint32_t depth = depth_of(&t->cluster->tree.at[edge]);
    for (uint32_t d = 1; d < depth; d++)
        buf_add(t->out, t->goes_on[d] ? SPAN("<i class=\"bar\"></i>") : SPAN("<i></i>"));
    buf_add(t->out,
            t->is_last[edge] ? SPAN("<i class=\"end\"></i>") : SPAN("<i class=\"tee\"></i>"));
    t->goes_on[depth] = !t->is_last[edge];
}

static void add_path(const Tree *t, uint32_t file)
{
    bool is_voice = file == t->cluster->voice;
    buf_format(t->out, "<span class=\"path%s\" id=\"file%u\">", is_voice ? " voice" : "", file);
    html_add(t->out, span_from(t->c->files[file].path, t->common));
    buf_add(t->out, is_voice ? SPAN("</span> <b>voice</b> <small>most like the others</small>")
                             : SPAN("</span>"));
}

static void add_drift(Buf *out, Span drift)
{
    buf_add(out, SPAN("<span class=\"drift\">"));
    html_add(out, drift);
    buf_add(out, SPAN("</span>"));
}

/* With no comparison in the page, a command shows it; files of the same words need none. */
static void add_beside(const Tree *t, const Derivation *edge, Span drift, Span beside)
{
    if (beside.len) {
        buf_add(t->out, SPAN("<details class=\"beside\"><summary>side by side "));
        add_drift(t->out, drift);
        buf_add(t->out, SPAN("</summary>\n"));
        buf_add(t->out, beside);
        buf_add(t->out, SPAN("</details>"));
        return;
    }
    if (drift.len) {
        buf_add(t->out, SPAN("<br>"));
        add_drift(t->out, drift);
    }
    const Pair *pair = &t->c->pairs.at[edge->pair];
    if (pair->is_same_body && pair->front == 1 && !drift.len)
        return;
    buf_format(t->out,
               " <button type=\"button\" class=\"command\" data-do=\"diff\" data-from=\"file%u\" "
               "data-to=\"file%u\">diff command</button>",
               edge->parent, edge->child);
}

static void add_kin(Tree *t, size_t i)
{
    const Derivation *edge = &t->cluster->tree.at[i];
    const Pair *pair = &t->c->pairs.at[edge->pair];
    Arena *arena = t->out->arena;
    buf_add(t->out, SPAN("<div class=\"kin\">"));
    add_branches(t, i);
    buf_add(t->out, SPAN("<div>"));
    add_path(t, edge->child);
    buf_format(t->out, " <b class=\"%s\">%s %.2f</b> <small>%.*s</small>",
               pair_kind_name(pair->kind), pair_kind_name(pair->kind), (double)pair->score,
               SPAN_ARG(scan_reasons(arena, pair)));
    Span drift = pair->kind == PAIR_VARIANT ? SPAN("") : scan_drift(arena, t->c, edge);
    add_beside(t, edge, drift, t->beside[i]);
    buf_add(t->out, SPAN("</div></div>\n"));
}

static void add_summary(const Tree *t, size_t number)
{
    Arena *arena = t->out->arena;
    const Cluster *cluster = t->cluster;
    buf_format(t->out,
               "<details class=\"family\" id=\"family%zu\" data-kinds=\"%s\">"
               "<summary class=\"stop\"><span>%zu</span><b>",
               number, pair_kind_name(cluster->kind), number);
    html_add(t->out, term_clip(arena, scan_family_name(arena, t->c, cluster), SCAN_NAME_COLUMNS));
    buf_format(t->out,
               "</b><span class=\"%s\">%.*s</span><span>%.*s → about %.*s</span></summary>\n",
               pair_kind_name(cluster->kind), SPAN_ARG(scan_family_kind(arena, cluster)),
               SPAN_ARG(scan_amount(arena, cluster->bytes)),
               SPAN_ARG(scan_amount(arena, cluster->expected)));
}

void scan_page_family(Buf *out, const Collection *c, size_t index, const Span *beside,
                      size_t common)
{
    Tree t = {
        .out = out, .c = c, .cluster = &c->clusters.at[index], .beside = beside, .common = common};
    find_last(&t);
    add_summary(&t, index + 1);
    buf_add(out, SPAN("<div class=\"tree\"><div class=\"kin\"><div>"));
    add_path(&t, t.cluster->root);
    if (t.cluster->root_rule != ROOT_VOICE)
        buf_format(out, " <b>%s</b>", scan_root(t.cluster));
    buf_add(out, SPAN("</div></div>\n"));
    for (size_t i = 0; i < t.cluster->tree.len; i++)
        add_kin(&t, i);
    buf_add(out,
            SPAN("<p><button type=\"button\" class=\"command\" data-do=\"matrix\">command to "
                 "see all beside each other</button> <button type=\"button\" class=\"command\" "
                 "data-do=\"merge\">command to merge</button></p></div></details>\n"));
}
