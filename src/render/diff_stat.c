/* How much changed where: a line for each section at the top, or for each file of a folder. */
#include "base/intern.h"
#include "render/diff_parts.h"
#include "render/diff_view.h"
#include "render/term.h"
#include "text/chars.h"

enum { NAME_COLUMNS = 60, WORDS_COLUMNS = 16 };

typedef struct StatRow {
    Span name;        /* in its visible form */
    const char *note; /* what became of the file; NULL: nothing but its changes */
    PartsCounts counts;
    unsigned weighty;
} StatRow;

typedef VEC(StatRow) StatRowVec;

/* The section at the top, below the document's title, that a side of a change stands in. */
static Span part_of(const Diff *diff, const Change *change)
{
    PairSide side = parts_main_side(change);
    const Doc *doc = diff->pairing->docs[side];
    const Place *place = parts_place(change, side);
    if (change->what == CHANGE_FIELD)
        return SPAN("front matter");
    uint32_t section =
        change->what == CHANGE_SECTION ? place->index : doc->units[place->index].section;
    while (doc->sections[section].parent != NONE &&
           diff->pairing->section_prints[side][section].parent != NONE)
        section = doc->sections[section].parent;
    Span title = doc->sections[section].title;
    return title.len ? title : SPAN("(opening)");
}

static StatRow *row_named(Arena *arena, Intern *names, StatRowVec *rows, Span name)
{
    uint32_t id = intern_id(names, name);
    if (id == rows->len)
        vec_add(arena, rows, (StatRow){.name = name});
    return &rows->at[id];
}

static void add_row(Buf *out, const StatRow *row, size_t columns, const View *view)
{
    Arena *arena = out->arena;
    buf_add_byte(out, ' ');
    term_pad(out, row->name, columns);
    Span words =
        arena_format(arena, "+%u -%u words", row->counts.words_added, row->counts.words_removed);
    buf_add(out, SPAN("  "));
    term_pad(out, words, WORDS_COLUMNS);
    Span said = parts_counts(arena, &row->counts);
    if (row->note)
        buf_format(out, "  %s%s", row->note, said.len ? ": " : "");
    else
        buf_add(out, SPAN("  "));
    buf_add(out, said.len || row->note ? said : SPAN("formatting"));
    if (row->weighty) {
        Span weighty = parts_weighty(arena, row->weighty);
        term_paint(out, view, TERM_RED, arena_format(arena, "  ! %.*s", SPAN_ARG(weighty)));
    }
    buf_add_byte(out, '\n');
}

static void add_rows(Buf *out, const StatRowVec *rows, const View *view)
{
    size_t columns = 0;
    for (size_t i = 0; i < rows->len; i++) {
        size_t own = chars_columns(rows->at[i].name);
        columns = own > columns ? own : columns;
    }
    for (size_t i = 0; i < rows->len; i++)
        add_row(out, &rows->at[i], columns < NAME_COLUMNS ? columns : NAME_COLUMNS, view);
}

static void add_total(Buf *out, const PartsCounts *sum, size_t files)
{
    Span said = parts_counts(out->arena, sum);
    uint32_t formatting = sum->kinds[CHANGE_FORMATTING];
    if (!said.len && !formatting)
        return;
    if (files)
        buf_format(out, " %zu file%s: ", files, files == 1 ? "" : "s");
    else
        buf_add_byte(out, ' ');
    if (said.len)
        buf_format(out, "%.*s; +%u -%u words", SPAN_ARG(said), sum->words_added,
                   sum->words_removed);
    if (formatting)
        buf_format(out, "%s%u only in formatting", said.len ? "; " : "", formatting);
    buf_add_byte(out, '\n');
}

/* ---- one file ---- */

static void stat_file(Buf *out, const Diff *diff, const DiffView *how)
{
    StatRowVec rows = {0};
    Intern *names = intern_new(out->arena);
    for (uint32_t i = 0; diff && i < diff->changes.len; i++) {
        const Change *change = &diff->changes.at[i];
        if (change->kind == CHANGE_FORMATTING && !how->formatting)
            continue;
        Span part = term_clip(out->arena, part_of(diff, change), NAME_COLUMNS);
        StatRow *row = row_named(out->arena, names, &rows, part);
        PartsCounts counts = parts_measure_change(out->arena, diff, change);
        parts_add_counts(&row->counts, &counts);
        row->weighty |= change->weighty;
    }
    add_rows(out, &rows, &how->view);
    PartsCounts sum = parts_measure(out->arena, diff);
    add_total(out, &sum, 0);
}

/* ---- folders ---- */

/* A path is never cut: it is what tells files apart. */
static Span entry_name(Arena *arena, const Entry *entry)
{
    Span name = (entry->new ? entry->new : entry->old)->source.name;
    if (entry->kind == ENTRY_RENAMED)
        name = arena_format(arena, "%.*s -> %.*s", SPAN_ARG(entry->old->source.name),
                            SPAN_ARG(entry->new->source.name));
    return term_clip(arena, name, 0);
}

static void stat_folder(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    StatRowVec rows = {0};
    PartsCounts sum = {0};
    for (size_t i = 0; i < folder->entries.len; i++) {
        const Entry *entry = &folder->entries.at[i];
        if (entry->kind == ENTRY_SAME)
            continue;
        StatRow row = {.name = entry_name(out->arena, entry),
                       .note = entry->kind == ENTRY_EDITED ? NULL : parts_entry(entry->kind),
                       .counts = parts_measure(out->arena, entry->diff)};
        for (size_t c = 0; entry->diff && c < entry->diff->changes.len; c++)
            row.weighty |= entry->diff->changes.at[c].weighty;
        parts_add_counts(&sum, &row.counts);
        vec_add(out->arena, &rows, row);
    }
    add_rows(out, &rows, &how->view);
    add_total(out, &sum, rows.len);
}

void diff_stat(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    if (folder->is_folder)
        stat_folder(out, folder, how);
    else
        stat_file(out, folder->entries.at[0].diff, how);
}
