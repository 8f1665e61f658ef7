#include "scan/drift.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/intern.h"
#include "doc/doc.h"
#include "style/style.h"

/* A part of a file: its address, and the ids of what names it (titles folded), of its title as it stands and of what it says.
   `number` tells the parts of one address apart. */
typedef struct Part {
    Span address;
    uint32_t key, number, title, text;
    bool is_field, is_paired;
} Part;

typedef VEC(Part) PartVec;

typedef struct Comparison {
    Arena *arena, *scratch;
    Intern *keys, *texts;
} Comparison;

/* A file of more parts is no agent, and looking for them is quadratic: what is beyond is not compared. */
enum { MOST_PARTS = 2000 };

static void add_part(Comparison *k, PartVec *parts, Span folded, Part part)
{
    part.key =
        intern_id(k->keys, arena_format(k->scratch, "%d %.*s", part.is_field, SPAN_ARG(folded)));
    for (size_t i = 0; i < parts->len; i++)
        part.number += parts->at[i].key == part.key;
    if (parts->len < MOST_PARTS)
        vec_add(k->scratch, parts, part);
}

/* A heading of the first level is the document's title, not a place in it; a note before it must not move all that follows. */
static bool is_title(const Section *section)
{
    return section->title.len && section->level == 1;
}

static uint32_t count_titles(const Doc *doc)
{
    uint32_t titles = 0;
    for (uint32_t s = 0; s < doc->section_count; s++)
        titles += is_title(&doc->sections[s]);
    return titles;
}

static Span own_text(Arena *arena, const Doc *doc, uint32_t s)
{
    const Section *section = &doc->sections[s];
    uint32_t first = section->units.start + (section->unit != NONE);
    uint32_t end = s + 1 < section->end ? doc->sections[s + 1].units.start : section->units.end;
    Buf text = buf_in(arena);
    for (uint32_t u = first; u < end; u++) {
        buf_add(&text, span_trim(doc->units[u].text));
        buf_add_byte(&text, '\n');
    }
    return buf_span(&text);
}

static void read_fields(Comparison *k, const Doc *doc, PartVec *parts)
{
    for (size_t i = 0; i < doc->front.fields.len; i++) {
        const Field *field = &doc->front.fields.at[i];
        Span value = field->shape == FIELD_SCALAR ? field->value : field->source;
        add_part(k, parts, field->key,
                 (Part){.address = field->key,
                        .text = intern_id(k->texts, span_trim(value)),
                        .is_field = true});
    }
}

/* Below its parent's, which came before it. */
static Span below(Comparison *k, const Span *paths, const Section *section, Span title)
{
    Span parent = section->parent == NONE ? SPAN("") : paths[section->parent];
    return parent.len && title.len
               ? arena_format(k->scratch, "%.*s/%.*s", SPAN_ARG(parent), SPAN_ARG(title))
           : parent.len ? parent
                        : title;
}

static void read_sections(Comparison *k, const Doc *doc, PartVec *parts)
{
    Span *addresses = ARENA_ARRAY(k->scratch, Span, doc->section_count);
    Span *folded = ARENA_ARRAY(k->scratch, Span, doc->section_count);
    uint32_t titles = count_titles(doc);
    for (uint32_t s = 0; s < doc->section_count; s++) {
        const Section *section = &doc->sections[s];
        Span text = own_text(k->scratch, doc, s);
        Span own = style_fold_title(k->scratch, section->title);
        Part part = {.title = intern_id(k->texts, section->title),
                     .text = intern_id(k->texts, text)};
        if (is_title(section)) { /* the only one is paired with the other document's */
            part.address = section->title;
            add_part(k, parts,
                     titles == 1 ? SPAN("/") : arena_format(k->scratch, "/%.*s", SPAN_ARG(own)),
                     part);
            continue;
        }
        addresses[s] = part.address = below(k, addresses, section, section->title);
        folded[s] = below(k, folded, section, own);
        if (text.len || section->title.len)
            add_part(k, parts, folded[s], part);
    }
}

static void read_parts(Comparison *k, Span path, Span bytes, PartVec *parts)
{
    const Doc *doc = doc_read(k->scratch, path, bytes, (DocOptions){0});
    read_fields(k, doc, parts);
    read_sections(k, doc, parts);
}

static Part *find(const PartVec *parts, const Part *part)
{
    for (size_t i = 0; i < parts->len; i++)
        if (parts->at[i].key == part->key && parts->at[i].number == part->number)
            return &parts->at[i];
    return NULL;
}

static Part *find_moved(const PartVec *parts, const Part *part)
{
    for (size_t i = 0; i < parts->len && !part->is_field; i++)
        if (!parts->at[i].is_paired && !parts->at[i].is_field &&
            parts->at[i].title == part->title && parts->at[i].text == part->text)
            return &parts->at[i];
    return NULL;
}

static void add_drift(Comparison *k, DriftVec *drifts, DriftKind kind, const Part *part)
{
    vec_add(k->arena, drifts, (Drift){kind, arena_copy(k->arena, part->address), part->is_field});
}

static void compare_paired(Comparison *k, const Part *old, const Part *new, DriftVec *drifts)
{
    if (new->text != old->text)
        add_drift(k, drifts, DRIFT_EDITED, new);
    else if (new->title != old->title)
        add_drift(k, drifts, DRIFT_RENAMED, new);
}

static void compare(Comparison *k, PartVec *parent, PartVec *child, DriftVec *drifts)
{
    for (size_t i = 0; i < parent->len; i++) {
        Part *part = &parent->at[i], *other = find(child, part);
        if (!other)
            continue;
        part->is_paired = other->is_paired = true;
        compare_paired(k, part, other, drifts);
    }
    for (size_t i = 0; i < parent->len; i++) {
        Part *other = parent->at[i].is_paired ? NULL : find_moved(child, &parent->at[i]);
        if (other)
            other->is_paired = true;
        if (!parent->at[i].is_paired)
            add_drift(k, drifts, other ? DRIFT_MOVED : DRIFT_REMOVED,
                      other ? other : &parent->at[i]);
    }
    for (size_t i = 0; i < child->len; i++)
        if (!child->at[i].is_paired)
            add_drift(k, drifts, DRIFT_ADDED, &child->at[i]);
}

static void compare_texts(Arena *arena, Arena *scratch, const Span *paths, const Span *bytes,
                          DriftVec *drifts)
{
    Comparison k = {arena, scratch, intern_new(scratch), intern_new(scratch)};
    PartVec above = {0}, below = {0};
    read_parts(&k, paths[0], bytes[0], &above);
    read_parts(&k, paths[1], bytes[1], &below);
    compare(&k, &above, &below, drifts);
}

int drift_find(Arena *arena, Span parent, Span child, DriftVec *drifts)
{
    Arena *scratch = arena_new();
    const Span paths[] = {parent, child};
    Span bytes[2];
    int error = file_read(scratch, parent.ptr, &bytes[0]);
    if (!error)
        error = file_read(scratch, child.ptr, &bytes[1]);
    if (!error && !span_eq(bytes[0], bytes[1]))
        compare_texts(arena, scratch, paths, bytes, drifts);
    arena_free(scratch);
    return error;
}
