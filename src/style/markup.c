#include "style/style.h"

#define FLAG(key, field)                                                                           \
    {                                                                                              \
        key, offsetof(Markup, field), #field                                                       \
    }

const MarkupFlag markup_flags[MARKUP_FLAGS] = {
    FLAG("widen-fences", widen_fences),
    FLAG("space-tags", space_tags),
    FLAG("number-lists", number_lists),
    FLAG("pad-tables", pad_tables),
    FLAG("repair", repair),
    FLAG("trim-colons", trim_colons),
    FLAG("strict-levels", strict_levels),
    FLAG("single-spaces", single_spaces),
    FLAG("trim-code", trim_code),
    FLAG("order-sections", order_sections),
    FLAG("canonical-titles", canonical_titles),
};

const Span style_roles[STYLE_ROLES] = {
    {"none", 4}, {"process", 7}, {"check", 5}, {"limit", 5}, {"output", 6},
};
