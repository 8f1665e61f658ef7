#include "render/scan.h"

#include "scan/drift.h"

static void add_share(Arena *arena, SpanVec *reasons, const char *what, float share)
{
    vec_add(arena, reasons, arena_format(arena, "%s %.2f", what, (double)share));
}

static void because_copy(Arena *arena, const Pair *pair, SpanVec *reasons)
{
    if (pair->is_same_body)
        vec_add(arena, reasons, SPAN("same body"));
    else
        add_share(arena, reasons, "body", pair->body);
    if (pair->front == 1)
        vec_add(arena, reasons, SPAN("same front matter"));
    else
        add_share(arena, reasons, "front matter", pair->front);
    if (!pair->is_same_body && pair->held >= 0.95f)
        vec_add(arena, reasons, SPAN("one body holds the other"));
}

static void because_contains(Arena *arena, const Pair *pair, SpanVec *reasons)
{
    vec_add(arena, reasons,
            arena_format(arena, "holds %.0f %% of the other body", (double)pair->held * 100));
}

static void add_count(Arena *arena, SpanVec *reasons, uint32_t count, const char *what)
{
    if (count)
        vec_add(arena, reasons,
                arena_format(arena, "%u shared %s%s", count, what, count == 1 ? "" : "s"));
}

static void because_variant(Arena *arena, const Pair *pair, SpanVec *reasons)
{
    add_share(arena, reasons, "words", pair->words);
    if (pair->about > 0.2f)
        add_share(arena, reasons, "description", pair->about);
    add_count(arena, reasons, pair->rare_words, "rare word");
    add_count(arena, reasons, pair->titles, "title");
}

void scan_because(Arena *arena, const Pair *pair, SpanVec *reasons)
{
    static const char *const ties[] = {[NAMES_DIFFER] = NULL,
                                       [NAMES_RELATED] = "related name",
                                       [NAMES_END_ALIKE] = "name within name",
                                       [NAMES_ALIKE] = "same subject in the name",
                                       [NAMES_SAME] = "same name"};
    static void (*const because[])(Arena *, const Pair *, SpanVec *) = {
        [PAIR_COPY] = because_copy,
        [PAIR_CONTAINS] = because_contains,
        [PAIR_VARIANT] = because_variant,
    };
    if (ties[pair->names])
        vec_add(arena, reasons, span_of(ties[pair->names]));
    because[pair->kind](arena, pair, reasons);
}

Span scan_drift(Arena *arena, const Collection *c, const Derivation *edge)
{
    static const char *const kinds[] = {
        [DRIFT_EDITED] = "edited", [DRIFT_ADDED] = "added", [DRIFT_REMOVED] = "removed"};
    DriftVec drifts = {0};
    if (drift_find(arena, c->files[edge->parent].path, c->files[edge->child].path, &drifts) != 0)
        return SPAN("");
    Buf text = buf_in(arena);
    for (size_t kind = 0; kind < sizeof kinds / sizeof *kinds; kind++) {
        bool is_first = true;
        for (size_t i = 0; i < drifts.len; i++) {
            const Drift *drift = &drifts.at[i];
            if ((size_t)drift->kind != kind)
                continue;
            if (is_first)
                buf_format(&text, "%s%s ", text.len ? "; " : "", kinds[kind]);
            buf_add(&text, is_first ? SPAN("") : SPAN(", "));
            if (drift->is_field)
                buf_format(&text, "%.*s:", SPAN_ARG(drift->address));
            else
                buf_add(&text, drift->address.len ? drift->address : SPAN("(opening)"));
            is_first = false;
        }
    }
    return buf_span(&text);
}
