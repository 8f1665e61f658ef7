#include "style/style.h"

#include "base/ascii.h"
#include "style/singular.h"

#include "text/utf8.h"
#include "text/words.h"

/* A longer heading is a paragraph that someone marked as one; it is compared as it stands, case aside. */
enum { TITLE_LIMIT = 1024 };

/* A word of the title, with Han and Kana, which words.h cuts into pairs, in one piece. */
typedef struct Piece {
    Span text;
    uint32_t start, end; /* in Title.text */
} Piece;

typedef struct Title {
    Arena *arena;
    Span text; /* folded, without links, tags and entities */
    VEC(Piece) pieces;
    size_t first, end; /* the pieces that are left: [first, end) */
} Title;

#define IS_AMONG(text, table) is_among((text), table, sizeof table / sizeof *table)

static bool is_among(Span text, const Span *table, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (span_eq(text, table[i]))
            return true;
    return false;
}

/* ---- inline markup ---- */

/* An entity other than `&amp;` says nothing that a comparison could use. */
static size_t entity_end(Span text, size_t at)
{
    size_t end = at + 1;
    while (end < text.len && (ascii_is_letter(text.ptr[end]) || text.ptr[end] == '#' ||
                              (text.ptr[end] >= '0' && text.ptr[end] <= '9')))
        end++;
    return end > at + 1 && end < text.len && text.ptr[end] == ';' ? end + 1 : at;
}

static size_t tag_end(Span text, size_t at)
{
    bool is_tag =
        at + 1 < text.len && (ascii_is_letter(text.ptr[at + 1]) || text.ptr[at + 1] == '/');
    size_t end = is_tag ? span_find_byte(text, '>', at) : text.len;
    return end < text.len ? end + 1 : at;
}

/* Where the target of an inline link ends, when `at` is the bracket that closes its text. */
static size_t target_end(Span text, size_t at)
{
    bool is_link = span_starts(span_from(text, at), SPAN("]("));
    size_t end = is_link ? span_find_byte(text, ')', at) : text.len;
    return end < text.len ? end + 1 : at;
}

/* The end of the markup that starts at `at`, or `at` when there is none. */
static size_t markup_end(Span text, size_t at)
{
    switch (text.ptr[at]) {
    case '&':
        return entity_end(text, at);
    case '<':
        return tag_end(text, at);
    case ']':
        return target_end(text, at);
    default:
        return at;
    }
}

/* A link's opening bracket is blanked with its target, so that what stays in brackets is no link. */
static void add_markup(Buf *out, Span markup)
{
    if (span_eq(markup, SPAN("&amp;"))) {
        buf_add_byte(out, '&');
        return;
    }
    if (markup.ptr[0] == ']')
        for (size_t i = out->len; i-- > 0 && out->ptr[i] != ']';)
            if (out->ptr[i] == '[') {
                out->ptr[i] = ' ';
                break;
            }
    buf_add_byte(out, ' ');
}

static Span without_markup(Arena *arena, Span text)
{
    if (!span_has(text, '&') && !span_has(text, '<') && !span_has(text, ']'))
        return text;
    Buf out = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        size_t end = markup_end(text, at);
        if (end > at)
            add_markup(&out, span_range(text, at, end));
        else
            buf_add_byte(&out, text.ptr[at++]);
        at = end > at ? end : at;
    }
    return buf_span(&out);
}

/* Folding would make letters of some emoji (the information sign, the circled M): a character that asks to be shown as
   an emoji is taken out before. Digits that do are keycaps, which number. */
static Span without_emoji(Arena *arena, Span text)
{
    Span selector = SPAN("\uFE0F");
    if (span_find(text, selector, 0) == text.len)
        return text;
    Buf out = buf_in(arena);
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        utf8_next(text, &at);
        if (at == start + 1 || !span_starts(span_from(text, at), selector))
            buf_add(&out, span_range(text, start, at));
    }
    return buf_span(&out);
}

/* ---- words ---- */

static void read_pieces(Title *title)
{
    WordVec words = {0};
    words_split(title->arena, title->text, &words);
    for (size_t i = 0; i < words.len; i++) {
        const Word *word = &words.at[i];
        uint32_t end = word->offset + word->len;
        Piece *last = title->pieces.len ? &title->pieces.at[title->pieces.len - 1] : NULL;
        if (last && word->offset < last->end) {
            last->end = end;
            last->text = span_range(title->text, last->start, end);
        } else {
            vec_add(title->arena, &title->pieces, (Piece){word->text, word->offset, end});
        }
    }
    title->end = title->pieces.len;
}

