#include "merge/three_moves.h"

#include "align/pair.h"
#include "base/buf.h"

/* A section or an item in all three. */
typedef struct Member {
    uint32_t leader;      /* its index there */
    Range base, follower; /* lines */
} Member;

typedef VEC(Member) MemberVec;

typedef struct Moves {
    Arena *arena;
    const Version *base, *leader, *follower;
    const Pairing *to_leader, *to_follower;
} Moves;

/* ---- sections ---- */

/* By what it is, not by what it resembles. */
static uint32_t mate_of(const Mate *mate)
{
    bool is_sure = mate->reason == PAIR_IDENTICAL || mate->reason == PAIR_ADDRESS ||
                   mate->reason == PAIR_TITLE || mate->reason == PAIR_KEY;
    return is_sure ? mate->index : NONE;
}

static uint32_t section_in(const Pairing *pairing, uint32_t section)
{
    return mate_of(&pairing->sections[PAIR_OLD][section]);
}

static uint32_t mate_of_parent(const Pairing *pairing, uint32_t parent)
{
    return parent == NONE ? NONE : pairing->sections[PAIR_OLD][parent].index;
}

static Range in_text(const Version *version, Range lines)
{
    return (Range){lines.start + version->window.start, lines.end + version->window.start};
}

/* The headings below `parent` that stand in all three below what is `parent` there. */
static MemberVec find_sections(const Moves *m, uint32_t parent)
{
    const Doc *base = m->base->doc, *leader = m->leader->doc, *follower = m->follower->doc;
    MemberVec members = {0};
    uint32_t first = parent == NONE ? 0 : parent + 1;
    uint32_t end = parent == NONE ? base->section_count : base->sections[parent].end;
    uint32_t in_leader = mate_of_parent(m->to_leader, parent);
    uint32_t in_follower = mate_of_parent(m->to_follower, parent);
    for (uint32_t s = first; s < end; s = base->sections[s].end) {
        uint32_t a = section_in(m->to_leader, s), b = section_in(m->to_follower, s);
        if (base->sections[s].kind == SECTION_HEADING && a != NONE && b != NONE &&
            leader->sections[a].parent == in_leader && follower->sections[b].parent == in_follower)
            vec_add(m->arena, &members,
                    (Member){a, in_text(m->base, base->sections[s].lines),
                             in_text(m->follower, follower->sections[b].lines)});
    }
    return members;
}

/* ---- items ---- */

/* With all that it holds. */
static Range item_lines(const Version *version, uint32_t item)
{
    const Unit *units = version->doc->units;
    Range lines = {units[item].lines.start, units[units[item].end - 1].lines.end};
    return in_text(version, lines);
}

/* Numbers would tell another order. */
static bool is_bullet(const Version *version, uint32_t unit)
{
    const Unit *u = &version->doc->units[unit];
    return u->kind == UNIT_ITEM && !u->is_ordered && u->lines.start < u->lines.end;
}

/* The items of the list of `first` that stand in one list in all three. */
static MemberVec find_items(const Moves *m, uint32_t first)
{
    const Unit *units = m->base->doc->units;
    MemberVec members = {0};
    uint32_t lists[2] = {NONE, NONE};
    for (uint32_t u = first; u < m->base->doc->unit_count && units[u].kind == UNIT_ITEM &&
                             units[u].list == units[first].list;
         u = units[u].end) {
        uint32_t a = mate_of(&m->to_leader->units[PAIR_OLD][u]);
        uint32_t b = m->to_follower->units[PAIR_OLD][u].index;
        if (a == NONE || b == NONE || !is_bullet(m->base, u) || !is_bullet(m->leader, a) ||
            !is_bullet(m->follower, b))
            continue;
        uint32_t in_leader = m->leader->doc->units[a].list;
        uint32_t in_follower = m->follower->doc->units[b].list;
        if (!members.len)
            lists[0] = in_leader, lists[1] = in_follower;
        if (lists[0] == in_leader && lists[1] == in_follower)
            vec_add(m->arena, &members,
                    (Member){a, item_lines(m->base, u), item_lines(m->follower, b)});
    }
    return members;
}

