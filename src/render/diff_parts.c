#include "render/diff_parts.h"

#include "text/words.h"

static const char *const kinds[] = {
    [CHANGE_ADDED] = "added", [CHANGE_REMOVED] = "removed", [CHANGE_EDITED] = "edited",
    [CHANGE_MOVED] = "moved", [CHANGE_RENAMED] = "renamed", [CHANGE_FORMATTING] = "formatting",
};

static const char *const whats[] = {
    [CHANGE_FIELD] = "field", [CHANGE_SECTION] = "section", [CHANGE_PARAGRAPH] = "paragraph",
    [CHANGE_ITEM] = "item",   [CHANGE_ROW] = "row",         [CHANGE_CODE] = "code",
    [CHANGE_QUOTE] = "quote", [CHANGE_HTML] = "html",       [CHANGE_RULE] = "rule",
};

static const char *const entries[] = {
    [ENTRY_SAME] = "same",       [ENTRY_EDITED] = "edited",   [ENTRY_ADDED] = "added",
    [ENTRY_REMOVED] = "removed", [ENTRY_RENAMED] = "renamed",
};

/* In the order in which they are named. */
static const struct {
    unsigned bit;
    const char *name;
} weights[] = {
    {WEIGHTY_RIGHTS, "rights"},
    {WEIGHTY_NEGATION, "negation"},
    {WEIGHTY_NUMBER, "number"},
};

const char *parts_kind(ChangeKind kind)
{
    return kinds[kind];
}

const char *parts_what(ChangeWhat what)
{
    return whats[what];
}

const char *parts_entry(EntryKind kind)
{
    return entries[kind];
}

const char *parts_weight(unsigned bit)
{
    size_t i = 0;
    while (weights[i].bit != bit)
        i++;
    return weights[i].name;
}

Span parts_weighty(Arena *arena, unsigned weighty)
{
    Buf out = buf_in(arena);
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
        if (weighty & weights[i].bit)
            buf_format(&out, "%s%s", out.len ? ", " : "", weights[i].name);
    return buf_span(&out);
}

/* ---- sides ---- */

PairSide parts_main_side(const Change *change)
{
    return change->new.index == NONE ? PAIR_OLD : PAIR_NEW;
}

const Place *parts_place(const Change *change, PairSide side)
{
    return side == PAIR_OLD ? &change->old : &change->new;
}

/* A value of several lines was written so on purpose; any other is prose. */
static bool has_feed(const RunVec *runs)
{
    for (size_t i = 0; i < runs->len; i++)
        if (span_find_byte(runs->at[i].text, '\n', 0) < runs->at[i].text.len)
            return true;
    return false;
}

bool parts_has_lines(const Change *change)
{
    bool is_field = change->what == CHANGE_FIELD;
    return change->what == CHANGE_CODE || change->what == CHANGE_HTML ||
           change->what == CHANGE_QUOTE || (is_field && has_feed(&change->runs));
}

Span parts_line_numbers(Arena *arena, const Place *place)
{
    if (place->index == NONE)
        return SPAN("");
    uint32_t first = place->lines.start + 1, last = place->lines.end;
    return last > first ? arena_format(arena, "%u-%u", first, last)
                        : arena_format(arena, "%u", first);
}

Span parts_address(const Change *change, PairSide side)
{
    Span address = parts_place(change, side)->address;
    return address.len ? address : SPAN("(opening)");
}

/* ---- text ---- */

static size_t indentation(Span line)
{
    return line.len - span_trim_start(line).len;
}

static void dedent(SpanVec *lines)
{
    size_t least = SIZE_MAX;
    for (size_t i = 0; i < lines->len; i++)
        if (!span_is_blank(lines->at[i]) && indentation(lines->at[i]) < least)
            least = indentation(lines->at[i]);
    for (size_t i = 0; i < lines->len; i++) {
        size_t own = indentation(lines->at[i]);
        lines->at[i] = span_from(lines->at[i], own < least ? own : least);
    }
}

