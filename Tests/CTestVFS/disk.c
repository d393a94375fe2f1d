// A disk in memory that remembers every change in order, and fails when it is told to.
#include "disk.h"

#include "CTestVFS.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define DISKS 65536

static pthread_mutex_t table_mutex = PTHREAD_MUTEX_INITIALIZER;
static Disk *disks[DISKS];
static int next_number = 1;

Disk *disk_of(int number) {
  pthread_mutex_lock(&table_mutex);
  Disk *disk = number > 0 && number < DISKS ? disks[number] : NULL;
  pthread_mutex_unlock(&table_mutex);
  return disk;
}

int disk_add(Disk *disk) {
  pthread_mutex_init(&disk->mutex, NULL);
  pthread_mutex_lock(&table_mutex);
  int number = 0;
  for (int tries = 0; tries < DISKS && number == 0; tries++) {
    if (!disks[next_number]) number = next_number;
    next_number = next_number + 1 < DISKS ? next_number + 1 : 1;
  }
  if (number > 0) disks[number] = disk;
  pthread_mutex_unlock(&table_mutex);
  return number;
}

int cv_disk_make(void) {
  Disk *disk = calloc(1, sizeof(Disk));
  tree_set(&disk->tree, "", -1);
  return disk_add(disk);
}

static void drop_events(Disk *disk) {
  for (int index = 0; index < disk->event_count; index++) {
    free(disk->events[index].bytes);
    free(disk->events[index].path);
    free(disk->events[index].target);
  }
  disk->event_count = 0;
}

void cv_disk_free(int number) {
  Disk *disk = disk_of(number);
  if (!disk) return;
  pthread_mutex_lock(&table_mutex);
  disks[number] = NULL;
  pthread_mutex_unlock(&table_mutex);
  drop_events(disk);
  free(disk->events);
  tree_free(&disk->tree);
  tree_free(&disk->base);
  pthread_mutex_destroy(&disk->mutex);
  free(disk);
}

void cv_disk_record(int number) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  drop_events(disk);
  tree_free(&disk->base);
  tree_copy(&disk->base, &disk->tree);
  disk->is_recording = 1;
  pthread_mutex_unlock(&disk->mutex);
}

int cv_disk_events(int number) { return disk_of(number)->event_count; }

void cv_disk_fail(int number, int call, int code, int lasts) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  disk->fail_call = call;
  disk->fail_code = code;
  disk->fail_lasts = lasts;
  disk->fail_hits = disk->calls = 0;
  pthread_mutex_unlock(&disk->mutex);
}

int cv_disk_calls(int number) { return disk_of(number)->calls; }

int cv_disk_failures(int number) { return disk_of(number)->fail_hits; }

int disk_step(Disk *disk) {
  disk->calls++;
  if (disk->fail_call <= 0) return 0;
  int is_hit = disk->fail_lasts ? disk->calls >= disk->fail_call : disk->calls == disk->fail_call;
  if (!is_hit) return 0;
  disk->fail_hits++;
  return disk->fail_code;
}

void disk_note(
    Disk *disk, EventKind kind, int content, int64_t offset, const void *bytes, int count,
    const char *path, const char *target) {
  if (!disk->is_recording) return;
  if (disk->event_count == disk->event_room) {
    disk->event_room = disk->event_room ? disk->event_room * 2 : 256;
    disk->events = realloc(disk->events, disk->event_room * sizeof(Event));
  }
  Event event = {kind, content, offset, count, NULL, NULL, NULL};
  if (bytes) {
    event.bytes = malloc(count > 0 ? count : 1);
    memcpy(event.bytes, bytes, count);
  }
  if (path) event.path = strdup(path);
  if (target) event.target = strdup(target);
  disk->events[disk->event_count++] = event;
}

// MARK: By content

int disk_open(Disk *disk, const char *path, int creates, int *content) {
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  int entry = tree_find(&disk->tree, path);
  if (code == 0 && entry < 0 && !creates) code = ENOENT;
  if (code == 0 && entry >= 0 && disk->tree.entries[entry].content < 0) code = EISDIR;
  if (code == 0 && entry < 0) {
    *content = tree_new_content(&disk->tree);
    tree_set(&disk->tree, path, *content);
    disk_note(disk, EVENT_CREATE, *content, 0, NULL, 0, path, NULL);
  } else if (code == 0) {
    *content = disk->tree.entries[entry].content;
  }
  pthread_mutex_unlock(&disk->mutex);
  return -code;
}

int disk_read_content(Disk *disk, int content, void *to, int64_t offset, int count) {
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  int done = 0;
  Content *file = &disk->tree.contents[content];
  if (code == 0 && offset < file->size) {
    done = file->size - offset < count ? (int)(file->size - offset) : count;
    memcpy(to, file->bytes + offset, done);
  }
  pthread_mutex_unlock(&disk->mutex);
  // What only writing meets is no reason not to read.
  return code == 0 ? done : -EIO;
}

int disk_write_content(Disk *disk, int content, const void *bytes, int64_t offset, int count) {
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  int done = code == 0 ? count : 0;
  // A short write: a part arrives, and there the disk ends.
  if (code == CV_SHORT) {
    done = count / 2;
    code = ENOSPC;
  }
  if (done > 0) {
    content_put(&disk->tree.contents[content], offset, bytes, done);
    disk_note(disk, EVENT_WRITE, content, offset, bytes, done, NULL, NULL);
  }
  pthread_mutex_unlock(&disk->mutex);
  return done == count ? done : -code;
}