/* ---- putting in order ---- */

static bool is_ascending(const MemberVec *members, bool is_leader)
{
    for (size_t i = 1; i < members->len; i++) {
        const Member *a = &members->at[i - 1], *b = &members->at[i];
        if (is_leader ? a->leader > b->leader : a->follower.start > b->follower.start)
            return false;
    }
    return true;
}

/* In the leader's order; there are as many as a person wrote headings or items. */
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

static Range place_of(const Member *member, bool is_base)
{
    return is_base ? member->base : member->follower;
}

static void add_lines(Buf *out, const Lines *from, Range lines)
{
    Span text = lines_range(from, lines);
    if (text.len && out->len && out->ptr[out->len - 1] != '\n')
        buf_add_byte(out, '\n');
    buf_add(out, text);
}

/* The places of the members are filled with the members in their new order. */
static Span reorder(Arena *arena, const Lines *lines, const MemberVec *members,
                    const MemberVec *sorted, bool is_base)
{
    Buf out = buf_in(arena);
    uint32_t at = 0;
    for (size_t i = 0; i < members->len; i++) {
        Range place = place_of(&members->at[i], is_base);
        add_lines(&out, lines, (Range){at, place.start});
        add_lines(&out, lines, place_of(&sorted->at[i], is_base));
        at = place.end;
    }
    add_lines(&out, lines, (Range){at, lines->count});
    return buf_span(&out);
}

enum { MEMBER_LIMIT = 500 };

static bool follow(const Moves *m, const MemberVec *members, Span *base, Span *follower)
{
    if (members->len > MEMBER_LIMIT || is_ascending(members, true) || !is_ascending(members, false))
        return false;
    MemberVec sorted = in_order(m->arena, members);
    *base = reorder(m->arena, &m->base->text->lines, members, &sorted, true);
    *follower = reorder(m->arena, &m->follower->text->lines, members, &sorted, false);
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

/* ---- following ---- */

static Moves moves_of(Arena *arena, const Family *family, ThreeSide leader, Span followed[])
{
    ThreeSide follower = leader == THREE_OURS ? THREE_THEIRS : THREE_OURS;
    const Version *v = family->versions;
    for (int side = 0; side < THREE_SIDES; side++)
        followed[side] = v[side].text->lines.text;
    return (Moves){arena,        &v[THREE_BASE],           &v[leader],
                   &v[follower], family->pairings[leader], family->pairings[follower]};
}

bool moves_follow_sections(Arena *arena, const Family *family, ThreeSide leader,
                           Span followed[THREE_SIDES])
{
    Moves m = moves_of(arena, family, leader, followed);
    Span *base = &followed[THREE_BASE], *follower = &followed[THREE_OURS + THREE_THEIRS - leader];
    MemberVec top = find_sections(&m, NONE);
    if (follow(&m, &top, base, follower))
        return true;
    for (uint32_t s = 0; s < m.base->doc->section_count; s++) {
        MemberVec members = find_sections(&m, s);
        if (follow(&m, &members, base, follower))
            return true;
    }
    return false;
}

bool moves_follow_items(Arena *arena, const Family *family, ThreeSide leader,
                        Span followed[THREE_SIDES])
{
    Moves m = moves_of(arena, family, leader, followed);
    const Doc *doc = m.base->doc;
    bool *is_seen = ARENA_ARRAY(arena, bool, doc->list_count);
    for (uint32_t u = 0; u < doc->unit_count; u++) {
        if (doc->units[u].kind != UNIT_ITEM || is_seen[doc->units[u].list])
            continue;
        is_seen[doc->units[u].list] = true;
        MemberVec members = find_items(&m, u);
        if (follow(&m, &members, &followed[THREE_BASE],
                   &followed[THREE_OURS + THREE_THEIRS - leader]))
            return true;
    }
    return false;
}