static void take_lines(Arena *arena, const Lines *text, Range range, SpanVec *lines)
{
    for (uint32_t n = range.start; n < range.end; n++) {
        Span line = span_trim_end(lines_line(text, n));
        if (line.len || (lines->len && n > range.start)) /* none at the start of a part */
            vec_add(arena, lines, line);
    }
    while (lines->len && !lines->at[lines->len - 1].len)
        lines->len--;
}

static uint32_t count_said(const Lines *text, Range range)
{
    uint32_t count = 0;
    for (uint32_t n = range.start; n < range.end; n++)
        count += !span_is_blank(lines_line(text, n));
    return count;
}

void parts_lines(Arena *arena, const Diff *diff, const Change *change, PairSide side,
                 SpanVec *lines, uint32_t *elsewhere)
{
    const Place *place = parts_place(change, side);
    *elsewhere = 0;
    if (place->index == NONE)
        return;
    const Source *source = &diff->pairing->docs[side]->source;
    /* A mended text and its damaged form differ in their bytes alone. */
    bool is_raw = change->kind == CHANGE_FORMATTING && !source->is_utf16;
    const Lines *text = is_raw ? &source->raw : &source->text;
    uint32_t gap = place->lines.start;
    for (size_t i = 0; i < place->parts.len; i++) {
        uint32_t between = count_said(text, (Range){gap, place->parts.at[i].start});
        if (!between && lines->len && gap < place->parts.at[i].start)
            vec_add(arena, lines, SPAN(""));
        *elsewhere += between;
        take_lines(arena, text, place->parts.at[i], lines);
        gap = place->parts.at[i].end;
    }
    if (place->parts.len)
        *elsewhere += count_said(text, (Range){gap, place->lines.end});
    else
        take_lines(arena, text, place->lines, lines);
    dedent(lines);
}

Span parts_elsewhere(Arena *arena, PairSide side, uint32_t lines)
{
    const char *where = side == PAIR_NEW ? "from elsewhere"
                        : lines == 1     ? "that stands elsewhere now"
                                         : "that stand elsewhere now";
    return arena_format(arena, "and %u line%s %s", lines, lines == 1 ? "" : "s", where);
}

Span parts_text(Arena *arena, const Diff *diff, const Change *change, PairSide side)
{
    SpanVec lines = {0};
    uint32_t elsewhere;
    parts_lines(arena, diff, change, side, &lines, &elsewhere);
    Buf out = buf_in(arena);
    for (size_t i = 0; i < lines.len; i++) {
        if (i)
            buf_add_byte(&out, '\n');
        buf_add(&out, lines.at[i]);
    }
    return buf_span(&out);
}

/* The commas stand outside of the marks. */
const RunVec *parts_runs(Arena *arena, const Change *change, RunKind without)
{
    RunVec *kept = ARENA_NEW(arena, RunVec);
    for (size_t i = 0; i < change->runs.len; i++) {
        const Run *run = &change->runs.at[i];
        if (run->kind == without && without != RUN_SAME)
            continue;
        if (change->is_set && kept->len)
            vec_add(arena, kept, (Run){RUN_SAME, SPAN(", ")});
        vec_add(arena, kept, *run);
    }
    return kept;
}

static Range parts_of(const Diff *diff, PairSide side, uint32_t unit)
{
    return splits_parts(&diff->splits, diff->pairing, side, unit);
}

/* The text of the parts with a sign where one ends and the next begins. */
static const RunVec *ends_of_parts(Arena *arena, const Doc *doc, Range units, RunKind kind)
{
    RunVec *runs = ARENA_NEW(arena, RunVec);
    for (uint32_t u = units.start; u < units.end; u++) {
        if (u > units.start) {
            vec_add(arena, runs, (Run){RUN_SAME, SPAN(" ")});
            vec_add(arena, runs, (Run){kind, SPAN("¶")});
            vec_add(arena, runs, (Run){RUN_SAME, SPAN(" ")});
        }
        vec_add(arena, runs, (Run){RUN_SAME, splits_text(arena, doc, (Range){u, u + 1})});
    }
    return runs;
}

