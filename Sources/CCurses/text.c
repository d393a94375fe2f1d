#include "inside.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

static int is_utf8(void) {
  const char *name = nl_langinfo(CODESET);
  return strcmp(name, "UTF-8") == 0 || strcmp(name, "utf8") == 0;
}

int32_t cc_use_utf8_locale(void) {
  if (setlocale(LC_CTYPE, "") != NULL && is_utf8()) return 1;
  // The last one is macOS's name for it.
  static const char *const others[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
  for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
    if (setlocale(LC_CTYPE, others[i]) != NULL && is_utf8()) return 1;
  }
  return 0;
}

int32_t cc_width(uint32_t scalar) {
  if (scalar > 0x10ffff || (scalar >= 0xd800 && scalar <= 0xdfff)) return -1;
  return scalar == 0 ? -1 : (int32_t)wcwidth((wchar_t)scalar);
}

int32_t cc_is_unsafe(uint32_t scalar) {
  if (scalar < 0x20 || (scalar >= 0x7f && scalar <= 0x9f)) return 1;
  if (scalar < 0x061c) return 0;
  return scalar == 0x061c || scalar == 0x180e || (scalar >= 0x200b && scalar <= 0x200f)
      || (scalar >= 0x2028 && scalar <= 0x202e) || (scalar >= 0x2060 && scalar <= 0x206f)
      || (scalar >= 0xd800 && scalar <= 0xdfff) || (scalar >= 0xfe00 && scalar <= 0xfe0f)
      || scalar == 0xfeff || (scalar >= 0xfff9 && scalar <= 0xfffb)
      || (scalar >= 0xe0000 && scalar <= 0xe0fff) || scalar > 0x10ffff;
}

int cc_decode(const uint8_t *bytes, size_t count, uint32_t *scalar) {
  if (count == 0) return 0;
  uint8_t first = bytes[0];
  if (first < 0x80) {
    *scalar = first;
    return 1;
  }
  size_t length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
  if (length == 0 || length > count) return 0;
  uint32_t value = first & (0xffu >> (length + 1));
  for (size_t i = 1; i < length; i++) {
    if ((bytes[i] & 0xc0) != 0x80) return 0;
    value = value << 6 | (bytes[i] & 0x3fu);
  }
  if (length == 3 && (value < 0x800 || (value >= 0xd800 && value <= 0xdfff))) return 0;
  if (length == 4 && (value < 0x10000 || value > 0x10ffff)) return 0;
  *scalar = value;
  return (int)length;
}
