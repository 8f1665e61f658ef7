/* three_rule: by what a place was settled that lines alone would have left as a conflict; the names that people see. */
#ifndef STEMMA_MERGE_THREE_RULE_H
#define STEMMA_MERGE_THREE_RULE_H

typedef enum ThreeRule {
    RULE_NONE,
    RULE_SAME,      /* both made the same change */
    RULE_APART,     /* side by side, in blocks of their own */
    RULE_ADDED,     /* both added something at one point */
    RULE_CONTAINED, /* one side's change is all of the other's and more */
    RULE_ENDS,      /* one side only changed white space at the ends of lines */
    RULE_MARKUP,    /* one side only wrapped or marked up anew */
    RULE_CELLS,     /* other cells of one table row */
    RULE_SET,       /* entries of a set */
    RULE_KEY,       /* the key of an item and its text */
    RULE_SENTENCES, /* other sentences */
    RULE_CODE,      /* other lines of one code block, one beside the other */
    RULE_DATED,     /* a version or date that both changed, by the policy that was asked for */
    RULE_PADDED,    /* a row, as wide as the table that the other side padded anew */
    RULE_MOVED,     /* one side moved what the other edited */
    RULE_COUNT
} ThreeRule;

/* "both sides added here; ours stands first where either could" */
const char *three_rule_text(ThreeRule rule);

/* "added", for machines */
const char *three_rule_name(ThreeRule rule);

#endif
