#include "text/utf8.h"

#include "base/block.h"

#include <assert.h>
#include <utf8proc.h>

/* What a lead byte asks for: the length of its sequence and the bounds of the second byte, which are what keeps out
   overlong forms, surrogates and code points above U+10FFFF (Unicode 15, table 3-7). */
typedef struct Lead {
    uint8_t first, last;     /* lead bytes */
    uint8_t len;             /* bytes of the sequence */
    uint8_t lowest, highest; /* of the second byte */
} Lead;

static const Lead leads[] = {
    {0xC2, 0xDF, 2, 0x80, 0xBF}, {0xE1, 0xEC, 3, 0x80, 0xBF}, {0xE0, 0xE0, 3, 0xA0, 0xBF},
    {0xEE, 0xEF, 3, 0x80, 0xBF}, {0xED, 0xED, 3, 0x80, 0x9F}, {0xF0, 0xF0, 4, 0x90, 0xBF},
    {0xF1, 0xF3, 4, 0x80, 0xBF}, {0xF4, 0xF4, 4, 0x80, 0x8F},
};

static const Lead *find_lead(uint8_t byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++)
        if (byte >= leads[i].first && byte <= leads[i].last)
            return &leads[i];
    return NULL;
}

static bool is_continued(const Lead *lead, const uint8_t *bytes, size_t len)
{
    if (len < lead->len || bytes[1] < lead->lowest || bytes[1] > lead->highest)
        return false;
    for (size_t i = 2; i < lead->len; i++)
        if ((bytes[i] & 0xC0) != 0x80)
            return false;
    return true;
}

int32_t utf8_next(Span text, size_t *at)
{
    const uint8_t *bytes = (const uint8_t *)text.ptr + *at;
    if (*bytes < 0x80) {
        *at += 1;
        return *bytes;
    }
    const Lead *lead = find_lead(*bytes);
    if (!lead || !is_continued(lead, bytes, text.len - *at)) {
        *at += 1;
        return -1;
    }
    int32_t code_point = *bytes & (0x7F >> lead->len);
    for (size_t i = 1; i < lead->len; i++)
        code_point = code_point << 6 | (bytes[i] & 0x3F);
    *at += lead->len;
    return code_point;
}

void utf8_add(Buf *buf, int32_t code_point)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t len = utf8proc_encode_char(code_point, bytes);
    buf_add(buf, (Span){(const char *)bytes, (size_t)len});
}

static bool has_high_bit(const char *eight)
{
    uint64_t bytes;
    memcpy(&bytes, eight, sizeof bytes);
    return bytes & UINT64_C(0x8080808080808080);
}

/* The last eight bytes are looked at together, some of them again, rather than one after the other. */
size_t utf8_ascii(Span text, size_t at)
{
    enum { EIGHT = 8 };
    while (text.len - at >= EIGHT && !has_high_bit(text.ptr + at))
        at += EIGHT;
    if (text.len - at < EIGHT && text.len >= EIGHT && !has_high_bit(text.ptr + text.len - EIGHT))
        return text.len;
    while (at < text.len && !(text.ptr[at] & 0x80))
        at++;
    return at;
}

