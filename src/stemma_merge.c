/* The public functions that merge and plan, and what their results show. */
#include "stemma_inner.h"

#include "merge/audit.h"
#include "merge/consolidation.h"
#include "render/ledger_json.h"
#include "render/plan.h"
#include "render/summary.h"
#include "style/defaults.h"

#include <errno.h>
#include <stdlib.h>

struct stemma_result {
    Arena *arena;
    Doc **inputs;
    uint32_t input_count;
    Variants *variants;
    Consolidation *merged; /* NULL for a plan */
    Ledger *ledger;
};

/* ---- options ---- */

static int find_input(const stemma_result *result, Span name, uint32_t *input)
{
    for (*input = 0; *input < result->input_count; ++*input)
        if (span_eq(result->inputs[*input]->source.name, name))
            return 0;
    return -EINVAL;
}

/* "file#Title": the section of that title, whatever its number and emoji. */
static int find_section(const stemma_result *result, Span address, uint32_t *node,
                        stemma_error *error)
{
    size_t hash = span_find_byte(address, '#', 0);
    uint32_t input;
    if (hash == address.len || find_input(result, span_range(address, 0, hash), &input) < 0)
        return inner_fail(error, -EINVAL, "no input of that name in '%.*s'; write FILE#Title",
                          SPAN_ARG(address));
    Span wanted = style_fold_title(result->arena, span_from(address, hash + 1));
    uint32_t doc = result->variants->rank_of_input[input];
    for (uint32_t s = 0; s < result->variants->docs[doc]->section_count; s++)
        if (span_eq(style_fold_title(result->arena, result->variants->docs[doc]->sections[s].title),
                    wanted)) {
            *node = result->variants->alignment->first[doc] + s;
            return 0;
        }
    return inner_fail(error, -EINVAL, "no section '%.*s' in %.*s; 'stemma show' lists them",
                      SPAN_ARG(span_from(address, hash + 1)),
                      SPAN_ARG(span_range(address, 0, hash)));
}

/* The `=` between two addresses: titles may hold one too, so each is tried. */
static int read_pair(const stemma_result *result, const char *text, Constraint *constraint,
                     stemma_error *error)
{
    Span pair = span_of(text);
    int status = inner_fail(error, -EINVAL, "'%s' is no pair; write A.md#Title=B.md#Title",
                            text ? text : "");
    for (size_t at = span_find_byte(pair, '=', 0); at < pair.len;
         at = span_find_byte(pair, '=', at + 1)) {
        status = find_section(result, span_range(pair, 0, at), &constraint->a, error);
        if (status == 0)
            status = find_section(result, span_from(pair, at + 1), &constraint->b, error);
        if (status == 0)
            return 0;
    }
    return status;
}

static int read_pairs(const stemma_result *result, const char *const *pairs, size_t count,
                      bool is_apart, ConstraintVec *constraints, stemma_error *error)
{
    for (size_t i = 0; i < count; i++) {
        Constraint constraint = {.is_apart = is_apart};
        int status = read_pair(result, pairs[i], &constraint, error);
        if (status < 0)
            return status;
        if (result->variants->alignment->nodes[constraint.a].doc ==
            result->variants->alignment->nodes[constraint.b].doc)
            return inner_fail(error, -EINVAL, "'%s' names two sections of one file", pairs[i]);
        vec_add(result->arena, constraints, constraint);
    }
    return 0;
}

static int read_constraints(const stemma_result *result, const stemma_merge_options *options,
                            ConstraintVec *constraints, stemma_error *error)
{
    Span message = {0};
    Span plan = {options->plan, options->plan_len};
    if (plan.ptr && !plan_read(plan, result->variants, result->inputs, result->input_count,
                               constraints, &message))
        return inner_fail(error, -EINVAL, "%s%s%.*s", options->plan_name ? options->plan_name : "",
                          options->plan_name ? ": " : "", SPAN_ARG(message));
    int status = read_pairs(result, options->apart, options->apart_count, true, constraints, error);
    return status < 0 ? status
                      : read_pairs(result, options->together, options->together_count, false,
                                   constraints, error);
}

