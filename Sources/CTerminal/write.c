#define _XOPEN_SOURCE 700
#include "CTerminal.h"
#include "write_all.h"
#include <wchar.h>

void ct_write(int fd, const void *bytes, size_t count) { write_all(fd, bytes, count); }

int ct_columns(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
