#include "cli/console.h"

#include "cli/options.h"
#include "cli/progress.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 40 };

Status status_worse(Status a, Status b)
{
    return a > b ? a : b;
}

void message(const char *format, ...)
{
    char text[sizeof(stemma_error) + 1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    stemma_text visible = stemma_visible(text, strlen(text));
    progress_hide();
    for (const char *line = visible.ptr, *end; line; line = *end ? end + 1 : NULL) {
        end = line + strcspn(line, "\n");
        fprintf(stderr, "stemma: %.*s\n", (int)(end - line), line);
    }
    stemma_text_free(visible);
}

Status trouble(const stemma_error *error)
{
    message("%s", error->message);
    return STATUS_TROUBLE;
}

Status trouble_with(const char *path, const stemma_error *error)
{
    message("%s: %s", path, error->message);
    return STATUS_TROUBLE;
}

static bool wants_color(FILE *stream, int color)
{
    if (color != COLOR_AUTO)
        return color == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(fileno(stream)) && !(no_color && *no_color) && term && strcmp(term, "dumb") != 0;
}

/* Where there is no terminal nothing has to be cut. */
static size_t width_of(FILE *stream)
{
    struct winsize size;
    if (!isatty(fileno(stream)) || ioctl(fileno(stream), TIOCGWINSZ, &size) != 0 ||
        size.ws_col == 0)
        return 0;
    return size.ws_col < NARROWEST ? NARROWEST : size.ws_col;
}

stemma_view console_view(FILE *stream, int color)
{
    return (stemma_view){.color = wants_color(stream, color),
                         .terminal = isatty(fileno(stream)),
                         .width = width_of(stream)};
}

/* Why something could not be written to standard output before the end; 0 when all was. */
static int output_errno;

void print_text(FILE *stream, stemma_text text)
{
    if (text.len)
        progress_hide();
    if (fwrite(text.ptr, 1, text.len, stream) < text.len && stream == stdout)
        output_errno = errno;
    stemma_text_free(text);
}

void print_bytes(stemma_text text)
{
    if (!isatty(STDOUT_FILENO)) {
        print_text(stdout, text);
        return;
    }
    print_text(stdout, stemma_visible(text.ptr, text.len));
    stemma_text_free(text);
}

Status console_finish(Status status)
{
    bool has_failed = ferror(stdout) != 0;
    errno = output_errno;
    if (fflush(stdout) == 0 && !has_failed)
        return status;
    message("standard output: %s", errno ? strerror(errno) : "not everything could be written");
    clearerr(stdout); /* said once is enough */
    return STATUS_TROUBLE;
}

void *allocate(size_t size)
{
    void *memory = calloc(1, size ? size : 1);
    if (memory)
        return memory;
    fputs("stemma: out of memory\n", stderr);
    abort();
}
