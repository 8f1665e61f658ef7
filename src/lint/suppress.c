#include "lint/suppress.h"

#include "text/guess.h"

/* What one comment silences. */
typedef struct Silence {
    DiagCode code;
    uint32_t first, last; /* lines, from 1; the whole file: 0 to UINT32_MAX */
} Silence;

typedef VEC(Silence) SilenceVec;

#define MARK SPAN("stemma: ignore")

static uint32_t next_inked(const Lines *lines, uint32_t line)
{
    for (uint32_t n = line + 1; n < lines->count; n++)
        if (!span_is_blank(lines_line(lines, n)))
            return n;
    return line;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

static Span next_name(Span text, size_t *at)
{
    while (*at < text.len && strchr(" ,\t", text.ptr[*at]))
        ++*at;
    size_t start = *at;
    while (*at < text.len && is_name_byte(text.ptr[*at]))
        ++*at;
    Span name = span_range(text, start, *at);
    return span_starts(name, SPAN("--")) ? (Span){0} : name;
}

static void complain(Lint *lint, uint32_t line, Span name)
{
    Guess guess = {.typed = name};
    for (DiagCode code = 0; code < DIAG_COUNT; code++) {
        Span rule = arena_copy(lint->arena, span_of(diag_info(code)->name));
        for (size_t i = 0; i < rule.len; i++)
            ((char *)rule.ptr)[i] = rule.ptr[i] == '_' ? '-' : (char)(rule.ptr[i] | 0x20);
        guess_offer(&guess, rule);
    }
    if (guess.best.len)
        lint_find(lint, DIAG_IGNORE_UNKNOWN, line, 0, "no rule '%.*s'; did you mean '%.*s'?",
                  SPAN_ARG(name), SPAN_ARG(guess.best));
    else
        lint_find(lint, DIAG_IGNORE_UNKNOWN, line, 0, "no rule '%.*s'", SPAN_ARG(name));
}

static void read_comment(Lint *lint, SilenceVec *silences, uint32_t n, Span rest)
{
    bool is_file = span_starts(rest, SPAN("-file"));
    Silence silence = {.first = is_file ? 0 : n + 1,
                       .last = is_file ? UINT32_MAX : next_inked(&lint->doc->source.text, n) + 1};
    size_t at = is_file ? SPAN("-file").len : 0;
    for (Span name = next_name(rest, &at); name.len; name = next_name(rest, &at)) {
        const DiagInfo *info = diag_find(name);
        if (!info) {
            complain(lint, n + 1, name);
            continue;
        }
        silence.code = (DiagCode)(info - diag_info(0));
        vec_add(lint->arena, silences, silence);
    }
}

static bool is_comment(Span before)
{
    before = span_trim(before);
    return span_ends(before, SPAN("<!--")) || span_ends(before, SPAN("#"));
}

static bool is_silenced(const SilenceVec *silences, const Finding *finding)
{
    for (size_t i = 0; i < silences->len; i++)
        if (silences->at[i].code == finding->diag.code &&
            finding->diag.line >= silences->at[i].first &&
            finding->diag.line <= silences->at[i].last)
            return true;
    return false;
}

void suppress_by_comments(Lint *lint)
{
    const Lines *lines = &lint->doc->source.text;
    SilenceVec silences = {0};
    for (size_t at = span_find(lines->text, MARK, 0); at < lines->text.len;
         at = span_find(lines->text, MARK, at + 1)) {
        uint32_t n = lines_at(lines, at);
        Span line = lines_line(lines, n);
        size_t offset = at - lines->start[n];
        if (is_comment(span_range(line, 0, offset)))
            read_comment(lint, &silences, n, span_from(line, offset + MARK.len));
    }
    size_t kept = 0;
    for (size_t i = 0; silences.len && i < lint->findings.len; i++)
        if (is_silenced(&silences, &lint->findings.at[i]))
            lint->suppressed++;
        else
            lint->findings.at[kept++] = lint->findings.at[i];
    if (silences.len)
        lint->findings.len = kept;
}
