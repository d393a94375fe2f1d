#include "inside.h"

#include <stdlib.h>
#include <sys/ioctl.h>

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

static int terminal_size(const cc_terminal *terminal, int *rows, int *cols) {
  struct winsize size;
  if (ioctl(terminal->output, TIOCGWINSZ, &size) < 0) return 0;
  if (size.ws_row == 0 || size.ws_col == 0) return 0;
  *rows = size.ws_row;
  *cols = size.ws_col;
  return 1;
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
