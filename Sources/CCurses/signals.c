// Nothing here calls curses or allocates: handlers only use async-signal-safe functions.
#include "inside.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int told[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH};
static const int crashes[] = {SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct sigaction old_told[COUNT(told)];
static struct sigaction old_crashes[COUNT(crashes)];
static struct sigaction old_pipe;
static int ends[2] = {-1, -1};
static volatile sig_atomic_t is_away;

static struct {
  int output;
  struct termios termios;
  int has_termios;
  char leave[256];
  size_t length;
  atomic_int armed;
} guard;

static void *alternate_stack;

void cc_write_all(int fd, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(fd, next, count);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    next += written;
    count -= (size_t)written;
  }
}

static void tell(int number) {
  int saved = errno;
  // While an editor has the terminal, Ctrl-C and Ctrl-\ are meant for the editor.
  if (!(is_away && (number == SIGINT || number == SIGQUIT || number == SIGCONT))) {
    unsigned char byte = (unsigned char)number;
    // A full pipe already holds a thousand signals; one more says nothing new.
    ssize_t ignored = write(ends[1], &byte, 1);
    (void)ignored;
  }
  errno = saved;
}

static void give_back(int number, siginfo_t *about, void *context) {
  (void)context;
  int saved = errno;
  if (atomic_exchange(&guard.armed, 0)) {
    if (!is_away) {
      cc_write_all(guard.output, guard.leave, guard.length);
      if (guard.has_termios) tcsetattr(guard.output, TCSANOW, &guard.termios);
    }
    cc_errors_release();
  }
  for (size_t i = 0; i < COUNT(crashes); i++) {
    if (crashes[i] == number) sigaction(number, &old_crashes[i], NULL);
  }
  // A fault repeats itself when its instruction runs again and then meets the old action; a signal
  // that somebody sent does not, so it is sent again.
  if (about == NULL || about->si_code <= 0) raise(number);
  errno = saved;
}

int cc_signals_open(int output) {
  if (pipe(ends) < 0) return -1;
  for (int i = 0; i < 2; i++) {
    fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    fcntl(ends[i], F_SETFL, O_NONBLOCK);
  }
  is_away = 0;
  guard.output = output;
  guard.length = 0;
  guard.has_termios = tcgetattr(output, &guard.termios) == 0;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = tell;
  action.sa_flags = SA_RESTART;
  for (size_t i = 0; i < COUNT(told); i++) sigaction(told[i], &action, &old_told[i]);
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &action, &old_pipe);
  return 0;
}

void cc_signals_guard(const char *leave, size_t length) {
  if (length > sizeof guard.leave) length = sizeof guard.leave;
  memcpy(guard.leave, leave, length);
  guard.length = length;
  // A stack overflow leaves no room for a handler on its own stack. Swift's backtracer may have
  // made an alternate one already.
  stack_t stack;
  if (alternate_stack == NULL && sigaltstack(NULL, &stack) == 0
      && (stack.ss_flags & SS_DISABLE) != 0) {
    const size_t size = 64 * 1024;
    alternate_stack = malloc(size);
    stack = (stack_t){.ss_sp = alternate_stack, .ss_size = size};
    if (alternate_stack != NULL) sigaltstack(&stack, NULL);
  }
  atomic_store(&guard.armed, 1);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_sigaction = give_back;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (size_t i = 0; i < COUNT(crashes); i++) sigaction(crashes[i], &action, &old_crashes[i]);
}

void cc_signals_away(int away) {
  is_away = away;
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = tell;
  action.sa_flags = SA_RESTART;
  for (size_t i = 0; i < COUNT(told); i++) {
    if (told[i] == SIGTSTP) sigaction(SIGTSTP, away ? &old_told[i] : &action, NULL);
  }
  action.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, away ? &old_pipe : &action, NULL);
}

void cc_signals_close(void) {
  for (size_t i = 0; i < COUNT(told); i++) sigaction(told[i], &old_told[i], NULL);
  sigaction(SIGPIPE, &old_pipe, NULL);
  if (atomic_exchange(&guard.armed, 0)) {
    for (size_t i = 0; i < COUNT(crashes); i++) sigaction(crashes[i], &old_crashes[i], NULL);
  }
  close(ends[0]);
  close(ends[1]);
  ends[0] = ends[1] = -1;
}

int cc_signals_pipe(void) { return ends[0]; }

int32_t cc_take_signal(cc_terminal *terminal) {
  (void)terminal;
  unsigned char byte;
  ssize_t count;
  do count = read(ends[0], &byte, 1); while (count < 0 && errno == EINTR);
  return count == 1 ? byte : 0;
}

void cc_suspend(cc_terminal *terminal) {
  cc_leave(terminal);
  struct sigaction usual, before;
  memset(&usual, 0, sizeof usual);
  usual.sa_handler = SIG_DFL;
  sigaction(SIGTSTP, &usual, &before);
  sigset_t stop, mask;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTSTP);
  sigprocmask(SIG_UNBLOCK, &stop, &mask);
  // The group, not this process alone: where another program started us (make, a script), the
  // shell gets its terminal back only when that one stops as well.
  kill(0, SIGTSTP);
  sigprocmask(SIG_SETMASK, &mask, NULL);
  sigaction(SIGTSTP, &before, NULL);
  cc_enter(terminal);
}
