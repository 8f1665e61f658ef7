#include "diff/folder.h"

#include "base/file.h"
#include "base/ids.h"
#include "base/intern.h"
#include "doc/margin.h"

#include <stdlib.h>

static const float ALIKE = 0.5f; /* share of text from which two files are one that was renamed */
static const float ALIKE_NAMED =
    0.25f; /* when their last names agree, or the names that they give themselves */

/* A file without a partner so far. */
typedef struct Single {
    Doc *doc;
    Span name;             /* in its front matter */
    const uint32_t *lines; /* distinct lines that say something, ascending */
    uint32_t line_count;
    size_t size; /* their bytes */
    bool is_taken;
} Single;

typedef VEC(Single) SingleVec;

typedef struct Match {
    uint32_t old, new;
    float score, likeness;
} Match;

typedef VEC(Match) MatchVec;

typedef struct Pairer {
    Arena *arena;
    const Style *style;
    FolderDiff *result;
    SingleVec old, new;
    Intern *lines;
} Pairer;

static Span path_of(const Doc *doc)
{
    return doc->source.name;
}

static Span bytes_of(const Doc *doc)
{
    return doc->source.raw.text;
}

/* ---- entries ---- */

/* What a file that is not there holds. */
static const Doc *nothing(Arena *arena, const Doc *other)
{
    return doc_read(arena, path_of(other), SPAN(""), (DocOptions){0});
}

static void add_entry(Pairer *p, EntryKind kind, const Doc *old, const Doc *new, float likeness)
{
    Entry entry = {.kind = kind, .old = old, .new = new, .likeness = likeness};
    bool is_same = old && new &&span_eq(bytes_of(old), bytes_of(new));
    if (is_same && kind == ENTRY_EDITED)
        entry.kind = ENTRY_SAME;
    if (!is_same)
        entry.diff = diff_docs(p->arena, old ? old : nothing(p->arena, new),
                               new ? new : nothing(p->arena, old), p->style);
    vec_add(p->arena, &p->result->entries, entry);
}

static int by_path(const void *left, const void *right)
{
    return span_cmp(path_of(*(Doc *const *)left), path_of(*(Doc *const *)right));
}

static int by_shown_path(const void *left, const void *right)
{
    const Entry *a = left, *b = right;
    int order = span_cmp(path_of(a->new ? a->new : a->old), path_of(b->new ? b->new : b->old));
    return order ? order : (a->new != NULL) - (b->new != NULL);
}

static Doc **sorted(Arena *arena, FileSet set)
{
    Doc **docs = ARENA_ARRAY(arena, Doc *, set.count);
    for (uint32_t i = 0; i < set.count; i++)
        docs[i] = set.docs[i];
    if (set.count)
        qsort(docs, set.count, sizeof *docs, by_path);
    return docs;
}

static void pair_paths(Pairer *p, FileSet old, FileSet new)
{
    Doc **a = sorted(p->arena, old), **b = sorted(p->arena, new);
    for (uint32_t i = 0, j = 0; i < old.count || j < new.count;) {
        int order = i == old.count ? 1 : j == new.count ? -1 : by_path(&a[i], &b[j]);
        if (order == 0)
            add_entry(p, ENTRY_EDITED, a[i++], b[j++], 1);
        else if (order < 0)
            vec_add(p->arena, &p->old, (Single){.doc = a[i++]});
        else
            vec_add(p->arena, &p->new, (Single){.doc = b[j++]});
    }
}

/* ---- renamed files ---- */

static Span given_name(const Doc *doc)
{
    const FieldVec *fields = &doc->front.fields;
    for (size_t i = 0; i < fields->len; i++)
        if (span_eq(fields->at[i].key, SPAN("name")))
            return fields->at[i].value;
    return SPAN("");
}

/* Without its bullet or number. */
static Span line_text(Span line)
{
    line = span_trim(line);
    return span_trim_start(span_from(line, margin_marker(line)));
}

static void read_lines(Pairer *p, Single *single)
{
    const Lines *lines = &single->doc->source.text;
    uint32_t *ids = ARENA_ARRAY(p->arena, uint32_t, lines->count);
    uint32_t count = 0;
    for (uint32_t n = 0; n < lines->count; n++) {
        Span line = line_text(lines_line(lines, n));
        if (line.len)
            ids[count++] = intern_id(p->lines, line);
    }
    single->line_count = ids_sort_distinct(ids, count);
    for (uint32_t i = 0; i < single->line_count; i++)
        single->size += intern_text(p->lines, ids[i]).len;
    single->lines = ids;
    single->name = given_name(single->doc);
}

/* Share of the bytes of both that stand in lines of both. */
static float likeness_of(const Pairer *p, const Single *a, const Single *b)
{
    size_t shared = 0;
    for (uint32_t i = 0, j = 0; i < a->line_count && j < b->line_count;) {
        uint32_t x = a->lines[i], y = b->lines[j];
        if (x == y)
            shared += intern_text(p->lines, x).len;
        i += x <= y;
        j += y <= x;
    }
    size_t all = a->size + b->size;
    return all ? 2 * (float)shared / (float)all : 0;
}

