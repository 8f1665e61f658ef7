#include "write/sign.h"

#include "text/chars.h"
#include "text/utf8.h"

static char byte_at(Span text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static bool is_word(int32_t code_point)
{
    return code_point >= 0 && !chars_is_space(code_point) && !chars_is_punctuation(code_point);
}

/* Literal runs are part of the text; every other mark is something of its own. */
static bool is_own(const Mark *mark)
{
    return mark->kind != MARK_LITERAL;
}

static bool touches_word_before(const Walk *walk, size_t mark)
{
    size_t at = walk->marks[mark].at;
    const Mark *last = mark ? &walk->marks[mark - 1] : NULL;
    if (!at || (last && is_own(last) && last->at + last->len == at))
        return false;
    return is_word(chars_before(walk->text, at));
}

static bool touches_word_after(const Walk *walk, size_t mark)
{
    size_t at = walk->marks[mark].at + walk->marks[mark].len;
    const Mark *next = mark + 1 < walk->count ? &walk->marks[mark + 1] : NULL;
    if (at >= walk->text.len || (next && is_own(next) && next->at == at))
        return false;
    return is_word(utf8_next(walk->text, &at));
}

static size_t find_mark(const Walk *walk, uint32_t at)
{
    size_t low = 0, high = walk->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (walk->marks[middle].at < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool touches_word(const Walk *walk, size_t opener)
{
    return touches_word_before(walk, opener) ||
           touches_word_after(walk, find_mark(walk, walk->marks[opener].partner));
}

/* Strong emphasis around this that a word touches. */
static bool parent_touches_word(const Walk *walk)
{
    if (!walk->open.len)
        return false;
    uint32_t parent = walk->open.at[walk->open.len - 1];
    return walk->marks[parent].len == 2 && touches_word(walk, parent);
}

/* Stars in paths and patterns (a/ *.c, b/ *.h) pair by accident; with _ in their place the pattern would be wrong. */
static bool is_pattern(Span text, const Mark *opener)
{
    size_t inner = opener->at + opener->len, closer = opener->partner, outer = closer + opener->len;
    char before = opener->at ? text.ptr[opener->at - 1] : ' ';
    char after = outer < text.len ? text.ptr[outer] : ' ';
    return (before && strchr("/.\\:=@$~", before)) || strchr("/.", byte_at(text, inner)) ||
           text.ptr[closer - 1] == '/' || after == '/' || after == '\\' || after == '$' ||
           (after == '.' && outer + 1 < text.len && is_word((uint8_t)text.ptr[outer + 1]));
}

/* A lone __name__ is an identifier, whatever CommonMark takes it for. */
static bool is_identifier(Span text, const Mark *opener)
{
    for (size_t at = opener->at + opener->len; at < opener->partner; at++) {
        char c = text.ptr[at];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'))
            return false;
    }
    return true;
}

static bool starts_with_address(Span text, const Mark *opener)
{
    Span inside = span_from(text, opener->at + opener->len);
    return span_starts(inside, SPAN("http://")) || span_starts(inside, SPAN("https://")) ||
           span_starts(inside, SPAN("www."));
}

char sign_of(const Walk *walk, size_t opener)
{
    const Mark *mark = &walk->marks[opener];
    char sign = walk->text.ptr[mark->at];
    if (mark->len == 2)
        return is_identifier(walk->text, mark) ? sign : '*';
    if (is_pattern(walk->text, mark) || starts_with_address(walk->text, mark))
        return sign;
    bool is_star = walk->emphases || touches_word(walk, opener) || parent_touches_word(walk);
    return is_star ? '*' : '_';
}

/* By what stands on its two sides alone: could the run open or close emphasis? */
static bool could_pair(Span text, const Mark *run)
{
    size_t after_at = run->at + run->len;
    int32_t before = chars_before(text, run->at), after = utf8_next(text, &after_at);
    bool before_space = chars_is_space(before), after_space = chars_is_space(after);
    bool before_sign = chars_is_punctuation(before), after_sign = chars_is_punctuation(after);
    bool opens = !after_space && (!after_sign || before_space || before_sign);
    bool closes = !before_space && (!before_sign || after_space || after_sign);
    if (text.ptr[run->at] == '*')
        return opens || closes;
    return (opens && (!closes || before_sign)) || (closes && (!opens || after_sign));
}

/* Another mark stands right before or after it; the one before is most often the emphasis that holds it. */
static bool is_between_marks(const Walk *walk, size_t index)
{
    const Mark *run = &walk->marks[index];
    const Mark *last = index ? run - 1 : NULL;
    const Mark *next = index + 1 < walk->count ? run + 1 : NULL;
    return (last && is_own(last) && last->at + last->len == run->at) ||
           (next && next->at == run->at + run->len);
}

bool sign_wants_escape(const Walk *walk, size_t index)
{
    const Mark *run = &walk->marks[index];
    const Mark *opener = &walk->marks[walk->open.at[walk->open.len - 1]];
    if (run->at == opener->at + opener->len)
        return true;
    bool is_escaped = walk->text.ptr[run->at - 1] == walk->text.ptr[run->at];
    bool is_last = run->at + run->len >= walk->text.len;
    return !is_escaped && !is_last && !is_between_marks(walk, index) && could_pair(walk->text, run);
}
