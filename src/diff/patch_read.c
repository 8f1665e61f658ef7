#include "diff/patch.h"
#include "diff/patch_text.h"

#include "text/lines.h"
#include "text/utf8.h"

#include <stdarg.h>
#include <stdio.h>

typedef struct Reader {
    Arena *arena;
    Lines lines;
    uint32_t at; /* the next line */
    uint32_t in_place,
        moved; /* the old file's next line of what stands in its place, and of a moved run */
    Patch *patch;
    PatchError *error;
} Reader;

/* ---- lines and errors ---- */

/* The next line; mail may have put blanks or a carriage return at its end. */
static Span line_of(const Reader *r)
{
    return span_trim_end(lines_line(&r->lines, r->at));
}

static bool is_over(const Reader *r)
{
    return r->at >= r->lines.count;
}

__attribute__((format(printf, 3, 4))) static bool fail(Reader *r, size_t offset, const char *format,
                                                       ...)
{
    char message[300];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    Span line = is_over(r) ? SPAN("") : lines_line(&r->lines, r->at);
    size_t before = offset < line.len ? offset : line.len;
    uint32_t column = 1 + (uint32_t)utf8_length(span_range(line, 0, before));
    *r->error = (PatchError){r->at + 1, column, arena_copy(r->arena, span_of(message))};
    return false;
}

static bool fail_short(Reader *r)
{
    return fail(r, 0,
                "the patch ends without its last line, 'end of N changes'; a part of it is "
                "missing, so get it again");
}

/* ---- words of a line ---- */

static bool take(Span line, size_t *at, Span word)
{
    if (!span_starts(span_from(line, *at), word))
        return false;
    *at += word.len;
    return true;
}

static bool take_number(Reader *r, Span line, size_t *at, uint64_t limit, uint64_t *number)
{
    size_t start = *at;
    *number = 0;
    while (*at < line.len && line.ptr[*at] >= '0' && line.ptr[*at] <= '9' && *number <= limit)
        *number = *number * 10 + (uint64_t)(line.ptr[(*at)++] - '0');
    if (*at == start)
        return fail(r, start, "here should be a number; the patch is damaged, so get it again");
    if (*number > limit)
        return fail(r, start, "the number is too high: here it may be %llu at most",
                    (unsigned long long)limit);
    return true;
}

static bool take_line_number(Reader *r, Span line, size_t *at, uint32_t *old)
{
    uint64_t number;
    size_t start = *at;
    if (!take_number(r, line, at, PATCH_LAST_LINE, &number))
        return false;
    if (number == 0)
        return fail(r, start, "lines count from 1");
    *old = (uint32_t)number - 1;
    return true;
}

/* What is left of the line, as a name. */
static bool take_name(Reader *r, Span line, size_t at, Span *name)
{
    *name = span_from(line, at);
    if (!name->len || name->ptr[0] != '"')
        return true;
    Buf text = buf_in(r->arena);
    if (!patch_text_unquote(&text, line, &at))
        return fail(r, at, "the quoted name is damaged; get the patch again");
    *name = buf_span(&text);
    return true;
}

static bool need_end(Reader *r, Span line, size_t at)
{
    return at == line.len || fail(r, at, "nothing more should stand on this line");
}

/* ---- the head ---- */

static bool read_bytes(Reader *r, Span line, size_t at, uint64_t *bytes)
{
    return take_number(r, line, &at, UINT64_MAX / 100, bytes) && need_end(r, line, at);
}

static bool read_hash(Reader *r, Span line, size_t at, Span *hash)
{
    *hash = span_from(line, at);
    for (size_t i = 0; i < hash->len; i++)
        if (!strchr("0123456789abcdef", hash->ptr[i]))
            return fail(r, at + i, "this is no SHA-256; the patch is damaged, so get it again");
    return hash->len == 64 || fail(r, at, "a SHA-256 has 64 digits, this has %zu", hash->len);
}

static bool read_part(Reader *r, Span line, size_t at)
{
    uint64_t count;
    if (!take_number(r, line, &at, PATCH_LAST_LINE, &count))
        return false;
    r->patch->part_of = (uint32_t)count;
    return need_end(r, line, at);
}

static bool read_line_end(Reader *r, Span line, size_t at)
{
    if (!span_eq(span_from(line, at), SPAN("crlf")))
        return fail(r, at, "the only line end that is named is 'crlf'");
    r->patch->line_end = SPAN("\r\n");
    return true;
}

enum HeadKey { OLD, OLD_BYTES, OLD_SHA256, NEW, NEW_BYTES, NEW_SHA256, PART_OF, LINE_END, KEYS };

static const char *const head_keys[KEYS] = {
    [OLD] = "old: ",         [OLD_BYTES] = "old-bytes: ", [OLD_SHA256] = "old-sha256: ",
    [NEW] = "new: ",         [NEW_BYTES] = "new-bytes: ", [NEW_SHA256] = "new-sha256: ",
    [PART_OF] = "part-of: ", [LINE_END] = "line-end: "};