static bool is_plain(char byte)
{
    return (uint8_t)(byte - ' ') < 0x7F - ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static bool is_plain_block(const char *at)
{
    Bytes bytes = block_at(at);
    Bytes plain = block_from_to(bytes, ' ', '~') | block_is(bytes, '\t') | block_is(bytes, '\n') |
                  block_is(bytes, '\r');
    return !block_any(~plain);
}

size_t utf8_plain(Span text, size_t at)
{
    while (text.len - at >= BLOCK_SIZE && is_plain_block(text.ptr + at))
        at += BLOCK_SIZE;
    while (at < text.len && is_plain(text.ptr[at]))
        at++;
    return at;
}

size_t utf8_check(Span text)
{
    for (size_t at = utf8_ascii(text, 0); at < text.len; at = utf8_ascii(text, at)) {
        size_t start = at;
        if (utf8_next(text, &at) < 0)
            return start;
    }
    return text.len;
}

size_t utf8_length(Span text)
{
    size_t length = 0;
    for (size_t at = 0; at < text.len;) {
        size_t end = utf8_ascii(text, at);
        length += end - at;
        at = end;
        if (at < text.len) {
            utf8_next(text, &at);
            length++;
        }
    }
    return length;
}

/* NFKC with full case folding and without the characters that are ignorable by default (Unicode 3.13, toNFKC_Casefold). */
static const utf8proc_option_t fold_options =
    UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;

/* utf8proc sorts a run of combining marks by insertion, so a run that never ends would take quadratic time; and
   no three bytes of UTF-8 become more than 18 code points (U+FDFA does). */
enum { FOLD_PIECE = 1024, FOLD_POINTS = FOLD_PIECE / 3 * 18 + 18 };

/* Where to cut valid text so that both sides fold as the whole would: before ASCII, which joins nothing before it. */
static size_t fold_cut(Span text)
{
    if (text.len <= FOLD_PIECE)
        return text.len;
    size_t cut = FOLD_PIECE;
    while (cut && (text.ptr[cut] & 0x80))
        cut--;
    if (cut)
        return cut;
    for (cut = FOLD_PIECE; (text.ptr[cut] & 0xC0) == 0x80;)
        cut--;
    return cut;
}

static void fold_piece(Buf *folded, Span piece)
{
    utf8proc_int32_t points[FOLD_POINTS + 1];
    utf8proc_ssize_t count =
        utf8proc_decompose((const utf8proc_uint8_t *)piece.ptr, (utf8proc_ssize_t)piece.len, points,
                           FOLD_POINTS, fold_options);
    assert(count >= 0 && count <= FOLD_POINTS);
    count = utf8proc_reencode(points, count, fold_options);
    buf_add(folded, (Span){(const char *)points, (size_t)count});
}

static void fold_valid(Buf *folded, Span text)
{
    while (text.len) {
        size_t cut = fold_cut(text);
        fold_piece(folded, span_range(text, 0, cut));
        text = span_from(text, cut);
    }
}

static bool is_capital(char byte)
{
    return (uint8_t)(byte - 'A') < 26;
}

Span utf8_fold_ascii(Arena *arena, Span text)
{
    size_t at = 0;
    while (at < text.len && !is_capital(text.ptr[at]))
        at++;
    if (at == text.len)
        return text;
    char *folded = ARENA_ARRAY(arena, char, text.len + BLOCK_SIZE); /* whole blocks, and a NUL */
    memcpy(folded, text.ptr, text.len);
    for (at -= at % BLOCK_SIZE; at < text.len; at += BLOCK_SIZE) {
        Bytes block = block_at(folded + at);
        block |= block_from_to(block, 'A', 'Z') & 0x20;
        memcpy(folded + at, &block, BLOCK_SIZE);
    }
    return (Span){folded, text.len};
}

Span utf8_fold(Arena *arena, Span text)
{
    if (utf8_ascii(text, 0) == text.len)
        return utf8_fold_ascii(arena, text);
    Buf folded = buf_in(arena);
    for (size_t at = 0, bad; at < text.len; at = bad + 1) {
        bad = at + utf8_check(span_from(text, at));
        fold_valid(&folded, span_range(text, at, bad));
        if (bad < text.len)
            buf_add_byte(&folded, text.ptr[bad]);
    }
    return buf_span(&folded);
}

static uint16_t utf16_unit(Span bytes, size_t at, bool is_big)
{
    uint8_t first = (uint8_t)bytes.ptr[at], second = (uint8_t)bytes.ptr[at + 1];
    return (uint16_t)(is_big ? first << 8 | second : second << 8 | first);
}

Span utf8_from_utf16(Arena *arena, Span bytes, bool is_big)
{
    Buf text = buf_in(arena);
    size_t at = 0;
    while (at + 1 < bytes.len) {
        int32_t unit = utf16_unit(bytes, at, is_big);
        at += 2;
        bool is_high = unit >= 0xD800 && unit <= 0xDBFF;
        int32_t low = is_high && at + 1 < bytes.len ? utf16_unit(bytes, at, is_big) : 0;
        if (low >= 0xDC00 && low <= 0xDFFF) {
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
            at += 2;
        } else if (unit >= 0xD800 && unit <= 0xDFFF) {
            unit = 0xFFFD;
        }
        utf8_add(&text, unit);
    }
    if (at < bytes.len) /* half a unit */
        utf8_add(&text, 0xFFFD);
    return buf_span(&text);
}
