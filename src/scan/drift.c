#include "scan/drift.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/intern.h"
#include "doc/doc.h"

/* A part of a file: its address, and the ids of what names it and what it says. `number` tells the parts of one address
   apart. */
typedef struct Part {
    Span address;
    uint32_t key, number, text;
    bool is_field;
} Part;

typedef VEC(Part) PartVec;

typedef struct Comparison {
    Arena *arena, *scratch;
    Intern *keys, *texts;
} Comparison;

/* A file of more parts is no agent, and looking for them is quadratic: what is beyond is not compared. */
enum { MOST_PARTS = 2000 };

static void add_part(Comparison *k, PartVec *parts, Span address, Span text, bool is_field)
{
    Span named = arena_format(k->scratch, "%d %.*s", is_field, SPAN_ARG(address));
    uint32_t key = intern_id(k->keys, named), number = 0;
    for (size_t i = 0; i < parts->len; i++)
        number += parts->at[i].key == key;
    if (parts->len < MOST_PARTS)
        vec_add(k->scratch, parts,
                (Part){address, key, number, intern_id(k->texts, text), is_field});
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

static int read_parts(Comparison *k, Span path, PartVec *parts)
{
    Span bytes;
    int error = file_read(k->scratch, path.ptr, &bytes);
    if (error)
        return error;
    const Doc *doc = doc_read(k->scratch, path, bytes, (DocOptions){0});
    for (size_t i = 0; i < doc->front.fields.len; i++) {
        const Field *field = &doc->front.fields.at[i];
        Span value = field->shape == FIELD_SCALAR ? field->value : field->source;
        add_part(k, parts, field->key, span_trim(value), true);
    }
    for (uint32_t s = 0; s < doc->section_count; s++) {
        Span text = own_text(k->scratch, doc, s);
        if (text.len || doc->sections[s].title.len)
            add_part(k, parts, doc_address(k->scratch, doc, s), text, false);
    }
    return 0;
}

static const Part *find(const PartVec *parts, const Part *part)
{
    for (size_t i = 0; i < parts->len; i++)
        if (parts->at[i].key == part->key && parts->at[i].number == part->number)
            return &parts->at[i];
    return NULL;
}

static void add_drift(Comparison *k, DriftVec *drifts, DriftKind kind, const Part *part)
{
    vec_add(k->arena, drifts, (Drift){kind, arena_copy(k->arena, part->address), part->is_field});
}

static void compare(Comparison *k, const PartVec *parent, const PartVec *child, DriftVec *drifts)
{
    for (size_t i = 0; i < parent->len; i++) {
        const Part *part = &parent->at[i], *other = find(child, part);
        if (!other)
            add_drift(k, drifts, DRIFT_REMOVED, part);
        else if (other->text != part->text)
            add_drift(k, drifts, DRIFT_EDITED, part);
    }
    for (size_t i = 0; i < child->len; i++)
        if (!find(parent, &child->at[i]))
            add_drift(k, drifts, DRIFT_ADDED, &child->at[i]);
}

int drift_find(Arena *arena, Span parent, Span child, DriftVec *drifts)
{
    Arena *scratch = arena_new();
    Comparison k = {arena, scratch, intern_new(scratch), intern_new(scratch)};
    PartVec above = {0}, below = {0};
    int error = read_parts(&k, parent, &above);
    if (!error)
        error = read_parts(&k, child, &below);
    if (!error)
        compare(&k, &above, &below, drifts);
    intern_free(k.keys);
    intern_free(k.texts);
    arena_free(scratch);
    return error;
}
