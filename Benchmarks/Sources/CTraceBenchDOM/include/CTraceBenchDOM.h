#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Parses each line of a file with simdjson's DOM and does nothing with it: what ingest is measured against.
/// Returns how many lines parsed, or -1 when the file cannot be read.
int64_t ctracebench_parse_lines(const char *path);

#ifdef __cplusplus
}
#endif
