#include "style/style.h"

#define KNOB(key, field, choices)                                                                  \
    {                                                                                              \
        key, offsetof(Markup, field), #field, choices                                              \
    }

static const Span bullets[] = {
    [BULLET_DASH] = SPAN("dash"),
    [BULLET_STAR] = SPAN("star"),
    [BULLET_PLUS] = SPAN("plus"),
    {0},
};

static const Span spellings[] = {
    [KEYS_AS_WRITTEN] = SPAN("as-written"),
    [KEYS_BOLD] = SPAN("bold"),
    [KEYS_BOLD_COLON] = SPAN("bold-colon"),
    [KEYS_PLAIN] = SPAN("plain"),
    {0},
};

const MarkupKnob markup_knobs[MARKUP_KNOBS] = {
    KNOB("widen-fences", widen_fences, NULL),
    KNOB("space-tags", space_tags, NULL),
    KNOB("number-lists", number_lists, NULL),
    KNOB("pad-tables", pad_tables, NULL),
    KNOB("repair", repair, NULL),
    KNOB("trim-colons", trim_colons, NULL),
    KNOB("strict-levels", strict_levels, NULL),
    KNOB("single-spaces", single_spaces, NULL),
    KNOB("trim-code", trim_code, NULL),
    KNOB("order-sections", order_sections, NULL),
    KNOB("canonical-titles", canonical_titles, NULL),
    KNOB("trim-numbers", trim_numbers, NULL),
    KNOB("trim-emoji", trim_emoji, NULL),
    KNOB("raise-labels", raise_labels, NULL),
    KNOB("bullet", bullet, bullets),
    KNOB("keys", keys, spellings),
};

const Span style_roles[STYLE_ROLES] = {
    {"none", 4}, {"process", 7}, {"check", 5}, {"limit", 5}, {"output", 6},
};

static uint8_t value_at(const Markup *markup, const MarkupKnob *knob)
{
    return *((const uint8_t *)markup + knob->offset);
}

Span markup_value(const Markup *markup, const MarkupKnob *knob)
{
    uint8_t value = value_at(markup, knob);
    if (knob->choices)
        return knob->choices[value];
    return value ? SPAN("true") : SPAN("false");
}

bool markup_is_neutral(const Markup *markup)
{
    Markup quiet = *markup;
    quiet.bullet = BULLET_DASH;
    for (size_t i = 0; i < MARKUP_KNOBS; i++)
        if (value_at(&quiet, &markup_knobs[i]))
            return false;
    return true;
}
