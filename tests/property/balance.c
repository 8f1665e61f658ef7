#include "balance.h"

#include "base/buf.h"
#include "text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

void balance_word(Balance *balance, Span word, int32_t sign)
{
    uint32_t id = intern_id(balance->words, word);
    if (id == balance->more.len)
        vec_add(balance->arena, &balance->more, 0);
    balance->more.at[id] += sign;
}

static void weigh(Balance *balance, Span text, int32_t sign)
{
    WordVec words = {0};
    words_split(balance->arena, text, &words);
    for (size_t i = 0; i < words.len; i++)
        balance_word(balance, words.at[i].text, sign);
}

static Span said_by(Arena *arena, const Doc *doc, uint32_t unit)
{
    const Unit *u = &doc->units[unit];
    const Section *section = &doc->sections[u->section];
    if (u->kind == UNIT_CODE) {
        Buf text = buf_in(arena); /* which may hold NULs */
        buf_add(&text, u->info);
        buf_add_byte(&text, '\n');
        buf_add(&text, u->text);
        return buf_span(&text);
    }
    if (u->task == 'x')
        return arena_format(arena, "x %.*s", SPAN_ARG(u->text));
    if (u->kind != UNIT_HEADING)
        return u->text;
    return section->kind == SECTION_TAG ? u->info : section->title;
}

int32_t balance_sign(int side)
{
    return side ? 1 : -1;
}

static void weigh_documents(Balance *balance, const Pair *pair)
{
    for (int side = 0; side < 2; side++)
        for (uint32_t u = 0; u < pair->docs[side]->unit_count; u++)
            if (!pair->diff->pairing->unit_prints[side][u].is_closing)
                weigh(balance, said_by(balance->arena, pair->docs[side], u), balance_sign(side));
}

/* Takes what the parts of a place tell, in full units, off the balance. */
static void take_parts(Balance *balance, const Pair *pair, int side, const Place *place)
{
    const Doc *doc = pair->docs[side];
    for (size_t i = 0; i < place->parts.len; i++)
        for (uint32_t u = 0; u < doc->unit_count; u++) {
            Range lines = doc->units[u].lines;
            bool is_in = lines.start >= place->parts.at[i].start &&
                         lines.end <= place->parts.at[i].end && lines.start < lines.end;
            if (is_in && !pair->diff->pairing->unit_prints[side][u].is_closing)
                weigh(balance, said_by(balance->arena, doc, u), -balance_sign(side));
        }
}

/* A title that is numbered anew has another word; blank lines before a title have none. */
static void take_numbers(Balance *balance, const Pair *pair, const Change *change)
{
    const Section *old = &pair->docs[0]->sections[change->old.index];
    const Section *new = &pair->docs[1]->sections[change->new.index];
    if (old->unit == NONE || change->old.lines.end != old->lines.end ||
        change->new.lines.end != new->lines.end)
        return;
    weigh(balance, said_by(balance->arena, pair->docs[0], old->unit), 1);
    weigh(balance, said_by(balance->arena, pair->docs[1], new->unit), -1);
}

static void take_change(Balance *balance, const Pair *pair, const Change *change)
{
    if (change->what == CHANGE_FIELD)
        return;
    if (change->kind == CHANGE_FORMATTING && change->what == CHANGE_SECTION)
        take_numbers(balance, pair, change);
    if (change->kind == CHANGE_FORMATTING && change->what != CHANGE_RULE)
        return;
    take_parts(balance, pair, 0, &change->old);
    take_parts(balance, pair, 1, &change->new);
    Buf texts[2] = {buf_in(balance->arena), buf_in(balance->arena)};
    for (size_t i = 0; i < change->runs.len; i++) {
        const Run *run = &change->runs.at[i];
        if (run->kind != RUN_ADDED)
            buf_add(&texts[0], run->text);
        if (run->kind != RUN_REMOVED)
            buf_add(&texts[1], run->text);
    }
    weigh(balance, buf_span(&texts[0]), 1);
    weigh(balance, buf_span(&texts[1]), -1);
}

void balance_check(const Pair *pair, const char *name)
{
    Balance balance = {.arena = pair->arena, .words = intern_new(pair->arena)};
    weigh_documents(&balance, pair);
    for (size_t i = 0; i < pair->diff->changes.len; i++)
        take_change(&balance, pair, &pair->diff->changes.at[i]);
    for (uint32_t w = 0; w < balance.more.len; w++) {
        Span word = intern_text(balance.words, w);
        if (balance.more.at[w])
            fail_msg("%s: '%.*s' is told %d times too few", name, SPAN_ARG(word),
                     balance.more.at[w]);
    }
}
