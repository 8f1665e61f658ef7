#include "text/mojibake.h"

#include "text/damage.h"
#include "text/low_bytes.h"
#include "text/utf8.h"

/* Bytes of damaged characters are all above 0x7F, so damage never reaches over ASCII: each run of other characters is
   looked at by itself. Damaged characters side by side in a run are a chain; a chain of one needs to be sure, one with a
   sure part is trusted as a whole, and a long one is no accident. */
enum {
    MAX_ROUNDS = 3,   /* for text damaged twice or three times */
    CERTAIN_CHAIN = 4 /* this long it is no accident, even when no part is sure */
};

/* A run with what stands before and after it: ASCII, or 0 at the ends of the text. */
typedef struct Run {
    Span text;
    int32_t before, after;
    const bool *is_expected; /* by code page: the text has other damage from it */
    bool is_halfway;         /* see damage_read */
} Run;

typedef struct Chain {
    size_t end, count;
    Codepage page;
} Chain;

static int32_t point_at(const Run *run, size_t at)
{
    return at < run->text.len ? utf8_next(run->text, &at) : run->after;
}

/* The chain that starts at `at`, after the character `before`; `count` is 0 where there is none to trust. */
static Chain read_chain(const Run *run, size_t at, Codepage page, int32_t before)
{
    Chain chain = {.end = at, .page = page};
    Damage damage, first = {0};
    bool has_sure = false, is_expected = run->is_expected[page];
    while (damage_read(run->text, chain.end, page, run->is_halfway, &damage)) {
        int32_t after = point_at(run, damage.end);
        has_sure = has_sure || damage_is_sure(&damage, before, after, is_expected);
        first = chain.count++ ? first : damage;
        before = damage.points[damage.len - 1];
        chain.end = damage.end;
    }
    bool is_trusted = has_sure || chain.count >= CERTAIN_CHAIN || (is_expected && chain.count > 1);
    bool is_lost = chain.count == 1 && !damage_may_stand_alone(&first);
    if (!is_trusted || is_lost || damage_is_loose_mark(&first))
        chain.count = 0;
    return chain;
}

static Chain longest_chain(const Run *run, size_t at, int32_t before)
{
    Chain best = {.end = at};
    for (int page = 0; page < CODEPAGE_COUNT; page++) {
        Chain chain = read_chain(run, at, (Codepage)page, before);
        if (chain.count && chain.end > best.end)
            best = chain;
    }
    return best;
}

/* Gives the last character that was added. */
static int32_t add_decoded(Buf *out, const Run *run, size_t at, const Chain *chain)
{
    Damage damage = {0};
    while (at < chain->end && damage_read(run->text, at, chain->page, run->is_halfway, &damage)) {
        utf8_add(out, damage.decoded);
        at = damage.end;
    }
    return damage.decoded;
}

/* One round over a run: true when something was repaired, and then `out` is the run after it and `page` the code page of
   the first repair. */
static bool repair_round(const Run *run, Buf *out, Codepage *page)
{
    size_t done = 0;
    int32_t before = run->before;
    for (size_t at = 0; at < run->text.len;) {
        Chain chain = longest_chain(run, at, before);
        if (!chain.count) {
            before = utf8_next(run->text, &at);
            continue;
        }
        *page = done ? *page : chain.page;
        buf_add(out, span_range(run->text, done, at));
        before = add_decoded(out, run, at, &chain);
        at = done = chain.end;
    }
    if (done)
        buf_add(out, span_from(run->text, done));
    return done > 0;
}

static bool is_continuation(Span text, size_t at)
{
    return at < text.len && ((uint8_t)text.ptr[at] & 0xC0) == 0x80;
}

/* Damage is made of characters of a code page side by side, and none is from U+3000 to U+EFFF or beyond U+FFFF: most runs
   of Chinese, Japanese and Korean, and an emoji by itself, need no second look. */
static bool may_be_damaged(Span run)
{
    bool was_possible = false;
    for (size_t at = 0; at < run.len;) {
        uint8_t lead = (uint8_t)run.ptr[at];
        bool is_possible = lead < 0xE3 || lead == 0xEF;
        if (is_possible && was_possible)
            return true;
        was_possible = is_possible;
        for (at++; is_continuation(run, at);)
            at++;
    }
    return false;
}

/* Rounds until nothing is left to repair; gives how many. */
static int repair_rounds(Arena *arena, Run *run, Codepage *page)
{
    Codepage later;
    int round = 0;
    for (; round < MAX_ROUNDS && may_be_damaged(run->text); round++) {
        Buf out = buf_in(arena);
        if (!repair_round(run, &out, round ? &later : page))
            break;
        run->text = buf_span(&out);
    }
    return round;
}

static bool is_left_halfway(Span text)
{
    for (size_t at = 0; at < text.len;)
        if (damage_is_halfway(utf8_next(text, &at)))
            return true;
    return false;
}

static bool repair_run(Arena *arena, Run *run, Codepage *page)
{
    Run twice = *run;
    twice.is_halfway = true;
    if (!repair_rounds(arena, &twice, page))
        return false;
    if (is_left_halfway(twice.text)) /* it was not damaged twice after all */
        return repair_rounds(arena, run, page) > 0;
    run->text = twice.text;
    return true;
}

/* ---- the text ---- */

/* What was made of a run. The same sign is damaged in the same way all over a file, often line by line. */
typedef struct Mended {
    Run was, is;
    Codepage page;
    bool is_changed;
} Mended;

