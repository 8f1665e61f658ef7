#include "draft.h"

static DraftLine *insert_line(Draft *draft, uint32_t at)
{
    vec_push(draft->arena, &draft->lines);
    DraftLine *line = &draft->lines.at[at];
    memmove(line + 1, line, (draft->lines.len - 1 - at) * sizeof *line);
    return line;
}

void draft_read(Draft *draft)
{
    draft->doc = doc_read(draft->arena, SPAN("draft.md"), draft_text(draft), (DocOptions){0});
}

Draft draft_new(Arena *arena, Span bytes, uint32_t seed)
{
    Draft draft = {.arena = arena, .random = seed * 2654435761U + 12345};
    Lines lines = lines_index(arena, bytes);
    for (uint32_t n = 0; n < lines.count; n++)
        vec_add(arena, &draft.lines, (DraftLine){lines_line(&lines, n), n, n, false});
    draft.next_id = lines.count;
    draft_read(&draft);
    return draft;
}

Span draft_text(const Draft *draft)
{
    Buf text = buf_in(draft->arena);
    for (size_t i = 0; i < draft->lines.len; i++) {
        buf_add(&text, draft->lines.at[i].text);
        buf_add_byte(&text, '\n');
    }
    return buf_span(&text);
}

uint32_t draft_below(Draft *draft, uint32_t limit)
{
    draft->random ^= draft->random << 13;
    draft->random ^= draft->random >> 17;
    draft->random ^= draft->random << 5;
    return limit ? (draft->random >> 4) % limit : 0;
}

bool draft_is_free(const Draft *draft, Range lines)
{
    for (uint32_t n = lines.start; n < lines.end; n++)
        if (draft->lines.at[n].is_done)
            return false;
    return true;
}

void draft_close(Draft *draft, Range lines)
{
    for (uint32_t n = lines.start; n < lines.end; n++)
        draft->lines.at[n].is_done = true;
}

void draft_insert(Draft *draft, uint32_t at, Span text)
{
    uint32_t id = draft->next_id++;
    *insert_line(draft, at) = (DraftLine){arena_copy(draft->arena, text), NONE, id, true};
}

void draft_remove(Draft *draft, Range lines)
{
    DraftLine *at = draft->lines.at;
    memmove(at + lines.start, at + lines.end, (draft->lines.len - lines.end) * sizeof *at);
    draft->lines.len -= lines.end - lines.start;
}

void draft_set(Draft *draft, uint32_t line, Span text)
{
    draft->lines.at[line].text = arena_copy(draft->arena, text);
    draft->lines.at[line].is_done = true;
}

uint32_t draft_move_tight(Draft *draft, Range lines, uint32_t to)
{
    uint32_t count = lines.end - lines.start;
    DraftLine *cut = ARENA_ARRAY(draft->arena, DraftLine, count);
    memcpy(cut, draft->lines.at + lines.start, count * sizeof *cut);
    draft_remove(draft, lines);
    to -= to > lines.start ? count : 0;
    for (uint32_t i = 0; i < count; i++)
        *insert_line(draft, to + i) = cut[i];
    return to;
}

static bool is_blank_at(const Draft *draft, uint32_t n)
{
    return span_is_blank(draft->lines.at[n].text);
}

uint32_t draft_move(Draft *draft, Range lines, uint32_t to)
{
    if (to && !is_blank_at(draft, to - 1)) {
        draft_insert(draft, to, SPAN(""));
        lines.start += lines.start >= to, lines.end += lines.end > to;
        to++;
    }
    if (lines.end && !is_blank_at(draft, lines.end - 1)) {
        draft_insert(draft, lines.end, SPAN(""));
        to += to >= lines.end;
        lines.end++;
    }
    return draft_move_tight(draft, lines, to);
}

uint32_t draft_find(const Draft *draft, uint32_t id)
{
    for (uint32_t n = 0; n < draft->lines.len; n++)
        if (draft->lines.at[n].id == id)
            return n;
    return NONE;
}
