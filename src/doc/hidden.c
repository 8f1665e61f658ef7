#include "doc/hidden.h"

#include "text/utf8.h"

Place place_at_start(const Lines *lines)
{
    return (Place){lines, 0, 0, 1};
}

void place_move(Place *place, size_t offset)
{
    const Lines *lines = place->lines;
    uint32_t line = place->line;
    while (line + 1 < lines->count && lines->start[line + 1] <= offset)
        line++;
    if (line != place->line)
        *place = (Place){lines, lines->start[line], line, 1};
    place->column += (uint32_t)utf8_length(span_range(lines->text, place->offset, offset));
    place->offset = offset;
}

/* What kind of hidden character a code point is. U+200D and U+200C come under join, which scripts and emoji need. */
typedef struct HiddenRange {
    int32_t first, last;
    DiagCode code;
    bool is_join;
} HiddenRange;

static const HiddenRange hidden_ranges[] = {
    {-1, -1, DIAG_INVALID_UTF8, false},
    {0, 0, DIAG_NUL, false},
    {0x01, 0x08, DIAG_CONTROL, false},
    {0x0B, 0x0C, DIAG_CONTROL, false},
    {0x0E, 0x1F, DIAG_CONTROL, false},
    {0x7F, 0x9F, DIAG_CONTROL, false},
    {0xA0, 0xA0, DIAG_NBSP, false},
    {0xAD, 0xAD, DIAG_ZERO_WIDTH, false},
    {0x61C, 0x61C, DIAG_BIDI, false},
    {0x180E, 0x180E, DIAG_ZERO_WIDTH, false},
    {0x200B, 0x200B, DIAG_ZERO_WIDTH, false},
    {0x200C, 0x200D, DIAG_ZERO_WIDTH, true},
    {0x200E, 0x200F, DIAG_BIDI, false},
    {0x202A, 0x202E, DIAG_BIDI, false},
    {0x202F, 0x202F, DIAG_NBSP, false},
    {0x2060, 0x2064, DIAG_ZERO_WIDTH, false},
    {0x2066, 0x2069, DIAG_BIDI, false},
    {0xFEFF, 0xFEFF, DIAG_ZERO_WIDTH, false},
    {0xE0000, 0xE007F, DIAG_TAG_CHARACTER, false},
};

static const HiddenRange *hidden_find(int32_t code_point)
{
    size_t low = 0, high = sizeof hidden_ranges / sizeof *hidden_ranges;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code_point > hidden_ranges[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    const HiddenRange *range = &hidden_ranges[low];
    bool is_in = low < sizeof hidden_ranges / sizeof *hidden_ranges && code_point >= range->first;
    return is_in ? range : NULL;
}

bool hidden_is(int32_t code_point)
{
    const HiddenRange *range = hidden_find(code_point);
    return range && !range->is_join;
}

/* End of the run of code points of one kind that starts at `at`. */
static size_t run_end(Span text, size_t at, const HiddenRange *range)
{
    for (size_t next = at; next < text.len; at = next) {
        const HiddenRange *here = hidden_find(utf8_next(text, &next));
        if (!here || here->code != range->code)
            return at;
    }
    return text.len;
}

/* The ASCII text that tag characters stand for; long ones are cut. */
static size_t tag_text(Span run, char *shown, size_t size)
{
    size_t len = 0;
    for (size_t at = 0; at < run.len && len < size;) {
        int32_t letter = utf8_next(run, &at) - 0xE0000;
        if (letter >= 0x20 && letter < 0x7F)
            shown[len++] = (char)letter;
    }
    return len;
}

static void report(Diags *diags, const Place *place, DiagCode code, Span run)
{
    uint32_t line = place->line + 1, column = place->column;
    size_t first = 0, count = utf8_length(run);
    int32_t code_point = utf8_next(run, &first);
    char shown[200];
    if (code == DIAG_TAG_CHARACTER)
        diag_add(diags, code, line, column, "%zu tag characters spell \"%.*s\"", count,
                 (int)tag_text(run, shown, sizeof shown), shown);
    else if (code == DIAG_INVALID_UTF8)
        diag_add(diags, code, line, column, "%zu bytes that are not UTF-8, the first is 0x%02X",
                 count, (unsigned)(unsigned char)run.ptr[0]);
    else
        diag_add(diags, code, line, column, "U+%04X%s", (unsigned)code_point,
                 count > 1 ? " and more of its kind" : "");
}

/* Joiners between characters beyond ASCII belong to a script or an emoji; the flags of England, Scotland and Wales
   are a black flag followed by tag characters. */
static bool is_wanted(Span text, const HiddenRange *range, int32_t before, size_t end)
{
    if (range->code == DIAG_TAG_CHARACTER)
        return before == 0x1F3F4;
    return range->is_join && before > 0x7F && end < text.len && (unsigned char)text.ptr[end] > 0x7F;
}

void hidden_report(const Lines *lines, Diags *diags)
{
    Span text = lines->text;
    Place place = place_at_start(lines);
    int32_t before = 0;
    for (size_t at = utf8_plain(text, 0), next = 0; at < text.len; at = utf8_plain(text, next)) {
        if (at > next)
            before = text.ptr[at - 1];
        next = at;
        int32_t code_point = utf8_next(text, &next);
        const HiddenRange *range = hidden_find(code_point);
        if (range) {
            next = run_end(text, at, range);
            if (!is_wanted(text, range, before, next)) {
                place_move(&place, at);
                report(diags, &place, range->code, span_range(text, at, next));
            }
        }
        before = code_point;
    }
}
