#include "cli/command.h"

typedef struct AuditOptions {
    Common common;
    bool quiet;
} AuditOptions;

static const Option audit_options[] = {
    {OPTION_FLAG, 'q', "quiet", NULL, "say nothing; only the exit status",
     offsetof(AuditOptions, quiet), NULL},
    {0},
};

static Status report(const AuditOptions *options, const char *name, stemma_text findings,
                     size_t count)
{
    if (options->quiet) {
        stemma_text_free(findings);
    } else if (count) {
        print_text(stdout, findings);
    } else {
        message("%s: proved; every line of the inputs is accounted for", name);
        stemma_text_free(findings);
    }
    return count ? STATUS_DIFFERS : STATUS_SAME;
}

static Status audit(const AuditOptions *options, const char *path)
{
    stemma_text findings = {0};
    stemma_error error;
    size_t found = 0;
    int failed = stemma_audit_file(path, &findings, &found, &error);
    return failed ? trouble(&error) : report(options, path, findings, found);
}

static Status run(const void *given, char **arguments, size_t count)
{
    Status status = STATUS_SAME;
    for (size_t i = 0; i < count; i++)
        status = status_worse(status, audit(given, arguments[i]));
    return status;
}

const Command command_audit = {
    .name = "audit",
    .arguments = "LEDGER...",
    .summary = "prove ledgers against their files",
    .about =
        "Checks each ledger against the inputs and the output it names, which are looked for from\n"
        "the working folder and beside the ledger: the files are the ones it was made from,\n"
        "every line of every input is in one unit, every unit has one fate, and every line of\n"
        "the output comes from somewhere. The exit status is 1 when there are findings.",
    .examples = "  stemma audit agent.md.ledger.json\n"
                "  stemma audit agents/*.ledger.json\n",
    .options = audit_options,
    .size = sizeof(AuditOptions),
    .least = 1,
    .most = ANY_NUMBER,
    .run = run,
};
