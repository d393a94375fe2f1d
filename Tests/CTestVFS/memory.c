// SQLite's files on the disk in memory; its paths are `/cv-memory/NUMBER/NAME`.
#include "memory.h"

#include "CTestVFS.h"
#include "disk.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define REGIONS 64

typedef struct {
  sqlite3_file base;
  Disk *disk;
  int number;
  int content;
  int is_database;
  // One connection a file: its shared memory is shared with nobody.
  void *regions[REGIONS];
} File;

static const char prefix[] = "/cv-memory/";

int memory_is_mine(const char *path) {
  return path && strncmp(path, prefix, sizeof(prefix) - 1) == 0;
}

/// The disk of a path, and what it is called there; 0 where it is no such path.
static int disk_at(const char *path, const char **name) {
  if (!memory_is_mine(path)) return 0;
  char *end = NULL;
  long number = strtol(path + sizeof(prefix) - 1, &end, 10);
  if (*end != '/') return 0;
  *name = end + 1;
  return disk_of((int)number) ? (int)number : 0;
}

int memory_file_size(void) { return (int)sizeof(File); }

static int sqlite_code(int code, int otherwise) {
  if (code >= 0) return SQLITE_OK;
  return code == -ENOSPC ? SQLITE_FULL : otherwise;
}

static int m_close(sqlite3_file *file) {
  File *mine = (File *)file;
  for (int index = 0; index < REGIONS; index++) free(mine->regions[index]);
  // A store that a failed test leaves open may outlive its disk.
  if (mine->is_database && disk_of(mine->number))
    mine->disk->tree.contents[mine->content].opens--;
  mine->base.pMethods = NULL;
  return SQLITE_OK;
}

static int m_read(sqlite3_file *file, void *to, int count, sqlite3_int64 offset) {
  File *mine = (File *)file;
  int done = disk_read_content(mine->disk, mine->content, to, offset, count);
  if (done < 0) return SQLITE_IOERR_READ;
  if (done == count) return SQLITE_OK;
  memset((char *)to + done, 0, count - done);
  return SQLITE_IOERR_SHORT_READ;
}

static int m_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 offset) {
  File *mine = (File *)file;
  return sqlite_code(
      disk_write_content(mine->disk, mine->content, from, offset, count), SQLITE_IOERR_WRITE);
}

static int m_truncate(sqlite3_file *file, sqlite3_int64 size) {
  File *mine = (File *)file;
  return sqlite_code(disk_cut_content(mine->disk, mine->content, size), SQLITE_IOERR_TRUNCATE);
}

static int m_sync(sqlite3_file *file, int flags) {
  (void)flags;
  File *mine = (File *)file;
  return sqlite_code(disk_sync_content(mine->disk, mine->content), SQLITE_IOERR_FSYNC);
}

static int m_size(sqlite3_file *file, sqlite3_int64 *size) {
  File *mine = (File *)file;
  *size = disk_content_size(mine->disk, mine->content);
  return SQLITE_OK;
}

static int m_lock(sqlite3_file *file, int level) {
  (void)file;
  (void)level;
  return SQLITE_OK;
}

static int m_reserved(sqlite3_file *file, int *result) {
  (void)file;
  *result = 0;
  return SQLITE_OK;
}

static int m_control(sqlite3_file *file, int operation, void *argument) {
  (void)file;
  (void)operation;
  (void)argument;
  return SQLITE_NOTFOUND;
}

static int m_sector(sqlite3_file *file) {
  (void)file;
  return 512;
}

// As the system's own: a write changes no byte beside it, and nothing else is promised.
static int m_device(sqlite3_file *file) {
  (void)file;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int m_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **to) {
  File *mine = (File *)file;
  if (page >= REGIONS) return SQLITE_FULL;
  if (!mine->regions[page] && extend) mine->regions[page] = calloc(1, size);
  *to = mine->regions[page];
  return SQLITE_OK;
}

static int m_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  (void)file;
  (void)offset;
  (void)count;
  (void)flags;
  return SQLITE_OK;
}

static void m_shm_barrier(sqlite3_file *file) { (void)file; }

static int m_shm_unmap(sqlite3_file *file, int delete) {
  (void)delete;
  File *mine = (File *)file;
  for (int index = 0; index < REGIONS; index++) {
    free(mine->regions[index]);
    mine->regions[index] = NULL;
  }
  return SQLITE_OK;
}

static const sqlite3_io_methods methods = {
    2,         m_close,    m_read,     m_write,   m_truncate, m_sync,     m_size,
    m_lock,    m_lock,     m_reserved, m_control, m_sector,   m_device,   m_shm_map,
    m_shm_lock, m_shm_barrier, m_shm_unmap, NULL, NULL,
};

int memory_open(const char *path, sqlite3_file *file, int flags, int *opened) {
  File *mine = (File *)file;
  memset(mine, 0, sizeof(File));
  const char *name = NULL;
  mine->number = disk_at(path, &name);
  if (mine->number == 0) return SQLITE_CANTOPEN;
  Disk *disk = mine->disk = disk_of(mine->number);
  int code = disk_open(disk, name, flags & SQLITE_OPEN_CREATE, &mine->content);
  if (code < 0) return code == -ENOSPC ? SQLITE_FULL : SQLITE_CANTOPEN;
  mine->is_database = (flags & SQLITE_OPEN_MAIN_DB) != 0;
  // Locks are not made up here, so nobody may need one.
  if (mine->is_database && disk->tree.contents[mine->content].opens++ > 0) {
    disk->tree.contents[mine->content].opens--;
    return SQLITE_BUSY;
  }
  mine->base.pMethods = &methods;
  if (opened) *opened = flags;
  return SQLITE_OK;
}

int memory_delete(const char *path) {
  const char *name = NULL;
  int number = disk_at(path, &name);
  if (number == 0) return SQLITE_IOERR_DELETE;
  int code = cv_disk_remove(number, name);
  if (code == -ENOENT) return SQLITE_IOERR_DELETE_NOENT;
  return code < 0 ? SQLITE_IOERR_DELETE : SQLITE_OK;
}

int memory_access(const char *path, int *result) {
  const char *name = NULL;
  int number = disk_at(path, &name);
  // As the system's own: a journal without a byte is none.
  *result = number != 0 && cv_disk_size(number, name) > 0;
  return SQLITE_OK;
}

static int is_ok(void *result, int columns, char **values, char **names) {
  (void)names;
  *(int *)result = columns == 1 && values[0] && strcmp(values[0], "ok") == 0 ? 0 : 1;
  return 0;
}

int cv_disk_integrity(const char *path) {
  sqlite3 *database = NULL;
  int result = 1;
  if (sqlite3_open_v2(path, &database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
      sqlite3_exec(database, "PRAGMA integrity_check", is_ok, &result, NULL) != SQLITE_OK)
    result = 1;
  sqlite3_close(database);
  return result;
}
