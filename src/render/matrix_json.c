/* stemma-matrix/1. */
#include "render/jsonout.h"
#include "render/matrix_view.h"

static json_t *files_json(Arena *arena, const Matrix *matrix)
{
    json_t *list = json_array();
    for (uint32_t d = 0; d < matrix->doc_count; d++) {
        const Source *source = &matrix->docs[d]->source;
        json_array_append_new(list, json_pack("{s:o, s:I, s:I}", "path",
                                              jsonout_text(arena, source->name), "lines",
                                              (json_int_t)source->raw.count, "bytes",
                                              (json_int_t)source->raw.text.len));
    }
    return list;
}

static json_t *likeness_json(const Matrix *matrix)
{
    json_t *rows = json_array();
    for (uint32_t i = 0; i < matrix->doc_count; i++) {
        json_t *row = json_array();
        for (uint32_t j = 0; j < matrix->doc_count; j++) {
            double share = matrix->likeness[(size_t)i * matrix->doc_count + j];
            json_array_append_new(row, json_real((double)(int)(share * 1000 + 0.5) / 1000));
        }
        json_array_append_new(rows, row);
    }
    return rows;
}

static json_t *field_json(Arena *arena, const Matrix *matrix, const MatrixRow *row)
{
    json_t *members = json_array();
    for (uint32_t d = 0; d < matrix->doc_count; d++) {
        if (row->cells[d].index == NONE)
            continue;
        const Field *field = &matrix->docs[d]->front.fields.at[row->cells[d].index];
        json_array_append_new(members, json_pack("{s:i, s:i, s:o, s:i}", "input", (int)d, "line",
                                                 (int)field->lines.start + 1, "value",
                                                 jsonout_text(arena, matrix_value(arena, field)),
                                                 "same_as", (int)row->cells[d].same));
    }
    return json_pack("{s:o, s:o}", "key", jsonout_text(arena, matrix_row_name(matrix, row)),
                     "members", members);
}

static json_t *section_json(Arena *arena, const Matrix *matrix, const MatrixRow *row)
{
    json_t *members = json_array();
    for (uint32_t d = 0; d < matrix->doc_count; d++) {
        const Cell *cell = &row->cells[d];
        if (cell->index == NONE)
            continue;
        const Section *section = &matrix->docs[d]->sections[cell->index];
        json_array_append_new(members,
                              json_pack("{s:i, s:i, s:o, s:o, s:i, s:i, s:i}", "input", (int)d,
                                        "line", (int)section->lines.start + 1, "lines",
                                        jsonout_lines(section->lines), "title",
                                        jsonout_text(arena, section->title), "units",
                                        (int)(cell->units.end - cell->units.start), "common",
                                        (int)cell->common, "same_as", (int)cell->same));
    }
    json_t *concept = row->concept == NONE
                          ? json_null()
                          : jsonout_text(arena, matrix->style->concepts[row->concept].id);
    return json_pack(
        "{s:o, s:o, s:i, s:o}", "title",
        jsonout_text(arena, matrix->docs[row->namer]->sections[row->cells[row->namer].index].title),
        "concept", concept, "level", (int)row->depth + 1, "members", members);
}

static json_t *clashes_json(Arena *arena, const Matrix *matrix)
{
    json_t *list = json_array();
    for (size_t i = 0; i < matrix->clashes.len; i++) {
        const Clash *clash = &matrix->clashes.at[i];
        json_t *units = json_array();
        for (int side = 0; side < 2; side++) {
            uint32_t d = clash->variants[side];
            const Unit *unit = &matrix->docs[d]->units[clash->units[side]];
            json_array_append_new(units, json_pack("{s:i, s:i, s:o}", "input", (int)d, "line",
                                                   (int)unit->lines.start + 1, "text",
                                                   jsonout_text(arena, unit->text)));
        }
        json_array_append_new(list, json_pack("{s:s, s:o}", "kind",
                                              verdict_conflict_name(clash->kind), "units", units));
    }
    return list;
}

void matrix_json(Buf *out, const Matrix *matrix, const View *view)
{
    (void)view;
    json_t *fields = json_array(), *sections = json_array();
    for (size_t i = 0; i < matrix->rows.len; i++) {
        const MatrixRow *row = &matrix->rows.at[i];
        if (row->is_field)
            json_array_append_new(fields, field_json(out->arena, matrix, row));
        else
            json_array_append_new(sections, section_json(out->arena, matrix, row));
    }
    jsonout_write(out, json_pack("{s:s, s:o, s:o, s:o, s:o, s:o}", "schema", "stemma-matrix/1",
                                 "inputs", files_json(out->arena, matrix), "likeness",
                                 likeness_json(matrix), "fields", fields, "sections", sections,
                                 "contradictions", clashes_json(out->arena, matrix)));
}
