#include "render/plan.h"

#include "render/jsonout.h"
#include "render/term.h"

typedef struct Planner {
    Arena *arena;
    const Variants *v;
    const Alignment *alignment;
    Doc *const *inputs;
    uint32_t input_count;
} Planner;

static const Section *section_of(const Planner *p, const Node *node)
{
    return &p->v->docs[node->doc]->sections[node->section];
}

/* The member that names a cluster: the first by rank that has a title. */
static const Node *namer(const Planner *p, const IndexVec *members)
{
    for (size_t i = 0; i < members->len; i++)
        if (section_of(p, &p->alignment->nodes[members->at[i]])->title.len)
            return &p->alignment->nodes[members->at[i]];
    return &p->alignment->nodes[members->at[0]];
}

static uint32_t line_of(const Planner *p, const Node *node)
{
    return section_of(p, node)->lines.start + 1;
}

/* The inputs that have a document's bytes. */
static bool is_input(const Planner *p, uint32_t input, const Node *node)
{
    return p->v->rank_of_input[input] == node->doc;
}

/* ---- JSON ---- */

static json_t *members_json(const Planner *p, const IndexVec *members)
{
    json_t *list = json_array();
    for (uint32_t input = 0; input < p->input_count; input++)
        for (size_t i = 0; i < members->len; i++) {
            const Node *node = &p->alignment->nodes[members->at[i]];
            if (!is_input(p, input, node))
                continue;
            json_array_append_new(
                list, json_pack("{s:i, s:i, s:o, s:s, s:f}", "input", (int)input, "line",
                                (int)line_of(p, node), "title",
                                jsonout_text(p->arena, section_of(p, node)->title), "reason",
                                align_reason_name(node->reason), "score", (double)node->score));
        }
    return list;
}

static json_t *sections_json(const Planner *p)
{
    json_t *list = json_array();
    for (uint32_t c = 0; c < p->alignment->cluster_count; c++) {
        const IndexVec *members = &p->alignment->clusters[c];
        const Node *node = namer(p, members);
        json_t *concept = node->concept == NONE
                              ? json_null()
                              : jsonout_text(p->arena, p->v->style->concepts[node->concept].id);
        json_array_append_new(list, json_pack("{s:o, s:o, s:i, s:o}", "title",
                                              jsonout_text(p->arena, section_of(p, node)->title),
                                              "concept", concept, "level", (int)node->depth + 1,
                                              "members", members_json(p, members)));
    }
    return list;
}

static json_t *inputs_json(const Planner *p)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < p->input_count; i++) {
        const Source *source = &p->inputs[i]->source;
        json_array_append_new(list, json_pack("{s:o, s:i, s:I}", "path",
                                              jsonout_text(p->arena, source->name), "lines",
                                              (int)source->raw.count, "bytes",
                                              (json_int_t)source->raw.text.len));
    }
    return list;
}

static json_t *possible_json(const Planner *p)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < p->alignment->possible_count; i++) {
        json_t *pair = json_array();
        uint32_t ends[2] = {p->alignment->possible[i].a, p->alignment->possible[i].b};
        for (int side = 0; side < 2; side++) {
            const Node *node = &p->alignment->nodes[ends[side]];
            uint32_t input = 0;
            while (!is_input(p, input, node))
                input++;
            json_array_append_new(pair,
                                  json_pack("{s:i, s:i, s:o}", "input", (int)input, "line",
                                            (int)line_of(p, node), "title",
                                            jsonout_text(p->arena, section_of(p, node)->title)));
        }
        json_array_append_new(list, json_pack("{s:o, s:f}", "pair", pair, "score",
                                              (double)p->alignment->possible[i].score));
    }
    return list;
}

static void render_json(Buf *out, const Planner *p)
{
    jsonout_write(out, json_pack("{s:s, s:o, s:o, s:o, s:o}", "schema", "stemma-plan/1", "inputs",
                                 inputs_json(p), "sections", sections_json(p), "possible",
                                 possible_json(p), "conflicts", json_array()));
}

/* ---- text ---- */

