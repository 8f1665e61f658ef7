#include "merge/three_structure.h"

#include "merge/three_caption.h"

typedef struct Structure {
    Arena *arena;
    const Version *versions;
    Table table;
    AnswerVec *settled;
    ThreeNoteVec *notes;
} Structure;

/* ---- regions that end where blocks end ---- */

static Range *range_of(Seq3Region *region, int side)
{
    return side == THREE_OURS   ? &region->ours
           : side == THREE_BASE ? &region->base
                                : &region->theirs;
}

static bool is_cut(const Version *version, uint32_t line)
{
    uint32_t block = version_at(version, line);
    return block < version->ids.count && version->blocks[block].lines.start < line;
}

static bool is_cut_at_start(const Structure *s, Seq3Region *region)
{
    for (int side = 0; side < THREE_SIDES; side++)
        if (is_cut(&s->versions[side], range_of(region, side)->start))
            return true;
    return false;
}

static bool is_cut_at_end(const Structure *s, Seq3Region *region)
{
    for (int side = 0; side < THREE_SIDES; side++)
        if (is_cut(&s->versions[side], range_of(region, side)->end))
            return true;
    return false;
}

static void absorb(Seq3Region *region, const Seq3Region *other)
{
    Seq3Region from = *other;
    for (int side = 0; side < THREE_SIDES; side++) {
        Range *range = range_of(region, side), *added = range_of(&from, side);
        range->start = added->start < range->start ? added->start : range->start;
        range->end = added->end > range->end ? added->end : range->end;
    }
}

/* Line by line, which stand in all three alike between two regions; a region that is met becomes part of this one. */
static void widen_start(const Structure *s, Seq3Region *region, Seq3Vec *before)
{
    while (is_cut_at_start(s, region)) {
        if (before->len && before->at[before->len - 1].ours.end == region->ours.start) {
            absorb(region, &before->at[--before->len]);
            continue;
        }
        for (int side = 0; side < THREE_SIDES; side++)
            range_of(region, side)->start--;
    }
}

static size_t widen_end(const Structure *s, Seq3Region *region, const Seq3Vec *regions, size_t next)
{
    while (is_cut_at_end(s, region)) {
        if (next < regions->len && regions->at[next].ours.start == region->ours.end &&
            regions->at[next].base.start == region->base.end) {
            absorb(region, &regions->at[next++]);
            continue;
        }
        for (int side = 0; side < THREE_SIDES; side++)
            range_of(region, side)->end++;
    }
    return next;
}

/* ---- from steps back to regions ---- */

static Range block_lines(const Version *version, Range blocks)
{
    const Block *at = version->blocks;
    uint32_t end = version->window.end;
    Range lines;
    lines.start = blocks.start < version->ids.count ? at[blocks.start].lines.start : end;
    lines.end = blocks.end < version->ids.count ? at[blocks.end].lines.start : end;
    return lines;
}

static Range line_blocks(const Version *version, Range lines)
{
    return (Range){version_at(version, lines.start), version_at(version, lines.end)};
}

static void note(Structure *s, ThreeRule rule, Seq3Region *region)
{
    if (rule == RULE_NONE && region->kind != SEQ3_CONFLICT)
        return;
    ThreeNote *added = vec_push(s->arena, s->notes);
    added->rule = rule;
    for (int side = 0; side < THREE_SIDES; side++)
        added->lines[side] = *range_of(region, side);
}

static void caption(Structure *s, Seq3Region *region)
{
    static const ThreeSide sides[] = {THREE_OURS, THREE_THEIRS};
    Answer *answer = vec_push(s->arena, s->settled);
    region->settled = (uint32_t)s->settled->len - 1;
    for (size_t i = 0; i < 2; i++)
        answer->caption[sides[i]] =
            caption_make(s->arena, &s->versions[THREE_BASE], region->base, &s->versions[sides[i]],
                         *range_of(region, sides[i]));
}

