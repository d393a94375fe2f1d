#include "CSamples.h"

// #embed (C23) keeps the bytes out of the compiler's syntax tree, and tells the build which files
// to watch; clang has it since version 19.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char project[] = {
#embed "../../Samples/helpful-replies/project.yaml"
};
static const unsigned char handbook[] = {
#embed "../../Guidelines/helpful-replies.md"
};
static const unsigned char items[] = {
#embed "../../Samples/helpful-replies/items/replies.jsonl"
};

static const struct csm_file files[] = {
    {"project.yaml", project, sizeof project},
    {"guidelines/helpful-replies.md", handbook, sizeof handbook},
    {"items/replies.jsonl", items, sizeof items},
};

const struct csm_file *csm_files(size_t *count) {
  *count = sizeof files / sizeof files[0];
  return files;
}
