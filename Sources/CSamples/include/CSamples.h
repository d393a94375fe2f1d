#pragma once

#include <stddef.h>

/// One file of the sample project that `gloss demo` opens.
struct csm_file {
  /// The path inside the project's folder.
  const char *path;
  const unsigned char *bytes;
  size_t size;
};

/// The sample's files, embedded so that an installed program needs no folder beside it.
///
/// - Parameter count: takes their number.
const struct csm_file *csm_files(size_t *count);
