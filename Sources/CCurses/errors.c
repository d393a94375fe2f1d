// Standard error while the screen is up: a line of it would land in the middle of the frame.
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/mman.h>
#endif

static int errors_fd = -1;  // the descriptor that is led away
static int kept = -1;       // a copy of what it was
static int file = -1;       // where it leads

static int unnamed_file(void) {
  const char *folder = getenv("TMPDIR");
  char path[1024];
  int length = snprintf(
      path, sizeof path, "%s/gloss-errors-XXXXXX", folder != NULL && *folder ? folder : "/tmp");
  if (length > 0 && (size_t)length < sizeof path) {
    int fd = mkstemp(path);
    if (fd >= 0) {
      unlink(path);
      fcntl(fd, F_SETFD, FD_CLOEXEC);
      return fd;
    }
  }
#ifdef __linux__
  // A full or missing /tmp is no reason to draw over the screen.
  return memfd_create("errors", MFD_CLOEXEC);
#else
  return -1;
#endif
}

void cc_errors_open(int errors) {
  if (!isatty(errors)) return;
  file = unnamed_file();
  if (file < 0) return;
  // Every writer appends, also those that got the descriptor before an earlier text was cut.
  fcntl(file, F_SETFL, O_APPEND);
  kept = fcntl(errors, F_DUPFD_CLOEXEC, 3);
  if (kept < 0 || dup2(file, errors) < 0) {
    if (kept >= 0) close(kept);
    close(file);
    kept = file = -1;
    return;
  }
  errors_fd = errors;
}

void cc_errors_away(int away) {
  if (errors_fd >= 0) dup2(away ? kept : file, errors_fd);
}

// Writes text with every unsafe scalar and malformed byte shown as "?".
static void write_plain(int fd, const uint8_t *bytes, size_t count) {
  uint8_t plain[1024];
  size_t used = 0;
  while (count > 0) {
    uint32_t scalar = 0;
    int length = cc_decode(bytes, count, &scalar);
    if (used + 4 > sizeof plain) {
      cc_write_all(fd, plain, used);
      used = 0;
    }
    if (length > 0 && (scalar == '\n' || scalar == '\t' || !cc_is_unsafe(scalar))) {
      memcpy(plain + used, bytes, (size_t)length);
      used += (size_t)length;
    } else {
      plain[used++] = '?';
    }
    bytes += length > 0 ? length : 1;
    count -= (size_t)(length > 0 ? length : 1);
  }
  cc_write_all(fd, plain, used);
}

void cc_errors_release(void) {
  if (errors_fd < 0) return;
  dup2(kept, errors_fd);
  uint8_t block[1024];
  off_t offset = 0;
  for (;;) {
    ssize_t count = pread(file, block, sizeof block, offset);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    // A block ends before a character that it would cut; the last block has nothing to wait for.
    size_t whole = (size_t)count;
    if (whole == sizeof block) {
      while (whole > sizeof block - 4 && (block[whole - 1] & 0xc0) == 0x80) whole--;
      if (block[whole - 1] >= 0xc0) whole--;
    }
    write_plain(kept, block, whole);
    offset += (off_t)whole;
  }
}

void cc_errors_close(void) {
  if (errors_fd < 0) return;
  cc_errors_release();
  close(kept);
  close(file);
  errors_fd = kept = file = -1;
}

int64_t cc_captured(cc_terminal *terminal, uint8_t *buffer, size_t size) {
  (void)terminal;
  struct stat about;
  if (errors_fd < 0 || fstat(file, &about) < 0) return 0;
  off_t offset = about.st_size > (off_t)size ? about.st_size - (off_t)size : 0;
  size_t used = 0;
  while (used < size) {
    ssize_t count = pread(file, buffer + used, size - used, offset + (off_t)used);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    used += (size_t)count;
  }
  return (int64_t)used;
}
