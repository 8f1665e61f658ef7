#include "merge/three_rule.h"

static const struct {
    const char *name, *text;
} rules[RULE_COUNT] = {
    [RULE_NONE] = {"conflict", "left open"},
    [RULE_SAME] = {"same", "both sides made the same change"},
    [RULE_APART] = {"apart", "the sides changed neighbours, each its own"},
    [RULE_ADDED] = {"added", "both sides added here; ours stands first where either could"},
    [RULE_CONTAINED] = {"contained", "one side did all that the other did, and more"},
    [RULE_ENDS] = {"ends", "one side changed only white space at the ends of lines"},
    [RULE_MARKUP] = {"markup", "one side changed only wrapping, markup or blank lines"},
    [RULE_CELLS] = {"cells", "the sides changed different cells of one row"},
    [RULE_SET] = {"set", "entries of a set, added and removed one by one"},
    [RULE_KEY] = {"key", "one side changed the key, the other the text"},
    [RULE_SENTENCES] = {"sentences", "the sides changed different sentences"},
    [RULE_CODE] = {"code", "one side added code beside what the other changed"},
    [RULE_DATED] = {"version",
                    "both sides changed a version or date; which one stays was asked for"},
    [RULE_PADDED] = {"padded", "a row that one side added to a table that the other padded anew"},
    [RULE_MOVED] = {"moved",
                    "one side moved what the other edited; lines are counted in the new order"},
};

const char *three_rule_text(ThreeRule rule)
{
    return rules[rule].text;
}

const char *three_rule_name(ThreeRule rule)
{
    return rules[rule].name;
}
