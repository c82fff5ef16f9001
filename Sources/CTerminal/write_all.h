#pragma once
#include <errno.h>
#include <unistd.h>

/// Writes all of it, or as much as can be written. Async-signal-safe.
static inline void write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        bytes += written;
        count -= (size_t)written;
    }
}