static int read_settings(stemma_result *result, const stemma_merge_options *options,
                         MergePolicy *policy, stemma_error *error)
{
    Setting *settings = ARENA_ARRAY(result->arena, Setting, options->set_count);
    for (size_t i = 0; i < options->set_count; i++) {
        Span text = arena_copy(result->arena, span_of(options->set[i]));
        size_t equals = span_find_byte(text, '=', 0);
        settings[i] = (Setting){span_trim(span_range(text, 0, equals)), {0}};
        if (equals == text.len || !settings[i].key.len || span_has(text, '\n'))
            return inner_fail(error, -EINVAL, "'%s' is no setting; write key=value",
                              options->set[i]);
        settings[i].value = span_trim(span_from(text, equals + 1));
    }
    policy->settings = settings;
    policy->setting_count = (uint32_t)options->set_count;
    return 0;
}

static const Style *style_for(const stemma_merge_options *options)
{
    bool has_project = !options->style && options->project;
    return inner_style(has_project ? options->project->style : options->style);
}

/* The one input that the defaults mean; of several none, since their order must not matter. */
static uint32_t preferred_by(const stemma_result *result, const MergeDefaults *defaults)
{
    uint32_t found = NONE, count = 0;
    for (uint32_t i = 0; i < result->input_count; i++)
        if (defaults_prefers(defaults, result->inputs[i]->source.name)) {
            found = i;
            count++;
        }
    return count == 1 ? found : NONE;
}

/* What nobody asked for is no mistake: a default that more files would have to support holds for those there are. */
static void read_defaults(const stemma_result *result, const stemma_merge_options *options,
                          MergePolicy *policy)
{
    static const MergeDefaults nothing;
    const MergeDefaults *project =
        options->project ? &options->project->project->merging : &nothing;
    MergeDefaults defaults = defaults_over(project, &policy->style->merging);
    if (policy->tools == TOOLS_AS_STYLED)
        policy->tools = defaults.tools;
    if (!policy->min_support)
        policy->min_support =
            defaults.min_support < result->input_count ? defaults.min_support : result->input_count;
    if (!options->prefer)
        policy->preferred = preferred_by(result, &defaults);
}

static int read_policy(stemma_result *result, const stemma_merge_options *options,
                       MergePolicy *policy, stemma_error *error)
{
    *policy = (MergePolicy){.style = style_for(options),
                            .preferred = NONE,
                            .tools = (ToolsPolicy)options->tools,
                            .min_support = options->min_support};
    if (options->prefer && find_input(result, span_of(options->prefer), &policy->preferred) < 0)
        return inner_fail(error, -EINVAL, "'%s' is not one of the inputs", options->prefer);
    if (options->min_support > result->input_count)
        return inner_fail(error, -EINVAL, "nothing can have the support of %u of %u files",
                          options->min_support, result->input_count);
    read_defaults(result, options, policy);
    return read_settings(result, options, policy, error);
}

/* ---- merging ---- */

/* A style that leaves damaged text as it is leaves it so here, too. */
static Doc *input_for(Arena *arena, Doc *doc, const Style *style)
{
    if (!doc->source.is_repaired || style->markup.repair)
        return doc;
    return doc_read(arena, doc->source.name, doc->source.raw.text, (DocOptions){.no_repair = true});
}

static stemma_result *result_new(stemma_doc *const *docs, size_t count, const Style *style)
{
    Arena *arena = arena_new();
    stemma_result *result = ARENA_NEW(arena, stemma_result);
    *result = (stemma_result){.arena = arena, .input_count = (uint32_t)count};
    result->inputs = ARENA_ARRAY(arena, Doc *, count);
    for (size_t i = 0; i < count; i++)
        result->inputs[i] = input_for(arena, docs[i]->doc, style);
    return result;
}

static int make_plan(stemma_result *result, const stemma_merge_options *options,
                     MergePolicy *policy, stemma_error *error)
{
    ConstraintVec constraints = {0};
    int status = read_policy(result, options, policy, error);
    if (status < 0)
        return status;
    result->variants = variants_new(result->arena, result->inputs, result->input_count,
                                    policy->style, policy->preferred);
    status = read_constraints(result, options, &constraints, error);
    if (status == 0)
        align_cluster(result->arena, result->variants->alignment, result->variants->lexicon,
                      &constraints);
    return status;
}

