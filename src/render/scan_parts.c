#include "render/scan_parts.h"

#include "base/buf.h"
#include "base/file.h"
#include "render/scan.h"
#include "render/term.h"

#include <stdlib.h>

size_t scan_common_folder(const Collection *c)
{
    if (!c->file_count)
        return 0;
    Span first = c->files[0].path, last = c->files[c->file_count - 1].path; /* they are sorted */
    size_t common = 0;
    while (common < first.len && common < last.len && first.ptr[common] == last.ptr[common])
        common++;
    return file_folder(span_range(first, 0, common)).len;
}

static Span stem_of(Span path)
{
    size_t start = file_folder(path).len, end = path.len;
    size_t ending = span_ends(path, SPAN(".mdc")) ? 4 : span_ends(path, SPAN(".md")) ? 3 : 0;
    if (end - start > ending)
        end -= ending;
    return span_range(path, start, end);
}

static int by_bytes(const void *left, const void *right)
{
    return span_cmp(*(const Span *)left, *(const Span *)right);
}

/* The name that most of the files have, the voice's among equals; empty when it says nothing. */
static Span commonest_name(Arena *arena, const Collection *c, const Cluster *cluster)
{
    Span *names = ARENA_ARRAY(arena, Span, cluster->files.len);
    Span own = c->files[cluster->voice].name, best = own;
    size_t most = 0;
    for (size_t i = 0; i < cluster->files.len; i++)
        names[i] = c->files[cluster->files.at[i]].name;
    qsort(names, cluster->files.len, sizeof *names, by_bytes);
    for (size_t i = 0, run; i < cluster->files.len; i += run) {
        for (run = 1; i + run < cluster->files.len && span_eq(names[i], names[i + run]);)
            run++;
        if (names[i].len && (run > most || (run == most && span_eq(names[i], own)))) {
            best = names[i];
            most = run;
        }
    }
    return best;
}

Span scan_family_name(Arena *arena, const Collection *c, const Cluster *cluster)
{
    Span name = commonest_name(arena, c, cluster);
    return name.len ? name : stem_of(c->files[cluster->voice].path);
}

Span scan_count(Arena *arena, size_t count, const char *one, const char *many)
{
    return arena_format(arena, "%.*s %s", SPAN_ARG(term_number(arena, count)),
                        count == 1 ? one : many);
}

Span scan_family_kind(Arena *arena, const Cluster *cluster)
{
    Span files = scan_count(arena, cluster->files.len, "file", "files");
    if (cluster->text_count == 1)
        return arena_format(arena, "%.*s with one body", SPAN_ARG(files));
    bool is_all = cluster->text_count == cluster->files.len;
    Span texts =
        is_all ? SPAN("")
               : arena_format(arena, " with %.*s",
                              SPAN_ARG(scan_count(arena, cluster->text_count, "body", "bodies")));
    return arena_format(arena, "%.*s%.*s, %s", SPAN_ARG(files), SPAN_ARG(texts),
                        cluster->kind == PAIR_COPY ? "copies" : "variants");
}

const char *scan_root(const Cluster *cluster)
{
    static const char *const names[] = {[ROOT_VOICE] = "voice",
                                        [ROOT_OLDEST] = "the oldest",
                                        [ROOT_SHORTEST] =
                                            "the shortest that the voice holds whole"};
    return names[cluster->root_rule];
}

uint64_t scan_saving(const Cluster *cluster)
{
    return cluster->bytes > cluster->expected ? cluster->bytes - cluster->expected : 0;
}

Span scan_amount(Arena *arena, uint64_t bytes)
{
    if (bytes < 10000)
        return arena_format(arena, "%llu bytes", (unsigned long long)bytes);
    return arena_format(arena, "%.*s kB", SPAN_ARG(term_number(arena, (bytes + 500) / 1000)));
}

Span scan_reasons(Arena *arena, const Pair *pair)
{
    SpanVec reasons = {0};
    Buf text = buf_in(arena);
    scan_because(arena, pair, &reasons);
    for (size_t i = 0; i < reasons.len; i++) {
        buf_add(&text, i ? SPAN(", ") : SPAN(""));
        buf_add(&text, reasons.at[i]);
    }
    return buf_span(&text);
}

Span scan_loads(Arena *arena, const SameName *same)
{
    static const char *const said[] = {
        [LOADS_UNKNOWN] = "which one is loaded is not known",
        [LOADS_LABEL] = "all are loaded, the name is only a label",
        [LOADS_APART] = "each is loaded by a tool of its own",
        [LOADS_ANY] = "one is loaded, whichever is read first, without a word",
        [LOADS_FIRST] = "one is loaded, whichever is read first, with a warning",
        [LOADS_NEAREST] = "the nearest to the working folder is loaded, the user's own last",
        [LOADS_PROJECT] = "the project's is loaded before the user's own",
    };
    return same->harness ? arena_format(arena, "%s (%s)", said[same->rule], same->harness)
                         : span_of(said[same->rule]);
}
