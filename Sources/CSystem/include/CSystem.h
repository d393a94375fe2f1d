/// CSystem: the few system calls that Swift's Glibc overlay hides.
///
/// Every function is prefixed `cs_`, takes plain integers, UTF-8 paths and caller-owned buffers,
/// keeps no state and may be called from any thread.
/// Unless its comment says otherwise, a function returns 0 (or a result that is not negative) on
/// success and the negated `errno` on failure.
/// Branches for macOS are written from its manual pages and were never run.
#pragma once

#include <stddef.h>
#include <stdint.h>

// MARK: Files (files.c)

/// Forces the written bytes of a file to the disk itself.
///
/// `fdatasync` on Linux, `F_FULLFSYNC` on macOS, where `fsync` stops at the drive's cache.
/// A disk that lies about its own cache cannot be found out from here.
int cs_sync_data(int32_t fd);

/// Forces the entries of a folder to the disk, so that a new or renamed file keeps its name
/// through a power cut.
int cs_sync_folder(const char *path);

/// Takes an exclusive lock on an open file without waiting.
///
/// On failure `-EWOULDBLOCK` says that somebody else has it, and `*holder` is that process's id,
/// or 0 where it is this process, is unknown, or runs on another machine (macOS never knows it).
/// The lock ends when the last copy of `fd` is closed, also by a crash, and meets a second opening
/// within the same process. Use a file that nothing else opens: SQLite's own locks on a database
/// file would be lost with it.
int cs_lock(int32_t fd, int32_t *holder);

/// Gives a lock of `cs_lock` back before its file is closed.
int cs_unlock(int32_t fd);

/// A file system on a disk of this machine.
#define CS_FILE_SYSTEM_LOCAL 0
/// A file system in memory: nothing in it survives a restart.
#define CS_FILE_SYSTEM_MEMORY 1
/// A file system served over a network, where SQLite's locks and shared memory are not safe.
#define CS_FILE_SYSTEM_NETWORK 2
/// A file system served by a program (FUSE), whose promises are unknown.
#define CS_FILE_SYSTEM_PROGRAM 3
/// A file system of a kind that this code does not know.
#define CS_FILE_SYSTEM_UNKNOWN 4

/// Tells the kind of file system that an existing path lies on, one of `CS_FILE_SYSTEM_…`.
///
/// `name` (may be NULL) gets its name as the system prints it, such as `ext4`, `nfs4`, `cifs` or
/// `fuse.sshfs`, cut to `size` bytes with its final NUL.
/// A folder that a synchronising client watches (Dropbox, iCloud) looks local.
int cs_file_system(const char *path, char *name, size_t size);

/// Tells the device and inode of a path, which change when a file is copied or restored.
int cs_identity(const char *path, uint64_t *device, uint64_t *inode);

/// Tells the device and inode of an open file.
int cs_identity_of(int32_t fd, uint64_t *device, uint64_t *inode);

/// Reserves `length` bytes on the disk from `offset`, growing the file where it is shorter.
///
/// Afterwards writing there cannot fail for want of room, except on file systems that copy on
/// write (btrfs, ZFS, APFS clones).
int cs_allocate(int32_t fd, int64_t offset, int64_t length);

/// Tells how many bytes an ordinary user may still write on the file system of a path, or a
/// negated `errno`.
int64_t cs_free_bytes(const char *path);

/// Renames a file and refuses with `-EEXIST` where the new name exists.
///
/// One atomic step where the file system can; elsewhere a hard link and an unlink, between which
/// a crash leaves both names.
int cs_rename_new(const char *from, const char *to);

// MARK: The machine (machine.c)

/// Writes the machine's stable id (lower-case hexadecimal, NUL at the end) and returns its length.
///
/// `/etc/machine-id` or D-Bus's copy on Linux, `gethostuuid` on macOS. `-ENOENT` where there is
/// none, as in some containers. Cloned machines share it.
int cs_machine_id(char *buffer, size_t size);

/// Returns nanoseconds since some start, never going back, standing still while the machine sleeps.
uint64_t cs_monotonic_ns(void);

/// Returns milliseconds since 1970 by the wall clock, which may jump either way.
int64_t cs_wall_ms(void);

/// Fills a buffer with random bytes from the kernel, fit for keys.
int cs_random(void *buffer, size_t count);

/// Returns the largest number of bytes of memory this program had resident so far.
///
/// Linux's `getrusage` counts the program that called `exec` too, so `VmHWM` is preferred there.
int64_t cs_peak_resident_bytes(void);

// MARK: Terminals and processes (processes.c)

/// Returns 1 where a descriptor is a terminal, else 0.
int cs_is_terminal(int32_t fd);

/// Tells the size of a terminal in character cells; `-ENODATA` where the terminal does not know.
int cs_window_size(int32_t fd, int32_t *columns, int32_t *rows);

/// Sets the size of a terminal, which sends SIGWINCH to its foreground processes.
int cs_set_window_size(int32_t fd, int32_t columns, int32_t rows);

/// Opens a new pseudo-terminal and returns its master end; `*slave` is the terminal itself.
///
/// Both ends close on `exec`, and neither becomes the controlling terminal of the caller.
int cs_open_pty(int32_t columns, int32_t rows, int32_t *slave);

/// Starts a program as the leader of a new session in a new pseudo-terminal; returns the master end.
///
/// `path` is not searched for in `PATH`. `arguments` (its first is the program's name) and
/// `environment` end with NULL. `directory` may be NULL. The program gets the terminal as standard
/// input, output and error, default signal actions, an empty signal mask and no other descriptor.
/// `*pid` is its process id. Where it cannot be run, the negated `errno` of `execve` is returned
/// and nothing is left behind.
int cs_spawn_pty(
    const char *path, char *const arguments[], char *const environment[], const char *directory,
    int32_t columns, int32_t rows, int32_t *pid);

/// Asks after a child: returns 1 when it ended, 0 while it runs (only with `block` 0).
///
/// `*code` is its exit status or −1, `*signal` the signal that killed it or 0.
/// With `block` set the call waits, through interruptions.
int cs_wait(int32_t pid, int32_t block, int32_t *code, int32_t *signal);

/// As `cs_wait` without waiting, but tells of a child that stopped (SIGTSTP, SIGSTOP) too: returns
/// 2, and `*signal` is what stopped it.
int cs_wait_stopped(int32_t pid, int32_t *code, int32_t *signal);

/// Runs a program in this one's process group and on its descriptors 0 to 2, as an editor that is
/// to have the terminal, and waits for its end.
///
/// `path` is not searched for in `PATH`. `arguments` ends with NULL; the environment is this
/// program's. It gets default signal actions, an empty signal mask and no other descriptor.
/// `*code` and `*signal` are as with `cs_wait`. A stop of the whole group by the terminal stops
/// the caller too, so nothing is told of it.
int cs_run(const char *path, char *const arguments[], int32_t *code, int32_t *signal);
