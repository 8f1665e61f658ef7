#include "merge/three_write.h"

enum { MARKER_SIZE = 7 };

typedef struct Writing {
    Buf *out;
    const ThreeText *texts;
    const AnswerVec *settled;
    const ThreeOptions *options;
} Writing;

/* How lines end: undecided where there is no line end to look at. */
typedef enum Ending { ENDING_UNKNOWN, ENDING_LF, ENDING_CRLF } Ending;

static Ending ending_of(Span line)
{
    if (!span_ends(line, SPAN("\n")))
        return ENDING_UNKNOWN;
    return span_ends(line, SPAN("\r\n")) ? ENDING_CRLF : ENDING_LF;
}

/* Of line `n`, or of the one before it when it is the last and has no end. */
static Ending ending_at(const Lines *lines, uint32_t n)
{
    if (n >= lines->count)
        return ENDING_UNKNOWN;
    Ending ending = ending_of(lines_with_ending(lines, n));
    if (ending == ENDING_UNKNOWN && n > 0)
        ending = ending_of(lines_with_ending(lines, n - 1));
    return ending;
}

static uint32_t line_before(Range range)
{
    return range.start ? range.start - 1 : 0;
}

/* What is added to a conflict ends its lines as the sides do before it, if they agree, else as the base does. */
static bool needs_cr(const Writing *w, const Seq3Region *region)
{
    Ending ending = ending_at(&w->texts[THREE_OURS].lines, line_before(region->ours));
    if (ending != ENDING_LF)
        ending = ending_at(&w->texts[THREE_THEIRS].lines, line_before(region->theirs));
    if (ending != ENDING_LF)
        ending = ending_at(&w->texts[THREE_BASE].lines, 0);
    return ending == ENDING_CRLF;
}

static void add_end(const Writing *w, bool is_crlf)
{
    buf_add(w->out, is_crlf ? SPAN("\r\n") : SPAN("\n"));
}

/* What structure puts behind a last line without an end must not run into it; lines alone never do. */
static void end_line(const Writing *w, bool is_crlf)
{
    if (w->out->len && w->out->ptr[w->out->len - 1] != '\n')
        add_end(w, is_crlf);
}

static void add_text(const Writing *w, Span text)
{
    if (text.len)
        end_line(w, false);
    buf_add(w->out, text);
}

static void add_lines(const Writing *w, ThreeSide side, Range range)
{
    add_text(w, lines_range(&w->texts[side].lines, range));
}

/* The same when more lines follow, so that the last one must end. */
static void add_ended(const Writing *w, ThreeSide side, Range range, bool is_crlf)
{
    Span lines = lines_range(&w->texts[side].lines, range);
    if (!lines.len)
        return;
    end_line(w, is_crlf);
    buf_add(w->out, lines);
    end_line(w, is_crlf);
}

static void add_sign(const Writing *w, char sign)
{
    buf_add_times(w->out, sign, w->options->marker_size ? w->options->marker_size : MARKER_SIZE);
}

static void add_marker(const Writing *w, const Seq3Region *region, ThreeSide side, bool is_crlf)
{
    static const char signs[THREE_SIDES] = {
        [THREE_OURS] = '<', [THREE_BASE] = '|', [THREE_THEIRS] = '>'};
    Span label = w->options->label[side], caption = {0};
    if (region->settled != NONE)
        caption = w->settled->at[region->settled].caption[side];
    add_sign(w, signs[side]);
    if (label.ptr)
        buf_format(w->out, " %.*s", SPAN_ARG(label));
    if (caption.len)
        buf_format(w->out, "%s %.*s", label.ptr ? ":" : "", SPAN_ARG(caption));
    add_end(w, is_crlf);
}

static void add_conflict(const Writing *w, const Seq3Region *region)
{
    bool is_crlf = needs_cr(w, region);
    end_line(w, is_crlf);
    add_marker(w, region, THREE_OURS, is_crlf);
    add_ended(w, THREE_OURS, region->ours, is_crlf);
    if (w->options->style != THREE_MERGE) {
        add_marker(w, region, THREE_BASE, is_crlf);
        add_ended(w, THREE_BASE, region->base, is_crlf);
    }
    add_sign(w, '=');
    add_end(w, is_crlf);
    add_ended(w, THREE_THEIRS, region->theirs, is_crlf);
    add_marker(w, region, THREE_THEIRS, is_crlf);
}