static bool read_head_value(Reader *r, enum HeadKey key, Span line, size_t at)
{
    Patch *patch = r->patch;
    switch (key) {
    case OLD:
        return take_name(r, line, at, &patch->old.name);
    case OLD_BYTES:
        return read_bytes(r, line, at, &patch->old.bytes);
    case OLD_SHA256:
        return read_hash(r, line, at, &patch->old.sha256);
    case NEW:
        return take_name(r, line, at, &patch->new.name);
    case NEW_BYTES:
        return read_bytes(r, line, at, &patch->new.bytes);
    case NEW_SHA256:
        return read_hash(r, line, at, &patch->new.sha256);
    case PART_OF:
        return read_part(r, line, at);
    default:
        return read_line_end(r, line, at);
    }
}

static bool read_head_line(Reader *r, bool *is_given)
{
    Span line = line_of(r);
    size_t at = 0;
    int key = 0;
    while (key < KEYS && !take(line, &at, span_of(head_keys[key])))
        key++;
    if (key == KEYS)
        return fail(r, 0,
                    "no head of a patch has such a line; the patch is damaged, so get it "
                    "again");
    if (is_given[key])
        return fail(r, 0, "the head says this twice");
    is_given[key] = true;
    return read_head_value(r, (enum HeadKey)key, line, at);
}

/* Up to the blank line before the first change. */
static bool read_head(Reader *r)
{
    bool is_given[KEYS] = {false};
    for (; !is_over(r) && line_of(r).len; r->at++)
        if (!read_head_line(r, is_given))
            return false;
    int needed = r->patch->part_of ? NEW : NEW_SHA256;
    for (int key = 0; key <= needed; key++)
        if (!is_given[key])
            return is_over(r) ? fail_short(r)
                              : fail(r, 0,
                                     "the head has no line '%s'; the patch is damaged, so get it "
                                     "again",
                                     head_keys[key]);
    return true;
}

/* ---- changes ---- */

static PatchRun *last_run(const Reader *r)
{
    return r->patch->runs.len ? &r->patch->runs.at[r->patch->runs.len - 1] : NULL;
}

static void add_run(Reader *r, bool is_moved, uint32_t old, Span address)
{
    uint32_t line = (uint32_t)r->patch->lines.len;
    vec_add(r->arena, &r->patch->runs,
            (PatchRun){.is_moved = is_moved,
                       .old = old,
                       .address = address,
                       .lines = {line, line},
                       .at = r->at + 1});
    r->patch->changes.at[r->patch->changes.len - 1].runs.end++;
}

/* "40: Address", "40, whole section: Address" or the same without an address */
static bool read_place(Reader *r, Span line, size_t at, uint32_t *old, bool *is_whole,
                       Span *address)
{
    *address = SPAN("");
    if (!take_line_number(r, line, &at, old))
        return false;
    *is_whole = take(line, &at, SPAN(PATCH_WHOLE));
    if (at == line.len)
        return true;
    if (!take(line, &at, SPAN(": ")))
        return fail(r, at, "here should be ': ' and an address, or nothing");
    return take_name(r, line, at, address);
}

static bool read_change(Reader *r, Span line, size_t at)
{
    const PatchChange *before =
        r->patch->changes.len ? &r->patch->changes.at[r->patch->changes.len - 1] : NULL;
    uint64_t number;
    uint32_t old;
    bool is_whole;
    Span address;
    size_t start = at;
    if (!take_number(r, line, &at, PATCH_LAST_LINE, &number))
        return false;
    if (number == 0 || (before && number <= before->number))
        return fail(r, start, "change %llu is out of order; get the patch again",
                    (unsigned long long)number);
    if (!take(line, &at, SPAN(" at ")))
        return fail(r, at, "here should be ' at ' and a line number");
    start = at;
    if (!read_place(r, line, at, &old, &is_whole, &address))
        return false;
    if (is_whole)
        return fail(r, start, "only what has moved is called a whole section");
    if (old < r->in_place)
        return fail(r, start, "change %llu goes back behind the one before it; get the patch again",
                    (unsigned long long)number);
    uint32_t run = (uint32_t)r->patch->runs.len;
    vec_add(r->arena, &r->patch->changes, (PatchChange){(uint32_t)number, {run, run}});
    r->in_place = old;
    add_run(r, false, old, address);
    return true;
}

static bool read_from(Reader *r, Span line, size_t at)
{
    Span address;
    bool is_whole;
    if (!last_run(r))
        return fail(r, 0, "'from' belongs into a change, but none has begun");
    if (!read_place(r, line, at, &r->moved, &is_whole, &address))
        return false;
    add_run(r, true, r->moved, address);
    last_run(r)->is_whole = is_whole;
    return true;
}

static bool read_back(Reader *r, Span line, size_t at)
{
    if (!last_run(r) || !last_run(r)->is_moved)
        return fail(r, 0, "'back' without a 'from' before it");
    add_run(r, false, r->in_place, SPAN(""));
    return need_end(r, line, at);
}

