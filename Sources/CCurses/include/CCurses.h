/// CCurses: ncurses behind functions that Swift can call.
///
/// Every function is prefixed `cc_` and takes plain integers, UTF-8 pointers and one opaque handle;
/// `<curses.h>` is included only in this target's `.c` files.
/// ncurses has one screen and no locks: one terminal is open at a time, and one thread owns it.
/// Only `cc_width` and `cc_is_unsafe` may be called from anywhere, once a locale is chosen.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// One open terminal.
typedef struct cc_terminal cc_terminal;

// MARK: Text (text.c)

/// Makes the process's character set UTF-8; returns 1, or 0 where no such locale exists.
///
/// The user's locale is taken where it is UTF-8, else `C.UTF-8` and its other names. Only the
/// category of characters is set, so that numbers keep their point.
int32_t cc_use_utf8_locale(void);

/// Returns the columns a scalar value takes by the C library's `wcwidth`, which ncurses uses too:
/// −1 (not printable), 0 (joins the character before it), 1 or 2.
int32_t cc_width(uint32_t scalar);

/// Returns 1 for scalars that no data may bring to a terminal: C0, DEL, C1, surrogates, bidi
/// controls, line separators, zero-width and tag characters; else 0.
int32_t cc_is_unsafe(uint32_t scalar);

// MARK: Opening and closing (screen.c)

/// The reasons for which `cc_open` refuses.
#define CC_FAULT_INPUT 1      ///< The input is no terminal.
#define CC_FAULT_OUTPUT 2     ///< The output is no terminal.
#define CC_FAULT_LOCALE 3     ///< No UTF-8 locale is installed.
#define CC_FAULT_TERM 4       ///< The terminal's type is unset or unknown.
#define CC_FAULT_POOR 5       ///< The terminal cannot move its cursor or clear its screen.
#define CC_FAULT_BUSY 6       ///< Another terminal is open in this process.
#define CC_FAULT_MEMORY 7     ///< Memory or file descriptors ran out.

/// Takes the terminal over: alternate screen, raw keys, bracketed paste, signal and crash handlers.
///
/// `term` names the terminal's type, NULL means `TERM`. `coloured` 0 leaves colours alone
/// altogether. `errors` is the descriptor of standard error: where it is a terminal it is led into
/// an unlinked file until the screen is given back. On failure NULL is returned, `*fault` is one of
/// `CC_FAULT_…` and nothing has changed.
cc_terminal *cc_open(
    int32_t input, int32_t output, int32_t errors, const char *term, int32_t coloured,
    int32_t *fault);

/// Gives the terminal back as it was, puts the old signal actions back, copies what was written to
/// standard error meanwhile to where it belongs (controls made visible), and frees the handle.
void cc_close(cc_terminal *terminal);

/// Gives the terminal back for a while, for an editor or a shell.
///
/// Meanwhile SIGINT and SIGQUIT, which the user means for the other program, are swallowed, and
/// SIGTSTP and SIGPIPE have their old actions.
void cc_leave(cc_terminal *terminal);

/// Takes the terminal over again after `cc_leave`; the next update repaints all of it.
void cc_enter(cc_terminal *terminal);

/// Stops the whole process group, as Ctrl-Z does, and takes the terminal over again on SIGCONT.
///
/// Where no shell could start the group again (an orphaned one), the system does not stop it and
/// the call returns at once.
void cc_suspend(cc_terminal *terminal);

/// Takes the terminal over again after the process was stopped without `cc_suspend` (SIGSTOP).
void cc_resume(cc_terminal *terminal);

// MARK: Drawing (draw.c)

/// Returns the number of colours to design for: 0, 8, 16 or 256.
int32_t cc_colours(const cc_terminal *terminal);

/// The attributes of a cell, added up.
#define CC_BOLD 1
#define CC_UNDERLINE 2
#define CC_ITALIC 4
#define CC_REVERSE 8
#define CC_DIM 16

/// The number of roles a theme may have.
#define CC_ROLES 48

/// Says how a role looks: colours by number (−1 is the user's own) and `CC_…` attributes.
void cc_theme(
    cc_terminal *terminal, int32_t role, int32_t foreground, int32_t background,
    uint32_t attributes);

