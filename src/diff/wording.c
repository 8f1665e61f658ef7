#include "diff/wording.h"

#include "base/buf.h"
#include "diff/refine.h"
#include "diff/weigh.h"
#include "doc/inline.h"

/* ---- texts ---- */

static bool is_heading(const Unit *unit)
{
    return unit->kind == UNIT_HEADING;
}

/* A label beside a paragraph is shown with its colon, as its line has it. */
static Span heading_text(const Doc *doc, const Unit *unit, const Unit *mate)
{
    const Section *section = &doc->sections[unit->section];
    bool is_line = section->kind == SECTION_TAG || !is_heading(mate);
    return is_line && unit->info.len ? unit->info : section->title;
}

/* Texts may hold NULs, which formats end at. */
static Span joined(Arena *arena, Span first, Span between, Span last)
{
    Buf out = buf_in(arena);
    buf_add(&out, first);
    buf_add(&out, between);
    buf_add(&out, last);
    return buf_span(&out);
}

static Span text_of(Arena *arena, const Doc *doc, const Unit *unit, const Unit *mate)
{
    if (is_heading(unit))
        return heading_text(doc, unit, mate);
    bool is_info =
        unit->kind == UNIT_CODE && !span_eq(span_trim(unit->info), span_trim(mate->info));
    if (is_info)
        return joined(arena, unit->info, SPAN("\n"), unit->text);
    if (unit->task)
        return joined(arena, unit->task == ' ' ? SPAN("[ ]") : SPAN("[x]"), SPAN(" "), unit->text);
    return unit->text;
}

void wording_refine(Arena *arena, Arena *scratch, const Pairing *p, uint32_t old, uint32_t new,
                    Change *change)
{
    const Unit *from = &p->docs[PAIR_OLD]->units[old], *to = &p->docs[PAIR_NEW]->units[new];
    Span a = text_of(arena, p->docs[PAIR_OLD], from, to);
    Span b = text_of(arena, p->docs[PAIR_NEW], to, from);
    bool is_code = from->kind == UNIT_CODE && to->kind == UNIT_CODE;
    (is_code ? refine_exact : refine_prose)(arena, a, b, &change->runs);
    change->weighty = weigh_runs(scratch, &change->runs);
}

void wording_refine_parts(Arena *arena, Arena *scratch, const Pairing *p, Range old, Range new,
                          Change *change)
{
    refine_prose(arena, splits_text(scratch, p->docs[PAIR_OLD], old),
                 splits_text(scratch, p->docs[PAIR_NEW], new), &change->runs);
    change->weighty = weigh_runs(scratch, &change->runs);
}

/* ---- numbered titles ---- */

static const char *const step_names[] = {"Step", "Phase", "Stage", "Part", "Section"};

static Span without_step_name(Span title)
{
    for (size_t i = 0; i < sizeof step_names / sizeof *step_names; i++) {
        Span name = span_of(step_names[i]);
        if (span_starts(title, name) && title.len > name.len && title.ptr[name.len] == ' ')
            return span_from(title, name.len + 1);
    }
    return title;
}

/* Without "3.", "2.1", "Step 4:" at its start; the title itself when that is all there is. */
static Span without_number(Span title)
{
    Span rest = without_step_name(title);
    size_t at = 0;
    while (at < rest.len && ((rest.ptr[at] >= '0' && rest.ptr[at] <= '9') || rest.ptr[at] == '.'))
        at++;
    bool is_sure = at && (rest.ptr != title.ptr || memchr(rest.ptr, '.', at));
    if (at && at < rest.len && (rest.ptr[at] == ')' || rest.ptr[at] == ':'))
        is_sure = true, at++;
    Span name = span_trim_start(span_from(rest, at));
    return is_sure && name.len ? name : title;
}

static bool is_renumbered(Arena *scratch, const Pairing *p, uint32_t old, uint32_t new)
{
    const Unit *from = &p->docs[PAIR_OLD]->units[old], *to = &p->docs[PAIR_NEW]->units[new];
    if (!is_heading(from) || !is_heading(to))
        return false;
    Span a = inline_plain(scratch, p->docs[PAIR_OLD]->sections[from->section].title);
    Span b = inline_plain(scratch, p->docs[PAIR_NEW]->sections[to->section].title);
    return span_eq(without_number(a), without_number(b));
}

/* ---- the whole ---- */

static Span plain_of(Arena *scratch, const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    Span text = u->kind == UNIT_HEADING ? doc->sections[u->section].title : u->text;
    return inline_plain(scratch, text);
}

/* An item that became a title, or a title that became an item, without another word. */
static bool is_retitled(Arena *scratch, const Pairing *p, uint32_t old, uint32_t new)
{
    const Unit *from = &p->docs[PAIR_OLD]->units[old], *to = &p->docs[PAIR_NEW]->units[new];
    return is_heading(from) != is_heading(to) && span_eq(plain_of(scratch, p->docs[PAIR_OLD], old),
                                                         plain_of(scratch, p->docs[PAIR_NEW], new));
}

bool wording_is_same(Arena *scratch, const Pairing *p, uint32_t old, uint32_t new)
{
    return p->unit_prints[PAIR_OLD][old].said == p->unit_prints[PAIR_NEW][new].said ||
           is_renumbered(scratch, p, old, new) || is_retitled(scratch, p, old, new);
}
