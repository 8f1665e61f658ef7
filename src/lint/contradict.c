/* Contradictions inside one file. Recall is worth less than precision here: two statements contradict only where they
   are the same, word for word, apart from one polarity or one number. */
#include "lint/rules.h"

#include "base/intern.h"
#include "doc/inline.h"
#include "text/words.h"

typedef enum Polarity { POLARITY_NONE, POLARITY_ALWAYS, POLARITY_NEVER } Polarity;

/* How a statement begins that is meant without exception. Longer ones first. */
static const struct {
    const char *words[3];
    Polarity polarity;
} openers[] = {
    {{"you", "must", "never"}, POLARITY_NEVER}, {{"you", "must", "always"}, POLARITY_ALWAYS},
    {{"you", "must", "not"}, POLARITY_NEVER},   {{"do", "not", "ever"}, POLARITY_NEVER},
    {{"do", "not", NULL}, POLARITY_NEVER},      {{"must", "not", NULL}, POLARITY_NEVER},
    {{"must", "never", NULL}, POLARITY_NEVER},  {{"must", "always", NULL}, POLARITY_ALWAYS},
    {{"you", "must", NULL}, POLARITY_ALWAYS},   {{"never", NULL, NULL}, POLARITY_NEVER},
    {{"don't", NULL, NULL}, POLARITY_NEVER},    {{"always", NULL, NULL}, POLARITY_ALWAYS},
    {{"must", NULL, NULL}, POLARITY_ALWAYS},
};

enum { LEAST_WORDS = 2, LEAST_BEFORE_NUMBER = 2, MOST_WORDS = 60 };

/* What one unit says. */
typedef struct Claim {
    uint32_t unit;
    uint32_t text;    /* of its words behind the opener, numbers left out */
    uint32_t numbers; /* of its numbers alone */
    Polarity polarity;
    uint32_t next; /* an earlier claim with the same text, or NONE */
} Claim;

typedef struct Claims {
    Lint *lint;
    Intern *texts;
    VEC(Claim) list;
    IndexVec last; /* by text: the last claim that has it, or NONE */
} Claims;

/* ---- reading ---- */

static size_t opener_len(const WordVec *words, Polarity *polarity)
{
    *polarity = POLARITY_NONE;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++) {
        size_t len = 0;
        while (len < 3 && openers[i].words[len] && len < words->len &&
               span_eq(words->at[len].text, span_of(openers[i].words[len])))
            len++;
        if (len == 3 || !openers[i].words[len]) {
            *polarity = openers[i].polarity;
            return len;
        }
    }
    return 0;
}

/* Examples, tables and code say other things than the agent is told; a line that ends in a colon only announces. */
static bool is_claim(const Doc *doc, const Unit *unit)
{
    bool is_prose = (unit->kind == UNIT_PARAGRAPH || unit->kind == UNIT_ITEM) &&
                    !span_ends(span_trim(unit->text), SPAN(":"));
    for (uint32_t s = unit->section; is_prose && s != NONE; s = doc->sections[s].parent)
        is_prose = doc->sections[s].kind != SECTION_TAG;
    return is_prose;
}

