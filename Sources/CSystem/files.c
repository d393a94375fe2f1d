#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/sysmacros.h>
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#endif

int cs_sync_data(int32_t fd) {
  int result;
#ifdef __APPLE__
  // Untested. Some file systems refuse F_FULLFSYNC; fsync is then the most there is.
  do result = fcntl(fd, F_FULLFSYNC); while (result < 0 && errno == EINTR);
  if (result >= 0) return 0;
  do result = fsync(fd); while (result < 0 && errno == EINTR);
#else
  do result = fdatasync(fd); while (result < 0 && errno == EINTR);
#endif
  return result < 0 ? -errno : 0;
}

int cs_sync_folder(const char *path) {
  int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return -errno;
  int result;
  do result = fsync(fd); while (result < 0 && errno == EINTR);
  int fault = result < 0 ? -errno : 0;
  close(fd);
  return fault;
}

int cs_lock(int32_t fd, int32_t *holder) {
  *holder = 0;
  int result;
  do result = flock(fd, LOCK_EX | LOCK_NB); while (result < 0 && errno == EINTR);
  int fault = result < 0 ? -errno : 0;
#ifdef __linux__
  // flock decides; the record lock beside it only carries the holder's process id, which flock
  // does not tell. The two kinds do not meet on Linux (on macOS they would).
  struct flock record = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
  if (fault == 0) {
    (void)fcntl(fd, F_SETLK, &record);
  } else if (fault == -EWOULDBLOCK && fcntl(fd, F_GETLK, &record) == 0
             && record.l_type != F_UNLCK && record.l_pid > 0) {
    *holder = (int32_t)record.l_pid;
  }
#endif
  return fault;
}

int cs_unlock(int32_t fd) {
#ifdef __linux__
  struct flock record = {.l_type = F_UNLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1};
  (void)fcntl(fd, F_SETLK, &record);
#endif
  return flock(fd, LOCK_UN) < 0 ? -errno : 0;
}

static void copy_name(const char *from, char *name, size_t size) {
  if (name == NULL || size == 0) return;
  size_t length = strlen(from);
  if (length > size - 1) length = size - 1;
  memcpy(name, from, length);
  name[length] = 0;
}

#ifdef __linux__

// The numbers are those of linux/magic.h and of statfs(2); the header misses some of them.
static const struct {
  uint32_t magic;
  int kind;
  const char *name;
} known_file_systems[] = {
    {0xef53, CS_FILE_SYSTEM_LOCAL, "ext4"},
    {0x58465342, CS_FILE_SYSTEM_LOCAL, "xfs"},
    {0x9123683e, CS_FILE_SYSTEM_LOCAL, "btrfs"},
    {0xca451a4e, CS_FILE_SYSTEM_LOCAL, "bcachefs"},
    {0x2fc12fc1, CS_FILE_SYSTEM_LOCAL, "zfs"},
    {0xf2f52010, CS_FILE_SYSTEM_LOCAL, "f2fs"},
    {0x794c7630, CS_FILE_SYSTEM_LOCAL, "overlay"},
    {0x3153464a, CS_FILE_SYSTEM_LOCAL, "jfs"},
    {0x52654973, CS_FILE_SYSTEM_LOCAL, "reiserfs"},
    {0x4d44, CS_FILE_SYSTEM_LOCAL, "vfat"},
    {0x2011bab0, CS_FILE_SYSTEM_LOCAL, "exfat"},
    {0x5346544e, CS_FILE_SYSTEM_LOCAL, "ntfs"},
    {0x7366746e, CS_FILE_SYSTEM_LOCAL, "ntfs3"},
    {0x482b, CS_FILE_SYSTEM_LOCAL, "hfsplus"},
    {0x73717368, CS_FILE_SYSTEM_LOCAL, "squashfs"},
    {0x9660, CS_FILE_SYSTEM_LOCAL, "iso9660"},
    {0xf15f, CS_FILE_SYSTEM_LOCAL, "ecryptfs"},
    {0x24051905, CS_FILE_SYSTEM_LOCAL, "ubifs"},
    {0x01021994, CS_FILE_SYSTEM_MEMORY, "tmpfs"},
    {0x858458f6, CS_FILE_SYSTEM_MEMORY, "ramfs"},
    {0x6969, CS_FILE_SYSTEM_NETWORK, "nfs"},
    {0x517b, CS_FILE_SYSTEM_NETWORK, "smbfs"},
    {0xfe534d42, CS_FILE_SYSTEM_NETWORK, "smb2"},
    {0xff534d42, CS_FILE_SYSTEM_NETWORK, "cifs"},
    {0x01021997, CS_FILE_SYSTEM_NETWORK, "9p"},
    {0x00c36400, CS_FILE_SYSTEM_NETWORK, "ceph"},
    {0x5346414f, CS_FILE_SYSTEM_NETWORK, "afs"},
    {0x6b414653, CS_FILE_SYSTEM_NETWORK, "afs"},
    {0x73757245, CS_FILE_SYSTEM_NETWORK, "coda"},
    {0x564c, CS_FILE_SYSTEM_NETWORK, "ncpfs"},
    {0x0bd00bd0, CS_FILE_SYSTEM_NETWORK, "lustre"},
    {0x01161970, CS_FILE_SYSTEM_NETWORK, "gfs2"},
    {0x7461636f, CS_FILE_SYSTEM_NETWORK, "ocfs2"},
    {0x47504653, CS_FILE_SYSTEM_NETWORK, "gpfs"},
    {0xaad7aaea, CS_FILE_SYSTEM_NETWORK, "panfs"},
    {0x786f4256, CS_FILE_SYSTEM_NETWORK, "vboxsf"},
    {0x65735546, CS_FILE_SYSTEM_PROGRAM, "fuse"},
};