const RunVec *parts_told(Arena *arena, const Diff *diff, const Change *change)
{
    const Doc *const *docs = diff->pairing->docs;
    if (change->kind != CHANGE_FORMATTING || change->reason != PAIR_PARTS)
        return parts_runs(arena, change, RUN_SAME);
    Range old = parts_of(diff, PAIR_OLD, change->old.index);
    Range new = parts_of(diff, PAIR_NEW, change->new.index);
    return old.end - old.start > 1 ? ends_of_parts(arena, docs[PAIR_OLD], old, RUN_REMOVED)
                                   : ends_of_parts(arena, docs[PAIR_NEW], new, RUN_ADDED);
}

/* ---- counts ---- */

static uint32_t count_words(Arena *arena, Span text)
{
    WordVec words = {0};
    words_split(arena, text, &words);
    return (uint32_t)words.len;
}

static void count_runs(Arena *arena, PartsCounts *counts, const RunVec *runs)
{
    for (size_t i = 0; i < runs->len; i++) {
        const Run *run = &runs->at[i];
        if (run->kind == RUN_ADDED)
            counts->words_added += count_words(arena, run->text);
        else if (run->kind == RUN_REMOVED)
            counts->words_removed += count_words(arena, run->text);
    }
}

static PartsCounts count_change(const Change *change)
{
    PartsCounts counts = {.weighty = change->weighty != 0};
    counts.kinds[change->kind] = 1;
    return counts;
}

PartsCounts parts_count(const Diff *diff)
{
    PartsCounts sum = {0};
    for (size_t i = 0; diff && i < diff->changes.len; i++) {
        PartsCounts counts = count_change(&diff->changes.at[i]);
        parts_add_counts(&sum, &counts);
    }
    return sum;
}

PartsCounts parts_measure_change(Arena *arena, const Diff *diff, const Change *change)
{
    PartsCounts counts = count_change(change);
    if (change->runs.len)
        count_runs(arena, &counts, &change->runs);
    else if (change->kind == CHANGE_ADDED)
        counts.words_added = count_words(arena, parts_text(arena, diff, change, PAIR_NEW));
    else if (change->kind == CHANGE_REMOVED)
        counts.words_removed = count_words(arena, parts_text(arena, diff, change, PAIR_OLD));
    return counts;
}

PartsCounts parts_measure(Arena *arena, const Diff *diff)
{
    PartsCounts sum = {0};
    for (size_t i = 0; diff && i < diff->changes.len; i++) {
        PartsCounts counts = parts_measure_change(arena, diff, &diff->changes.at[i]);
        parts_add_counts(&sum, &counts);
    }
    return sum;
}

void parts_add_counts(PartsCounts *sum, const PartsCounts *more)
{
    for (int kind = 0; kind < PARTS_KINDS; kind++)
        sum->kinds[kind] += more->kinds[kind];
    sum->weighty += more->weighty;
    sum->words_added += more->words_added;
    sum->words_removed += more->words_removed;
}

Span parts_counts(Arena *arena, const PartsCounts *counts)
{
    static const ChangeKind order[] = {CHANGE_EDITED, CHANGE_ADDED, CHANGE_REMOVED, CHANGE_MOVED,
                                       CHANGE_RENAMED};
    Buf out = buf_in(arena);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (counts->kinds[order[i]])
            buf_format(&out, "%s%u %s", out.len ? ", " : "", counts->kinds[order[i]],
                       kinds[order[i]]);
    return buf_span(&out);
}

void parts_shown(Arena *arena, const Diff *diff, bool formatting, IndexVec *shown)
{
    for (int weighty = 1; weighty >= 0; weighty--)
        for (uint32_t i = 0; i < diff->changes.len; i++) {
            const Change *change = &diff->changes.at[i];
            bool is_wanted = formatting || change->kind != CHANGE_FORMATTING;
            if (is_wanted && (change->weighty != 0) == (weighty == 1))
                vec_add(arena, shown, i);
        }
}
