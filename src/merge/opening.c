#include "merge/opening.h"

#include "base/buf.h"
#include "merge/prose.h"
#include "text/sentences.h"
#include "text/words.h"

/* A sentence adds something when less than this share of what it says was said before. */
static const float SAID_SHARE = 0.6f;

/* More of another variant's sentences than this would no longer be an opening. */
enum { SENTENCES_ADDED = 3 };

/* Whole sentences: no lead-in to a list, no bare remark, nothing whose number would be a word within a line. */
static bool is_prose(const Unit *unit)
{
    Span text = span_trim(unit->text);
    while (text.len && strchr("*_)\"'", text.ptr[text.len - 1]))
        text.len--;
    bool is_ended =
        text.len && (strchr(".!?", text.ptr[text.len - 1]) || span_ends(text, SPAN("\u3002")));
    return unit->kind == UNIT_PARAGRAPH && unit->parent == NONE && is_ended &&
           prose_can_unwrap(unit->text) && !prose_begins_item(unit->text);
}

static bool is_opening_paragraph(const Variants *v, uint32_t unit)
{
    const Unit *u = variants_unit(v, unit);
    return is_prose(u) && u->key_style == KEY_NONE &&
           v->alignment->nodes[variants_node(v, unit)].is_opening;
}

/* Paragraphs after the last list, table or fence of the last section. */
static uint32_t first_closing(const Variants *v, uint32_t doc)
{
    const Doc *d = v->docs[doc];
    uint32_t from = d->unit_count;
    while (from > 0 && d->units[from - 1].kind == UNIT_PARAGRAPH &&
           d->units[from - 1].parent == NONE)
        from--;
    bool is_after_block = from > 0 && d->units[from - 1].kind != UNIT_HEADING;
    return is_after_block ? from : d->unit_count;
}

/* A text begins with one of these, its emphasis aside. */
static bool begins_with(Span text, const char *const *starts, size_t count)
{
    while (text.len && (text.ptr[0] == '*' || text.ptr[0] == '_'))
        text = span_from(text, 1);
    for (size_t i = 0; i < count; i++)
        if (span_starts(text, span_of(starts[i])))
            return true;
    return false;
}

