#include "render/scan.h"

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
        vec_add(arena, reasons, arena_format(arena, "%u %s%s", count, what, count == 1 ? "" : "s"));
}

static void because_variant(Arena *arena, const Pair *pair, SpanVec *reasons)
{
    add_share(arena, reasons, "vocabulary", pair->words);
    if (pair->about > 0.2f)
        add_share(arena, reasons, "description", pair->about);
    add_count(arena, reasons, pair->rare_words, "shared rare word");
    add_count(arena, reasons, pair->sections, "aligned section");
}

void scan_because(Arena *arena, const Pair *pair, SpanVec *reasons)
{
    static const char *const ties[] = {[NAMES_DIFFER] = NULL,
                                       [NAMES_RELATED] = "related name",
                                       [NAMES_END_ALIKE] = "one name ends with the other",
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

const char *scan_drift_name(DriftKind kind)
{
    static const char *const names[] = {[DRIFT_EDITED] = "edited",
                                        [DRIFT_RENAMED] = "renamed",
                                        [DRIFT_MOVED] = "moved",
                                        [DRIFT_ADDED] = "added",
                                        [DRIFT_REMOVED] = "removed"};
    return names[kind];
}

enum { DRIFTS_SHOWN = 6 };

/* "edited Security, Tools and 3 more" */
static void add_drifts(Buf *text, const DriftVec *drifts, DriftKind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < drifts->len; i++) {
        const Drift *drift = &drifts->at[i];
        if (drift->kind != kind || count++ >= DRIFTS_SHOWN)
            continue;
        if (count == 1)
            buf_format(text, "%s%s ", text->len ? "; " : "", scan_drift_name(kind));
        else
            buf_add(text, SPAN(", "));
        buf_add(text, drift->address.len ? drift->address : SPAN("the opening"));
        buf_add(text, drift->is_field ? SPAN(":") : SPAN(""));
    }
    if (count > DRIFTS_SHOWN)
        buf_format(text, " and %zu more", count - DRIFTS_SHOWN);
}

Span scan_drift(Arena *arena, const Collection *c, const Derivation *edge)
{
    DriftVec drifts = {0};
    if (drift_find(arena, c->files[edge->parent].path, c->files[edge->child].path, &drifts) != 0)
        return SPAN("");
    Buf text = buf_in(arena);
    for (DriftKind kind = DRIFT_EDITED; kind <= DRIFT_REMOVED; kind++)
        add_drifts(&text, &drifts, kind);
    return buf_span(&text);
}
