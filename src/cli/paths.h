/* paths: folders that files are to be written to. */
#ifndef STEMMA_CLI_PATHS_H
#define STEMMA_CLI_PATHS_H

/* Makes the folders that `path` stands in. What goes wrong shows when the file is written. */
void make_folders(const char *path);

#endif
