#include "render/summary.h"

#include "base/file.h"
#include "doc/inline.h"
#include "render/term.h"

/* One screen. */
enum {
    CONFLICTS_SHOWN = 6,
    CONFLICTS_NAMED = 50,
    LOSERS_SHOWN = 2,
    RIGHTS_SHOWN = 4,
    CLOSE_CALLS_SHOWN = 4
};
enum { TEXT_COLUMNS = 60, TEXT_ELSEWHERE = 1000, NAMES_SHOWN = 5, KIND_COLUMNS = 24 };

typedef struct Summary {
    Buf *out;
    const Ledger *ledger;
    const View *view;
    size_t folder; /* length of the folder that all inputs' paths begin with */
} Summary;

/* On a screen a quotation has a part of a line; elsewhere it is whole, unless it is endless. */
static size_t text_columns(const Summary *s)
{
    return s->view->width ? TEXT_COLUMNS : TEXT_ELSEWHERE;
}

/* ---- names ---- */

static size_t common_folder(const Ledger *ledger)
{
    Span first = ledger->inputs.len ? ledger->inputs.at[0].path : (Span){0};
    size_t common = first.len;
    for (size_t i = 1; i < ledger->inputs.len; i++) {
        Span path = ledger->inputs.at[i].path;
        size_t at = 0;
        while (at < common && at < path.len && path.ptr[at] == first.ptr[at])
            at++;
        common = at;
    }
    return ledger->inputs.len > 1 ? file_folder(span_range(first, 0, common)).len : 0;
}

static Span name_of(const Summary *s, uint32_t input)
{
    return term_clip(s->out->arena,
                     span_from(term_name(s->ledger->inputs.at[input].path), s->folder), 0);
}

static Span place_of(const Summary *s, uint32_t index)
{
    const LedgerUnit *unit = &s->ledger->units.at[index];
    return arena_format(s->out->arena, "%.*s:%u", SPAN_ARG(name_of(s, unit->input)),
                        unit->lines.first);
}