/* "Remember: ..." */
static Span without_remember(Span text)
{
    static const char *const starts[] = {"Remember:", "Remember,",
                                         "**Remember**:", "**Remember:**"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (span_starts(text, span_of(starts[i])))
            return span_trim(span_from(text, strlen(starts[i])));
    return text;
}

/* What an agent is for may be said at its end as well as at its start. */
static bool is_goal(const Unit *unit)
{
    static const char *const starts[] = {"Your goal is ", "Your mission is ", "Your job is ",
                                         "Your purpose is "};
    return is_prose(unit) && begins_with(unit->text, starts, sizeof starts / sizeof *starts);
}

/* What an answer is to hold is told to its end; only what tells the agent how to be goes for the whole. */
static bool is_about_output(const Variants *v, uint32_t unit)
{
    static const char *const starts[] = {"Always ", "Never ", "Remember", "Focus on "};
    const Unit *u = variants_unit(v, unit);
    return v->alignment->nodes[variants_node(v, unit)].role == ROLE_OUTPUT && !is_goal(u) &&
           !begins_with(u->text, starts, sizeof starts / sizeof *starts);
}

/* A paragraph with a bold key belongs to the section it closes. */
static bool is_closing_paragraph(const Variants *v, uint32_t unit)
{
    const Unit *u = variants_unit(v, unit);
    bool has_key = u->key_style != KEY_NONE && u->key_style != KEY_PLAIN_COLON &&
                   without_remember(u->text).len == u->text.len;
    return is_prose(u) && !has_key && !is_about_output(v, unit) &&
           !v->alignment->nodes[variants_node(v, unit)].is_opening;
}

static IndexVec closing_of(const Variants *v, uint32_t doc, const bool *reserved)
{
    IndexVec list = {0};
    for (uint32_t u = first_closing(v, doc); u < v->docs[doc]->unit_count; u++)
        if (!reserved[v->first_unit[doc] + u] && is_closing_paragraph(v, v->first_unit[doc] + u))
            vec_add(v->scratch, &list, v->first_unit[doc] + u);
    return list;
}

/* With what the agent is for, where that would be a second closing. */
static IndexVec opening_of(const Variants *v, uint32_t doc, const bool *reserved, bool *has_closing)
{
    IndexVec list = {0}, closing = closing_of(v, doc, reserved);
    for (uint32_t u = 0; u < v->docs[doc]->unit_count; u++)
        if (is_opening_paragraph(v, v->first_unit[doc] + u))
            vec_add(v->scratch, &list, v->first_unit[doc] + u);
    for (size_t i = 0; i < closing.len && *has_closing; i++)
        if (is_goal(variants_unit(v, closing.at[i])))
            vec_add(v->scratch, &list, closing.at[i]);
    *has_closing |= closing.len > 0;
    return list;
}

/* All that was said so far, by stem. */
typedef struct Heard {
    const Variants *v;
    Stems *stemmer;
    bool *stems;
    bool has_role; /* somebody said who the agent is */
} Heard;

/* Share of a sentence's weight that was said before; what it says counts as said from now on if it adds something. */
static bool adds_something(Heard *heard, Span sentence)
{
    const Lexicon *lexicon = heard->v->lexicon;
    WordVec words = {0};
    IndexVec stems = {0};
    words_split(heard->v->scratch, sentence, &words);
    float all = 0, said = 0;
    for (size_t i = 0; i < words.len; i++) {
        uint32_t stem = intern_find(lexicon->stems, stems_stem(heard->stemmer, words.at[i].text));
        if (stem == NONE || words_is_stop(words.at[i].text))
            continue;
        all += lexicon->idf[stem];
        said += heard->stems[stem] ? lexicon->idf[stem] : 0;
        vec_add(heard->v->scratch, &stems, stem);
    }
    if (all == 0 || said / all >= SAID_SHARE)
        return false;
    for (size_t i = 0; i < stems.len; i++)
        heard->stems[stems.at[i]] = true;
    return true;
}

/* "You are a senior engineer ...": one agent has one role, the voice's. "You are not to ..." is none. */
static bool is_role(Span sentence)
{
    static const char *const starts[] = {"You are a ",  "You are an ",     "You are the ",
                                         "You are **",  "You're a ",       "You're an ",
                                         "You're the ", "Your role is to "};
    bool has_name = span_starts(sentence, SPAN("You are ")) && sentence.len > 8 &&
                    sentence.ptr[8] >= 'A' && sentence.ptr[8] <= 'Z';
    return has_name || begins_with(sentence, starts, sizeof starts / sizeof *starts);
}

static SpanVec sentences_of(const Heard *heard, uint32_t unit)
{
    SpanVec sentences = {0};
    sentences_split(heard->v->scratch, variants_unit(heard->v, unit)->text, &sentences);
    return sentences;
}

static void hear(Heard *heard, uint32_t unit)
{
    const Statement *s = variants_said(heard->v, unit);
    for (uint32_t i = 0; i < s->term_count; i++)
        heard->stems[s->terms[i]] = true;
    SpanVec sentences = sentences_of(heard, unit);
    for (size_t i = 0; i < sentences.len; i++)
        heard->has_role |= is_role(sentences.at[i]);
}

/* The sentences of a paragraph that say something new; of those that say who the agent is the first one at most. */
static SpanVec new_sentences(Heard *heard, uint32_t unit)
{
    SpanVec sentences = sentences_of(heard, unit), new = {0};
    for (size_t i = 0; i < sentences.len; i++) {
        bool is_another = is_role(sentences.at[i]);
        if ((is_another && heard->has_role) || !adds_something(heard, sentences.at[i]))
            continue;
        heard->has_role |= is_another;
        vec_add(heard->v->scratch, &new, sentences.at[i]);
    }
    return new;
}

static uint32_t line_count(const Variants *v, uint32_t unit)
{
    Range lines = variants_unit(v, unit)->lines;
    return lines.end - lines.start;
}

static uint32_t copy_of(const Variants *v, uint32_t unit, const Passage *passage)
{
    for (uint32_t i = 0; i < passage->paragraphs.len; i++)
        if (variants_said(v, passage->paragraphs.at[i])->text == variants_said(v, unit)->text &&
            line_count(v, passage->paragraphs.at[i]) == line_count(v, unit))
            return i;
    return NONE;
}

static bool is_beyond_ascii(Span text)
{
    size_t beyond = 0;
    for (size_t i = 0; i < text.len; i++)
        beyond += (unsigned char)text.ptr[i] >= 0x80;
    return beyond * 2 > text.len;
}

/* A third of the words of English prose are function words; of other languages' few look like one. */
enum { WORDS_TO_TELL = 8, LEAST_STOPS = 8 };

static bool is_foreign(Arena *arena, Span text)
{
    WordVec words = {0};
    words_split(arena, text, &words);
    size_t stops = 0;
    for (size_t i = 0; i < words.len; i++)
        stops += words_is_stop(words.at[i].text);
    return words.len < WORDS_TO_TELL ? is_beyond_ascii(text) : stops * LEAST_STOPS < words.len;
}

/* A sentence has no place in a paragraph of another language, and which language it is only English tells by its words. */
static bool are_of_one_language(const Variants *v, uint32_t a, uint32_t b)
{
    return !is_foreign(v->scratch, variants_unit(v, a)->text) &&
           !is_foreign(v->scratch, variants_unit(v, b)->text);
}

/* A paragraph that adds little is folded in; one that adds much stays a paragraph of its own. */
static void take_other(Heard *heard, uint32_t unit, Passage *passage, Buf *text, bool *reserved)
{
    if (!are_of_one_language(heard->v, unit, passage->paragraphs.at[0]))
        return;
    SpanVec new = new_sentences(heard, unit);
    reserved[unit] = new.len <= SENTENCES_ADDED;
    if (!reserved[unit])
        return;
    for (size_t i = 0; i < new.len; i++) {
        bool is_said = without_remember(buf_span(text)).len < text->len;
        buf_add_byte(text, ' ');
        buf_add(text, is_said ? without_remember(new.at[i]) : new.at[i]);
    }
    passage->adds[passage->others.len] = new.len > 0;
    passage->copy_of[passage->others.len] = copy_of(heard->v, unit, passage);
    vec_add(heard->v->scratch, &passage->others, unit);
}

static void take_others(const Variants *v, const IndexVec *others, Passage *passage, bool *reserved)
{
    Heard heard = {.v = v,
                   .stemmer = stems_new(v->scratch),
                   .stems = ARENA_ARRAY(v->scratch, bool, intern_count(v->lexicon->stems))};
    for (size_t i = 0; i < passage->paragraphs.len; i++)
        hear(&heard, passage->paragraphs.at[i]);
    Buf text = buf_in(v->arena);
    Span last = variants_unit(v, passage->paragraphs.at[passage->paragraphs.len - 1])->text;
    buf_add(&text, prose_unwrap(v->scratch, last));
    size_t alone = text.len;
    passage->adds = ARENA_ARRAY(v->scratch, bool, others->len);
    passage->copy_of = ARENA_ARRAY(v->scratch, uint32_t, others->len);
    for (size_t i = 0; i < others->len; i++)
        take_other(&heard, others->at[i], passage, &text, reserved);
    passage->last_text = text.len > alone ? buf_span(&text) : last;
    stems_free(heard.stemmer);
}

Passage opening_read(const Variants *v, bool is_closing, bool *reserved)
{
    Passage passage = {0};
    IndexVec others = {0};
    bool has_closing = false;
    for (uint32_t d = 0; d < v->doc_count; d++) {
        IndexVec own =
            is_closing ? closing_of(v, d, reserved) : opening_of(v, d, reserved, &has_closing);
        IndexVec *to = passage.paragraphs.len ? &others : &passage.paragraphs;
        for (size_t i = 0; i < own.len; i++)
            vec_add(v->scratch, to, own.at[i]);
    }
    for (size_t i = 0; i < passage.paragraphs.len; i++)
        reserved[passage.paragraphs.at[i]] = true;
    if (passage.paragraphs.len)
        take_others(v, &others, &passage, reserved);
    return passage;
}
