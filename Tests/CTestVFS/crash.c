// What a crash leaves of a recorded disk.
#include "disk.h"

#include "CTestVFS.h"

#include <stdlib.h>
#include <string.h>

#define SECTOR 512

// MARK: Trees

int tree_find(const Tree *tree, const char *path) {
  for (int index = 0; index < tree->entry_count; index++)
    if (strcmp(tree->entries[index].path, path) == 0) return index;
  return -1;
}

int tree_new_content(Tree *tree) {
  tree->contents = realloc(tree->contents, (tree->content_count + 1) * sizeof(Content));
  memset(&tree->contents[tree->content_count], 0, sizeof(Content));
  return tree->content_count++;
}

void tree_set(Tree *tree, const char *path, int content) {
  int index = tree_find(tree, path);
  if (index < 0) {
    tree->entries = realloc(tree->entries, (tree->entry_count + 1) * sizeof(Entry));
    index = tree->entry_count++;
    tree->entries[index].path = strdup(path);
  }
  tree->entries[index].content = content;
}

void tree_unset(Tree *tree, const char *path) {
  int index = tree_find(tree, path);
  if (index < 0) return;
  free(tree->entries[index].path);
  tree->entries[index] = tree->entries[--tree->entry_count];
}

void tree_copy(Tree *to, const Tree *from) {
  memset(to, 0, sizeof(Tree));
  to->contents = malloc((from->content_count + 1) * sizeof(Content));
  to->content_count = from->content_count;
  for (int index = 0; index < from->content_count; index++) {
    Content *content = &to->contents[index];
    *content = from->contents[index];
    content->opens = 0;
    content->room = content->size;
    content->bytes = NULL;
    if (content->size > 0) {
      content->bytes = malloc(content->size);
      memcpy(content->bytes, from->contents[index].bytes, content->size);
    }
  }
  for (int index = 0; index < from->entry_count; index++)
    tree_set(to, from->entries[index].path, from->entries[index].content);
}

void tree_free(Tree *tree) {
  for (int index = 0; index < tree->content_count; index++) free(tree->contents[index].bytes);
  for (int index = 0; index < tree->entry_count; index++) free(tree->entries[index].path);
  free(tree->contents);
  free(tree->entries);
  memset(tree, 0, sizeof(Tree));
}

static void content_grow(Content *content, int64_t size) {
  if (size <= content->size) return;
  if (size > content->room) {
    content->room = size * 2;
    content->bytes = realloc(content->bytes, content->room);
  }
  memset(content->bytes + content->size, 0, size - content->size);
  content->size = size;
}

void content_put(Content *content, int64_t offset, const unsigned char *bytes, int64_t count) {
  content_grow(content, offset + count);
  memcpy(content->bytes + offset, bytes, count);
}

void content_cut(Content *content, int64_t size) {
  if (size < content->size) content->size = size;
  else content_grow(content, size);
}

// MARK: Crashes

