#include "merge/three_version.h"

/* Who a line belongs to, while the blocks are found. */
typedef struct Owner {
    BlockKind kind;
    uint32_t index;
} Owner;

static void claim(Owner *owners, uint32_t count, Range lines, Owner owner)
{
    for (uint32_t n = lines.start; n < lines.end && n < count; n++)
        owners[n] = owner;
}

/* Comments behind a field may belong to the next one as well: they stand for themselves. */
static void claim_comments(Owner *owners, uint32_t count, const Doc *doc, const Field *field)
{
    uint32_t n = field->lines.end < count ? field->lines.end : count;
    for (; n > field->lines.start + 1; n--) {
        Span line = span_trim(lines_line(&doc->source.text, n - 1));
        if (line.len && !(line.ptr[0] == '#' && spans_hold(&field->comments, line)))
            return;
        if (line.len)
            owners[n - 1] = (Owner){BLOCK_COMMENT, NONE};
    }
}

/* By line of the window. */
static Owner *find_owners(Arena *arena, const Doc *doc, uint32_t count)
{
    Owner *owners = ARENA_ARRAY(arena, Owner, (size_t)count + 1);
    for (uint32_t n = 0; n < count; n++)
        owners[n] = (Owner){BLOCK_MARKUP, NONE};
    for (uint32_t i = 0; i < doc->front.fields.len; i++) {
        const Field *field = &doc->front.fields.at[i];
        claim(owners, count, field->lines, (Owner){BLOCK_FIELD, i});
        claim_comments(owners, count, doc, field);
    }
    for (uint32_t i = 0; i < doc->unit_count; i++)
        claim(owners, count, doc->units[i].lines, (Owner){BLOCK_UNIT, i});
    return owners;
}

static bool is_same_owner(Owner a, Owner b)
{
    return a.index != NONE && a.kind == b.kind && a.index == b.index;
}

/* A line that imports a file stands for itself, whatever paragraph it is in. */
static bool is_import(const Lines *lines, uint32_t n)
{
    return span_starts(lines_line(lines, n), SPAN("@"));
}

static Range next_block(const Version *version, const Owner *owners, uint32_t from)
{
    Range lines = {from, from + 1}, window = version->window;
    const Owner *owner = &owners[from - window.start];
    while (lines.end < window.end && is_same_owner(*owner, owners[lines.end - window.start]) &&
           !is_import(&version->text->lines, lines.end))
        lines.end++;
    return lines;
}

static BlockKind kind_of(const ThreeText *text, const Owner *owner, Range lines)
{
    return span_is_blank(lines_range(&text->lines, lines)) ? BLOCK_BLANK : owner->kind;
}

static uint32_t *none(Arena *arena, size_t count)
{
    uint32_t *list = ARENA_ARRAY(arena, uint32_t, count);
    for (size_t i = 0; i < count; i++)
        list[i] = NONE;
    return list;
}

static void place(Version *version, uint32_t at)
{
    const Block *block = &version->blocks[at];
    for (uint32_t n = block->lines.start; n < block->lines.end; n++)
        version->of_line[n - version->window.start] = at;
    if (block->kind == BLOCK_FIELD)
        version->of_field[block->index] = at;
    if (block->kind == BLOCK_UNIT)
        version->of_unit[block->index] = at;
}

static void cut(Arena *arena, Intern *intern, Version *version)
{
    Range window = version->window;
    uint32_t lines = window.end - window.start, count = 0;
    const Owner *owners = find_owners(arena, version->doc, lines);
    uint32_t *ids = ARENA_ARRAY(arena, uint32_t, lines);
    version->blocks = ARENA_ARRAY(arena, Block, lines);
    for (uint32_t n = window.start; n < window.end; n = version->blocks[count - 1].lines.end) {
        Range range = next_block(version, owners, n);
        const Owner *owner = &owners[n - window.start];
        version->blocks[count] = (Block){kind_of(version->text, owner, range), range, owner->index};
        ids[count] = intern_id(intern, lines_range(&version->text->lines, range));
        place(version, count++);
    }
    version->of_line[lines] = count;
    version->ids = (Seq){ids, count};
    version->said = count;
    bool is_last = window.end == version->text->lines.count;
    while (is_last && version->said && version->blocks[version->said - 1].kind == BLOCK_BLANK)
        version->said--;
}

bool version_read(Arena *arena, Intern *intern, const ThreeText *text, Range window,
                  Version *version)
{
    DocOptions options = {.no_repair = true};
    Span lines = lines_range(&text->lines, window);
    const Doc *doc = doc_read(arena, (Span){"", 0}, lines, options);
    *version = (Version){.text = text, .window = window, .doc = doc};
    if (doc->source.is_utf16 || doc->source.raw.count != window.end - window.start)
        return false;
    version->of_line = none(arena, (size_t)(window.end - window.start) + 1);
    version->of_field = none(arena, doc->front.fields.len);
    version->of_unit = none(arena, doc->unit_count);
    cut(arena, intern, version);
    return true;
}

uint32_t version_at(const Version *version, uint32_t line)
{
    bool is_inside = line >= version->window.start && line <= version->window.end;
    return is_inside ? version->of_line[line - version->window.start] : NONE;
}

Span version_block(const Version *version, uint32_t block)
{
    return lines_range(&version->text->lines, version->blocks[block].lines);
}

const Field *version_field(const Version *version, uint32_t block)
{
    const Block *b = &version->blocks[block];
    return b->kind == BLOCK_FIELD ? &version->doc->front.fields.at[b->index] : NULL;
}

bool version_is_front(const Version *version, uint32_t block)
{
    BlockKind kind = version->blocks[block].kind;
    return kind == BLOCK_FIELD || kind == BLOCK_COMMENT;
}

const Unit *version_unit(const Version *version, uint32_t block)
{
    const Block *b = &version->blocks[block];
    return b->kind == BLOCK_UNIT ? &version->doc->units[b->index] : NULL;
}
