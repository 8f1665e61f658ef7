/* The map of a collection: a rectangle a family, as large as its files, in rows that keep the rectangles as square as they can
   be (squarified treemaps: Bruls, Huizing and van Wijk 2000). What one file would take of it is filled. */
#include "render/html.h"
#include "render/scan_page.h"
#include "render/scan_parts.h"
#include "render/term.h"

#include <stdlib.h>

enum { MAP_WIDTH = 1000, MAP_HEIGHT = 320, MAP_FAMILIES = 1000 };

static const double TEXT_HEIGHT = 15, LETTER_WIDTH = 7.4;

typedef struct Cell {
    double area;
    uint32_t family;
} Cell;

typedef struct Box {
    double x, y, width, height;
} Box;

typedef struct Map {
    Buf *out;
    const Collection *c;
    Cell *cells; /* largest first */
    uint32_t count;
} Map;

static int by_area(const void *left, const void *right)
{
    const Cell *a = left, *b = right;
    if (a->area != b->area)
        return a->area > b->area ? -1 : 1;
    return a->family < b->family ? -1 : a->family > b->family;
}

static void measure(Map *m)
{
    double sum = 0;
    m->cells = ARENA_ARRAY(m->out->arena, Cell, m->c->clusters.len);
    for (uint32_t i = 0; i < m->c->clusters.len; i++)
        if (cluster_is_shown(m->c, &m->c->clusters.at[i]))
            m->cells[m->count++] = (Cell){(double)m->c->clusters.at[i].bytes + 1, i};
    if (m->count)
        qsort(m->cells, m->count, sizeof *m->cells, by_area);
    if (m->count > MAP_FAMILIES)
        m->count = MAP_FAMILIES;
    for (uint32_t i = 0; i < m->count; i++)
        sum += m->cells[i].area;
    for (uint32_t i = 0; i < m->count; i++)
        m->cells[i].area *= MAP_WIDTH * MAP_HEIGHT / sum;
}

static void add_name(const Map *m, const Cluster *cluster, Box box)
{
    size_t columns = (size_t)((box.width - 8) / LETTER_WIDTH);
    if (box.height < TEXT_HEIGHT + 4 || columns < 5 || box.width < 8)
        return;
    buf_format(m->out, "<text x=\"%.1f\" y=\"%.1f\">", box.x + 4, box.y + TEXT_HEIGHT - 1);
    html_add(m->out,
             term_clip(m->out->arena, scan_family_name(m->out->arena, m->c, cluster), columns));
    buf_add(m->out, SPAN("</text>"));
}

static void add_cell(const Map *m, const Cell *cell, Box box)
{
    const Cluster *cluster = &m->c->clusters.at[cell->family];
    Arena *arena = m->out->arena;
    double kept = cluster->bytes ? (double)cluster->expected / (double)cluster->bytes : 1;
    buf_format(m->out,
               "<a href=\"#family%u\" class=\"%s\" tabindex=\"-1\"><rect x=\"%.1f\" y=\"%.1f\" "
               "width=\"%.1f\" height=\"%.1f\"/><rect class=\"kept\" x=\"%.1f\" y=\"%.1f\" "
               "width=\"%.1f\" height=\"%.1f\"/>",
               cell->family + 1, pair_kind_name(cluster->kind), box.x, box.y, box.width, box.height,
               box.x, box.y + box.height * (1 - kept), box.width, box.height * kept);
    add_name(m, cluster, box);
    buf_add(m->out, SPAN("<title>"));
    html_add(m->out, term_clip(arena, scan_family_name(arena, m->c, cluster), SCAN_NAME_COLUMNS));
    buf_format(m->out, ": %.*s, %.*s, about %.*s as one</title></a>\n",
               SPAN_ARG(scan_family_kind(arena, cluster)),
               SPAN_ARG(scan_amount(arena, cluster->bytes)),
               SPAN_ARG(scan_amount(arena, cluster->expected)));
}

/* How far from square the worst of some cells would be in a row of length `side`: at least 1. */
static double worst(const Cell *cells, uint32_t count, double sum, double side)
{
    double wide = side * side * cells[0].area / (sum * sum);
    double narrow = sum * sum / (side * side * cells[count - 1].area);
    return wide > narrow ? wide : narrow;
}

/* Lays cells along the shorter side of `rest` and gives what is left of it. */
static Box lay_row(const Map *m, const Cell *cells, uint32_t count, double sum, Box rest)
{
    bool is_column = rest.width >= rest.height;
    double side = is_column ? rest.height : rest.width, depth = sum / side;
    double at = is_column ? rest.y : rest.x;
    for (uint32_t i = 0; i < count; i++) {
        double length = cells[i].area / depth;
        add_cell(m, &cells[i],
                 is_column ? (Box){rest.x, at, depth, length} : (Box){at, rest.y, length, depth});
        at += length;
    }
    if (is_column)
        return (Box){rest.x + depth, rest.y, rest.width - depth, rest.height};
    return (Box){rest.x, rest.y + depth, rest.width, rest.height - depth};
}

static void lay_out(const Map *m)
{
    Box rest = {0, 0, MAP_WIDTH, MAP_HEIGHT};
    for (uint32_t first = 0, count; first < m->count; first += count) {
        const Cell *cells = m->cells + first;
        double side = rest.width < rest.height ? rest.width : rest.height;
        double sum = cells[0].area;
        for (count = 1; first + count < m->count; count++) {
            double more = sum + cells[count].area;
            if (worst(cells, count + 1, more, side) > worst(cells, count, sum, side))
                break;
            sum = more;
        }
        rest = lay_row(m, cells, count, sum, rest);
    }
}

void scan_map(Buf *out, const Collection *c)
{
    Map m = {.out = out, .c = c};
    measure(&m);
    if (m.count < 2) /* there is nothing to find on it */
        return;
    buf_format(out, "<svg class=\"map\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">\n", MAP_WIDTH,
               MAP_HEIGHT);
    lay_out(&m);
    buf_add(out, SPAN("</svg>\n<p class=\"keys\">The map: a field a family, as large as its files; "
                      "the strong part is what one file would take. Solid fields are copies, "
                      "dashed ones variants."));
    if (m.count == MAP_FAMILIES)
        buf_format(out, " It shows the largest %d.", MAP_FAMILIES);
    buf_add(out, SPAN("</p>\n"));
}
