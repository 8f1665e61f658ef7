/* The public functions about styles and projects. */
#include "stemma_inner.h"

#include "base/file.h"
#include "render/style_view.h"
#include "render/term.h"
#include "style/read.h"
#include "text/glob.h"
#include "text/guess.h"

#include <errno.h>

size_t stemma_slips(const char *typed, const char *meant)
{
    return guess_slips(span_of(typed), span_of(meant));
}

/* ---- styles ---- */

const Style *inner_style(const stemma_style *style)
{
    return style ? style->style : style_find(SPAN("house"));
}

static const Style *find_builtin(void *context, Span name)
{
    (void)context;
    return style_find(name);
}

enum { MISTAKES_SHOWN = 10, ROOM_FOR_COUNT = 48 };

/* A line that would leave less than `room` is left out. */
static bool add_line(stemma_error *error, const char *line, size_t room)
{
    size_t len = strlen(error->message), more = strlen(line), start = len > 0;
    if (len + start + more + 1 + room > sizeof error->message)
        return false;
    if (start)
        error->message[len] = '\n';
    memcpy(error->message + len + start, line, more + 1);
    return true;
}

int inner_fail_problems(stemma_error *error, const char *path, const Problems *problems)
{
    size_t all = problems->list.len + problems->suppressed, shown = 0;
    Span name = term_name(span_of(path));
    stemma_error lines = {{0}}, one;
    for (; shown < problems->list.len && shown < MISTAKES_SHOWN; shown++) {
        const Problem *problem = &problems->list.at[shown];
        inner_fail(&one, -EINVAL, "%.*s:%u:%u: %.*s", SPAN_ARG(name), problem->line,
                   problem->column, SPAN_ARG(problem->message));
        if (!add_line(&lines, one.message, ROOM_FOR_COUNT))
            break;
    }
    inner_fail(&one, -EINVAL, "and %zu mistakes more", all - shown);
    if (shown < all)
        add_line(&lines, one.message, 0);
    if (error)
        *error = lines;
    return -EINVAL;
}

static int open_file(Arena *arena, const char *path, const Style **style, stemma_error *error)
{
    Span bytes;
    Problems problems = {0};
    int code = file_read(arena, path, &bytes);
    if (code)
        return inner_fail_file(error, code, path, false);
    *style = style_read(arena, bytes, find_builtin, NULL, &problems);
    return *style ? 0 : inner_fail_problems(error, path, &problems);
}

static int open_builtin(const char *name, const Style **style, stemma_error *error)
{
    size_t count;
    const Style *all = style_all(&count);
    Guess guess = {.typed = span_of(name)};
    *style = style_find(span_of(name));
    if (*style)
        return 0;
    for (size_t i = 0; i < count; i++)
        guess_offer(&guess, all[i].name);
    if (guess.best.len)
        return inner_fail(error, -EINVAL, "no style '%s'; did you mean '%.*s'?", name,
                          SPAN_ARG(guess.best));
    return inner_fail(error, -EINVAL,
                      "no style '%s'; 'stemma style' lists them, and a file is named by its path",
                      name);
}

bool inner_is_path(Span name, Span ending)
{
    return span_has(name, '/') || span_ends(name, ending);
}

static bool is_path(Span name)
{
    return inner_is_path(name, SPAN(".yaml")) || span_ends(name, SPAN(".yml"));
}

int stemma_style_open(const char *name, stemma_style **style, stemma_error *error)
{
    Arena *arena = arena_new();
    stemma_style *opened = ARENA_NEW(arena, stemma_style);
    opened->arena = arena;
    int code = is_path(span_of(name)) ? open_file(arena, name, &opened->style, error)
                                      : open_builtin(name, &opened->style, error);
    if (code)
        arena_free(arena);
    *style = code ? NULL : opened;
    return code;
}

void stemma_style_free(stemma_style *style)
{
    if (style)
        arena_free(style->arena);
}

