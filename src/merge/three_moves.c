#include "merge/three_moves.h"

#include "align/pair.h"
#include "base/buf.h"

/* A section in all three. */
typedef struct Member {
    uint32_t base, leader, follower;
} Member;

typedef VEC(Member) MemberVec;

typedef struct Moves {
    Arena *arena;
    const Doc *base, *leader, *follower;
    const Pairing *to_leader, *to_follower;
} Moves;

/* ---- who is who ---- */

/* By what it is, not by what it resembles. */
static uint32_t mate_of(const Pairing *pairing, uint32_t section)
{
    const Mate *mate = &pairing->sections[PAIR_OLD][section];
    bool is_sure = mate->reason == PAIR_IDENTICAL || mate->reason == PAIR_ADDRESS ||
                   mate->reason == PAIR_TITLE;
    return is_sure ? mate->index : NONE;
}

static uint32_t mate_of_parent(const Pairing *pairing, uint32_t parent)
{
    return parent == NONE ? NONE : pairing->sections[PAIR_OLD][parent].index;
}

static bool is_heading(const Doc *doc, uint32_t section)
{
    return doc->sections[section].kind == SECTION_HEADING;
}

/* The headings below `parent` that stand in all three below what is `parent` there. */
static MemberVec find_members(const Moves *m, uint32_t parent)
{
    MemberVec members = {0};
    uint32_t first = parent == NONE ? 0 : parent + 1;
    uint32_t end = parent == NONE ? m->base->section_count : m->base->sections[parent].end;
    uint32_t in_leader = mate_of_parent(m->to_leader, parent);
    uint32_t in_follower = mate_of_parent(m->to_follower, parent);
    for (uint32_t s = first; s < end; s = m->base->sections[s].end) {
        uint32_t a = mate_of(m->to_leader, s), b = mate_of(m->to_follower, s);
        if (is_heading(m->base, s) && a != NONE && b != NONE &&
            m->leader->sections[a].parent == in_leader &&
            m->follower->sections[b].parent == in_follower)
            vec_add(m->arena, &members, (Member){s, a, b});
    }
    return members;
}

static bool is_ascending(const MemberVec *members, bool is_leader)
{
    for (size_t i = 1; i < members->len; i++) {
        const Member *a = &members->at[i - 1], *b = &members->at[i];
        if (is_leader ? a->leader > b->leader : a->follower > b->follower)
            return false;
    }
    return true;
}

/* In the leader's order; there are as many as a person wrote headings. */
static MemberVec in_order(Arena *arena, const MemberVec *members)
{
    MemberVec sorted = {0};
    for (size_t i = 0; i < members->len; i++) {
        Member member = members->at[i];
        vec_add(arena, &sorted, member);
        size_t at = i;
        for (; at > 0 && sorted.at[at - 1].leader > member.leader; at--)
            sorted.at[at] = sorted.at[at - 1];
        sorted.at[at] = member;
    }
    return sorted;
}

/* ---- putting in order ---- */

static uint32_t section_of(const Member *member, bool is_base)
{
    return is_base ? member->base : member->follower;
}

static void add_lines(Buf *out, const Doc *doc, Range lines)
{
    Span text = lines_range(&doc->source.raw, lines);
    if (text.len && out->len && out->ptr[out->len - 1] != '\n')
        buf_add_byte(out, '\n');
    buf_add(out, text);
}

/* The places of the members are filled with the members in their new order. */
static Span reorder(Arena *arena, const Doc *doc, const MemberVec *members, const MemberVec *sorted,
                    bool is_base)
{
    Buf out = buf_in(arena);
    uint32_t at = 0;
    for (size_t i = 0; i < members->len; i++) {
        Range place = doc->sections[section_of(&members->at[i], is_base)].lines;
        add_lines(&out, doc, (Range){at, place.start});
        add_lines(&out, doc, doc->sections[section_of(&sorted->at[i], is_base)].lines);
        at = place.end;
    }
    add_lines(&out, doc, (Range){at, doc->source.raw.count});
    return buf_span(&out);
}

enum { MEMBER_LIMIT = 500 };

static bool follow_group(const Moves *m, uint32_t parent, Span *base, Span *follower)
{
    MemberVec members = find_members(m, parent);
    if (members.len > MEMBER_LIMIT || is_ascending(&members, true) ||
        !is_ascending(&members, false))
        return false;
    MemberVec sorted = in_order(m->arena, &members);
    *base = reorder(m->arena, m->base, &members, &sorted, true);
    *follower = reorder(m->arena, m->follower, &members, &sorted, false);
    return true;
}

/* ---- are there any? ---- */

static bool is_numbering(char c)
{
    return c == '#' || c == '.' || c == ')' || c == ' ' || (c >= '0' && c <= '9');
}

/* By line: the id of the heading's words; NONE for other lines. */
static uint32_t *find_titles(Arena *arena, Intern *intern, const Scan *scan)
{
    uint32_t *titles = ARENA_ARRAY(arena, uint32_t, scan->lines.count);
    for (uint32_t n = 0; n < scan->lines.count; n++) {
        titles[n] = NONE;
        if (scan->mark_kinds[n] != MARK_SECTION)
            continue;
        Span title = span_trim(lines_line(&scan->lines, n));
        while (title.len && is_numbering(title.ptr[0]))
            title = span_from(title, 1);
        titles[n] = intern_id(intern, title);
    }
    return titles;
}

/* By title: the line where it stands, counted from 1; 0 for none, NONE for several. */
static uint32_t *find_places(Arena *arena, const uint32_t *titles, uint32_t count, uint32_t ids)
{
    uint32_t *places = ARENA_ARRAY(arena, uint32_t, ids);
    for (uint32_t n = 0; n < count; n++)
        if (titles[n] != NONE)
            places[titles[n]] = places[titles[n]] ? NONE : n + 1;
    return places;
}

bool moves_likely(Arena *arena, Intern *intern, const Scan *base, const Scan *side)
{
    const uint32_t *titles = find_titles(arena, intern, side);
    const uint32_t *old_titles = find_titles(arena, intern, base);
    uint32_t ids = intern_count(intern), last = 0;
    const uint32_t *places = find_places(arena, titles, side->lines.count, ids);
    const uint32_t *old_places = find_places(arena, old_titles, base->lines.count, ids);
    for (uint32_t n = 0; n < side->lines.count; n++) {
        if (titles[n] == NONE || places[titles[n]] == NONE)
            continue;
        uint32_t old = old_places[titles[n]];
        if (old == 0 || old == NONE)
            continue;
        if (old < last)
            return true;
        last = old;
    }
    return false;
}

bool moves_follow(Arena *arena, const Family *family, ThreeSide leader, Span followed[THREE_SIDES])
{
    ThreeSide follower = leader == THREE_OURS ? THREE_THEIRS : THREE_OURS;
    const Version *v = family->versions;
    Moves m = {arena,           v[THREE_BASE].doc,        v[leader].doc,
               v[follower].doc, family->pairings[leader], family->pairings[follower]};
    for (int side = 0; side < THREE_SIDES; side++)
        followed[side] = v[side].text->lines.text;
    if (follow_group(&m, NONE, &followed[THREE_BASE], &followed[follower]))
        return true;
    for (uint32_t s = 0; s < m.base->section_count; s++)
        if (follow_group(&m, s, &followed[THREE_BASE], &followed[follower]))
            return true;
    return false;
}