static void add_step(Structure *s, const Step *step, Seq3Vec *out)
{
    const Version *v = s->versions;
    Seq3Region region = {step->kind, block_lines(&v[THREE_BASE], step->base),
                         block_lines(&v[THREE_OURS], step->ours),
                         block_lines(&v[THREE_THEIRS], step->theirs), NONE};
    if (step->kind == SEQ3_SETTLED) {
        region.settled = (uint32_t)s->settled->len;
        vec_add(s->arena, s->settled, (Answer){.text = step->text, .rule = step->rule});
    }
    if (step->kind == SEQ3_CONFLICT)
        caption(s, &region);
    note(s, step->rule, &region);
    vec_add(s->arena, out, region);
}

static size_t count_conflicts(const StepVec *steps)
{
    size_t conflicts = 0;
    for (size_t i = 0; i < steps->len; i++)
        conflicts += steps->at[i].kind == SEQ3_CONFLICT;
    return conflicts;
}

/* ---- conflicts that swallowed their neighbours ---- */

static Range step_side(const Step *step, bool is_ours)
{
    return is_ours ? step->ours : step->theirs;
}

/* Did the side only take the step's blocks out of their place, to run them into what it made of the conflict? */
static bool is_swallowed(const Structure *s, const Step *conflict, const Step *step)
{
    bool is_ours = step->kind == SEQ3_OURS;
    const Version *side = &s->versions[is_ours ? THREE_OURS : THREE_THEIRS];
    Range blocks = step_side(step, is_ours);
    if ((!is_ours && step->kind != SEQ3_THEIRS) || blocks.start < blocks.end ||
        step->base.start != conflict->base.end)
        return false;
    Span made = lines_range(&side->text->lines, block_lines(side, step_side(conflict, is_ours)));
    Span gone = span_trim(lines_range(&s->versions[THREE_BASE].text->lines,
                                      block_lines(&s->versions[THREE_BASE], step->base)));
    return span_find(made, gone, 0) < made.len || gone.len == 0;
}

/* A conflict takes in the removals behind it of what is still in it: whoever picks the other side must find it there. */
static void take_in_swallowed(const Structure *s, StepVec *steps)
{
    size_t kept = 0;
    for (size_t i = 0; i < steps->len; i++) {
        Step *last = kept ? &steps->at[kept - 1] : NULL, step = steps->at[i];
        if (!last || last->kind != SEQ3_CONFLICT || !is_swallowed(s, last, &step)) {
            steps->at[kept++] = step;
            continue;
        }
        last->base.end = step.base.end;
        last->ours.end = step.ours.end;
        last->theirs.end = step.theirs.end;
    }
    steps->len = kept;
}

/* Settles what can be; false when all of it stays one conflict. */
static bool settle_region(Structure *s, Seq3Region *region, Seq3Vec *out)
{
    StepVec steps = {0};
    const Version *v = s->versions;
    table_decide(&s->table, line_blocks(&v[THREE_BASE], region->base),
                 line_blocks(&v[THREE_OURS], region->ours),
                 line_blocks(&v[THREE_THEIRS], region->theirs), &steps);
    take_in_swallowed(s, &steps);
    if (count_conflicts(&steps) == steps.len)
        return false;
    size_t noted = s->notes->len;
    for (size_t i = 0; i < steps.len; i++)
        add_step(s, &steps.at[i], out);
    if (s->notes->len == noted) /* an edit that counts for nothing makes no step */
        note(s, RULE_MARKUP, region);
    return true;
}

/* With the closing tags behind it, which additions at that point may stand before or behind. */
static size_t widen_to_tags(const Structure *s, Seq3Region *region, const Seq3Vec *regions,
                            size_t next)
{
    const Version *ours = &s->versions[THREE_OURS];
    for (;;) {
        uint32_t n = region->ours.end;
        uint32_t stop = next < regions->len ? regions->at[next].ours.start : ours->window.end;
        if (n >= stop || n >= ours->window.end ||
            !span_starts(span_trim_start(lines_line(&ours->text->lines, n)), SPAN("</")))
            return next;
        for (int side = 0; side < THREE_SIDES; side++)
            range_of(region, side)->end++;
        next = widen_end(s, region, regions, next);
    }
}

