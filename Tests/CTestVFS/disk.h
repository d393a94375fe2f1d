// What the parts of the disk in memory know of each other.
#pragma once

#include <pthread.h>
#include <stdint.h>

typedef struct {
  unsigned char *bytes;
  int64_t size, room;
  int opens; // Databases that are open on it.
} Content;

typedef struct {
  char *path;
  int content; // -1: a folder.
} Entry;

typedef enum {
  EVENT_CREATE, // An entry for `content`; a folder's is -1.
  EVENT_REMOVE,
  EVENT_RENAME,
  EVENT_WRITE,
  EVENT_CUT,
  EVENT_SYNC,
  EVENT_SYNC_FOLDER,
} EventKind;

typedef struct {
  EventKind kind;
  int content;
  int64_t offset; // Of a write; of a cut, the size that is left.
  int count;
  unsigned char *bytes;
  char *path, *target;
} Event;

/// Files by name, as they are for everybody who looks.
typedef struct {
  Content *contents;
  int content_count;
  Entry *entries;
  int entry_count;
} Tree;

typedef struct {
  pthread_mutex_t mutex;
  Tree tree;
  Tree base; // As it was when recording began.
  int is_recording;
  Event *events;
  int event_count, event_room;
  // Faults.
  int fail_call, fail_code, fail_lasts, fail_hits;
  int calls;
} Disk;

Disk *disk_of(int number);
int disk_add(Disk *disk);

int tree_find(const Tree *tree, const char *path);
int tree_new_content(Tree *tree);
void tree_set(Tree *tree, const char *path, int content);
void tree_unset(Tree *tree, const char *path);
void tree_copy(Tree *to, const Tree *from);
void tree_free(Tree *tree);
void content_put(Content *content, int64_t offset, const unsigned char *bytes, int64_t count);
void content_cut(Content *content, int64_t size);

/// Counts a call; returns 0, or the code that it fails with.
int disk_step(Disk *disk);
void disk_note(
    Disk *disk, EventKind kind, int content, int64_t offset, const void *bytes, int count,
    const char *path, const char *target);

// By content, for the database's files; the mutex is taken inside.
int disk_open(Disk *disk, const char *path, int creates, int *content);
int disk_read_content(Disk *disk, int content, void *to, int64_t offset, int count);
int disk_write_content(Disk *disk, int content, const void *bytes, int64_t offset, int count);
int disk_cut_content(Disk *disk, int content, int64_t size);
int disk_sync_content(Disk *disk, int content);
int64_t disk_content_size(Disk *disk, int content);