static Said **hear_inputs(Arena *arena, const stemma_result *result)
{
    Said **said = ARENA_ARRAY(arena, Said *, result->input_count);
    for (uint32_t i = 0; i < result->input_count; i++)
        said[i] = said_new(arena, &result->inputs[i]->source.text);
    return said;
}

static int judge(const stemma_result *result, const SpanVec *findings, stemma_error *error)
{
    if (findings->len)
        return inner_fail(error, -EBADMSG,
                          "the result does not hold what the inputs say (%.*s); please report this",
                          SPAN_ARG(findings->at[0]));
    if (!result->merged->is_settled)
        return inner_fail(error, -EBADMSG,
                          "the result does not read back as it was meant; please report this");
    return 0;
}

/* The result has been read again; its ledger is proved before anyone sees it. */
static int prove(stemma_result *result, Span output_name, stemma_error *error)
{
    Arena *scratch = arena_new();
    Lines lines = lines_index(scratch, result->merged->written.bytes);
    Said *output = said_new(scratch, &lines), **said = hear_inputs(scratch, result);
    result->ledger = ledger_new(result->arena, result->merged, result->inputs, result->input_count,
                                said, output, arena_copy(result->arena, output_name));
    SpanVec findings = audit_ledger(scratch, result->ledger, said, output);
    int status = judge(result, &findings, error);
    arena_free(scratch);
    return status;
}

static int run(stemma_result *result, const stemma_merge_options *options, bool is_plan,
               stemma_error *error)
{
    MergePolicy *policy = ARENA_NEW(result->arena, MergePolicy);
    int status = make_plan(result, options, policy, error);
    if (status < 0 || is_plan)
        return status;
    result->merged = consolidate(result->arena, result->variants, policy);
    return prove(result, options->output_name ? span_of(options->output_name) : SPAN("-"), error);
}

static int start(stemma_doc *const *docs, size_t count, const stemma_merge_options *options,
                 bool is_plan, stemma_result **result, stemma_error *error)
{
    static const stemma_merge_options none;
    *result = NULL;
    if (count == 0)
        return inner_fail(error, -EINVAL, "nothing to merge");
    options = options ? options : &none;
    for (size_t i = 0; i < count; i++)
        if (inner_settled(docs[i]->doc, error) < 0)
            return -EBUSY;
    stemma_result *made = result_new(docs, count, style_for(options));
    int status = run(made, options, is_plan, error);
    if (status < 0)
        stemma_result_free(made);
    else
        *result = made;
    return status;
}

int stemma_merge(stemma_doc *const *docs, size_t count, const stemma_merge_options *options,
                 stemma_result **result, stemma_error *error)
{
    return start(docs, count, options, false, result, error);
}

int stemma_plan(stemma_doc *const *docs, size_t count, const stemma_merge_options *options,
                stemma_result **result, stemma_error *error)
{
    return start(docs, count, options, true, result, error);
}

void stemma_result_free(stemma_result *result)
{
    if (result)
        arena_free(result->arena);
}

/* ---- what a result shows ---- */

stemma_text stemma_result_output(const stemma_result *result)
{
    return inner_text(result->merged ? result->merged->written.bytes : (Span){0});
}

stemma_text stemma_result_ledger(const stemma_result *result)
{
    Buf out = buf_in(result->arena);
    if (result->ledger) {
        ledger_hash(result->arena, result->ledger, result->inputs, result->merged->written.bytes);
        ledger_json_write(&out, result->ledger);
    }
    return inner_text(buf_span(&out));
}

stemma_text stemma_result_plan(const stemma_result *result, const stemma_view *view)
{
    Buf out = buf_in(result->arena);
    View inner = inner_view(view);
    plan_render(&out, result->variants, result->inputs, result->input_count, &inner);
    return inner_text(buf_span(&out));
}

stemma_text stemma_result_summary(const stemma_result *result, const stemma_view *view)
{
    Buf out = buf_in(result->arena);
    View inner = inner_view(view);
    if (result->ledger)
        summary_render(&out, result->ledger, &inner);
    return inner_text(buf_span(&out));
}

size_t stemma_result_conflict_count(const stemma_result *result)
{
    return result->ledger ? result->ledger->conflicts.len : 0;
}