/* One conflict with what is widened into it; where nothing comes of it all regions stay as they were. */
static size_t settle_conflict(Structure *s, const Seq3Vec *regions, size_t at, Seq3Vec *out)
{
    Seq3Region region = regions->at[at];
    Seq3Vec before = *out, steps = {0};
    size_t next = widen_end(s, &region, regions, at + 1);
    next = widen_to_tags(s, &region, regions, next);
    widen_start(s, &region, &before);
    if (!settle_region(s, &region, &steps)) {
        region = regions->at[at];
        caption(s, &region);
        note(s, RULE_NONE, &region);
        vec_add(s->arena, out, region);
        return at + 1;
    }
    out->len = before.len;
    for (size_t i = 0; i < steps.len; i++)
        vec_add(s->arena, out, steps.at[i]);
    return next;
}

bool family_read(Arena *arena, Intern *intern, const ThreeText texts[THREE_SIDES],
                 const Window *window, Family *family)
{
    Version *v = family->versions;
    for (int side = 0; side < THREE_SIDES; side++)
        if (!version_read(arena, intern, &texts[side], window->lines[side], &v[side]))
            return false;
    return true;
}

static void pair(Arena *arena, Family *family, const bool *const wanted[THREE_SIDES],
                 bool has_sections_only)
{
    const Version *v = family->versions;
    for (int side = 0; side < THREE_SIDES; side += THREE_THEIRS) {
        PairScope scope = {has_sections_only, {wanted[THREE_BASE], wanted[side]}};
        family->pairings[side] = pair_align_within(arena, v[THREE_BASE].doc, v[side].doc, &scope);
    }
}

void family_pair_sections(Arena *arena, Family *family)
{
    pair(arena, family, (const bool *const[THREE_SIDES]){NULL}, true);
}

static void want(const Version *version, Range lines, bool *wanted)
{
    Range blocks = line_blocks(version, lines);
    for (uint32_t b = blocks.start; b < blocks.end; b++)
        if (version->blocks[b].kind == BLOCK_UNIT)
            wanted[version->blocks[b].index] = true;
}

void family_pair(Arena *arena, const Seq3Vec *regions, const Window *window, Family *family)
{
    Structure s = {.arena = arena, .versions = family->versions};
    bool *wanted[THREE_SIDES];
    for (int side = 0; side < THREE_SIDES; side++)
        wanted[side] = ARENA_ARRAY(arena, bool, family->versions[side].doc->unit_count);
    for (size_t i = window->regions.start, next; i < window->regions.end; i = next) {
        next = i + 1;
        if (regions->at[i].kind != SEQ3_CONFLICT)
            continue;
        Seq3Region region = regions->at[i];
        Seq3Vec before = {regions->at, i, i};
        next = widen_end(&s, &region, regions, next);
        widen_start(&s, &region, &before);
        for (int side = 0; side < THREE_SIDES; side++)
            want(&family->versions[side], *range_of(&region, side), wanted[side]);
    }
    pair(arena, family, (const bool *const *)wanted, false);
}

void structure_settle(Arena *arena, Intern *intern, const Family *family,
                      ThreeVersions version_lines, const Seq3Vec *regions, const Window *window,
                      Seq3Vec *out, AnswerVec *settled, ThreeNoteVec *notes)
{
    const Version *v = family->versions;
    const Pairing *const *p = family->pairings;
    Structure s = {.arena = arena,
                   .versions = v,
                   .table = {.arena = arena,
                             .version_lines = version_lines,
                             .intern = intern,
                             .ours = {&v[THREE_BASE], &v[THREE_OURS], p[THREE_OURS], {0}},
                             .theirs = {&v[THREE_BASE], &v[THREE_THEIRS], p[THREE_THEIRS], {0}}},
                   .settled = settled,
                   .notes = notes};
    for (size_t i = window->regions.start; i < window->regions.end;) {
        if (regions->at[i].kind == SEQ3_CONFLICT) {
            i = settle_conflict(&s, regions, i, out);
            continue;
        }
        vec_add(arena, out, regions->at[i++]);
    }
}