/* ---- lines ---- */

/* Quoted text that goes on in the lines below. */
static bool read_quoted(Reader *r, Span line, Span *text)
{
    Buf out = buf_in(r->arena);
    for (;;) {
        size_t at = 1;
        if (!patch_text_unquote(&out, line, &at))
            return fail(r, at,
                        "the quotes or an escape are damaged; was the line wrapped on its "
                        "way? Get the patch as an attachment");
        if (r->at + 1 == r->lines.count)
            break;
        r->at++;
        line = line_of(r);
        if (line.len < 2 || line.ptr[0] != PATCH_CONTINUED || line.ptr[1] != '"') {
            r->at--;
            break;
        }
    }
    *text = buf_span(&out);
    return true;
}

static bool read_text(Reader *r, Span line, Span *text)
{
    if (line.len > 1 && line.ptr[1] == '"')
        return read_quoted(r, line, text);
    if (line.len > 1 && line.ptr[1] != ' ')
        return fail(r, 1, "behind the sign should be a blank or a quote");
    Buf out = buf_in(r->arena);
    buf_add(&out, span_from(line, line.len > 1 ? 2 : 1));
    buf_add(&out, r->patch->line_end);
    *text = buf_span(&out);
    return true;
}

static bool is_sign_allowed(const PatchRun *run, char sign)
{
    return sign == PATCH_ADDED || sign == PATCH_REMOVED ||
           sign == (run->is_moved ? PATCH_MOVED : PATCH_SAME);
}

static bool read_line(Reader *r, Span line)
{
    PatchRun *run = last_run(r);
    uint32_t at = r->at + 1;
    Span text;
    if (!strchr("=-+~", line.ptr[0]))
        return fail(r, 0,
                    "no line of a patch begins so; was a line wrapped on its way? Get the "
                    "patch as an attachment");
    if (!run || !is_sign_allowed(run, line.ptr[0]))
        return fail(r, 0, "a line with '%c' has no place here; get the patch again", line.ptr[0]);
    if (!read_text(r, line, &text))
        return false;
    PatchSign sign = (PatchSign)line.ptr[0];
    uint32_t *next = run->is_moved ? &r->moved : &r->in_place;
    uint32_t old = sign == PATCH_ADDED ? NONE : (*next)++;
    vec_add(r->arena, &r->patch->lines, (PatchLine){sign, text, old, at});
    run->lines.end++;
    return true;
}

/* ---- whole patches ---- */

static bool read_end(Reader *r, Span line, size_t at)
{
    uint64_t count;
    if (!take_number(r, line, &at, PATCH_LAST_LINE, &count))
        return false;
    if (!span_eq(span_from(line, at), count == 1 ? SPAN(" change") : SPAN(" changes")))
        return fail_short(r);
    if (count != r->patch->changes.len)
        return fail(r, 0, "the patch should hold %llu changes and holds %zu; get it again",
                    (unsigned long long)count, r->patch->changes.len);
    return true;
}

static const struct {
    Span word;
    bool (*read)(Reader *r, Span line, size_t at);
} statements[] = {
    {{"change ", 7}, read_change}, {{"from ", 5}, read_from}, {{"back", 4}, read_back}};

static bool read_statement(Reader *r, Span line)
{
    for (size_t i = 0; i < sizeof statements / sizeof *statements; i++)
        if (span_starts(line, statements[i].word))
            return statements[i].read(r, line, statements[i].word.len);
    return read_line(r, line);
}

static bool read_changes(Reader *r)
{
    for (; !is_over(r); r->at++) {
        Span line = line_of(r);
        if (span_starts(line, SPAN("end of ")))
            return read_end(r, line, 7);
        if (line.len && !read_statement(r, line))
            return false;
    }
    return fail_short(r);
}

static bool read_one(Reader *r, PatchVec *patches)
{
    if (!span_eq(line_of(r), SPAN(PATCH_VERSION)))
        return fail(r, 0, "patches of this version are not known here; a newer stemma may read it");
    r->at++;
    r->patch = ARENA_NEW(r->arena, Patch);
    r->patch->line_end = SPAN("\n");
    r->in_place = 0;
    if (!read_head(r) || !read_changes(r))
        return false;
    vec_add(r->arena, patches, r->patch);
    return true;
}

bool patch_read(Arena *arena, Span text, PatchVec *patches, PatchError *error)
{
    Reader r = {.arena = arena, .lines = lines_index(arena, text), .error = error};
    size_t before = patches->len;
    for (; !is_over(&r); r.at++)
        if (span_starts(lines_line(&r.lines, r.at), SPAN("stemma-patch/")) &&
            !read_one(&r, patches))
            return false;
    if (patches->len > before || span_is_blank(text))
        return true;
    r.at = 0;
    return fail(&r, 0,
                "this is no patch of stemma, which has a line '" PATCH_VERSION
                "'; 'stemma diff --format patch' makes them");
}
