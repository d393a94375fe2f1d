#include "inside.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Bracketed paste is a safety feature (one letter is one label), so it is asked for on every
// terminal; those without it ignore the request.
static const char paste_on[] = "\x1b[?2004h";
static const char paste_off[] = "\x1b[?2004l";

// The handle of the terminal that is open; ncurses' own state is global as well.
static cc_terminal *open_terminal;

static char *capability(const char *name) {
  char *value = tigetstr((char *)name);
  return value == (char *)-1 ? NULL : value;
}

// Appends a terminfo string without its padding marks ($<20/>), which mean nothing to a pty.
static size_t append_plain(char *to, size_t used, size_t size, const char *from) {
  if (from == NULL) return used;
  for (; *from != 0 && used < size; from++) {
    if (from[0] == '$' && from[1] == '<') {
      const char *end = strchr(from, '>');
      if (end != NULL) {
        from = end;
        continue;
      }
    }
    to[used++] = *from;
  }
  return used;
}

static void prepare_guard(void) {
  char leave[256];
  size_t used = append_plain(leave, 0, sizeof leave, paste_off);
  used = append_plain(leave, used, sizeof leave, capability("sgr0"));
  used = append_plain(leave, used, sizeof leave, capability("rmkx"));
  used = append_plain(leave, used, sizeof leave, capability("cnorm"));
  const char *rmcup = capability("rmcup");
  used = append_plain(leave, used, sizeof leave, rmcup != NULL ? rmcup : "\r\n");
  cc_signals_guard(leave, used);
}

static void start_colours(cc_terminal *terminal, int coloured) {
  terminal->colours = 0;
  if (!coloured || !has_colors() || start_color() == ERR) return;
  use_default_colors();
  // A direct-colour terminal counts millions; its first eight are the usual ones.
  terminal->colours = COLORS > 256 ? 8 : COLORS == 256 ? 256 : COLORS >= 16 ? 16 : 8;
  if (COLORS < 8) terminal->colours = 0;
}

static FILE *stream(int fd, const char *mode) {
  int copy = fcntl(fd, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return NULL;
  FILE *file = fdopen(copy, mode);
  if (file == NULL) close(copy);
  return file;
}

static void discard(cc_terminal *terminal) {
  if (terminal->in != NULL) fclose(terminal->in);
  if (terminal->out != NULL) fclose(terminal->out);
  free(terminal->row);
  free(terminal);
}

static int start(cc_terminal *terminal, const char *term, int coloured) {
  terminal->screen = newterm((char *)term, terminal->out, terminal->in);
  if (terminal->screen == NULL) return CC_FAULT_TERM;
  set_term(terminal->screen);
  if (capability("cup") == NULL || capability("clear") == NULL) return CC_FAULT_POOR;
  if (getenv("ESCDELAY") == NULL) set_escdelay(25);
  raw();
  noecho();
  nonl();
  // Half-drawn frames are worse than late ones: a frame is never broken off for a waiting key.
  typeahead(-1);
  intrflush(stdscr, FALSE);
  scrollok(stdscr, FALSE);
  idlok(stdscr, FALSE);
  terminal->keys = newpad(1, 1);
  if (terminal->keys == NULL) return CC_FAULT_MEMORY;
  nodelay(terminal->keys, TRUE);
  keypad(terminal->keys, TRUE);
  cc_name_keys(terminal);
  start_colours(terminal, coloured);
  prepare_guard();
  terminal->cursor_visible = -1;
  terminal->corner_is_inserted =
      tigetflag("am") == 1 && (capability("smam") == NULL || capability("rmam") == NULL);
  return 0;
}

cc_terminal *cc_open(
    int32_t input, int32_t output, int32_t errors, const char *term, int32_t coloured,
    int32_t *fault) {
  *fault = open_terminal != NULL ? CC_FAULT_BUSY
      : !isatty(input)           ? CC_FAULT_INPUT
      : !isatty(output)          ? CC_FAULT_OUTPUT
      : !cc_use_utf8_locale()    ? CC_FAULT_LOCALE
                                 : 0;
  if (*fault != 0) return NULL;
  if (term == NULL) term = getenv("TERM");
  if (term == NULL || *term == 0) {
    *fault = CC_FAULT_TERM;
    return NULL;
  }
  cc_terminal *terminal = calloc(1, sizeof *terminal);
  *fault = CC_FAULT_MEMORY;
  if (terminal == NULL) return NULL;
  terminal->input = input;
  terminal->output = output;
  terminal->in = stream(input, "r");
  terminal->out = stream(output, "w");
  // Our handlers come before newterm's, which would call curses from a handler.
  if (terminal->in == NULL || terminal->out == NULL || cc_signals_open(output) < 0) {
    discard(terminal);
    return NULL;
  }
  *fault = start(terminal, term, coloured);
  if (*fault != 0) {
    if (terminal->screen != NULL) {
      endwin();
      if (terminal->keys != NULL) delwin(terminal->keys);
      delscreen(terminal->screen);
    }
    cc_signals_close();
    discard(terminal);
    return NULL;
  }
  open_terminal = terminal;
  cc_errors_open(errors);
  cc_write_all(output, paste_on, sizeof paste_on - 1);
  cc_resize(terminal);
  return terminal;
}

void cc_close(cc_terminal *terminal) {
  cc_write_all(terminal->output, paste_off, sizeof paste_off - 1);
  curs_set(1);
  endwin();
  delwin(terminal->keys);
  delscreen(terminal->screen);
  cc_signals_close();
  cc_errors_close();
  discard(terminal);
  open_terminal = NULL;
}

void cc_leave(cc_terminal *terminal) {
  cc_write_all(terminal->output, paste_off, sizeof paste_off - 1);
  def_prog_mode();
  endwin();
  cc_errors_away(1);
  cc_signals_away(1);
}

void cc_enter(cc_terminal *terminal) {
  cc_signals_away(0);
  cc_errors_away(0);
  reset_prog_mode();
  // Without this the first update after endwin would show what was there before.
  cc_resize(terminal);
  terminal->cursor_visible = -1;
  cc_write_all(terminal->output, paste_on, sizeof paste_on - 1);
}

void cc_resume(cc_terminal *terminal) {
  // Whoever had the terminal meanwhile may have left any screen and any mode; ncurses, told that
  // curses mode ended, sets all of it up anew.
  endwin();
  cc_enter(terminal);
}
