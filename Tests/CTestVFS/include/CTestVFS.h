/// CTestVFS: an SQLite file system for tests that loses what was not synced.
///
/// Files whose path contains `cv-watch` are watched: what a sync made lasting is kept apart, and
/// what was written since is remembered sector by sector. All other files pass through untouched.
#pragma once

#include <stdint.h>

/// Makes the file system SQLite's default, once in a process; returns an SQLite result code.
int cv_install(void);

/// Writes what a power cut would leave of a watched database now, with its journals, under
/// `target` and the same suffixes.
///
/// With seed 0 everything unsynced is gone; any other seed keeps an arbitrary part of the unsynced
/// 512-byte sectors, in no order. Returns 0, or -1 where a file could not be written.
int cv_power_cut(const char *path, const char *target, uint64_t seed);

/// The syncs of watched files so far.
int cv_sync_count(void);

/// Lets every write to a watched file fail with SQLITE_FULL once `bytes` more were written; -1
/// takes the limit away.
void cv_limit(int64_t bytes);
