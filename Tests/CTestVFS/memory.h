// How the file system for tests hands paths below `/cv-memory/` on.
#pragma once

#include <sqlite3.h>

int memory_is_mine(const char *path);
int memory_file_size(void);
int memory_open(const char *path, sqlite3_file *file, int flags, int *opened);
int memory_delete(const char *path);
int memory_access(const char *path, int *result);