/// Tells the size that drawing is clipped to.
void cc_size(const cc_terminal *terminal, int32_t *columns, int32_t *rows);

/// Asks the terminal for its size and takes it over; the next update repaints all of it.
///
/// What was drawn before is erased. Returns 1 where the size changed, else 0.
int32_t cc_resize(cc_terminal *terminal);

/// Draws a run of cells of one style.
///
/// `text` holds the cells' UTF-8 one after the other, `lengths[i]` bytes and `widths[i]` (1 or 2)
/// columns each. A cell is a base character and up to four marks; where its text is not what its
/// width says, is malformed or unsafe, U+FFFD is drawn in its columns, so that whatever the caller
/// does, no control character reaches the terminal and no column moves. The same is drawn in place
/// of a wide character that ends one column before the bottom right corner on tmux and screen, where
/// ncurses would lose the corner. Attributes are joined with the role's; reverse in both cancels
/// out.
void cc_put(
    cc_terminal *terminal, int32_t row, int32_t column, const uint8_t *text,
    const uint8_t *lengths, const uint8_t *widths, int32_t cells, int32_t role,
    uint32_t attributes);

/// Erases what will be drawn, without touching the terminal before the next update.
void cc_erase(cc_terminal *terminal);

/// Puts the cursor into a cell, or hides it where `visible` is 0.
void cc_cursor(cc_terminal *terminal, int32_t row, int32_t column, int32_t visible);

/// Sends the differences between what was drawn and what the terminal shows.
void cc_update(cc_terminal *terminal);

/// Makes the next update repaint everything.
void cc_repaint(cc_terminal *terminal);

// MARK: Reading (keys.c)

/// Keys with a name, as `cc_read` returns them; function key n is `CC_KEY_FUNCTION + n`.
#define CC_KEY_UP 0x100
#define CC_KEY_DOWN 0x101
#define CC_KEY_LEFT 0x102
#define CC_KEY_RIGHT 0x103
#define CC_KEY_HOME 0x104
#define CC_KEY_END 0x105
#define CC_KEY_PAGE_UP 0x106
#define CC_KEY_PAGE_DOWN 0x107
#define CC_KEY_INSERT 0x108
#define CC_KEY_DELETE 0x109
#define CC_KEY_BACKSPACE 0x10a
#define CC_KEY_ENTER 0x10b
#define CC_KEY_TAB 0x10c
#define CC_KEY_PASTE_BEGIN 0x10d
#define CC_KEY_PASTE_END 0x10e
#define CC_KEY_OTHER 0x10f  ///< A key that has no name here.
#define CC_KEY_FUNCTION 0x200

/// Modifiers, added to a key's number.
#define CC_SHIFT 0x10000
#define CC_ALT 0x20000
#define CC_CONTROL 0x40000

/// Returns the next byte (0–255) or key (`CC_KEY_…` and modifiers), or −1 where nothing is there.
///
/// Waits only after an escape byte, and no longer than `cc_escape_delay`.
int32_t cc_read(cc_terminal *terminal);

/// Returns how long an escape byte may wait for the rest of its key, in milliseconds: 25, or what
/// the environment variable `ESCDELAY` says.
int32_t cc_escape_delay(void);

/// What `cc_poll` found, added up.
#define CC_READY_INPUT 1
#define CC_READY_SIGNAL 2
#define CC_READY_OTHER 4
#define CC_READY_HANGUP 8

/// Waits until there is something to do and returns `CC_READY_…`, or 0 after `timeout` milliseconds
/// (−1 waits for ever) or an interruption.
///
/// `other` is one more descriptor to watch for reading, or −1. A terminal that has hung up may
/// still have input; a terminal at its end of file counts as hung up.
int32_t cc_poll(cc_terminal *terminal, int32_t timeout, int32_t other);

// MARK: Signals (signals.c)

/// Returns the number of the next signal that arrived while the terminal was open, or 0.
///
/// These are SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT and SIGWINCH; their handlers write
/// one byte to a pipe and do nothing else.
int32_t cc_take_signal(cc_terminal *terminal);

/// Copies the newest text written to standard error since `cc_open`, at most `size` bytes of it, and
/// returns their number; the bytes are as they were written.
int64_t cc_captured(cc_terminal *terminal, uint8_t *buffer, size_t size);