const char *stemma_style_name(const stemma_style *style)
{
    return style->style->name.ptr;
}

int stemma_style_check(const char *path, stemma_text *problems, size_t *count, stemma_error *error)
{
    Arena *arena = arena_new();
    Span bytes;
    Problems found = {0};
    int code = file_read(arena, path, &bytes);
    if (code == 0) {
        style_read(arena, bytes, find_builtin, NULL, &found);
        Buf out = buf_in(arena);
        term_add_lines(&out, problems_text(arena, term_name(span_of(path)), &found));
        *problems = inner_text(buf_span(&out));
        *count = found.list.len + found.suppressed;
    }
    arena_free(arena);
    return code ? inner_fail_file(error, code, path, false) : 0;
}

stemma_text stemma_style_list(const stemma_view *view)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    View inner = inner_view(view);
    style_view_list(&out, &inner);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

stemma_text stemma_style_show(const stemma_style *style)
{
    Arena *arena = arena_new();
    Buf out = buf_in(arena);
    style_view_show(&out, style->style);
    stemma_text text = inner_text(buf_span(&out));
    arena_free(arena);
    return text;
}

/* ---- projects ---- */

static int open_project_style(stemma_project *project, stemma_error *error)
{
    Span name = project->project->style;
    stemma_error problem;
    if (!name.len)
        return 0;
    const char *given = is_path(name) ? file_beside(project->arena, project->path, name) : name.ptr;
    int code = stemma_style_open(given, &project->style, &problem);
    if (!code)
        return 0;
    char *rest = strchr(problem.message, '\n');
    if (rest)
        *rest++ = '\0';
    inner_fail(error, code, "%s:%u:%u: %s", project->path, project->project->style_line,
               project->project->style_column, problem.message);
    if (rest && error)
        add_line(error, rest, 0);
    return code;
}

static int read_project(stemma_project *project, stemma_error *error)
{
    Span bytes;
    Problems problems = {0};
    int code = file_read(project->arena, project->path, &bytes);
    if (code)
        return inner_fail_file(error, code, project->path, false);
    project->project = project_read(project->arena, bytes, &problems);
    return project->project ? open_project_style(project, error)
                            : inner_fail_problems(error, project->path, &problems);
}

int stemma_project_find(const char *path, stemma_project **project, stemma_error *error)
{
    Arena *arena = arena_new();
    stemma_project *found = ARENA_NEW(arena, stemma_project);
    found->arena = arena;
    int code = file_find_above(arena, path, PROJECT_FILE, &found->path);
    if (code)
        code = inner_fail(error, code, "%s: %s cannot be looked for", path, PROJECT_FILE);
    else if (found->path)
        code = read_project(found, error);
    bool is_there = !code && found->path;
    if (!is_there)
        arena_free(arena);
    *project = is_there ? found : NULL;
    return code;
}

void stemma_project_free(stemma_project *project)
{
    if (!project)
        return;
    stemma_style_free(project->style);
    arena_free(project->arena);
}

const char *stemma_project_path(const stemma_project *project)
{
    return project->path;
}

/* `path` as it is from the project's folder; empty when it is not below it. */
static Span below(Arena *arena, const stemma_project *project, const char *path)
{
    Span place = span_of(file_place(arena, path)), file = span_of(file_place(arena, project->path));
    Span folder = span_range(file, 0, file.len - strlen(PROJECT_FILE));
    return span_starts(place, folder) ? span_from(place, folder.len) : (Span){0};
}

bool stemma_project_excludes(const stemma_project *project, const char *path)
{
    const SpanVec *patterns = &project->project->exclude;
    bool is_out = false;
    if (!patterns->len)
        return false;
    Arena *arena = arena_new();
    Span place = below(arena, project, path);
    for (size_t i = 0; i < patterns->len && !is_out; i++)
        is_out = glob_matches(patterns->at[i], place);
    arena_free(arena);
    return is_out;
}

const stemma_style *stemma_project_style(const stemma_project *project)
{
    return project->style;
}
