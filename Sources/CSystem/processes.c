#include "CSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

int cs_is_terminal(int32_t fd) { return isatty(fd) ? 1 : 0; }

int cs_window_size(int32_t fd, int32_t *columns, int32_t *rows) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) < 0) return -errno;
  if (size.ws_col == 0 || size.ws_row == 0) return -ENODATA;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

int cs_set_window_size(int32_t fd, int32_t columns, int32_t rows) {
  if (columns < 0 || columns > UINT16_MAX || rows < 0 || rows > UINT16_MAX) return -EINVAL;
  struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};
  return ioctl(fd, TIOCSWINSZ, &size) < 0 ? -errno : 0;
}

static int open_master(char *name, size_t size) {
  int master = posix_openpt(O_RDWR | O_NOCTTY);
  if (master < 0) return -errno;
  fcntl(master, F_SETFD, FD_CLOEXEC);
  int fault = grantpt(master) < 0 || unlockpt(master) < 0 ? -errno : 0;
#ifdef __linux__
  if (fault == 0) fault = -ptsname_r(master, name, size);
#else
  // Untested. ptsname_r came to macOS in 10.13.4.
  if (fault == 0) fault = ptsname_r(master, name, size) != 0 ? -errno : 0;
#endif
  if (fault != 0) {
    close(master);
    return fault;
  }
  return master;
}

int cs_open_pty(int32_t columns, int32_t rows, int32_t *slave) {
  char name[128];
  int master = open_master(name, sizeof name);
  if (master < 0) return master;
  int fd = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  int fault = fd < 0 ? -errno : cs_set_window_size(fd, columns, rows);
  if (fault != 0) {
    if (fd >= 0) close(fd);
    close(master);
    return fault;
  }
  *slave = fd;
  return master;
}

// The functions up to cs_spawn_pty run between fork and exec: only async-signal-safe calls, since
// other threads of the parent may have held any lock.
static void use_default_signals(void) {
  struct sigaction usual;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  for (int number = 1; number < NSIG; number++) sigaction(number, &usual, NULL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_others(int kept) {
  long most = sysconf(_SC_OPEN_MAX);
  if (most < 0 || most > 4096) most = 4096;
  for (int other = 3; other < most; other++) {
    if (other != kept) close(other);
  }
}

static void become(
    const char *terminal, const char *path, char *const arguments[], char *const environment[],
    const char *directory, int32_t columns, int32_t rows, int report) {
  use_default_signals();
  int fd = -1;
  if (setsid() < 0) goto failed;
  fd = open(terminal, O_RDWR);
  if (fd < 0) goto failed;
  if (ioctl(fd, TIOCSCTTY, 0) < 0 && errno != EPERM) goto failed;
  if (cs_set_window_size(fd, columns, rows) < 0) goto failed;
  if (directory != NULL && chdir(directory) < 0) goto failed;
  if (dup2(fd, 0) < 0 || dup2(fd, 1) < 0 || dup2(fd, 2) < 0) goto failed;
  close_others(report);
  execve(path, arguments, environment);
failed:;
  int fault = errno;
  ssize_t ignored = write(report, &fault, sizeof fault);
  (void)ignored;
  _exit(127);
}

int cs_spawn_pty(
    const char *path, char *const arguments[], char *const environment[], const char *directory,
    int32_t columns, int32_t rows, int32_t *pid) {
  char name[128];
  int master = open_master(name, sizeof name);
  if (master < 0) return master;
  int report[2];
  if (pipe(report) < 0) {
    int fault = -errno;
    close(master);
    return fault;
  }
  fcntl(report[0], F_SETFD, FD_CLOEXEC);
  fcntl(report[1], F_SETFD, FD_CLOEXEC);
  pid_t child = fork();
  if (child == 0) {
    become(name, path, arguments, environment, directory, columns, rows, report[1]);
  }
  int fault = child < 0 ? errno : 0;
  close(report[1]);
  if (child > 0) {
    // The pipe closes on exec, so nothing to read means that the program runs.
    ssize_t count;
    do count = read(report[0], &fault, sizeof fault); while (count < 0 && errno == EINTR);
    if (count <= 0) fault = 0;
    if (fault != 0) {
      int32_t code, signal;
      cs_wait(child, 1, &code, &signal);
    }
  }
  close(report[0]);
  if (fault != 0) {
    close(master);
    return -fault;
  }
  *pid = (int32_t)child;
  return master;
}

static int ask_after(pid_t pid, int flags, int32_t *code, int32_t *signal) {
  *code = -1;
  *signal = 0;
  int status = 0;
  pid_t result;
  do result = waitpid(pid, &status, flags); while (result < 0 && errno == EINTR);
  if (result < 0) return -errno;
  if (result == 0) return 0;
  if (WIFSTOPPED(status)) {
    *signal = WSTOPSIG(status);
    return 2;
  }
  if (WIFEXITED(status)) *code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) *signal = WTERMSIG(status);
  return 1;
}

int cs_wait(int32_t pid, int32_t block, int32_t *code, int32_t *signal) {
  return ask_after(pid, block ? 0 : WNOHANG, code, signal);
}

int cs_wait_stopped(int32_t pid, int32_t *code, int32_t *signal) {
  return ask_after(pid, WNOHANG | WUNTRACED, code, signal);
}

int cs_run(const char *path, char *const arguments[], int32_t *code, int32_t *signal) {
  pid_t child = fork();
  if (child < 0) return -errno;
  if (child == 0) {
    use_default_signals();
    close_others(-1);
    execv(path, arguments);
    _exit(127);
  }
  int result = cs_wait((int32_t)child, 1, code, signal);
  return result < 0 ? result : 0;
}