/* Most statements begin with none of the openers and count nothing; a look at their bytes tells. */
static bool may_claim(Span text)
{
    static const char firsts[] = "AaNnMmYyDd";
    size_t start = 0;
    while (start < text.len && strchr("*_ `>\t", text.ptr[start]) && text.ptr[start])
        start++;
    if (start < text.len && text.ptr[start] && strchr(firsts, text.ptr[start]))
        return true;
    for (size_t i = start; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            return true;
    return false;
}

/* The words of a statement as it is taken in. */
typedef struct Parts {
    Buf text, numbers;
    size_t content, digits;
    size_t
        before; /* content words before the first number: what it counts is to be named by then ("Phase 2" is not) */
} Parts;

static void add_word(Parts *parts, const Word *word)
{
    bool is_number = word->kind == WORD_NUMBER;
    buf_add(&parts->text, is_number ? SPAN("#") : word->text);
    buf_add_byte(&parts->text, ' ');
    if (is_number) {
        buf_add(&parts->numbers, word->text);
        buf_add_byte(&parts->numbers, ' ');
        parts->before = parts->digits ? parts->before : parts->content;
    }
    parts->digits += is_number;
    parts->content += !is_number && !words_is_stop(word->text);
}

static Claim read_claim(Claims *claims, const WordVec *words)
{
    Arena *arena = claims->lint->arena;
    Claim claim = {.next = NONE};
    Parts parts = {.text = buf_in(arena), .numbers = buf_in(arena)};
    size_t start = opener_len(words, &claim.polarity), digits = 0;
    for (size_t i = start; i < words->len; i++)
        digits += words->at[i].kind == WORD_NUMBER;
    claim.text = NONE;
    if (claim.polarity == POLARITY_NONE && digits != 1)
        return claim;
    for (size_t i = start; i < words->len; i++)
        add_word(&parts, &words->at[i]);
    bool counts = parts.digits == 1 && parts.before >= LEAST_BEFORE_NUMBER;
    bool says = parts.content >= LEAST_WORDS && (counts || claim.polarity != POLARITY_NONE);
    claim.text = says ? intern_id(claims->texts, buf_span(&parts.text)) : NONE;
    claim.numbers = intern_id(claims->texts, buf_span(&parts.numbers));
    return claim;
}

/* ---- comparing ---- */

/* Sections side by side, and items of one list, are variants of one thing: small, medium, large. */
static bool are_variants(const Doc *doc, const Unit *a, const Unit *b)
{
    const Section *one = &doc->sections[a->section], *other = &doc->sections[b->section];
    bool is_one_list = a->kind == UNIT_ITEM && b->kind == UNIT_ITEM && a->list == b->list;
    return is_one_list || a->section == b->section || one->parent == other->parent ||
           (one->kind != SECTION_OPENING && span_eq(one->title, other->title));
}

static bool contradict(const Doc *doc, const Claim *a, const Claim *b)
{
    if (a->polarity != b->polarity)
        return a->polarity && b->polarity && a->numbers == b->numbers;
    return a->numbers != b->numbers &&
           !are_variants(doc, &doc->units[a->unit], &doc->units[b->unit]);
}

static void compare(Claims *claims, uint32_t index)
{
    enum { MOST_EARLIER = 20 };
    const Doc *doc = claims->lint->doc;
    const Claim *claim = &claims->list.at[index];
    uint32_t earlier = claim->next;
    for (size_t n = 0; earlier != NONE && n < MOST_EARLIER; n++) {
        const Claim *other = &claims->list.at[earlier];
        if (contradict(doc, other, claim)) {
            Arena *arena = claims->lint->arena;
            Span text = lint_shown(arena, inline_plain(arena, doc->units[other->unit].text));
            lint_find(claims->lint, DIAG_CONTRADICTION, doc->units[claim->unit].lines.start + 1, 0,
                      "line %u says otherwise: '%.*s'", doc->units[other->unit].lines.start + 1,
                      SPAN_ARG(text));
            return;
        }
        earlier = other->next;
    }
}

static void add_claim(Claims *claims, Claim claim)
{
    Arena *arena = claims->lint->arena;
    while (claims->last.len <= claim.text)
        vec_add(arena, &claims->last, NONE);
    claim.next = claims->last.at[claim.text];
    claims->last.at[claim.text] = (uint32_t)claims->list.len;
    vec_add(arena, &claims->list, claim);
    compare(claims, (uint32_t)claims->list.len - 1);
}

void check_contradictions(Lint *lint)
{
    Claims claims = {.lint = lint, .texts = intern_new(lint->arena)};
    WordVec words = {0};
    for (uint32_t u = 0; u < lint->doc->unit_count; u++) {
        const Unit *unit = &lint->doc->units[u];
        if (!may_claim(unit->text) || !is_claim(lint->doc, unit))
            continue;
        words.len = 0;
        words_split(lint->arena, unit->text, &words);
        Claim claim = words.len <= MOST_WORDS ? read_claim(&claims, &words) : (Claim){.text = NONE};
        claim.unit = u;
        if (claim.text != NONE)
            add_claim(&claims, claim);
    }
}
