#include "merge/three_settle.h"

#include "base/buf.h"
#include "merge/three_row.h"

/* ---- both changed one block ---- */

static const struct {
    ThreeRule rule;
    bool (*settle)(Table *table, Trio trio, Span *text);
} ways[] = {
    {RULE_DATED, settle_dated}, {RULE_ENDS, settle_ends},   {RULE_MARKUP, settle_markup},
    {RULE_SET, settle_set},     {RULE_CELLS, settle_cells}, {RULE_SENTENCES, settle_sentences},
    {RULE_KEY, settle_key},     {RULE_CODE, settle_code},
};

bool settle_change(Table *table, Trio trio, Span *text, ThreeRule *rule)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (ways[i].settle(table, trio, text)) {
            *rule = ways[i].rule;
            *text = row_pad(table->arena, &table->ours, trio.ours, &table->theirs, *text);
            *text = row_pad(table->arena, &table->theirs, trio.theirs, &table->ours, *text);
            return true;
        }
    return false;
}

bool settle_markup(Table *table, Trio trio, Span *text)
{
    bool is_ours_plain = edits_are_light(&table->ours, trio.base, trio.ours);
    bool is_theirs_plain = edits_are_light(&table->theirs, trio.base, trio.theirs);
    if (is_ours_plain == is_theirs_plain)
        return false;
    *text = is_ours_plain ? version_block(table->theirs.side, trio.theirs)
                          : version_block(table->ours.side, trio.ours);
    return true;
}

/* The last line of a file may lack its end, which is no difference between texts that are to be joined. */
static bool ends_with(Span text, Span end)
{
    return span_ends(text, end);
}

/* One changed what stands up to the key's end, the other what follows. */
bool settle_key(Table *table, Trio trio, Span *text)
{
    const Unit *unit = version_unit(table->ours.base, trio.base);
    if (!unit || unit->key_style == KEY_NONE)
        return false;
    Span base = version_block(table->ours.base, trio.base);
    Span ours = version_block(table->ours.side, trio.ours);
    Span theirs = version_block(table->theirs.side, trio.theirs);
    size_t key = span_find(base, unit->key, 0);
    if (key == base.len || unit->value.len == 0)
        return false;
    size_t value = span_find(base, unit->value, key + unit->key.len);
    if (value == base.len)
        return false;
    Span head = span_range(base, 0, value), tail = span_from(base, value);
    bool may_ours = ends_with(ours, tail) && span_starts(theirs, head);
    bool may_theirs = ends_with(theirs, tail) && span_starts(ours, head);
    if (may_ours == may_theirs) /* neither, or both added between the two */
        return false;
    Span key_side = may_ours ? ours : theirs, text_side = may_ours ? theirs : ours;
    Buf out = buf_in(table->arena);
    buf_add(&out, span_range(key_side, 0, key_side.len - tail.len));
    buf_add(&out, span_from(text_side, head.len));
    *text = buf_span(&out);
    return true;
}
