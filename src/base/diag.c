#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static const DiagInfo infos[] = {
#define DIAG(name, code, severity, summary, remedy) {#name, code, DIAG_##severity, summary, remedy},
#include "base/diag_codes.h"
#undef DIAG
};

const DiagInfo *diag_info(DiagCode code)
{
    return &infos[code];
}

/* People write names with dashes and in any case. */
static char plain(char c)
{
    if (c >= 'a' && c <= 'z')
        return (char)(c - ('a' - 'A'));
    return c == '-' ? '_' : c;
}

static bool is_name(const char *name, Span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!name[i] || plain(text.ptr[i]) != name[i])
            return false;
    return name[text.len] == '\0';
}

const DiagInfo *diag_find(Span code_or_name)
{
    for (size_t i = 0; i < DIAG_COUNT; i++)
        if (is_name(infos[i].code, code_or_name) || is_name(infos[i].name, code_or_name))
            return &infos[i];
    return NULL;
}

void diag_add(Diags *diags, DiagCode code, uint32_t line, uint32_t column, const char *format, ...)
{
    if (diags->count[code]++ >= DIAG_LIMIT) {
        diags->suppressed++;
        return;
    }
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    size_t len = (size_t)vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *message = arena_alloc(diags->arena, len + 1, 1);
    vsnprintf(message, len + 1, format, again);
    va_end(again);
    vec_add(diags->arena, &diags->list, (Diag){code, line, column, {message, len}});
}

int diag_cmp(const Diag *a, const Diag *b)
{
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    if (a->code != b->code)
        return (int)a->code - (int)b->code;
    return span_cmp(a->message, b->message);
}

static int by_place(const void *left, const void *right)
{
    return diag_cmp(left, right);
}

void diag_sort(Diags *diags)
{
    if (diags->list.len)
        qsort(diags->list.at, diags->list.len, sizeof *diags->list.at, by_place);
}