// Reads the type of the mount with this device from mountinfo: there "fuse" has its subtype.
static int mounted_type(dev_t device, char *type, size_t size) {
  FILE *mounts = fopen("/proc/self/mountinfo", "re");
  if (mounts == NULL) return 0;
  char line[4096];
  int found = 0;
  while (fgets(line, sizeof line, mounts) != NULL) {
    unsigned major_number, minor_number;
    if (sscanf(line, "%*d %*d %u:%u", &major_number, &minor_number) != 2) continue;
    if (major_number != major(device) || minor_number != minor(device)) continue;
    const char *rest = strstr(line, " - ");
    if (rest == NULL) continue;
    rest += 3;
    size_t length = strcspn(rest, " \n");
    if (length == 0 || length >= size) continue;
    memcpy(type, rest, length);
    type[length] = 0;
    found = 1;
  }
  fclose(mounts);
  return found;
}

int cs_file_system(const char *path, char *name, size_t size) {
  struct statfs about;
  int result;
  do result = statfs(path, &about); while (result < 0 && errno == EINTR);
  if (result < 0) return -errno;
  int kind = CS_FILE_SYSTEM_UNKNOWN;
  const char *usual = "unknown";
  uint32_t magic = (uint32_t)about.f_type;
  for (size_t i = 0; i < sizeof known_file_systems / sizeof *known_file_systems; i++) {
    if (known_file_systems[i].magic != magic) continue;
    kind = known_file_systems[i].kind;
    usual = known_file_systems[i].name;
    break;
  }
  char type[64];
  struct stat place;
  if (stat(path, &place) == 0 && mounted_type(place.st_dev, type, sizeof type)) {
    usual = type;
    // A FUSE driver of a block device (ntfs-3g) is a local disk.
    if (kind == CS_FILE_SYSTEM_PROGRAM && strcmp(type, "fuseblk") == 0) kind = CS_FILE_SYSTEM_LOCAL;
  }
  copy_name(usual, name, size);
  return kind;
}

#else

int cs_file_system(const char *path, char *name, size_t size) {
  // Untested.
  struct statfs about;
  if (statfs(path, &about) < 0) return -errno;
  copy_name(about.f_fstypename, name, size);
  if (strstr(about.f_fstypename, "fuse") != NULL) return CS_FILE_SYSTEM_PROGRAM;
  if (strcmp(about.f_fstypename, "tmpfs") == 0) return CS_FILE_SYSTEM_MEMORY;
  return (about.f_flags & MNT_LOCAL) != 0 ? CS_FILE_SYSTEM_LOCAL : CS_FILE_SYSTEM_NETWORK;
}

#endif

int cs_identity(const char *path, uint64_t *device, uint64_t *inode) {
  struct stat about;
  if (stat(path, &about) < 0) return -errno;
  *device = (uint64_t)about.st_dev;
  *inode = (uint64_t)about.st_ino;
  return 0;
}

int cs_identity_of(int32_t fd, uint64_t *device, uint64_t *inode) {
  struct stat about;
  if (fstat(fd, &about) < 0) return -errno;
  *device = (uint64_t)about.st_dev;
  *inode = (uint64_t)about.st_ino;
  return 0;
}

int cs_allocate(int32_t fd, int64_t offset, int64_t length) {
#ifdef __APPLE__
  // Untested.
  struct stat about;
  if (fstat(fd, &about) < 0) return -errno;
  off_t missing = (off_t)(offset + length) - about.st_size;
  if (missing <= 0) return 0;
  fstore_t wish = {.fst_flags = F_ALLOCATEALL, .fst_posmode = F_PEOFPOSMODE, .fst_length = missing};
  if (fcntl(fd, F_PREALLOCATE, &wish) < 0) return -errno;
  return ftruncate(fd, (off_t)(offset + length)) < 0 ? -errno : 0;
#else
  int fault;
  do fault = posix_fallocate(fd, offset, length); while (fault == EINTR);
  return -fault;
#endif
}

int64_t cs_free_bytes(const char *path) {
  struct statvfs about;
  if (statvfs(path, &about) < 0) return -errno;
  return (int64_t)about.f_bavail * (int64_t)about.f_frsize;
}

int cs_rename_new(const char *from, const char *to) {
#ifdef __APPLE__
  // Untested.
  if (renamex_np(from, to, RENAME_EXCL) == 0) return 0;
  if (errno != ENOTSUP) return -errno;
#else
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL && errno != ENOSYS) return -errno;
#endif
  if (link(from, to) < 0) return -errno;
  return unlink(from) < 0 ? -errno : 0;
}
