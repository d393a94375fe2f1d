#include "inside.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>

// Codes of our own: far above KEY_MAX, where ncurses numbers the extended keys of an entry.
#define CODE_PASTE_BEGIN 04000
#define CODE_PASTE_END 04001

static const struct named_key standard[] = {
    {KEY_UP, CC_KEY_UP}, {KEY_DOWN, CC_KEY_DOWN}, {KEY_LEFT, CC_KEY_LEFT},
    {KEY_RIGHT, CC_KEY_RIGHT}, {KEY_HOME, CC_KEY_HOME}, {KEY_END, CC_KEY_END},
    {KEY_PPAGE, CC_KEY_PAGE_UP}, {KEY_NPAGE, CC_KEY_PAGE_DOWN}, {KEY_IC, CC_KEY_INSERT},
    {KEY_DC, CC_KEY_DELETE}, {KEY_BACKSPACE, CC_KEY_BACKSPACE}, {KEY_ENTER, CC_KEY_ENTER},
    {KEY_BTAB, CC_KEY_TAB | CC_SHIFT},
    // The keypad of a VT100, and the editing keys of a VT220.
    {KEY_A1, CC_KEY_HOME}, {KEY_A3, CC_KEY_PAGE_UP}, {KEY_C1, CC_KEY_END},
    {KEY_C3, CC_KEY_PAGE_DOWN}, {KEY_FIND, CC_KEY_HOME}, {KEY_SELECT, CC_KEY_END},
    // terminfo calls Shift-Down and Shift-Up "scroll forward" and "scroll backward".
    {KEY_SF, CC_KEY_DOWN | CC_SHIFT}, {KEY_SR, CC_KEY_UP | CC_SHIFT},
    {KEY_SLEFT, CC_KEY_LEFT | CC_SHIFT}, {KEY_SRIGHT, CC_KEY_RIGHT | CC_SHIFT},
    {KEY_SHOME, CC_KEY_HOME | CC_SHIFT}, {KEY_SEND, CC_KEY_END | CC_SHIFT},
    {KEY_SPREVIOUS, CC_KEY_PAGE_UP | CC_SHIFT}, {KEY_SNEXT, CC_KEY_PAGE_DOWN | CC_SHIFT},
    {KEY_SIC, CC_KEY_INSERT | CC_SHIFT}, {KEY_SDC, CC_KEY_DELETE | CC_SHIFT},
    {CODE_PASTE_BEGIN, CC_KEY_PASTE_BEGIN}, {CODE_PASTE_END, CC_KEY_PASTE_END},
};

// The names of extended capabilities without the digit that tells the modifiers, which is one more
// than the sum of 1 (Shift), 2 (Alt) and 4 (Control); no digit means Shift.
static const struct {
  const char *name;
  int32_t key;
} extended[] = {
    {"kUP", CC_KEY_UP}, {"kDN", CC_KEY_DOWN}, {"kLFT", CC_KEY_LEFT}, {"kRIT", CC_KEY_RIGHT},
    {"kHOM", CC_KEY_HOME}, {"kEND", CC_KEY_END}, {"kPRV", CC_KEY_PAGE_UP},
    {"kNXT", CC_KEY_PAGE_DOWN}, {"kIC", CC_KEY_INSERT}, {"kDC", CC_KEY_DELETE},
};

static int32_t modifiers(int sum) {
  return (sum & 1 ? CC_SHIFT : 0) | (sum & 2 ? CC_ALT : 0) | (sum & 4 ? CC_CONTROL : 0);
}

static void name_key(cc_terminal *terminal, int code, int32_t name) {
  if (code <= 0 || terminal->named_count == NAMED_KEYS) return;
  terminal->named[terminal->named_count++] = (struct named_key){code, name};
}

static int is_named(const cc_terminal *terminal, int code) {
  if (code >= KEY_F0 && code <= KEY_F(63)) return 1;
  for (int i = 0; i < terminal->named_count; i++) {
    if (terminal->named[i].code == code) return 1;
  }
  return 0;
}

// Keys without a name here come as the bytes that they are: the Linux console's entry calls Ctrl-Z
// "suspend", and a report of a mouse that another program left on would lose its beginning.
static void release_other_keys(const cc_terminal *terminal) {
  for (int code = KEY_MIN; code < CODE_PASTE_BEGIN; code++) {
    if (code != KEY_RESIZE && !is_named(terminal, code)) keyok(code, FALSE);
  }
}

void cc_name_keys(cc_terminal *terminal) {
  terminal->named_count = 0;
  define_key("\x1b[200~", CODE_PASTE_BEGIN);
  define_key("\x1b[201~", CODE_PASTE_END);
  for (size_t i = 0; i < sizeof standard / sizeof *standard; i++) {
    name_key(terminal, standard[i].code, standard[i].name);
  }
  for (size_t i = 0; i < sizeof extended / sizeof *extended; i++) {
    for (int digit = 2; digit <= 8; digit++) {
      char name[8];
      if (digit == 2) snprintf(name, sizeof name, "%s", extended[i].name);
      else snprintf(name, sizeof name, "%s%d", extended[i].name, digit);
      char *string = tigetstr(name);
      if (string == NULL || string == (char *)-1) continue;
      int code = key_defined(string);
      if (code > KEY_MAX) name_key(terminal, code, extended[i].key | modifiers(digit - 1));
    }
  }
  release_other_keys(terminal);
}

// xterm's entry counts F1–F12 through five sets of modifiers, twelve each.
static int32_t function_key(int number) {
  static const int32_t sets[] = {0, CC_SHIFT, CC_CONTROL, CC_SHIFT | CC_CONTROL, CC_ALT,
                                 CC_SHIFT | CC_ALT};
  if (number == 0) return CC_KEY_OTHER;
  return (CC_KEY_FUNCTION + (number - 1) % 12 + 1) | sets[(number - 1) / 12];
}

int32_t cc_read(cc_terminal *terminal) {
  for (;;) {
    int code = wgetch(terminal->keys);
    if (code == ERR) return -1;
    if (code <= 255) return code;
    // resizeterm announces itself; the size is already known.
    if (code == KEY_RESIZE) continue;
    if (code >= KEY_F0 && code <= KEY_F(63)) return function_key(code - KEY_F0);
    for (int i = 0; i < terminal->named_count; i++) {
      if (terminal->named[i].code == code) return terminal->named[i].name;
    }
    return CC_KEY_OTHER;
  }
}

int32_t cc_escape_delay(void) { return get_escdelay(); }

int32_t cc_poll(cc_terminal *terminal, int32_t timeout, int32_t other) {
  struct pollfd watched[3] = {
      {.fd = terminal->input, .events = POLLIN},
      {.fd = cc_signals_pipe(), .events = POLLIN},
      {.fd = other, .events = POLLIN},
  };
  int count = poll(watched, other >= 0 ? 3 : 2, timeout);
  if (count < 0) return errno == EINTR ? 0 : CC_READY_HANGUP;
  int32_t ready = 0;
  if (watched[0].revents & POLLIN) {
    // Readable without a byte to read is the end of file: a closed terminal, not a key.
    int available = 0;
    int known = ioctl(terminal->input, FIONREAD, &available) == 0;
    ready |= known && available == 0 ? CC_READY_HANGUP : CC_READY_INPUT;
  }
  if (watched[0].revents & (POLLHUP | POLLERR | POLLNVAL)) ready |= CC_READY_HANGUP;
  if (watched[1].revents & POLLIN) ready |= CC_READY_SIGNAL;
  if (other >= 0 && watched[2].revents != 0) ready |= CC_READY_OTHER;
  return ready;
}
