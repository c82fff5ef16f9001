#pragma once
#include <string.h>
#include <vterm.h>

// Bit fields, unions and macros with arguments are awkward in Swift: a cell with plain members instead.

/// -1 the terminal's own, 0…255 of the palette, else 0x1000000 + 0xRRGGBB.
static inline int cv_color(const VTermColor *color) {
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color)) return -1;
    if (VTERM_COLOR_IS_INDEXED(color)) return color->indexed.idx;
    return 0x1000000 | color->rgb.red << 16 | color->rgb.green << 8 | color->rgb.blue;
}

typedef struct {
    uint32_t scalars[VTERM_MAX_CHARS_PER_CELL];
    int width, foreground, background;
    int bold, italic, underline, reverse;
} cv_cell;

static inline cv_cell cv_cell_at(VTermScreen *screen, int row, int column) {
    VTermScreenCell cell;
    cv_cell result;
    memset(&result, 0, sizeof result);
    VTermPos place = {.row = row, .col = column};
    if (!vterm_screen_get_cell(screen, place, &cell)) return result;
    memcpy(result.scalars, cell.chars, sizeof result.scalars);
    result.width = cell.width;
    result.foreground = cv_color(&cell.fg);
    result.background = cv_color(&cell.bg);
    result.bold = cell.attrs.bold;
    result.italic = cell.attrs.italic;
    result.underline = cell.attrs.underline != 0;
    result.reverse = cell.attrs.reverse;
    return result;
}

static inline int cv_flag(const VTermValue *value) { return value->boolean; }
static inline int cv_number(const VTermValue *value) { return value->number; }
static inline const char *cv_text(const VTermValue *value) { return value->string; }