static uint64_t next(uint64_t *state) {
  uint64_t value = (*state += 0x9E3779B97F4A7C15u);
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

static void apply_data(Tree *tree, const Event *event) {
  Content *content = &tree->contents[event->content];
  if (event->kind == EVENT_WRITE) content_put(content, event->offset, event->bytes, event->count);
  else content_cut(content, event->offset);
}

/// Keeps any of a write's sectors: torn, and in no order with what was written before and after.
static void apply_torn(Tree *tree, const Event *event, uint64_t *seed) {
  if (event->kind == EVENT_CUT) {
    if (next(seed) & 1) apply_data(tree, event);
    return;
  }
  for (int done = 0; done < event->count;) {
    int part = SECTOR - (int)((event->offset + done) % SECTOR);
    if (part > event->count - done) part = event->count - done;
    if (next(seed) & 1)
      content_put(&tree->contents[event->content], event->offset + done, event->bytes + done, part);
    done += part;
  }
}

static void apply_name(Tree *tree, const Event *event) {
  switch (event->kind) {
  case EVENT_CREATE: tree_set(tree, event->path, event->content); break;
  case EVENT_REMOVE: tree_unset(tree, event->path); break;
  default:
    tree_unset(tree, event->path);
    tree_set(tree, event->target, event->content);
  }
}

static int lies_in(const char *path, const char *folder) {
  if (!path) return 0;
  const char *slash = strrchr(path, '/');
  size_t length = slash ? (size_t)(slash - path) : 0;
  return strlen(folder) == length && strncmp(path, folder, length) == 0;
}

static int is_above(const char *folder, const char *path) {
  size_t length = strlen(folder);
  return strncmp(folder, path, length) == 0 && path[length] == '/';
}

static int is_name(const Event *event) {
  return event->kind == EVENT_CREATE || event->kind == EVENT_REMOVE || event->kind == EVENT_RENAME;
}

static int touches(const Event *event, const char *path) {
  if (!is_name(event)) return 0;
  return strcmp(event->path, path) == 0 || (event->target && strcmp(event->target, path) == 0);
}

/// Makes the making of a file lasting, and with it what happened to its name before.
static void keep_name(Tree *tree, const Event *events, int index, unsigned char *waits) {
  for (int before = 0; before <= index; before++) {
    if (!waits[before] || !touches(&events[before], events[index].path)) continue;
    apply_name(tree, &events[before]);
    waits[before] = 0;
  }
}

int cv_disk_left(int number, int events, int policy, uint64_t seed) {
  Disk *disk = disk_of(number);
  pthread_mutex_lock(&disk->mutex);
  Disk *left = calloc(1, sizeof(Disk));
  Tree *tree = &left->tree;
  tree_copy(tree, &disk->base);
  // Contents that came later stand at the same numbers, empty so far.
  while (tree->content_count < disk->tree.content_count) tree_new_content(tree);
  unsigned char *waits = calloc(events + 1, 1);
  for (int index = 0; index < events; index++) {
    const Event *event = &disk->events[index];
    switch (event->kind) {
    case EVENT_SYNC: {
      const char *path = NULL;
      for (int before = 0; before < index; before++) {
        const Event *earlier = &disk->events[before];
        if (!waits[before] || earlier->content != event->content) continue;
        if (is_name(earlier)) {
          // As file systems do, a synced new file is found again under the name it was made with.
          if (earlier->kind != EVENT_CREATE) continue;
          path = earlier->path;
          keep_name(tree, disk->events, before, waits);
        } else {
          apply_data(tree, earlier);
          waits[before] = 0;
        }
      }
      for (int before = 0; path && before < index; before++) {
        const Event *earlier = &disk->events[before];
        if (!waits[before] || earlier->kind != EVENT_CREATE || earlier->content >= 0) continue;
        if (!is_above(earlier->path, path)) continue;
        apply_name(tree, earlier);
        waits[before] = 0;
      }
      break;
    }
    case EVENT_SYNC_FOLDER:
      for (int before = 0; before < index; before++) {
        const Event *earlier = &disk->events[before];
        if (!waits[before] || !is_name(earlier)) continue;
        if (!lies_in(earlier->path, event->path) && !lies_in(earlier->target, event->path)) continue;
        apply_name(tree, earlier);
        waits[before] = 0;
      }
      break;
    default: waits[index] = 1;
    }
  }
  for (int index = 0; index < events; index++) {
    const Event *event = &disk->events[index];
    if (!waits[index] || policy == CV_DROPPED) continue;
    if (policy == CV_KEPT) {
      if (is_name(event)) apply_name(tree, event);
      else apply_data(tree, event);
    } else if (is_name(event)) {
      if (next(&seed) & 1) apply_name(tree, event);
    } else {
      apply_torn(tree, event, &seed);
    }
  }
  free(waits);
  pthread_mutex_unlock(&disk->mutex);
  return disk_add(left);
}

uint64_t cv_disk_digest(int number) {
  Disk *disk = disk_of(number);
  uint64_t sum = 0;
  for (int index = 0; index < disk->tree.entry_count; index++) {
    const Entry *entry = &disk->tree.entries[index];
    uint64_t hash = 0xCBF29CE484222325u;
    for (const char *at = entry->path; *at; at++) hash = (hash ^ (unsigned char)*at) * 0x100000001B3u;
    if (entry->content >= 0) {
      const Content *content = &disk->tree.contents[entry->content];
      hash = (hash ^ content->size) * 0x100000001B3u;
      int64_t at = 0;
      for (uint64_t word; at + 8 <= content->size; at += 8) {
        memcpy(&word, content->bytes + at, 8);
        hash = (hash ^ word) * 0x100000001B3u;
        hash ^= hash >> 29;
      }
      for (; at < content->size; at++) hash = (hash ^ content->bytes[at]) * 0x100000001B3u;
    }
    // Names stand in no order.
    sum += hash * 0x9E3779B97F4A7C15u;
  }
  return sum;
}