static Span piece_at(const Title *title, size_t i)
{
    return title->pieces.at[i].text;
}

/* What stands between piece `i` and the next. */
static Span gap_after(const Title *title, size_t i)
{
    size_t next =
        i + 1 < title->pieces.len ? title->pieces.at[i + 1].start : (uint32_t)title->text.len;
    return span_range(title->text, title->pieces.at[i].end, next);
}

/* ---- what says nothing ---- */

/* Leaves out the pieces in brackets at the end, when the brackets balance and something stands before them. */
static void drop_tail(Title *title)
{
    size_t kept = 0, at = 0;
    int depth = 0;
    for (size_t i = 0; i <= title->pieces.len; i++) {
        size_t start = i < title->pieces.len ? title->pieces.at[i].start : title->text.len;
        for (; at < start; at++) {
            char c = title->text.ptr[at];
            depth += c == '(' || c == '[';
            depth -= depth && (c == ')' || c == ']');
        }
        if (i < title->pieces.len && !depth)
            kept = i + 1;
    }
    if (kept && !depth)
        title->end = kept;
}

/* How much of what stands between two pieces is blanks, emphasis and quotation marks. */
static size_t plain_len(Span gap)
{
    size_t len = 0;
    while (len < gap.len && gap.ptr[len] && strchr(" \t*_`\"", gap.ptr[len]))
        len++;
    return len;
}

static bool is_plain(Span gap)
{
    return plain_len(gap) == gap.len;
}

/* Signs that end a number; a hyphen does only with a blank after it ("3-tier" counts tiers). */
static const Span delimiters[] = {
    SPAN_ENTRY("."), SPAN_ENTRY(")"), SPAN_ENTRY(":"),  SPAN_ENTRY("]"), SPAN_ENTRY("- "),
    SPAN_ENTRY("–"), SPAN_ENTRY("—"), SPAN_ENTRY("、"), SPAN_ENTRY("|"), SPAN_ENTRY("\u20E3"),
};

static bool is_delimited(Span gap)
{
    gap = span_from(gap, plain_len(gap));
    for (size_t i = 0; i < sizeof delimiters / sizeof *delimiters; i++)
        if (span_starts(gap, delimiters[i]))
            return true;
    return false;
}

static const Span step_names[] = {
    SPAN_ENTRY("step"),    SPAN_ENTRY("phase"),   SPAN_ENTRY("stage"),    SPAN_ENTRY("part"),
    SPAN_ENTRY("section"), SPAN_ENTRY("chapter"), SPAN_ENTRY("schritt"),  SPAN_ENTRY("étape"),
    SPAN_ENTRY("paso"),    SPAN_ENTRY("passo"),   SPAN_ENTRY("etapa"),    SPAN_ENTRY("fase"),
    SPAN_ENTRY("adım"),    SPAN_ENTRY("aşama"),   SPAN_ENTRY("шаг"),      SPAN_ENTRY("этап"),
    SPAN_ENTRY("фаза"),    SPAN_ENTRY("단계"),    SPAN_ENTRY("ステップ"), SPAN_ENTRY("フェーズ"),
    SPAN_ENTRY("手順"),    SPAN_ENTRY("阶段"),    SPAN_ENTRY("階段"),     SPAN_ENTRY("步骤"),
    SPAN_ENTRY("步驟"),
};

static const Span ordinals[] = {
    SPAN_ENTRY("i"),    SPAN_ENTRY("ii"),    SPAN_ENTRY("iii"),   SPAN_ENTRY("iv"),
    SPAN_ENTRY("v"),    SPAN_ENTRY("vi"),    SPAN_ENTRY("vii"),   SPAN_ENTRY("viii"),
    SPAN_ENTRY("ix"),   SPAN_ENTRY("x"),     SPAN_ENTRY("xi"),    SPAN_ENTRY("xii"),
    SPAN_ENTRY("xiii"), SPAN_ENTRY("xiv"),   SPAN_ENTRY("xv"),    SPAN_ENTRY("one"),
    SPAN_ENTRY("two"),  SPAN_ENTRY("three"), SPAN_ENTRY("four"),  SPAN_ENTRY("five"),
    SPAN_ENTRY("six"),  SPAN_ENTRY("seven"), SPAN_ENTRY("eight"), SPAN_ENTRY("nine"),
    SPAN_ENTRY("ten"),  SPAN_ENTRY("一"),    SPAN_ENTRY("二"),    SPAN_ENTRY("三"),
    SPAN_ENTRY("四"),   SPAN_ENTRY("五"),    SPAN_ENTRY("六"),    SPAN_ENTRY("七"),
    SPAN_ENTRY("八"),   SPAN_ENTRY("九"),    SPAN_ENTRY("十"),
};