static void offer(Pairer *p, MatchVec *matches, uint32_t i, uint32_t j)
{
    const Single *a = &p->old.at[i], *b = &p->new.at[j];
    bool is_named = span_eq(file_name(path_of(a->doc)), file_name(path_of(b->doc))) ||
                    (a->name.len && span_eq(a->name, b->name));
    if (span_eq(bytes_of(a->doc), bytes_of(b->doc)) && bytes_of(a->doc).len) {
        vec_add(p->arena, matches, (Match){i, j, is_named ? 3 : 2, 1});
        return;
    }
    float likeness = likeness_of(p, a, b);
    if (likeness >= (is_named ? ALIKE_NAMED : ALIKE))
        vec_add(p->arena, matches, (Match){i, j, likeness + (is_named ? ALIKE : 0), likeness});
}

static int by_score(const void *left, const void *right)
{
    const Match *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->old != b->old)
        return a->old < b->old ? -1 : 1;
    return (a->new > b->new) - (a->new < b->new);
}

static void take(Pairer *p, MatchVec *matches)
{
    if (matches->len)
        qsort(matches->at, matches->len, sizeof *matches->at, by_score);
    for (size_t i = 0; i < matches->len; i++) {
        const Match *m = &matches->at[i];
        Single *a = &p->old.at[m->old], *b = &p->new.at[m->new];
        if (a->is_taken || b->is_taken)
            continue;
        a->is_taken = b->is_taken = true;
        add_entry(p, ENTRY_RENAMED, a->doc, b->doc, m->likeness);
    }
}

static int by_bytes(const void *left, const void *right)
{
    const Single *a = left, *b = right;
    int order = span_cmp(bytes_of(a->doc), bytes_of(b->doc));
    return order ? order : span_cmp(path_of(a->doc), path_of(b->doc));
}

/* The cheap way for very many files: the same bytes, in the order of their paths. */
static void pair_copies(Pairer *p)
{
    qsort(p->old.at, p->old.len, sizeof *p->old.at, by_bytes);
    qsort(p->new.at, p->new.len, sizeof *p->new.at, by_bytes);
    MatchVec matches = {0};
    for (uint32_t i = 0, j = 0; i < p->old.len && j < p->new.len;) {
        int order = span_cmp(bytes_of(p->old.at[i].doc), bytes_of(p->new.at[j].doc));
        if (order == 0)
            vec_add(p->arena, &matches, (Match){i, j, 1, 1});
        i += order <= 0;
        j += order >= 0;
    }
    take(p, &matches);
}

static void pair_alike(Pairer *p)
{
    MatchVec matches = {0};
    p->lines = intern_new(p->arena);
    for (size_t i = 0; i < p->old.len; i++)
        read_lines(p, &p->old.at[i]);
    for (size_t j = 0; j < p->new.len; j++)
        read_lines(p, &p->new.at[j]);
    for (uint32_t i = 0; i < p->old.len; i++)
        for (uint32_t j = 0; j < p->new.len; j++)
            offer(p, &matches, i, j);
    take(p, &matches);
}

static void add_rest(Pairer *p)
{
    for (size_t i = 0; i < p->old.len; i++)
        if (!p->old.at[i].is_taken)
            add_entry(p, ENTRY_REMOVED, p->old.at[i].doc, NULL, 0);
    for (size_t j = 0; j < p->new.len; j++)
        if (!p->new.at[j].is_taken)
            add_entry(p, ENTRY_ADDED, NULL, p->new.at[j].doc, 0);
}

FolderDiff *folder_diff(Arena *arena, FileSet old, FileSet new, const Style *style)
{
    FolderDiff *result = ARENA_NEW(arena, FolderDiff);
    *result = (FolderDiff){.old = old.name, .new = new.name, .is_folder = true};
    Pairer p = {.arena = arena, .style = style, .result = result};
    pair_paths(&p, old, new);
    if (p.old.len && p.new.len) {
        if (p.old.len * p.new.len <= FOLDER_PAIR_LIMIT)
            pair_alike(&p);
        else
            pair_copies(&p);
    }
    add_rest(&p);
    if (result->entries.len)
        qsort(result->entries.at, result->entries.len, sizeof *result->entries.at, by_shown_path);
    return result;
}

FolderDiff *folder_of_files(Arena *arena, const Doc *old, const Doc *new, const Style *style)
{
    FolderDiff *result = ARENA_NEW(arena, FolderDiff);
    *result = (FolderDiff){.old = path_of(old), .new = path_of(new)};
    Pairer p = {.arena = arena, .style = style, .result = result};
    add_entry(&p, ENTRY_EDITED, old, new, 1);
    return result;
}