static void add_names(const Summary *s, const SpanVec *names)
{
    for (size_t i = 0; i < names->len && i < NAMES_SHOWN; i++) {
        buf_add(s->out, i ? SPAN(", ") : SPAN(""));
        buf_add(s->out, term_clip(s->out->arena, names->at[i], text_columns(s)));
    }
    if (names->len > NAMES_SHOWN)
        buf_format(s->out, " and %zu more", names->len - NAMES_SHOWN);
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* ---- how much ---- */

static size_t input_bytes(const Ledger *ledger)
{
    size_t bytes = 0;
    for (size_t i = 0; i < ledger->inputs.len; i++)
        bytes += ledger->inputs.at[i].bytes;
    return bytes;
}

static void render_sizes(const Summary *s)
{
    Arena *arena = s->out->arena;
    const Ledger *l = s->ledger;
    size_t in = input_bytes(l), made = l->output.bytes;
    Span name = span_eq(l->output.path, SPAN("-"))
                    ? SPAN("merged agent")
                    : term_clip(arena, l->output.path, text_columns(s));
    Span head = arena_format(arena, "%zu file%s -> %.*s", l->inputs.len, plural(l->inputs.len),
                             SPAN_ARG(name));
    term_paint(s->out, s->view, TERM_BOLD, head);
    buf_format(s->out, "   %.*s -> %.*s bytes (%zu %%)\n", SPAN_ARG(term_number(arena, in)),
               SPAN_ARG(term_number(arena, made)), in ? made * 100 / in : 100);
}

/* The line of the last heading up to a line of the output: the section it stands in. */
static uint32_t *sections_of(const Summary *s)
{
    const Ledger *l = s->ledger;
    uint32_t *heads = ARENA_ARRAY(s->out->arena, uint32_t, l->output.lines + 2);
    for (size_t i = 0; i < l->units.len; i++) {
        const LedgerUnit *unit = &l->units.at[i];
        if (span_eq(unit->kind, SPAN("heading")) && unit->output.first <= l->output.lines)
            heads[unit->output.first] = unit->output.first;
    }
    for (uint32_t n = 1; n <= l->output.lines; n++)
        heads[n] = heads[n] ? heads[n] : heads[n - 1];
    return heads;
}

/* Duplicates whose survivor stands in another section than their own became part of. */
static size_t count_far(const Summary *s)
{
    const Ledger *l = s->ledger;
    const uint32_t *heads = sections_of(s);
    uint32_t own = 0, input = UINT32_MAX;
    size_t far = 0;
    for (size_t i = 0; i < l->units.len; i++) {
        const LedgerUnit *unit = &l->units.at[i];
        if (unit->input != input)
            own = 0, input = unit->input;
        if (span_eq(unit->kind, SPAN("heading")))
            own = unit->output.first;
        else if (unit->fate == FATE_DUPLICATE && own && unit->output.first <= l->output.lines)
            far += heads[unit->output.first] != own;
    }
    return far;
}

static const struct {
    const char *rule, *words;
} rules[] = {
    {"support", "said by too few files"},
    {"tools", "not among the tools wanted"},
    {"structure", "as a title of nothing"},
    {"opening", "as a second opening or closing"},
    {"decision", "as --set says otherwise"},
    {"voice", "as a title the winner does not have"},
    {"budget", "beyond the size wanted"},
    {"resolver", "by the resolver"},
    {"style", "by the style"},
};

/* How often each rule dropped something. */
static void render_drops(const Summary *s)
{
    bool is_first = true;
    for (size_t r = 0; r < sizeof rules / sizeof *rules; r++) {
        size_t count = 0;
        for (size_t i = 0; i < s->ledger->units.len; i++)
            count += s->ledger->units.at[i].fate == FATE_DROPPED &&
                     span_eq(s->ledger->units.at[i].reason, span_of(rules[r].rule));
        if (count)
            buf_format(s->out, "%s%zu %s", is_first ? "" : ", ", count, rules[r].words);
        is_first = is_first && !count;
    }
}

static const char *const fate_words[] = {
    [FATE_KEPT] = "stand as they were",
    [FATE_MERGED] = "joined with others in one line",
    [FATE_DUPLICATE] = "say nothing that another line does not",
    [FATE_CONFLICT] = "lost to what another file says instead",
};

/* Lists of tools are what is joined most: said apart, for the lines of the body are what a reader looks at. */
static void render_entries(const Summary *s, size_t merged)
{
    size_t entries = 0;
    for (size_t i = 0; i < s->ledger->units.len; i++)
        entries += s->ledger->units.at[i].fate == FATE_MERGED &&
                   span_eq(s->ledger->units.at[i].kind, SPAN("entry"));
    if (entries == merged)
        buf_add(s->out, SPAN("; all of them in the front matter"));
    else if (entries)
        buf_format(s->out, "; %zu of them in the front matter", entries);
}

static void render_fate(const Summary *s, Fate fate, size_t count)
{
    buf_format(s->out, "  %6zu %-9s  ", count, ledger_fate_name(fate));
    if (fate == FATE_DROPPED)
        render_drops(s);
    else
        buf_add(s->out, span_of(fate_words[fate]));
    if (fate == FATE_MERGED)
        render_entries(s, count);
    size_t far = fate == FATE_DUPLICATE ? count_far(s) : 0;
    if (far)
        buf_format(s->out, "; of %zu it stands in another section", far);
    buf_add_byte(s->out, '\n');
}

static void render_fates(const Summary *s)
{
    size_t counts[FATE_MARKUP + 1] = {0};
    for (size_t i = 0; i < s->ledger->units.len; i++)
        counts[s->ledger->units.at[i].fate]++;
    buf_format(s->out, "  of %zu headings, paragraphs, items, fields and so on\n",
               s->ledger->units.len - counts[FATE_MARKUP]);
    for (int fate = FATE_KEPT; fate <= FATE_DROPPED; fate++)
        if (counts[fate])
            render_fate(s, (Fate)fate, counts[fate]);
}

/* ---- what the files disagree about ---- */

static void render_side(const Summary *s, uint32_t index, Span text, const char *word)
{
    buf_format(s->out, "    %s ", word);
    term_add(s->out, term_clip(s->out->arena, inline_plain(s->out->arena, text), text_columns(s)));
    buf_add(s->out, SPAN("  "));
    term_paint(s->out, s->view, TERM_DIM, place_of(s, index));
    buf_add_byte(s->out, '\n');
}

/* One past the last of the conflicts that have the winner of `first`. */
static size_t conflict_end(const Ledger *ledger, size_t first)
{
    size_t end = first + 1;
    while (end < ledger->conflicts.len &&
           ledger->conflicts.at[end].winner == ledger->conflicts.at[first].winner)
        end++;
    return end;
}

static void render_losers(const Summary *s, size_t first, size_t end)
{
    const LedgerConflict *c = s->ledger->conflicts.at;
    size_t shown = end - first > LOSERS_SHOWN ? LOSERS_SHOWN - 1 : LOSERS_SHOWN;
    for (size_t i = first; i < end && i < first + shown; i++)
        render_side(s, c[i].loser, c[i].texts[1], "lost");
    if (first + shown >= end)
        return;
    buf_format(s->out, "    lost %zu more  ", end - first - shown);
    for (size_t i = first + shown; i < end; i++) {
        Span place = place_of(s, c[i].loser);
        term_paint(
            s->out, s->view, TERM_DIM,
            arena_format(s->out->arena, "%s%.*s", i > first + shown ? " " : "", SPAN_ARG(place)));
    }
    buf_add_byte(s->out, '\n');
}

static void render_conflict(const Summary *s, size_t first, size_t end)
{
    const LedgerConflict *c = &s->ledger->conflicts.at[first];
    buf_add(s->out, SPAN("  conflict "));
    term_paint(s->out, s->view, TERM_YELLOW, term_clip(s->out->arena, c->kind, KIND_COLUMNS));
    if (c->support > 1)
        buf_format(s->out, " (%u of %zu files agree on it)", c->support, s->ledger->inputs.len);
    buf_add_byte(s->out, '\n');
    render_side(s, c->winner, c->texts[0], "kept");
    render_losers(s, first, end);
}

static void render_ranks(const Summary *s)
{
    if (!s->ledger->ranked.len || s->ledger->inputs.len < 2)
        return;
    buf_add(s->out, SPAN("  who wins where no majority does (--prefer FILE puts one first):"));
    for (size_t i = 0; i < s->ledger->ranked.len; i++) {
        buf_add_byte(s->out, ' ');
        buf_add(s->out, name_of(s, s->ledger->ranked.at[i]));
    }
    buf_add_byte(s->out, '\n');
}

/* Those that are too many to be quoted are named all the same, a line each. */
static void name_conflicts(const Summary *s, size_t from)
{
    const Ledger *l = s->ledger;
    size_t more = l->conflicts.len - from, named = more < CONFLICTS_NAMED ? more : CONFLICTS_NAMED;
    buf_format(s->out, "  and %zu conflict%s more ('--ledger FILE' quotes them all)\n", more,
               plural(more));
    for (size_t i = from; i < from + named; i++) {
        const LedgerConflict *c = &l->conflicts.at[i];
        Span kept = place_of(s, c->winner), lost = place_of(s, c->loser);
        buf_format(s->out, "    %.*s over %.*s  ", SPAN_ARG(kept), SPAN_ARG(lost));
        term_paint(s->out, s->view, TERM_DIM, term_clip(s->out->arena, c->kind, KIND_COLUMNS));
        buf_add_byte(s->out, '\n');
    }
    if (more > named)
        buf_format(s->out, "    and %zu beyond these\n", more - named);
}

static void render_conflicts(const Summary *s)
{
    size_t count = s->ledger->conflicts.len, shown = 0;
    for (size_t i = 0, end; i < count; i = end) {
        end = conflict_end(s->ledger, i);
        if (shown++ == CONFLICTS_SHOWN) {
            name_conflicts(s, i);
            break;
        }
        render_conflict(s, i, end);
    }
    if (count)
        render_ranks(s);
}

/* ---- rights ---- */

static void render_right(const Summary *s, const LedgerRights *rights)
{
    Span name = name_of(s, rights->input);
    const char *change =
        rights->is_open    ? "limits no tools and so has all; the result has its list only"
        : rights->is_freed ? "limits its tools; the result names none and so has all"
                           : NULL;
    if (change)
        buf_format(s->out, "    %.*s %s\n", SPAN_ARG(name), change);
    if (!rights->gains.len)
        return;
    buf_format(s->out, "    %.*s gains ", SPAN_ARG(name));
    add_names(s, &rights->gains);
    buf_add_byte(s->out, '\n');
}

static void render_tool_keys(const Summary *s)
{
    if (!s->ledger->tool_keys.len)
        return;
    buf_add(s->out, SPAN("  tools are named in several fields: "));
    add_names(s, &s->ledger->tool_keys);
    buf_add(s->out, SPAN("; a harness reads the one it knows\n"));
}

/* The files that gain by the merge, or those that lose, below a heading. */
static void render_rights_of(const Summary *s, bool is_open, TermColor color, const char *heading)
{
    const Ledger *l = s->ledger;
    size_t count = 0;
    for (size_t i = 0; i < l->rights.len; i++) {
        if (l->rights.at[i].is_open != is_open)
            continue;
        if (count == 0) {
            term_paint(s->out, s->view, color, span_of(heading));
            buf_add(s->out, !is_open && l->widened.len
                                ? SPAN(": not every file grants all tools (--tools intersection "
                                       "keeps what all grant)\n")
                                : SPAN("\n"));
        }
        if (count++ < RIGHTS_SHOWN)
            render_right(s, &l->rights.at[i]);
    }
    if (count > RIGHTS_SHOWN)
        buf_format(s->out, "    and %zu file%s more\n", count - RIGHTS_SHOWN,
                   plural(count - RIGHTS_SHOWN));
}

static void render_rights(const Summary *s)
{
    render_rights_of(s, false, TERM_RED, "  rights widened");
    render_rights_of(s, true, TERM_YELLOW, "  rights narrowed");
}

/* ---- where to look first ---- */

static void render_close_call(const Summary *s, const LedgerUnit *unit, bool is_first)
{
    Buf words = buf_in(s->out->arena);
    for (size_t i = 0; i < unit->lost_words.len; i++) {
        if (i)
            buf_add_byte(&words, ' ');
        buf_add(&words, unit->lost_words.at[i]);
    }
    if (is_first)
        buf_add(s->out,
                SPAN("  closest calls: left out, as a line of the result says nearly the same\n"));
    buf_add(s->out, SPAN("    "));
    buf_add(s->out, place_of(s, (uint32_t)(unit - s->ledger->units.at)));
    buf_format(s->out, " is line %u without: ", unit->output.first);
    term_paint(s->out, s->view, TERM_DIM,
               term_clip(s->out->arena, buf_span(&words), text_columns(s)));
    buf_add_byte(s->out, '\n');
}

static bool is_call(const LedgerUnit *unit)
{
    return unit->fate == FATE_DUPLICATE && unit->score > 0 && unit->score < 1 &&
           unit->lost_words.len && !span_eq(unit->kind, SPAN("heading"));
}

/* The least sure of the units that were left out because another says them. */
static void render_close_calls(const Summary *s)
{
    float above = 0;
    size_t after = 0;
    for (int shown = 0; shown < CLOSE_CALLS_SHOWN; shown++) {
        const LedgerUnit *next = NULL;
        for (size_t i = 0; i < s->ledger->units.len; i++) {
            const LedgerUnit *unit = &s->ledger->units.at[i];
            bool is_later = unit->score > above || (unit->score == above && i >= after);
            if (is_call(unit) && is_later && (!next || unit->score < next->score))
                next = unit;
        }
        if (!next)
            return;
        above = next->score;
        after = (size_t)(next - s->ledger->units.at) + 1;
        render_close_call(s, next, shown == 0);
    }
}

void summary_render(Buf *out, const Ledger *ledger, const View *view)
{
    Summary s = {out, ledger, view, common_folder(ledger)};
    render_sizes(&s);
    render_fates(&s);
    render_conflicts(&s);
    render_rights(&s);
    render_tool_keys(&s);
    render_close_calls(&s);
}
