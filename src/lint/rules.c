#include "lint/rules.h"

const LintRule lint_rules[] = {
    {DIAG_FRONT_RETRIED, "description: Use when: it burns", fix_value},
    {DIAG_FRONT_LINES, "description: a\nsecond line at the margin", NULL},
    {DIAG_FRONT_UNCLOSED, "---\nname: a\n\n# Agent", NULL},
    {DIAG_FRONT_SECOND, "---\nname: a\n---\n---\ndescription: b\n---", NULL},
    {DIAG_FRONT_DUPLICATE_KEY, "model: opus\nmodel: sonnet", fix_duplicate},
    {DIAG_FRONT_LITERAL_NEWLINE, "description: First line.\\nSecond line.", NULL},
    {DIAG_FRONT_NOT_FIRST, "\n---\nname: a\n---", fix_front},
    {DIAG_FRONT_INDENTED, "  ---\n  name: a\n  ---", fix_front},
    {DIAG_FRONT_ALIAS, "tools: *all", NULL},
    {DIAG_FRONT_TAB, "hooks:\n\tStop: a", NULL},
    {DIAG_BOM, "a byte order mark before the first ---", fix_text},
    {DIAG_UTF16, "a file that an old editor saved as \"Unicode\"", NULL},
    {DIAG_INVALID_UTF8, "caf\\xE9, as Latin-1 has it", NULL},
    {DIAG_MOJIBAKE, "na\u00c3\u00afve", fix_text},
    {DIAG_LOW_BYTE_EMOJI, "<\u00af Goals, where a target stood", fix_text},
    {DIAG_NUL, "a NUL byte", NULL},
    {DIAG_CONTROL, "an escape sequence that colours a terminal", NULL},
    {DIAG_NBSP, "10 MB with a no-break space", fix_text},
    {DIAG_ZERO_WIDTH, "pass\\u200Bword", fix_text},
    {DIAG_BIDI, "a right-to-left override", fix_text},
    {DIAG_TAG_CHARACTER, "words written in characters that no screen shows", fix_text},
    {DIAG_LONE_CR, "line ends of an old Macintosh", fix_text},
    {DIAG_MIXED_EOL, "some lines end in CRLF, some in LF", fix_text},
    {DIAG_FENCE_UNCLOSED, "```sh\nmake", NULL},
    {DIAG_FENCE_NESTED, "```markdown\n```sh\nmake\n```\n```", fix_fence},
    {DIAG_TAG_UNBALANCED, "<rules>\n- a\n", NULL},
    {DIAG_CONFLICT_MARKER, "<<<<<<< HEAD", NULL},
    {DIAG_EMPTY_SECTION, "## Tools\n\n## Process\n1. a", NULL},
    {DIAG_LEVEL_JUMP, "# Agent\n\n### Process", NULL},
    {DIAG_TOO_DEEP, "a list of seventy levels", NULL},
    {DIAG_SPLIT_TABLE_ROW, "| a | b |\n| - | - |\n| 1 | 2 | 3 |", NULL},
    {DIAG_FIELD_MISSING, "---\nname: reviewer\n---", NULL},
    {DIAG_FIELD_EMPTY, "description:", NULL},
    {DIAG_FIELD_TOO_LONG, "description: two thousand characters, in a skill", NULL},
    {DIAG_NAME_NOT_FILE, "name: reviewer, in code-review.md", NULL},
    {DIAG_NAME_NOT_FOLDER, "name: reviewer, in skills/review/SKILL.md", NULL},
    {DIAG_NAME_TWICE, "name: reviewer, in a.md and in b.md", NULL},
    {DIAG_NAME_ODD, "name: Code Reviewer, in a skill", NULL},
    {DIAG_TOOL_UNKNOWN, "tools: Read, Wriet", NULL},
    {DIAG_TOOL_DENIED, "tools: Read, Bash\ndisallowedTools: Bash", NULL},
    {DIAG_FIELD_MISSPELT, "desciption: Reviews code.", NULL},
    {DIAG_FIELD_UNKNOWN, "version: 1.0", NULL},
    {DIAG_FIELD_DEAD, "maxSteps: 5, in an OpenCode agent", NULL},
    {DIAG_VALUE_UNKNOWN, "color: turquoise", NULL},
    {DIAG_ITEM_REPEATED, "- Run the tests\n- Read the log\n- Run the tests", fix_duplicate},
    {DIAG_HEADING_REPEATED, "## Tools\n- a\n\n## Tools\n- b", NULL},
    {DIAG_SECTION_MISSING, "an agent of the checklist style without a checklist", NULL},
    {DIAG_CONTRADICTION, "Always squash commits.\n...\nNever squash commits.", NULL},
    {DIAG_TOO_LARGE, "9,000 tokens where the style allows 6,000", NULL},
    {DIAG_IGNORE_UNKNOWN, "<!-- stemma: ignore emty-section -->", NULL},
};
const size_t lint_rule_count = sizeof lint_rules / sizeof *lint_rules;

const LintRule *lint_rule(DiagCode code)
{
    for (size_t i = 0; i < lint_rule_count; i++)
        if (lint_rules[i].code == code)
            return &lint_rules[i];
    return NULL;
}
