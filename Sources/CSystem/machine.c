#include "CSystem.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/random.h>
#else
#include <uuid/uuid.h>
#endif

#ifdef __linux__

static int read_machine_id(const char *path, char *buffer, size_t size) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  char text[64];
  ssize_t count = read(fd, text, sizeof text);
  close(fd);
  size_t length = 0;
  while (count > 0 && length < (size_t)count && isxdigit((unsigned char)text[length])) length++;
  // Empty or "uninitialized" in images that were never started.
  if (length != 32) return -ENOENT;
  if (size <= length) return -ERANGE;
  memcpy(buffer, text, length);
  buffer[length] = 0;
  return (int)length;
}

int cs_machine_id(char *buffer, size_t size) {
  int length = read_machine_id("/etc/machine-id", buffer, size);
  if (length > 0 || length == -ERANGE) return length;
  length = read_machine_id("/var/lib/dbus/machine-id", buffer, size);
  return length > 0 || length == -ERANGE ? length : -ENOENT;
}

int cs_random(void *buffer, size_t count) {
  unsigned char *next = buffer;
  while (count > 0) {
    ssize_t got = getrandom(next, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return -errno;
    next += got;
    count -= (size_t)got;
  }
  return 0;
}

int64_t cs_peak_resident_bytes(void) {
  FILE *status = fopen("/proc/self/status", "re");
  if (status != NULL) {
    char line[256];
    long long kilobytes = -1;
    while (kilobytes < 0 && fgets(line, sizeof line, status) != NULL) {
      if (sscanf(line, "VmHWM: %lld kB", &kilobytes) != 1) kilobytes = -1;
    }
    fclose(status);
    if (kilobytes >= 0) return (int64_t)kilobytes * 1024;
  }
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) < 0) return -errno;
  return (int64_t)usage.ru_maxrss * 1024;
}

#else

int cs_machine_id(char *buffer, size_t size) {
  // Untested.
  uuid_t id;
  struct timespec wait = {.tv_sec = 1};
  if (gethostuuid(id, &wait) < 0) return -errno;
  if (size < 33) return -ERANGE;
  for (int i = 0; i < 16; i++) snprintf(buffer + 2 * i, 3, "%02x", id[i]);
  return 32;
}

int cs_random(void *buffer, size_t count) {
  // Untested. getentropy gives at most 256 bytes a call.
  unsigned char *next = buffer;
  while (count > 0) {
    size_t part = count > 256 ? 256 : count;
    if (getentropy(next, part) < 0) return -errno;
    next += part;
    count -= part;
  }
  return 0;
}

int64_t cs_peak_resident_bytes(void) {
  // Untested. macOS counts in bytes.
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) < 0) return -errno;
  return (int64_t)usage.ru_maxrss;
}

#endif

uint64_t cs_monotonic_ns(void) {
  struct timespec now;
#ifdef __APPLE__
  clock_gettime(CLOCK_UPTIME_RAW, &now);
#else
  clock_gettime(CLOCK_MONOTONIC, &now);
#endif
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int64_t cs_wall_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
