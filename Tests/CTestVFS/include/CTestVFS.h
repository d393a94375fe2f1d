/// CTestVFS: an SQLite file system for tests that loses what was not synced.
///
/// Files whose path contains `cv-watch` are watched: what a sync made lasting is kept apart, and
/// what was written since is remembered sector by sector. Files below `/cv-memory/NUMBER/` lie on a
/// disk in memory that records and fails. All other files pass through untouched.
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

// MARK: A disk in memory

/// Makes an empty disk and returns its number; SQLite opens files on it below
/// `/cv-memory/NUMBER/`, after `cv_install`, one connection a file.
int cv_disk_make(void);

/// Gives a disk's memory back; nothing may be open on it.
void cv_disk_free(int disk);

/// Begins to record: what is there now is lasting, and every change from now on is an event.
void cv_disk_record(int disk);

/// The events so far: writes, cuts, syncs, and changes of names.
int cv_disk_events(int disk);

/// What `cv_disk_left` keeps of what was not synced: all of it, as when a program is killed;
#define CV_KEPT 0
/// nothing;
#define CV_DROPPED 1
/// or any 512-byte sectors and any names, in no order.
#define CV_TORN 2

/// Makes the disk that a crash after so many events leaves, and returns its number.
int cv_disk_left(int disk, int events, int policy, uint64_t seed);

/// A number that differs for disks of different content.
uint64_t cv_disk_digest(int disk);

/// What a failing write may be besides an `errno`: half of it arrives, and then the disk is full.
#define CV_SHORT 100000

/// Lets a call fail with an `errno` or `CV_SHORT`: the one of this number, counted from 1 from now
/// on, alone or with all that follow it. 0 heals the disk and counts anew.
void cv_disk_fail(int disk, int call, int code, int lasts);

/// The calls since the last `cv_disk_fail`, and how many of them failed.
int cv_disk_calls(int disk);
int cv_disk_failures(int disk);

// Files by name, relative to the disk's root; what fails returns a negative `errno`.

int cv_disk_create(int disk, const char *path, int only_new);
int cv_disk_read(int disk, const char *path, void *to, int64_t offset, int count);
int cv_disk_write(int disk, const char *path, const void *bytes, int64_t offset, int count);
int cv_disk_cut(int disk, const char *path, int64_t size);
int cv_disk_sync(int disk, const char *path);
int cv_disk_sync_folder(int disk, const char *path);
int cv_disk_make_folder(int disk, const char *path);
int cv_disk_remove(int disk, const char *path);
int cv_disk_rename(int disk, const char *path, const char *target, int replaces);

/// A call that only looks, and can fail as any other.
int cv_disk_look(int disk);

/// A file's size; 0 for a folder, -1 for nothing.
int64_t cv_disk_size(int disk, const char *path);

/// A file's number on the disk; -1 for a folder or nothing.
int cv_disk_inode(int disk, const char *path);

/// Writes the path of the entry at an index; returns 0 for a file, 1 for a folder, -1 behind the
/// last one.
int cv_disk_entry(int disk, int index, char *to, int room);

/// What `PRAGMA integrity_check` says of a database: 0 for sound, 1 for anything else.
int cv_disk_integrity(const char *path);