/* True when the conflict stays open. */
static bool add_favored(const Writing *w, const Seq3Region *region)
{
    switch (w->options->favor) {
    case THREE_FAVOR_NONE:
        add_conflict(w, region);
        return true;
    case THREE_FAVOR_OURS:
        add_lines(w, THREE_OURS, region->ours);
        return false;
    case THREE_FAVOR_THEIRS:
        add_lines(w, THREE_THEIRS, region->theirs);
        return false;
    case THREE_FAVOR_UNION:
        add_ended(w, THREE_OURS, region->ours, needs_cr(w, region));
        add_lines(w, THREE_THEIRS, region->theirs);
        return false;
    }
    return false;
}

static bool add_region(const Writing *w, const Seq3Region *region)
{
    switch (region->kind) {
    case SEQ3_CONFLICT:
        return add_favored(w, region);
    case SEQ3_THEIRS:
        add_lines(w, THREE_THEIRS, region->theirs);
        return false;
    case SEQ3_SETTLED:
        add_text(w, w->settled->at[region->settled].text);
        return false;
    case SEQ3_OURS:
    case SEQ3_SAME:
        add_lines(w, THREE_OURS, region->ours);
        return false;
    }
    return false;
}

/* Lines without a letter or digit (in ASCII, as git has it) do not keep two conflicts apart. */
static const bool *find_weak(Arena *arena, const Lines *lines)
{
    bool *is_weak = ARENA_ARRAY(arena, bool, (size_t)lines->count + 1);
    for (uint32_t n = 0; n < lines->count; n++)
        is_weak[n] = !span_has_alnum(lines_line(lines, n));
    return is_weak;
}

static bool is_whole(const Seq3Region *region, const AnswerVec *settled)
{
    return region->settled != NONE && settled->at[region->settled].is_whole;
}

/* Conflicts that are one question are cut at their ends alone: as settled ones they are left as they are. */
static void set_aside(Seq ours, Seq theirs, const AnswerVec *settled, Seq3Vec *regions)
{
    for (size_t i = 0; i < regions->len; i++)
        if (is_whole(&regions->at[i], settled)) {
            seq3_trim(ours, theirs, &(Seq3Vec){&regions->at[i], 1, 1});
            regions->at[i].kind = SEQ3_SETTLED;
        }
}

static void take_back(const AnswerVec *settled, Seq3Vec *regions)
{
    for (size_t i = 0; i < regions->len; i++)
        if (is_whole(&regions->at[i], settled))
            regions->at[i].kind = SEQ3_CONFLICT;
}

/* The regions with their conflicts as small as the style of writing them allows. */
static Seq3Vec narrow(Arena *arena, const ThreeText *texts, const Seq3Vec *regions,
                      const AnswerVec *settled, ThreeStyle style)
{
    Seq ours = texts[THREE_OURS].ids, theirs = texts[THREE_THEIRS].ids;
    Seq3Vec narrowed = {0};
    for (size_t i = 0; i < regions->len; i++)
        vec_add(arena, &narrowed, regions->at[i]);
    if (style == THREE_MERGE) {
        set_aside(ours, theirs, settled, &narrowed);
        narrowed =
            seq3_narrow(arena, ours, theirs, find_weak(arena, &texts[THREE_OURS].lines), &narrowed);
        take_back(settled, &narrowed);
    }
    if (style == THREE_ZDIFF3)
        seq3_trim(ours, theirs, &narrowed);
    return narrowed;
}

uint32_t three_write(Buf *out, const ThreeText texts[THREE_SIDES], const Seq3Vec *regions,
                     const AnswerVec *settled, const ThreeOptions *options)
{
    Writing w = {out, texts, settled, options};
    Seq3Vec narrowed = narrow(out->arena, texts, regions, settled, options->style);
    uint32_t at = 0, conflicts = 0;
    for (size_t i = 0; i < narrowed.len; i++) {
        const Seq3Region *region = &narrowed.at[i];
        add_lines(&w, THREE_OURS, (Range){at, region->ours.start});
        conflicts += add_region(&w, region);
        at = region->ours.end;
    }
    add_lines(&w, THREE_OURS, (Range){at, texts[THREE_OURS].lines.count});
    return conflicts;
}
