#include "merge/three_checker.h"

static Span next_word(Span line, size_t *at)
{
    while (*at < line.len && strchr(" \t\r\n", line.ptr[*at]))
        ++*at;
    size_t from = *at;
    while (*at < line.len && !strchr(" \t\r\n", line.ptr[*at]))
        ++*at;
    return span_range(line, from, *at);
}

static void add_words(const Check *c, Span text, IndexVec *ids)
{
    Span word;
    for (size_t at = 0; (word = next_word(text, &at)).len;)
        vec_add(c->arena, ids, intern_id(c->intern, word));
}

/* Which words stand in the file, in open conflicts too. */
static const bool *words_of(const Check *c)
{
    IndexVec ids = {0};
    add_words(c, c->result.lines.text, &ids);
    for (size_t i = 0; i < c->regions->len; i++) {
        const Seq3Region *region = &c->regions->at[i];
        if (region->kind != SEQ3_CONFLICT)
            continue;
        add_words(c, lines_range(&c->texts[THREE_OURS].lines, region->ours), &ids);
        add_words(c, lines_range(&c->texts[THREE_THEIRS].lines, region->theirs), &ids);
    }
    bool *has = ARENA_ARRAY(c->arena, bool, (size_t)intern_count(c->intern) + 1);
    for (size_t i = 0; i < ids.len; i++)
        has[ids.at[i]] = true;
    return has;
}

/* Which lines the base has, by the ids of what they say. */
static const bool *lines_of_base(const Check *c)
{
    const Lines *lines = &c->texts[THREE_BASE].lines;
    uint32_t *ids = ARENA_ARRAY(c->arena, uint32_t, lines->count);
    for (uint32_t n = 0; n < lines->count; n++)
        ids[n] = intern_id(c->intern, span_trim(lines_line(lines, n)));
    bool *has = ARENA_ARRAY(c->arena, bool, (size_t)intern_count(c->intern) + 1);
    for (uint32_t n = 0; n < lines->count; n++)
        has[ids[n]] = true;
    return has;
}

/* What to look for when words may have been lost. */
typedef struct Known {
    const bool *is_old, *has; /* by id: a line of the base; a word of the file */
    uint32_t lines, words;    /* how many ids there were when they were made */
} Known;

static Known know(const Check *c)
{
    Known known = {.is_old = lines_of_base(c), .lines = intern_count(c->intern)};
    known.has = words_of(c);
    known.words = intern_count(c->intern);
    return known;
}

static bool has_words(const Check *c, const Known *known, Span line)
{
    Span word;
    for (size_t at = 0; (word = next_word(line, &at)).len;) {
        uint32_t id = intern_find(c->intern, word);
        if (id == NONE || id >= known->words || !known->has[id])
            return false;
    }
    return true;
}

static bool is_old_line(const Check *c, const Known *known, Span line)
{
    uint32_t id = intern_find(c->intern, span_trim(line));
    return id != NONE && id < known->lines && known->is_old[id];
}

/* A line that a side wrote anew stands in the result, or its words do. */
static bool keeps_words(const Check *c, const Known *known, const Seq3Region *region,
                        ThreeSide side)
{
    Range range = side == THREE_OURS ? region->ours : region->theirs;
    for (uint32_t n = range.start; n < range.end; n++) {
        Span line = lines_line(&c->texts[side].lines, n);
        if (!is_old_line(c, known, line) && !has_words(c, known, line))
            return false;
    }
    return true;
}

static bool is_exact(ThreeRule rule)
{
    return rule == RULE_SET || rule == RULE_CELLS || rule == RULE_DATED;
}

/* Texts that are looked through word by word; beyond it is cheaper to know all words. */
enum { SHORT_TEXT = 4096 };

static bool has_word(Span text, Span word)
{
    for (size_t at = 0; (at = span_find(text, word, at)) < text.len; at++) {
        size_t end = at + word.len;
        bool is_start = at == 0 || strchr(" \t\r\n", text.ptr[at - 1]);
        if (is_start && (end == text.len || strchr(" \t\r\n", text.ptr[end])))
            return true;
    }
    return false;
}

/* Do all words that the side wrote stand in what the place became? Then the rest of the file need not be known. */
static bool is_all_there(const Check *c, const Seq3Region *region, ThreeSide side)
{
    Span text = c->settled->at[region->settled].text, word;
    Range range = side == THREE_OURS ? region->ours : region->theirs;
    Span lines = lines_range(&c->texts[side].lines, range);
    if (text.len > SHORT_TEXT || lines.len > SHORT_TEXT)
        return false;
    for (size_t at = 0; (word = next_word(lines, &at)).len;)
        if (!has_word(text, word))
            return false;
    return true;
}

/* Where both sides edited one statement, what one took out of it the other still says, on purpose or by chance: nobody
   knows. An entry of a set, the value of a cell and an older date are taken out on purpose. */
Finding lost_find(const Check *c)
{
    Known known = {.has = NULL};
    for (size_t i = 0; i < c->regions->len; i++) {
        const Seq3Region *region = &c->regions->at[i];
        if (region->kind != SEQ3_SETTLED || is_exact(c->settled->at[region->settled].rule))
            continue;
        if (is_all_there(c, region, THREE_OURS) && is_all_there(c, region, THREE_THEIRS))
            continue;
        if (!known.has)
            known = know(c);
        if (!keeps_words(c, &known, region, THREE_OURS) ||
            !keeps_words(c, &known, region, THREE_THEIRS))
            return (Finding){DEFECT_WORDS, c->result.places[i].start, (uint32_t)i, (uint32_t)i};
    }
    return (Finding){.region = NONE};
}