int disk_cut_content(Disk *disk, int content, int64_t size) {
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  if (code == 0) {
    content_cut(&disk->tree.contents[content], size);
    disk_note(disk, EVENT_CUT, content, size, NULL, 0, NULL, NULL);
  }
  pthread_mutex_unlock(&disk->mutex);
  return code == CV_SHORT ? -EIO : -code;
}

int disk_sync_content(Disk *disk, int content) {
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  if (code == 0) disk_note(disk, EVENT_SYNC, content, 0, NULL, 0, NULL, NULL);
  pthread_mutex_unlock(&disk->mutex);
  return code == CV_SHORT ? -EIO : -code;
}

int64_t disk_content_size(Disk *disk, int content) {
  pthread_mutex_lock(&disk->mutex);
  int64_t size = disk->tree.contents[content].size;
  pthread_mutex_unlock(&disk->mutex);
  return size;
}

// MARK: By name

int cv_disk_create(int number, const char *path, int only_new) {
  Disk *disk = disk_of(number);
  if (only_new && cv_disk_size(number, path) >= 0) return -EEXIST;
  int content = 0;
  int code = disk_open(disk, path, 1, &content);
  return code == -CV_SHORT ? -EIO : code;
}

static int content_of(Disk *disk, const char *path) {
  pthread_mutex_lock(&disk->mutex);
  int entry = tree_find(&disk->tree, path);
  int content = entry < 0 ? -1 : disk->tree.entries[entry].content;
  pthread_mutex_unlock(&disk->mutex);
  return content;
}

int cv_disk_inode(int number, const char *path) { return content_of(disk_of(number), path); }

int64_t cv_disk_size(int number, const char *path) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  int entry = tree_find(&disk->tree, path);
  int64_t size = -1;
  if (entry >= 0) {
    int content = disk->tree.entries[entry].content;
    size = content < 0 ? 0 : disk->tree.contents[content].size;
  }
  pthread_mutex_unlock(&disk->mutex);
  return size;
}

int cv_disk_read(int number, const char *path, void *to, int64_t offset, int count) {
  Disk *disk = disk_of(number);
  int content = content_of(disk, path);
  return content < 0 ? -ENOENT : disk_read_content(disk, content, to, offset, count);
}

int cv_disk_write(int number, const char *path, const void *bytes, int64_t offset, int count) {
  Disk *disk = disk_of(number);
  int content = content_of(disk, path);
  return content < 0 ? -ENOENT : disk_write_content(disk, content, bytes, offset, count);
}

int cv_disk_cut(int number, const char *path, int64_t size) {
  Disk *disk = disk_of(number);
  int content = content_of(disk, path);
  return content < 0 ? -ENOENT : disk_cut_content(disk, content, size);
}

int cv_disk_sync(int number, const char *path) {
  Disk *disk = disk_of(number);
  int content = content_of(disk, path);
  return content < 0 ? -ENOENT : disk_sync_content(disk, content);
}

int cv_disk_sync_folder(int number, const char *path) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  if (code == 0) disk_note(disk, EVENT_SYNC_FOLDER, -1, 0, NULL, 0, path, NULL);
  pthread_mutex_unlock(&disk->mutex);
  return code == CV_SHORT ? -EIO : -code;
}

int cv_disk_make_folder(int number, const char *path) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  int entry = tree_find(&disk->tree, path);
  if (code == 0 && entry >= 0) code = EEXIST;
  if (code == 0) {
    tree_set(&disk->tree, path, -1);
    disk_note(disk, EVENT_CREATE, -1, 0, NULL, 0, path, NULL);
  }
  pthread_mutex_unlock(&disk->mutex);
  return code == CV_SHORT ? -EIO : -code;
}

int cv_disk_remove(int number, const char *path) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  if (code == 0 && tree_find(&disk->tree, path) < 0) code = ENOENT;
  if (code == 0) {
    tree_unset(&disk->tree, path);
    disk_note(disk, EVENT_REMOVE, -1, 0, NULL, 0, path, NULL);
  }
  pthread_mutex_unlock(&disk->mutex);
  return code == CV_SHORT ? -EIO : -code;
}

int cv_disk_rename(int number, const char *path, const char *target, int replaces) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  int entry = tree_find(&disk->tree, path);
  if (code == 0 && entry < 0) code = ENOENT;
  if (code == 0 && !replaces && tree_find(&disk->tree, target) >= 0) code = EEXIST;
  if (code == 0) {
    int content = disk->tree.entries[entry].content;
    tree_unset(&disk->tree, path);
    tree_set(&disk->tree, target, content);
    disk_note(disk, EVENT_RENAME, content, 0, NULL, 0, path, target);
  }
  pthread_mutex_unlock(&disk->mutex);
  return code == CV_SHORT ? -EIO : -code;
}

int cv_disk_entry(int number, int index, char *to, int room) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  int kind = -1;
  if (index < disk->tree.entry_count) {
    strncpy(to, disk->tree.entries[index].path, room - 1);
    to[room - 1] = 0;
    kind = disk->tree.entries[index].content < 0 ? 1 : 0;
  }
  pthread_mutex_unlock(&disk->mutex);
  return kind;
}

int cv_disk_look(int number) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  int code = disk_step(disk);
  pthread_mutex_unlock(&disk->mutex);
  return code == 0 ? 0 : -EIO;
}
