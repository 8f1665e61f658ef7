#include "doc/build.h"

#include "doc/inline.h"
#include "doc/table.h"
#include "text/utf8.h"

enum { TITLE_CHARACTERS = 80 };

/* What one line of a paragraph is by itself. */
typedef enum LineRole {
    ROLE_TEXT,
    ROLE_LABEL, /* only bold text */
    ROLE_BOLD_KEY,
    ROLE_KEY
} LineRole;

/* A paragraph being taken apart by lines. */
typedef struct Paragraph {
    Build *b;
    Range lines; /* up to its table, if it has one */
    size_t offset;
    Below below;
    bool is_all_keyed;
    LineRole *roles; /* by line */
} Paragraph;

static Span line_of(const Build *b, Range lines, size_t offset, uint32_t n)
{
    Span line = reading_line(b->reading, n);
    return span_trim(n == lines.start ? span_from(line, offset) : line);
}

static bool ends_in_colon(Span text)
{
    return span_ends(text, SPAN(":")) || span_ends(text, SPAN("\xEF\xBC\x9A"));
}

/* `**Title**`, `**Title:**`, `**Title**:` and the same with underscores. */
static bool is_bold_label(Span line)
{
    if (line.len < 5 || (!span_starts(line, SPAN("**")) && !span_starts(line, SPAN("__"))))
        return false;
    Span sign = span_range(line, 0, 2);
    size_t close = span_find(line, sign, 2);
    if (close == line.len || line.ptr[2] == ' ' || line.ptr[2] == line.ptr[0])
        return false;
    Span tail = span_trim(span_from(line, close + 2));
    return !tail.len || span_eq(tail, SPAN(":")) || span_eq(tail, SPAN("\xEF\xBC\x9A"));
}

static LineRole role_of(Span line)
{
    Span key, value;
    if (is_bold_label(line))
        return ROLE_LABEL;
    KeyStyle style = inline_key(line, &key, &value);
    if (style >= KEY_BOLD_COLON_AFTER && style <= KEY_BOLD_PAREN)
        return ROLE_BOLD_KEY;
    return style == KEY_NONE ? ROLE_TEXT : ROLE_KEY;
}

static void read_roles(Paragraph *p)
{
    uint32_t count = p->lines.end - p->lines.start;
    p->roles = ARENA_ARRAY(p->b->scratch, LineRole, count);
    p->is_all_keyed = true;
    for (uint32_t i = 0; i < count; i++) {
        p->roles[i] = role_of(line_of(p->b, p->lines, p->offset, p->lines.start + i));
        p->is_all_keyed = p->is_all_keyed && p->roles[i] != ROLE_TEXT;
    }
}

static bool is_last(const Paragraph *p, uint32_t n)
{
    return n + 1 == p->lines.end;
}

/* Does the sentence on line `n` end there, so that the next line may be a label of its own? */
static bool ends_sentence(const Paragraph *p, uint32_t n)
{
    Span line = reading_line(p->b->reading, n), text = span_trim_end(line);
    bool is_break = span_ends(line, SPAN("  ")) || span_ends(line, SPAN("\\"));
    return is_break || (text.len && strchr(".!?:", text.ptr[text.len - 1])) ||
           span_ends(text, SPAN("\xE3\x80\x82")) || p->roles[n - p->lines.start] == ROLE_LABEL ||
           p->roles[n - p->lines.start] == ROLE_BOLD_KEY;
}

/* `**Title:**` as well as `**Title**:`. */
static bool has_colon(Span label)
{
    bool is_bold_last = span_ends(label, SPAN("**")) || span_ends(label, SPAN("__"));
    return ends_in_colon(span_range(label, 0, label.len - (is_bold_last ? 2 : 0)));
}

/* Bold text with nothing below it is an emphatic sentence; a colon says that something was to follow. */
static bool is_bold_title(const Paragraph *p, uint32_t n)
{
    Span line = line_of(p->b, p->lines, p->offset, n);
    bool is_first = n == p->lines.start, is_alone = is_last(p, n) && p->below == BELOW_NOTHING;
    if (is_alone && !has_colon(line))
        return false;
    return p->roles[n - p->lines.start] == ROLE_LABEL &&
           (is_first || p->is_all_keyed || has_colon(line) || ends_sentence(p, n - 1));
}

/* A title is one short sentence at most: `Provide solutions including:` is one, a whole paragraph is none. */
static bool is_short(Span line)
{
    static const char *const sentence_ends[] = {". ", "! ", "? ", "; ", "\xE3\x80\x82"};
    for (size_t i = 0; i < sizeof sentence_ends / sizeof *sentence_ends; i++)
        if (span_find(line, span_of(sentence_ends[i]), 0) < line.len)
            return false;
    return utf8_length(line) <= TITLE_CHARACTERS;
}

/* `Focus areas:` on the last line, with a list, table or fence below. */
static bool is_plain_title(const Paragraph *p, uint32_t n)
{
    if (p->below != BELOW_BLOCK || !is_last(p, n))
        return false;
    Span line = line_of(p->b, p->lines, p->offset, n), key, value;
    bool is_keyed = inline_key(line, &key, &value) != KEY_NONE && value.len > 0;
    bool may_start = line.len && !strchr("-*+|`_", line.ptr[0]);
    return may_start && !is_keyed && ends_in_colon(line) && is_short(line) &&
           (n == p->lines.start || ends_sentence(p, n - 1));
}

