#define _GNU_SOURCE
#include "CTerminal.h"
#include <link.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// Segments that can be written hold what the linker and the program have put there: they stay.
static int release_program(struct dl_phdr_info *program, size_t size, void *context) {
    (void)size;
    (void)context;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < program->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &program->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD || (segment->p_flags & PF_W)) continue;
        uintptr_t start = program->dlpi_addr + segment->p_vaddr;
        uintptr_t end = (start + segment->p_filesz) & ~(page - 1);
        start &= ~(page - 1);
        if (start < end) madvise((void *)start, end - start, MADV_DONTNEED);
    }
    // The first one told of is the program itself; the libraries are shared with others.
    return 1;
}

void ct_pages_release(void) { dl_iterate_phdr(release_program, NULL); }