static void render_member(Buf *out, const Planner *p, const Node *node, const View *view)
{
    for (uint32_t input = 0; input < p->input_count; input++) {
        if (!is_input(p, input, node))
            continue;
        Span place = arena_format(p->arena, "%.*s:%u", SPAN_ARG(p->inputs[input]->source.name),
                                  line_of(p, node));
        buf_add(out, SPAN("    "));
        term_pad(out, term_clip(p->arena, place, 0), 34);
        buf_add_byte(out, ' ');
        Span title = section_of(p, node)->title;
        term_pad(out,
                 title.len ? term_clip(p->arena, title, view->width ? 40 : 0) : SPAN("(opening)"),
                 40);
        if (node->partner != NONE)
            term_paint(out, view, TERM_DIM,
                       arena_format(p->arena, "  %s %.2f", align_reason_name(node->reason),
                                    (double)node->score));
        buf_add_byte(out, '\n');
    }
}

static void render_cluster(Buf *out, const Planner *p, const IndexVec *members, const View *view)
{
    const Node *node = namer(p, members);
    Span title = section_of(p, node)->title;
    term_paint(out, view, TERM_BOLD,
               title.len ? term_clip(p->arena, title, view->width ? 60 : 0) : SPAN("(opening)"));
    if (node->concept != NONE)
        term_paint(
            out, view, TERM_DIM,
            arena_format(p->arena, "  %.*s", SPAN_ARG(p->v->style->concepts[node->concept].id)));
    buf_add_byte(out, '\n');
    for (size_t i = 0; i < members->len; i++)
        render_member(out, p, &p->alignment->nodes[members->at[i]], view);
}

static void render_alone(Buf *out, const Planner *p, const View *view)
{
    bool has_any = false;
    for (uint32_t c = 0; c < p->alignment->cluster_count; c++) {
        const IndexVec *members = &p->alignment->clusters[c];
        if (members->len != 1)
            continue;
        if (!has_any)
            term_paint(out, view, TERM_BOLD, SPAN("Only in one file"));
        if (!has_any)
            buf_add_byte(out, '\n');
        has_any = true;
        render_member(out, p, &p->alignment->nodes[members->at[0]], view);
    }
}

static void render_possible(Buf *out, const Planner *p, const View *view)
{
    enum { SHOWN = 10 };
    if (!p->alignment->possible_count)
        return;
    term_paint(out, view, TERM_BOLD,
               SPAN("Possible matches, kept apart (--together A#X=B#Y unites them)"));
    buf_add_byte(out, '\n');
    for (uint32_t i = 0; i < p->alignment->possible_count && i < SHOWN; i++) {
        const Node *a = &p->alignment->nodes[p->alignment->possible[i].a],
                   *b = &p->alignment->nodes[p->alignment->possible[i].b];
        Span line = arena_format(p->arena, "%.*s:%u %.*s  ~  %.*s:%u %.*s  %.2f",
                                 SPAN_ARG(p->v->docs[a->doc]->source.name), line_of(p, a),
                                 SPAN_ARG(section_of(p, a)->title),
                                 SPAN_ARG(p->v->docs[b->doc]->source.name), line_of(p, b),
                                 SPAN_ARG(section_of(p, b)->title),
                                 (double)p->alignment->possible[i].score);
        buf_add(out, SPAN("    "));
        term_add(out, line);
        buf_add_byte(out, '\n');
    }
}

static void render_text(Buf *out, const Planner *p, const View *view)
{
    uint32_t together = 0;
    for (uint32_t c = 0; c < p->alignment->cluster_count; c++)
        together += p->alignment->clusters[c].len > 1;
    buf_format(out, "%u files, %u sections, %u come together\n\n", p->input_count,
               p->alignment->node_count, together);
    for (uint32_t c = 0; c < p->alignment->cluster_count; c++)
        if (p->alignment->clusters[c].len > 1)
            render_cluster(out, p, &p->alignment->clusters[c], view);
    render_alone(out, p, view);
    render_possible(out, p, view);
}

void plan_render(Buf *out, const Variants *variants, Doc *const *inputs, uint32_t input_count,
                 const View *view)
{
    Planner p = {out->arena, variants, variants->alignment, inputs, input_count};
    if (view->json)
        render_json(out, &p);
    else
        render_text(out, &p, view);
}