/* `6. **Apply names**` in a paragraph: no item for CommonMark, since only a list that starts with 1 may interrupt one,
   but meant as one. */
static bool begins_item(const Paragraph *p, uint32_t n)
{
    Span line = line_of(p->b, p->lines, p->offset, n);
    size_t at = 0;
    while (at < line.len && line.ptr[at] >= '0' && line.ptr[at] <= '9')
        at++;
    bool is_ordinal =
        at && at + 1 < line.len && strchr(".)", line.ptr[at]) && line.ptr[at + 1] == ' ';
    return is_ordinal && !span_eq(span_range(line, 0, at), SPAN("1"));
}

/* Does a unit of its own start on line `n`? Keyed lines do below other keyed ones. */
static bool starts_unit(const Paragraph *p, uint32_t n)
{
    LineRole role = p->roles[n - p->lines.start], first = p->roles[0], before;
    if (n == p->lines.start)
        return true;
    before = p->roles[n - 1 - p->lines.start];
    return p->is_all_keyed || begins_item(p, n) || is_bold_title(p, n) || is_plain_title(p, n) ||
           (before == ROLE_LABEL && is_bold_title(p, n - 1)) ||
           (role == ROLE_BOLD_KEY && (first == ROLE_BOLD_KEY || first == ROLE_LABEL));
}

static size_t offset_of(const Paragraph *p, uint32_t n)
{
    return n == p->lines.start ? p->offset : 0;
}

static void add_title(Paragraph *p, SectionKind kind, uint32_t n)
{
    Span line = line_of(p->b, p->lines, p->offset, n), title = outline_title(line);
    Unit *unit = outline_open(p->b, kind, 0, (Range){n, n + 1}, title);
    unit->text = title;
    unit->info = line;
    unit->is_joined = n != p->lines.start;
}

static void add_paragraph(Paragraph *p, Range lines)
{
    outline_meet(p->b, UNIT_PARAGRAPH, lines.start);
    Unit *unit = build_unit(p->b, UNIT_PARAGRAPH, lines);
    unit->text = build_text(p->b, lines, offset_of(p, lines.start));
    unit->key_style = inline_key(unit->text, &unit->key, &unit->value);
    unit->is_joined = lines.start != p->lines.start;
}

static void add_units(Paragraph *p)
{
    bool may_title = p->b->item == NONE;
    for (uint32_t n = p->lines.start; n < p->lines.end;) {
        uint32_t from = n++;
        if (may_title && is_bold_title(p, from)) {
            add_title(p, SECTION_LABEL, from);
            continue;
        }
        if (may_title && is_plain_title(p, from)) {
            add_title(p, SECTION_PLAIN, from);
            continue;
        }
        while (n < p->lines.end && !(may_title ? starts_unit(p, n) : begins_item(p, n)))
            n++;
        add_paragraph(p, (Range){from, n});
    }
}

bool paragraph_is_table(const Build *b, Range lines, size_t offset)
{
    return lines.start + 1 < lines.end &&
           table_is_delimiter(line_of(b, lines, offset, lines.start),
                              line_of(b, lines, offset, lines.start + 1));
}

uint32_t paragraph_table(const Build *b, Range lines, size_t offset)
{
    for (uint32_t n = lines.start; n < lines.end; n++)
        if (paragraph_is_table(b, (Range){n, lines.end}, n == lines.start ? offset : 0))
            return n;
    return lines.end;
}

static void add_row(Build *b, Range lines, Span text, size_t width)
{
    Unit *unit = build_unit(b, UNIT_ROW, lines);
    unit->table = b->doc->table_count;
    unit->text = text;
    unit->row = ARENA_NEW(b->arena, TableRow);
    table_cells(b->arena, text, &unit->row->cells);
    if (width && unit->row->cells.len > width)
        diag_add(&b->doc->diags, DIAG_SPLIT_TABLE_ROW, lines.start + 1, 1,
                 "%zu cells where the header has %zu", unit->row->cells.len, width);
}

/* The header's unit has its delimiter row's line too. */
static void add_table(Build *b, Range lines, size_t offset, bool is_joined)
{
    outline_meet(b, UNIT_ROW, lines.start);
    add_row(b, (Range){lines.start, lines.start + 2}, line_of(b, lines, offset, lines.start), 0);
    Unit *header = &b->units.at[b->units.len - 1];
    header->is_header = true;
    header->is_joined = is_joined;
    table_cells(b->arena, line_of(b, lines, offset, lines.start + 1), &header->row->aligns);
    size_t width = header->row->cells.len;
    for (uint32_t n = lines.start + 2; n < lines.end; n++)
        add_row(b, (Range){n, n + 1}, line_of(b, lines, offset, n), width);
    b->doc->table_count++;
}

void paragraph_read(Build *b, Range lines, size_t offset, Below below)
{
    uint32_t table = paragraph_table(b, lines, offset);
    Paragraph p = {.b = b,
                   .lines = {lines.start, table},
                   .offset = offset,
                   .below = table < lines.end ? BELOW_BLOCK : below};
    if (table > lines.start) {
        read_roles(&p);
        add_units(&p);
    }
    if (table < lines.end)
        add_table(b, (Range){table, lines.end}, table == lines.start ? offset : 0,
                  table > lines.start);
}
