#include "write/emphasis.h"

#include "text/chars.h"
#include "text/utf8.h"

typedef struct Flanks {
    bool left, right;
    bool is_after_punctuation, is_before_punctuation;
} Flanks;

static Flanks flanks_of(Span text, size_t at, size_t end)
{
    int32_t before = at ? chars_before(text, at) : '\n';
    size_t next = end;
    int32_t after = end < text.len ? utf8_next(text, &next) : '\n';
    bool space_before = chars_is_space(before), space_after = chars_is_space(after);
    Flanks flanks = {.is_after_punctuation = chars_is_punctuation(before),
                     .is_before_punctuation = chars_is_punctuation(after)};
    flanks.left = !space_after &&
                  (!flanks.is_before_punctuation || space_before || flanks.is_after_punctuation);
    flanks.right = !space_before &&
                   (!flanks.is_after_punctuation || space_after || flanks.is_before_punctuation);
    return flanks;
}

size_t emphasis_push(Emphasis *emphasis, Span text, size_t at)
{
    size_t end = at;
    while (end < text.len && text.ptr[end] == text.ptr[at])
        end++;
    Flanks flanks = flanks_of(text, at, end);
    bool is_star = text.ptr[at] == '*';
    uint32_t index = (uint32_t)emphasis->runs.len;
    Delimiter *run = vec_push(emphasis->arena, &emphasis->runs);
    *run = (Delimiter){
        .at = (uint32_t)at,
        .len = (uint32_t)(end - at),
        .byte = text.ptr[at],
        .can_open = flanks.left && (is_star || !flanks.right || flanks.is_after_punctuation),
        .can_close = flanks.right && (is_star || !flanks.left || flanks.is_before_punctuation),
        .previous = emphasis->last,
        .next = NONE,
    };
    if (!run->can_open && !run->can_close)
        return end - at;
    if (emphasis->last != NONE)
        emphasis->runs.at[emphasis->last].next = index;
    emphasis->last = index;
    return end - at;
}

static void take_off(Emphasis *emphasis, uint32_t index)
{
    Delimiter *runs = emphasis->runs.at, *run = &runs[index];
    if (run->previous != NONE)
        runs[run->previous].next = run->next;
    if (run->next != NONE)
        runs[run->next].previous = run->previous;
    else
        emphasis->last = run->previous;
}

static uint32_t left_of(const Delimiter *run)
{
    return run->len - run->left_used - run->right_used;
}

/* Joins the inner ends of two runs; gives the run to go on with as closer. */
static uint32_t join(Emphasis *emphasis, uint32_t opener_index, uint32_t closer_index)
{
    Delimiter *runs = emphasis->runs.at;
    Delimiter *opener = &runs[opener_index], *closer = &runs[closer_index];
    uint32_t len = left_of(opener) >= 2 && left_of(closer) >= 2 ? 2 : 1;
    opener->right_used += len;
    uint32_t open_at = opener->at + opener->len - opener->right_used;
    uint32_t close_at = closer->at + closer->left_used;
    closer->left_used += len;
    vec_add(emphasis->arena, emphasis->marks, (Mark){MARK_OPEN, open_at, len, close_at});
    vec_add(emphasis->arena, emphasis->marks, (Mark){MARK_CLOSE, close_at, len, open_at});

    opener->next = closer_index; /* what stands between them can no longer pair */
    closer->previous = opener_index;
    if (!left_of(opener))
        take_off(emphasis, opener_index);
    if (left_of(closer))
        return closer_index;
    uint32_t next = closer->next;
    take_off(emphasis, closer_index);
    return next;
}

/* The "rule of three" (CommonMark 0.30, rules 9 and 10 of emphasis). */
static bool is_pair(const Delimiter *opener, const Delimiter *closer)
{
    if (!opener->can_open || opener->byte != closer->byte)
        return false;
    return !(closer->can_open || opener->can_close) || closer->len % 3 == 0 ||
           (opener->len + closer->len) % 3 != 0;
}

/* How far down the list openers for a closer of one kind were looked for in vain; keeps the search linear. */
typedef uint32_t Bottoms[2][3][2];

static uint32_t *bottom_for(Bottoms bottoms, const Delimiter *closer)
{
    return &bottoms[closer->byte == '*'][closer->len % 3][closer->can_open];
}

static uint32_t find_opener(const Emphasis *emphasis, uint32_t closer, uint32_t lowest)
{
    const Delimiter *runs = emphasis->runs.at;
    uint32_t at = runs[closer].previous;
    while (at != NONE && (lowest == NONE || at > lowest) && !is_pair(&runs[at], &runs[closer]))
        at = runs[at].previous;
    return at != NONE && (lowest == NONE || at > lowest) ? at : NONE;
}

static uint32_t first_after(const Emphasis *emphasis, uint32_t bottom)
{
    uint32_t at = emphasis->last, first = NONE;
    for (; at != NONE && (bottom == NONE || at > bottom); at = emphasis->runs.at[at].previous)
        first = at;
    return first;
}

void emphasis_pair(Emphasis *emphasis, uint32_t bottom)
{
    Bottoms bottoms;
    for (size_t i = 0; i < sizeof bottoms / sizeof(uint32_t); i++)
        (&bottoms[0][0][0])[i] = bottom;
    uint32_t closer = first_after(emphasis, bottom);
    while (closer != NONE) {
        Delimiter *run = &emphasis->runs.at[closer];
        uint32_t next = run->next;
        if (run->can_close) {
            uint32_t opener = find_opener(emphasis, closer, *bottom_for(bottoms, run));
            if (opener != NONE) {
                next = join(emphasis, opener, closer);
            } else {
                *bottom_for(bottoms, run) = run->previous == NONE ? bottom : run->previous;
                if (!run->can_open)
                    take_off(emphasis, closer);
            }
        }
        closer = next;
    }
    emphasis->last = bottom;
    if (bottom != NONE)
        emphasis->runs.at[bottom].next = NONE;
}

void emphasis_drop(Emphasis *emphasis, uint32_t count, uint32_t last)
{
    emphasis->runs.len = count;
    emphasis->last = last;
    if (last != NONE)
        emphasis->runs.at[last].next = NONE;
}

void emphasis_leave(Emphasis *emphasis)
{
    for (size_t i = 0; i < emphasis->runs.len; i++) {
        Delimiter *run = &emphasis->runs.at[i];
        if (left_of(run))
            vec_add(emphasis->arena, emphasis->marks,
                    (Mark){MARK_LITERAL, run->at + run->left_used, left_of(run), NONE});
    }
}
