#include "CTestVFS.h"
#include "memory.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTOR 512

typedef struct Write {
  sqlite3_int64 offset;
  int count;
  unsigned char *bytes; // NULL: the file was cut to `offset`.
  struct Write *next;
} Write;

typedef struct Node {
  char *path;
  unsigned char *lasting; // What is on the disk for sure.
  sqlite3_int64 size;
  int exists; // Whether a sync has made the file itself lasting.
  Write *first, *last;
  struct Node *next;
} Node;

typedef struct {
  sqlite3_file base;
  Node *node;
  sqlite3_file *real;
} File;

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *original;
static sqlite3_vfs wrapper;
static Node *nodes;
static int syncs;
static int64_t limit = -1;

static Node *node_of(const char *path, int create) {
  for (Node *node = nodes; node; node = node->next)
    if (strcmp(node->path, path) == 0) return node;
  if (!create) return NULL;
  Node *node = calloc(1, sizeof(Node));
  node->path = strdup(path);
  node->next = nodes;
  nodes = node;
  return node;
}

static void forget(Node *node) {
  while (node->first) {
    Write *next = node->first->next;
    free(node->first->bytes);
    free(node->first);
    node->first = next;
  }
  node->last = NULL;
}

static void remember(Node *node, sqlite3_int64 offset, const void *bytes, int count) {
  Write *write = calloc(1, sizeof(Write));
  write->offset = offset;
  write->count = count;
  if (bytes) {
    write->bytes = malloc(count > 0 ? count : 1);
    memcpy(write->bytes, bytes, count);
  }
  if (node->last) node->last->next = write;
  else node->first = write;
  node->last = write;
}

static void put(
    unsigned char **bytes, sqlite3_int64 *size, sqlite3_int64 offset, const unsigned char *from,
    sqlite3_int64 count) {
  if (offset + count > *size) {
    *bytes = realloc(*bytes, offset + count);
    memset(*bytes + *size, 0, offset + count - *size);
    *size = offset + count;
  }
  memcpy(*bytes + offset, from, count);
}

static File *watched(sqlite3_file *file) { return (File *)file; }

static int x_close(sqlite3_file *file) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods ? real->pMethods->xClose(real) : SQLITE_OK;
}

static int x_read(sqlite3_file *file, void *to, int count, sqlite3_int64 offset) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xRead(real, to, count, offset);
}

static int x_write(sqlite3_file *file, const void *from, int count, sqlite3_int64 offset) {
  sqlite3_file *real = watched(file)->real;
  pthread_mutex_lock(&mutex);
  if (limit >= 0) {
    if (limit < count) {
      pthread_mutex_unlock(&mutex);
      return SQLITE_FULL;
    }
    limit -= count;
  }
  int code = real->pMethods->xWrite(real, from, count, offset);
  if (code == SQLITE_OK) remember(watched(file)->node, offset, from, count);
  pthread_mutex_unlock(&mutex);
  return code;
}

static int x_truncate(sqlite3_file *file, sqlite3_int64 size) {
  sqlite3_file *real = watched(file)->real;
  pthread_mutex_lock(&mutex);
  remember(watched(file)->node, size, NULL, 0);
  pthread_mutex_unlock(&mutex);
  return real->pMethods->xTruncate(real, size);
}

static int x_sync(sqlite3_file *file, int flags) {
  Node *node = watched(file)->node;
  pthread_mutex_lock(&mutex);
  for (Write *write = node->first; write; write = write->next) {
    if (write->bytes) put(&node->lasting, &node->size, write->offset, write->bytes, write->count);
    else if (write->offset < node->size) node->size = write->offset;
  }
  forget(node);
  node->exists = 1;
  syncs++;
  pthread_mutex_unlock(&mutex);
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xSync(real, flags);
}

static int x_size(sqlite3_file *file, sqlite3_int64 *size) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xFileSize(real, size);
}

static int x_lock(sqlite3_file *file, int level) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xLock(real, level);
}

static int x_unlock(sqlite3_file *file, int level) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xUnlock(real, level);
}

static int x_reserved(sqlite3_file *file, int *result) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xCheckReservedLock(real, result);
}

static int x_control(sqlite3_file *file, int operation, void *argument) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xFileControl(real, operation, argument);
}

static int x_sector(sqlite3_file *file) {
  (void)file;
  return SECTOR;
}

// Promises nothing: no atomic writes, no safe append, no order.
static int x_device(sqlite3_file *file) {
  (void)file;
  return 0;
}

static int x_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **to) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xShmMap(real, page, size, extend, to);
}

static int x_shm_lock(sqlite3_file *file, int offset, int count, int flags) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xShmLock(real, offset, count, flags);
}

static void x_shm_barrier(sqlite3_file *file) {
  sqlite3_file *real = watched(file)->real;
  real->pMethods->xShmBarrier(real);
}

