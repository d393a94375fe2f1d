#include "inside.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
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

static int terminal_size(const cc_terminal *terminal, int *rows, int *cols) {
  struct winsize size;
  if (ioctl(terminal->output, TIOCGWINSZ, &size) < 0) return 0;
  if (size.ws_row == 0 || size.ws_col == 0) return 0;
  *rows = size.ws_row;
  *cols = size.ws_col;
  return 1;
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

int32_t cc_colours(const cc_terminal *terminal) { return terminal->colours; }

static attr_t curses_attributes(uint32_t attributes) {
  attr_t result = A_NORMAL;
  if (attributes & CC_BOLD) result |= A_BOLD;
  if (attributes & CC_UNDERLINE) result |= A_UNDERLINE;
  if (attributes & CC_ITALIC) result |= A_ITALIC;
  if (attributes & CC_REVERSE) result |= A_REVERSE;
  if (attributes & CC_DIM) result |= A_DIM;
  return result;
}

void cc_theme(
    cc_terminal *terminal, int32_t role, int32_t foreground, int32_t background,
    uint32_t attributes) {
  if (role < 0 || role >= CC_ROLES) return;
  int pair = 0;
  if (terminal->colours > 0 && (foreground >= 0 || background >= 0)
      && init_extended_pair(role + 1, foreground, background) != ERR) {
    pair = role + 1;
  }
  terminal->roles[role].pair = pair;
  terminal->roles[role].attributes = curses_attributes(attributes);
}

void cc_size(const cc_terminal *terminal, int32_t *columns, int32_t *rows) {
  (void)terminal;
  *columns = COLS;
  *rows = LINES;
}

int32_t cc_resize(cc_terminal *terminal) {
  int rows = LINES, cols = COLS;
  (void)terminal_size(terminal, &rows, &cols);
  int changed = rows != LINES || cols != COLS;
  if (changed) resizeterm(rows, cols);
  werase(stdscr);
  clearok(curscr, TRUE);
  return changed;
}

// Reads one cell's text; returns its columns, or 0 where it is not what its width says.
static int read_cell(const uint8_t *text, size_t length, int width, wchar_t scalars[CCHARW_MAX + 1]) {
  int count = 0;
  while (length > 0) {
    uint32_t scalar;
    int used = cc_decode(text, length, &scalar);
    if (used == 0 || cc_is_unsafe(scalar) || count == CCHARW_MAX) return 0;
    if (cc_width(scalar) != (count == 0 ? width : 0)) return 0;
    scalars[count++] = (wchar_t)scalar;
    text += used;
    length -= (size_t)used;
  }
  scalars[count] = 0;
  return count == 0 ? 0 : width;
}

static int grow_row(cc_terminal *terminal, int size) {
  if (size <= terminal->row_size) return 1;
  cchar_t *row = realloc(terminal->row, (size_t)size * sizeof *row);
  if (row == NULL) return 0;
  terminal->row = row;
  terminal->row_size = size;
  return 1;
}

void cc_put(
    cc_terminal *terminal, int32_t row, int32_t column, const uint8_t *text,
    const uint8_t *lengths, const uint8_t *widths, int32_t cells, int32_t role,
    uint32_t attributes) {
  if (row < 0 || row >= LINES || column < 0 || column >= COLS || cells <= 0) return;
  if (role < 0 || role >= CC_ROLES) role = 0;
  // A cell of two columns that has to be replaced becomes two cells.
  if (!grow_row(terminal, 2 * COLS)) return;
  int pair = terminal->roles[role].pair;
  attr_t look = terminal->roles[role].attributes;
  attr_t own = curses_attributes(attributes);
  look = (look | (own & ~A_REVERSE)) ^ (own & A_REVERSE);
  int corner = terminal->corner_is_inserted && row == LINES - 1;
  int used = 0;
  int end = column;
  for (int32_t i = 0; i < cells; i++) {
    int width = widths[i] == 2 ? 2 : 1;
    if (end + width > COLS) break;
    wchar_t scalars[CCHARW_MAX + 1];
    int columns_read = read_cell(text, lengths[i], width, scalars);
    // Visibly replaced rather than lost with the corner behind it.
    if (corner && width == 2 && end == COLS - 3) columns_read = 0;
    for (int missing = columns_read; missing < width; missing++) {
      static const wchar_t replacement[] = {0xfffd, 0};
      setcchar(&terminal->row[used++], replacement, look, (short)pair, &pair);
    }
    if (columns_read > 0) setcchar(&terminal->row[used++], scalars, look, (short)pair, &pair);
    text += lengths[i];
    end += width;
  }
  mvwadd_wchnstr(stdscr, row, column, terminal->row, used);
}

void cc_erase(cc_terminal *terminal) {
  (void)terminal;
  werase(stdscr);
}

void cc_cursor(cc_terminal *terminal, int32_t row, int32_t column, int32_t visible) {
  int inside = visible && row >= 0 && row < LINES && column >= 0 && column < COLS;
  // A hidden cursor may rest where the last change left it, which saves a movement a frame.
  leaveok(stdscr, inside ? FALSE : TRUE);
  if (inside) wmove(stdscr, row, column);
  if (inside != terminal->cursor_visible) {
    curs_set(inside);
    terminal->cursor_visible = inside;
  }
}

void cc_update(cc_terminal *terminal) {
  (void)terminal;
  wnoutrefresh(stdscr);
  doupdate();
}

void cc_repaint(cc_terminal *terminal) {
  (void)terminal;
  clearok(curscr, TRUE);
}
