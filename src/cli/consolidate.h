/* consolidate: each family of a scan becomes one agent with its ledger, beside its sources and never over them. */
#ifndef STEMMA_CLI_CONSOLIDATE_H
#define STEMMA_CLI_CONSOLIDATE_H

#include "cli/console.h"

/* Merges every family into FOLDER/NAME.md and FOLDER/NAME.md.ledger.json, NAME being the family's, or that of the file most like
   the others where that makes no file name. Both are written or none; what is there already is left alone. Unless `write`, only says what would be written. STATUS_DIFFERS: there was a
   family. */
Status consolidate_families(const stemma_scan *scan, const char *folder, bool write);

#endif
