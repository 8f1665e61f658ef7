/* The names that ledgers use. */
#include "merge/ledger.h"

static const char *const fate_names[] = {"kept",     "merged",  "duplicate",
                                         "conflict", "dropped", "markup"};

const char *ledger_fate_name(Fate fate)
{
    return fate_names[fate];
}

bool ledger_fate_find(Span name, Fate *fate)
{
    for (size_t i = 0; i < sizeof fate_names / sizeof *fate_names; i++)
        if (span_eq(name, span_of(fate_names[i]))) {
            *fate = (Fate)i;
            return true;
        }
    return false;
}

static const char *const rules[] = {"",         "support", "tools",  "structure", "opening",
                                    "decision", "voice",   "budget", "resolver",  "style"};

Span ledger_rule_name(DropRule rule)
{
    return span_of(rules[rule]);
}

bool ledger_is_rule(Span reason)
{
    for (size_t i = 1; i < sizeof rules / sizeof *rules; i++)
        if (span_eq(reason, span_of(rules[i])))
            return true;
    return false;
}