static bool is_number(Span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (!((word.ptr[i] >= '0' && word.ptr[i] <= '9') || word.ptr[i] == '.'))
            return false;
    return true;
}

/* A lone letter numbers as `i` does. */
static bool is_ordinal(Span word)
{
    return (word.len == 1 && ascii_is_letter(word.ptr[0])) || IS_AMONG(word, ordinals);
}

/* Does piece `i` number what follows? A dotted number ("2.3") needs no sign after it. */
static bool numbers(const Title *title, size_t i)
{
    Span word = piece_at(title, i), gap = gap_after(title, i);
    if (is_number(word))
        return is_delimited(gap) || span_has(word, '.');
    return is_ordinal(word) && is_delimited(gap) && gap.len > 1;
}

/* "Step 2", "Phase III:": a digit needs no sign after it, as "phase 2 rollout" can hardly mean anything else. */
static bool is_named_step(const Title *title)
{
    size_t i = title->first;
    if (i + 2 >= title->end || !IS_AMONG(piece_at(title, i), step_names))
        return false;
    bool is_digit = is_number(piece_at(title, i + 1)) && is_plain(gap_after(title, i + 1));
    return is_digit || numbers(title, i + 1);
}

/* "3단계:" and "第一阶段:" are one piece or several without a gap. */
static bool drop_counter(Title *title)
{
    Span word = piece_at(title, title->first);
    size_t digits = 0;
    while (digits < word.len && word.ptr[digits] >= '0' && word.ptr[digits] <= '9')
        digits++;
    bool is_counter = digits && digits < word.len && IS_AMONG(span_from(word, digits), step_names);
    if (!is_counter && !span_starts(word, SPAN("第")))
        return false;
    size_t i = title->first;
    while (i + 1 < title->end && !gap_after(title, i).len)
        i++;
    if (i + 1 >= title->end)
        return false;
    title->first = i + 1;
    return true;
}

static bool drop_number(Title *title)
{
    if (is_named_step(title)) {
        title->first += 2;
        return true;
    }
    if (title->first + 1 < title->end && numbers(title, title->first)) {
        title->first++;
        return true;
    }
    return drop_counter(title);
}

static const Span openers[] = {
    SPAN_ENTRY("a"),    SPAN_ENTRY("an"), SPAN_ENTRY("the"),
    SPAN_ENTRY("your"), SPAN_ENTRY("my"), SPAN_ENTRY("our"),
};

static bool joins(Span gap)
{
    return span_has(gap, '&') || span_has(gap, '/') || span_has(gap, '+');
}

/* Not the `a` of "A/B testing", nor of that title folded. */
static bool drop_opener(Title *title)
{
    size_t i = title->first;
    if (i + 1 >= title->end || !IS_AMONG(piece_at(title, i), openers) ||
        joins(gap_after(title, i)) || span_eq(piece_at(title, i + 1), SPAN("and")))
        return false;
    title->first++;
    return true;
}

/* ---- writing it ---- */

static Span join(const Title *title)
{
    Buf out = buf_in(title->arena);
    for (size_t i = title->first; i < title->end; i++) {
        Span word = singular(title->arena, piece_at(title, i));
        bool is_linked = i > title->first && joins(gap_after(title, i - 1));
        bool has_and = span_eq(word, SPAN("and")) ||
                       (i > title->first && span_eq(piece_at(title, i - 1), SPAN("and")));
        if (out.len)
            buf_add_byte(&out, ' ');
        if (is_linked && !has_and)
            buf_add(&out, SPAN("and "));
        buf_add(&out, word);
    }
    return buf_span(&out);
}

static Title read_title(Arena *arena, Span text)
{
    Title title = {.arena = arena, .text = text};
    read_pieces(&title);
    return title;
}

Span style_fold_title(Arena *arena, Span text)
{
    Span folded = utf8_fold(arena, text.len > TITLE_LIMIT ? text : without_emoji(arena, text));
    if (!words_any(folded))
        return (Span){"", 0};
    if (folded.len > TITLE_LIMIT)
        return folded;
    Title title = read_title(arena, without_markup(arena, folded));
    if (!title.end)
        title = read_title(arena, folded);
    drop_tail(&title);
    while (title.first + 1 < title.end && (drop_number(&title) || drop_opener(&title)))
        continue;
    return join(&title);
}