typedef struct Mender {
    Arena *arena;
    Span text;
    Buf out;
    size_t done; /* bytes of the text that are in `out` */
    RepairVec *repairs;
    bool is_expected[CODEPAGE_COUNT];
    Mended last;
} Mender;

static void replace(Mender *mender, size_t from, size_t to, Span now, MojibakeKind kind)
{
    buf_add(&mender->out, span_range(mender->text, mender->done, from));
    buf_add(&mender->out, now);
    mender->done = to;
    vec_add(mender->arena, mender->repairs,
            (Repair){from, span_range(mender->text, from, to), now, kind});
}

/* Leaves out of a repair what is the same before and after, by whole characters. */
static void replace_difference(Mender *mender, size_t from, size_t to, Span now, MojibakeKind kind)
{
    Span was = span_range(mender->text, from, to);
    size_t head = 0, tail = 0;
    while (head < was.len && head < now.len && was.ptr[head] == now.ptr[head])
        head++;
    while (head && (is_continuation(was, head) || is_continuation(now, head)))
        head--;
    size_t most = (was.len < now.len ? was.len : now.len) - head;
    while (tail < most && was.ptr[was.len - tail - 1] == now.ptr[now.len - tail - 1])
        tail++;
    while (tail && (is_continuation(was, was.len - tail) || is_continuation(now, now.len - tail)))
        tail--;
    replace(mender, from + head, to - tail, span_range(now, head, now.len - tail), kind);
}

static const MojibakeKind kinds[CODEPAGE_COUNT] = {
    [CODEPAGE_CP1252] = MOJIBAKE_CP1252,
    [CODEPAGE_LATIN1] = MOJIBAKE_LATIN1,
    [CODEPAGE_MAC_ROMAN] = MOJIBAKE_MAC_ROMAN,
};

static size_t run_end(Span text, size_t at)
{
    while (at < text.len && (text.ptr[at] & 0x80))
        at++;
    return at;
}

static bool is_same_run(const Run *a, const Run *b)
{
    return span_eq(a->text, b->text) && a->before == b->before && a->after == b->after;
}

static size_t mend_run(Mender *mender, size_t from)
{
    Span text = mender->text;
    size_t to = run_end(text, from);
    Run run = {span_range(text, from, to), from ? text.ptr[from - 1] : 0,
               to < text.len ? text.ptr[to] : 0, mender->is_expected, false};
    Mended *last = &mender->last;
    if (!is_same_run(&run, &last->was)) {
        *last = (Mended){.was = run, .is = run};
        last->is_changed = repair_run(mender->arena, &last->is, &last->page);
    }
    if (last->is_changed)
        replace_difference(mender, from, to, last->is.text, kinds[last->page]);
    return to;
}

/* The next character that damage may have left: not ASCII, or a control character. */
static size_t next_suspect(Span text, size_t at)
{
    for (at = utf8_plain(text, at); at < text.len; at = utf8_plain(text, at + 1))
        if ((text.ptr[at] & 0x80) || low_bytes_is_control(text.ptr[at]))
            break;
    return at;
}

static size_t mend_at(Mender *mender, size_t at)
{
    size_t from, to;
    Span emoji;
    if (low_bytes_read(mender->arena, mender->text, at, &from, &to, &emoji)) {
        replace(mender, from, to, emoji, MOJIBAKE_LOW_BYTES);
        return to;
    }
    return mender->text.ptr[at] & 0x80 ? mend_run(mender, at) : at + 1;
}

static void mend(Mender *mender)
{
    buf_cut(&mender->out, 0);
    mender->done = 0;
    mender->last = (Mended){0};
    for (size_t at = next_suspect(mender->text, 0); at < mender->text.len;
         at = next_suspect(mender->text, at))
        at = mend_at(mender, at);
}

/* Latin-1 and Windows-1252 damage alike but for 32 bytes, so one speaks for the other. */
static bool find_expected(Mender *mender, size_t first)
{
    bool is_any = false;
    for (size_t i = first; i < mender->repairs->len; i++) {
        MojibakeKind kind = mender->repairs->at[i].kind;
        bool is_roman = kind == MOJIBAKE_MAC_ROMAN,
             is_latin = kind < MOJIBAKE_LOW_BYTES && !is_roman;
        mender->is_expected[CODEPAGE_MAC_ROMAN] |= is_roman;
        mender->is_expected[CODEPAGE_CP1252] |= is_latin;
        mender->is_expected[CODEPAGE_LATIN1] |= is_latin;
        is_any = is_any || is_roman || is_latin;
    }
    return is_any;
}

Span mojibake_repair(Arena *arena, Span text, RepairVec *repairs)
{
    if (next_suspect(text, 0) == text.len)
        return text;
    size_t first = repairs->len;
    Mender mender = {.arena = arena, .text = text, .out = buf_in(arena), .repairs = repairs};
    mend(&mender);
    if (find_expected(&mender, first)) { /* what was doubtful is less so now */
        repairs->len = first;
        mend(&mender);
    }
    if (!mender.done)
        return text;
    buf_add(&mender.out, span_from(text, mender.done));
    return buf_span(&mender.out);
}

const char *mojibake_name(MojibakeKind kind)
{
    static const char *const names[] = {
        [MOJIBAKE_MAC_ROMAN] = "Mac Roman",
        [MOJIBAKE_CP1252] = "Windows-1252",
        [MOJIBAKE_LATIN1] = "Latin-1",
        [MOJIBAKE_LOW_BYTES] = "cut to low bytes",
    };
    return names[kind];
}