static int x_shm_unmap(sqlite3_file *file, int delete) {
  sqlite3_file *real = watched(file)->real;
  return real->pMethods->xShmUnmap(real, delete);
}

static const sqlite3_io_methods methods = {
    2,         x_close,    x_read,     x_write,   x_truncate, x_sync,     x_size,
    x_lock,    x_unlock,   x_reserved, x_control, x_sector,   x_device,   x_shm_map,
    x_shm_lock, x_shm_barrier, x_shm_unmap, NULL, NULL,
};

static int x_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *opened) {
  (void)vfs;
  if (memory_is_mine(name)) return memory_open(name, file, flags, opened);
  if (!name || !strstr(name, "cv-watch")) return original->xOpen(original, name, file, flags, opened);
  File *mine = watched(file);
  mine->real = (sqlite3_file *)(mine + 1);
  mine->base.pMethods = NULL;
  int code = original->xOpen(original, name, mine->real, flags, opened);
  if (code != SQLITE_OK) return code;
  pthread_mutex_lock(&mutex);
  mine->node = node_of(name, 1);
  pthread_mutex_unlock(&mutex);
  mine->base.pMethods = &methods;
  return SQLITE_OK;
}

static int x_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  if (memory_is_mine(name)) return memory_delete(name);
  pthread_mutex_lock(&mutex);
  Node *node = node_of(name, 0);
  if (node) {
    forget(node);
    node->size = 0;
    node->exists = 0;
  }
  pthread_mutex_unlock(&mutex);
  return original->xDelete(original, name, sync);
}

static int x_access(sqlite3_vfs *vfs, const char *name, int flags, int *result) {
  (void)vfs;
  if (memory_is_mine(name)) return memory_access(name, result);
  return original->xAccess(original, name, flags, result);
}

static int x_full(sqlite3_vfs *vfs, const char *name, int room, char *to) {
  (void)vfs;
  if (!memory_is_mine(name)) return original->xFullPathname(original, name, room, to);
  sqlite3_snprintf(room, to, "%s", name);
  return SQLITE_OK;
}

int cv_install(void) {
  pthread_mutex_lock(&mutex);
  int code = SQLITE_OK;
  if (!original) {
    original = sqlite3_vfs_find(NULL);
    wrapper = *original;
    wrapper.pNext = NULL;
    wrapper.zName = "cv";
    wrapper.szOsFile = (int)sizeof(File) + original->szOsFile;
    if (wrapper.szOsFile < memory_file_size()) wrapper.szOsFile = memory_file_size();
    wrapper.xOpen = x_open;
    wrapper.xDelete = x_delete;
    wrapper.xAccess = x_access;
    wrapper.xFullPathname = x_full;
    code = sqlite3_vfs_register(&wrapper, 1);
  }
  pthread_mutex_unlock(&mutex);
  return code;
}

static uint64_t next(uint64_t *state) {
  uint64_t value = (*state += 0x9E3779B97F4A7C15u);
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

static int leave(const char *path, const char *target, uint64_t *seed) {
  Node *node = node_of(path, 0);
  remove(target);
  if (!node || (!node->exists && (!*seed || !node->first))) return 0;
  unsigned char *bytes = malloc(node->size > 0 ? node->size : 1);
  sqlite3_int64 size = node->size;
  memcpy(bytes, node->lasting ? node->lasting : (unsigned char *)"", node->size);
  for (Write *write = node->first; *seed && write; write = write->next) {
    if (!write->bytes) continue;
    for (int done = 0; done < write->count;) {
      int part = SECTOR - (int)((write->offset + done) % SECTOR);
      if (part > write->count - done) part = write->count - done;
      if (next(seed) & 1) put(&bytes, &size, write->offset + done, write->bytes + done, part);
      done += part;
    }
  }
  FILE *out = fopen(target, "wb");
  int failed = !out || fwrite(bytes, 1, size, out) != (size_t)size;
  if (out && fclose(out) != 0) failed = 1;
  free(bytes);
  return failed ? -1 : 0;
}

int cv_power_cut(const char *path, const char *target, uint64_t seed) {
  static const char *const suffixes[] = {"", "-wal", "-journal"};
  int code = 0;
  pthread_mutex_lock(&mutex);
  for (int index = 0; index < 3; index++) {
    char *from = sqlite3_mprintf("%s%s", path, suffixes[index]);
    char *to = sqlite3_mprintf("%s%s", target, suffixes[index]);
    if (leave(from, to, &seed) != 0) code = -1;
    sqlite3_free(from);
    sqlite3_free(to);
  }
  pthread_mutex_unlock(&mutex);
  return code;
}

int cv_sync_count(void) {
  pthread_mutex_lock(&mutex);
  int count = syncs;
  pthread_mutex_unlock(&mutex);
  return count;
}

void cv_limit(int64_t bytes) {
  pthread_mutex_lock(&mutex);
  limit = bytes;
  pthread_mutex_unlock(&mutex);
}
