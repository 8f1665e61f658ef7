#include "lint/rules.h"

#include "text/tokens.h"
#include "text/utf8.h"

static bool has_concept(const Lint *lint, uint32_t wanted)
{
    const Doc *doc = lint->doc;
    for (uint32_t s = 1; s < doc->section_count; s++)
        if (style_concept(lint->setting.style,
                          style_fold_title(lint->arena, doc->sections[s].title)) == wanted)
            return true;
    return false;
}

static void demand_sections(Lint *lint)
{
    const Style *style = lint->setting.style;
    for (uint32_t i = 0; lint->setting.harness && i < style->concept_count; i++)
        if (style->concepts[i].is_required && !has_concept(lint, i))
            lint_find(lint, DIAG_SECTION_MISSING, 1, 0, "the style wants a section '%.*s'",
                      SPAN_ARG(style->concepts[i].title));
}

static void limit_tokens(Lint *lint, uint32_t most)
{
    size_t tokens = tokens_estimate(lint->doc->source.text.text);
    if (tokens > most)
        lint_find(lint, DIAG_TOO_LARGE, 1, 0, "about %zu tokens, the style allows %u", tokens,
                  most);
}

static void limit_body(Lint *lint, const Harness *harness)
{
    Range body = doc_body(lint->doc);
    size_t len = utf8_length(lines_range(&lint->doc->source.text, body));
    if (len > harness->most_body)
        lint_find(lint, DIAG_TOO_LARGE, body.start + 1, 0,
                  "the body has %zu characters, %s may have %u", len, harness->title,
                  harness->most_body);
}

void check_whole(Lint *lint)
{
    const Harness *harness = lint->setting.harness;
    demand_sections(lint);
    if (harness && lint->setting.max_tokens)
        limit_tokens(lint, lint->setting.max_tokens);
    if (harness && harness->most_body)
        limit_body(lint, harness);
}
