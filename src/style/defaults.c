#include "style/defaults.h"

const Span tools_policies[] = {SPAN("union"), SPAN("intersection"), SPAN("voice"), {0}};

static MergeDefaults *defaults_of(Schema *s)
{
    return s->target;
}

static void read_tools(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    defaults_of(s)->tools = (ToolsPolicy)(TOOLS_UNION + schema_choice(s, node, tools_policies));
}

static void read_min_support(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    defaults_of(s)->min_support = schema_number(s, node);
}

static void read_prefer(Schema *s, const yaml_node_t *node, size_t row)
{
    (void)row;
    Span path = schema_text(s, node);
    while (span_starts(path, SPAN("./")))
        path = span_from(path, 2);
    while (path.len && path.ptr[path.len - 1] == '/')
        path.len--;
    bool is_outside = !path.len || path.ptr[0] == '/' || span_eq(path, SPAN("..")) ||
                      span_starts(path, SPAN("../"));
    if (is_outside)
        schema_complain(s, node, "the name of a file or folder is expected, as it ends a path");
    defaults_of(s)->prefer = path;
}

void defaults_read(Schema *s, const yaml_node_t *node, MergeDefaults *defaults)
{
    static const SchemaKey keys[] = {
        {"tools", read_tools, true},
        {"min-support", read_min_support, true},
        {"prefer", read_prefer, true},
    };
    Schema inner = *s;
    inner.target = defaults;
    schema_mapping(&inner, node, keys, sizeof keys / sizeof *keys);
}

MergeDefaults defaults_over(const MergeDefaults *first, const MergeDefaults *second)
{
    return (MergeDefaults){
        .tools = first->tools ? first->tools : second->tools,
        .min_support = first->min_support ? first->min_support : second->min_support,
        .prefer = first->prefer.len ? first->prefer : second->prefer,
    };
}

bool defaults_prefers(const MergeDefaults *defaults, Span path)
{
    Span wanted = defaults->prefer;
    for (size_t at = span_find(path, wanted, 0); wanted.len && at < path.len;
         at = span_find(path, wanted, at + 1)) {
        size_t end = at + wanted.len;
        bool is_whole =
            (!at || path.ptr[at - 1] == '/') && (end == path.len || path.ptr[end] == '/');
        if (is_whole)
            return true;
    }
    return false;
}
