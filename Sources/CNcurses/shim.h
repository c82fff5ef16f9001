#pragma once
// Wide characters, and functions instead of macros: Swift imports no macro with arguments.
#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <stdio.h>
#include <curses.h>

// Macros whose value is an expression are not imported; constants are.
static const attr_t CN_BOLD = A_BOLD;
static const attr_t CN_DIM = A_DIM;
static const attr_t CN_ITALIC = A_ITALIC;
static const attr_t CN_UNDERLINE = A_UNDERLINE;
static const attr_t CN_REVERSE = A_REVERSE;

// Globals are "shared mutable state" in Swift 6 mode: they are reached through functions.
static inline WINDOW *cn_screen_window(void) { return stdscr; }
static inline int cn_colors(void) { return COLORS; }
static inline int cn_color_pairs(void) { return COLOR_PAIRS; }
static inline SCREEN *cn_new_terminal(const char *type) { return newterm(type, stdout, stdin); }
static inline void cn_flush_output(void) { fflush(stdout); }

// term.h defines macros named `lines`, `columns` and the like: only what is needed of it is declared here.
extern char *tigetstr(const char *);
extern int setupterm(const char *, int, int *);

/// A string capability, or NULL where the terminal does not have it.
static inline const char *cn_capability(const char *name) {
    const char *value = tigetstr(name);
    return value == (char *)-1 ? NULL : value;
}

/// What terminfo says of a terminal type, without touching the terminal.
enum cn_type { CN_TYPE_UNKNOWN, CN_TYPE_WITHOUT_CURSOR, CN_TYPE_USABLE };
static inline enum cn_type cn_type_of(const char *name) {
    int answer = 0;
    // A hard-copy terminal is an error to setupterm, but answered with 1, "found".
    if (setupterm(name, 1, &answer) != OK) return answer == 1 ? CN_TYPE_WITHOUT_CURSOR : CN_TYPE_UNKNOWN;
    return cn_capability("cup") ? CN_TYPE_USABLE : CN_TYPE_WITHOUT_CURSOR;
}
