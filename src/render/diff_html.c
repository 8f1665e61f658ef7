/* The page: both files beside each other, whole, with what is the same folded, a list of the changes and buttons that
   filter them by kind. templates/page.js adds the keys and draws where things have moved. */
#include "render/diff_html.h"
#include "render/diff_parts.h"
#include "render/html.h"
#include "render/term.h"

/* ---- files ---- */

static void add_list(const DiffPage *p)
{
    IndexVec shown = {0};
    parts_shown(p->out->arena, p->diff, p->how->formatting, &shown);
    buf_add(p->out, SPAN("<nav class=\"changes\" aria-label=\"Changes\"><ol>\n"));
    for (size_t i = 0; i < shown.len; i++) {
        const Change *change = &p->diff->changes.at[shown.at[i]];
        buf_format(p->out, "<li class=\"%s\" data-kinds=\"%s\"><a href=\"#f%zuc%u\">",
                   parts_kind(change->kind), parts_kind(change->kind), p->file, shown.at[i]);
        diff_html_name(p, change);
        buf_add(p->out, SPAN("</a></li>\n"));
    }
    buf_add(p->out, SPAN("</ol></nav>\n"));
}

static void add_paths(Buf *out, const FolderDiff *folder, const Entry *entry)
{
    Span old = entry->old ? term_name(entry->old->source.name) : SPAN("");
    Span new = entry->new ? term_name(entry->new->source.name) : SPAN("");
    if (folder->is_folder)
        buf_format(out, "<em>%s</em> ", parts_entry(entry->kind));
    html_add(out, old.len ? old : new);
    if (old.len && new.len && !span_eq(old, new)) {
        buf_add(out, SPAN(" → "));
        html_add(out, new);
    }
}

static void add_summary(Buf *out, const PartsCounts *counts, const DiffView *how)
{
    Span said = parts_counts(out->arena, counts);
    buf_add(out, SPAN("<p class=\"summary\">"));
    buf_add(out, said.len ? said : SPAN("nothing that changes what it says"));
    if (counts->weighty)
        buf_format(out, " <strong>%u to look at first</strong>", counts->weighty);
    if (counts->kinds[CHANGE_FORMATTING])
        buf_format(out, "; %u only in formatting%s", counts->kinds[CHANGE_FORMATTING],
                   how->formatting ? "" : ", not marked");
    buf_add(out, SPAN("</p>\n"));
}

static void add_file(Buf *out, const FolderDiff *folder, size_t index, const DiffView *how)
{
    const Entry *entry = &folder->entries.at[index];
    if (folder->is_folder) {
        buf_format(out, "<h2 id=\"f%zu\" tabindex=\"-1\">", index);
        add_paths(out, folder, entry);
        buf_add(out, SPAN("</h2>\n"));
        PartsCounts counts = parts_count(entry->diff);
        add_summary(out, &counts, how);
    }
    if (!entry->diff)
        return;
    DiffPage p = {.out = out, .how = how, .diff = entry->diff, .file = index};
    p.is_anchored = ARENA_ARRAY(out->arena, bool, entry->diff->changes.len);
    add_list(&p);
    buf_add(out, SPAN("<section class=\"file\">\n"));
    diff_html_rows(&p);
    buf_add(out, SPAN("</section>\n"));
}

/* ---- the page ---- */

static void add_filters(Buf *out, const PartsCounts *counts, const DiffView *how)
{
    buf_add(out, SPAN("<div class=\"tools\" hidden><div class=\"filters\" role=\"group\" "
                      "aria-label=\"Kinds of change\">"));
    for (int kind = 0; kind < PARTS_KINDS; kind++)
        if (counts->kinds[kind] && (kind != CHANGE_FORMATTING || how->formatting))
            buf_format(out,
                       "<button type=\"button\" class=\"%s\" data-kind=\"%s\" "
                       "aria-pressed=\"true\">%s <b>%u</b></button>",
                       parts_kind((ChangeKind)kind), parts_kind((ChangeKind)kind),
                       parts_kind((ChangeKind)kind), counts->kinds[kind]);
    buf_add(out, SPAN("</div><p class=\"keys\"><kbd>j</kbd> <kbd>k</kbd> next, previous change, "
                      "<kbd>w</kbd> next to look at, <kbd>u</kbd> unfold all</p></div>\n"));
}

static void add_files_list(Buf *out, const FolderDiff *folder)
{
    buf_add(out, SPAN("<nav aria-label=\"Files\"><ul class=\"files\">\n"));
    for (size_t i = 0; i < folder->entries.len; i++) {
        if (folder->entries.at[i].kind == ENTRY_SAME)
            continue;
        buf_format(out, "<li><a href=\"#f%zu\">", i);
        add_paths(out, folder, &folder->entries.at[i]);
        buf_add(out, SPAN("</a></li>\n"));
    }
    buf_add(out, SPAN("</ul></nav>\n"));
}

static void add_head(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    PartsCounts sum = {0};
    for (size_t i = 0; i < folder->entries.len; i++) {
        PartsCounts counts = parts_count(folder->entries.at[i].diff);
        parts_add_counts(&sum, &counts);
    }
    buf_add(out, SPAN("<header><h1>"));
    html_add(out, term_name(folder->old));
    buf_add(out, SPAN(" → "));
    html_add(out, term_name(folder->new));
    buf_add(out, SPAN("</h1>\n"));
    add_summary(out, &sum, how);
    add_filters(out, &sum, how);
    buf_add(out, SPAN("</header>\n"));
}

void diff_html(Buf *out, const FolderDiff *folder, const DiffView *how)
{
    Arena *arena = out->arena;
    Buf body = buf_in(arena);
    add_head(&body, folder, how);
    buf_format(&body, "<main class=\"diff%s\">\n", folder->is_folder ? " folder" : "");
    if (folder->is_folder)
        add_files_list(&body, folder);
    for (size_t i = 0; i < folder->entries.len; i++)
        if (folder->entries.at[i].kind != ENTRY_SAME)
            add_file(&body, folder, i, how);
    buf_add(&body, SPAN("</main>\n"));
    html_page(out,
              arena_format(arena, "%.*s → %.*s", SPAN_ARG(term_name(folder->old)),
                           SPAN_ARG(term_name(folder->new))),
              buf_span(&body));
}
