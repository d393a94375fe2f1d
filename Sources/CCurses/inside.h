// What the C files of this target share.
#pragma once

#include "CCurses.h"

// Not <term.h>: its macros turn names such as "columns" and "cursor_visible" into table look-ups.
#include <curses.h>
#include <stdio.h>

/// A row of the table from ncurses' key codes to ours.
struct named_key {
  int code;
  int32_t name;
};

#define NAMED_KEYS 192

struct cc_terminal {
  SCREEN *screen;
  FILE *in;
  FILE *out;
  int input;
  int output;
  /// A pad that is never shown: reading through `stdscr` would refresh it.
  WINDOW *keys;
  int colours;
  struct {
    int pair;
    attr_t attributes;
  } roles[CC_ROLES];
  struct named_key named[NAMED_KEYS];
  int named_count;
  cchar_t *row;
  int row_size;
  int cursor_visible;
  /// Whether ncurses draws the bottom right corner by inserting the cell before it, which fails
  /// where that cell is half of a wide character (tmux and screen, whose entries lack smam).
  int corner_is_inserted;
};

/// Decodes one scalar of UTF-8; returns its length, or 0 where the bytes are malformed.
int cc_decode(const uint8_t *bytes, size_t count, uint32_t *scalar);

/// Names the keys of this terminal's entry.
void cc_name_keys(cc_terminal *terminal);

/// Opens the signal pipe and installs all handlers; `output` is the terminal whose state the crash
/// guard restores with `leave`. Returns 0 or −1.
int cc_signals_open(int output);

/// Gives the crash guard the bytes that end curses mode on this terminal.
void cc_signals_guard(const char *leave, size_t length);

/// Says whether another program has the terminal.
void cc_signals_away(int away);

/// Puts the old actions back and closes the pipe.
void cc_signals_close(void);

/// The reading end of the signal pipe.
int cc_signals_pipe(void);

/// Leads `errors` into an unlinked file where it is a terminal.
void cc_errors_open(int errors);

/// Takes standard error back for a while (`away` 1) or leads it into the file again (0).
void cc_errors_away(int away);

/// Takes standard error back and copies the captured text to it; safe in a signal handler.
void cc_errors_release(void);

/// Releases and closes the file.
void cc_errors_close(void);

/// Writes all bytes, through interruptions; safe in a signal handler.
void cc_write_all(int fd, const void *bytes, size_t count);
