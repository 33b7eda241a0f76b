/* The little of wide ncurses the terminal needs, without its variadic functions and macros. One thread only. */
#ifndef CCURSES_H
#define CCURSES_H
#include <stdbool.h>
#include <stdint.h>

enum { CC_NONE = -1, CC_RESIZED = -2, CC_GONE = -3, CC_WHEEL_UP = -4, CC_WHEEL_DOWN = -5, CC_CLICK = -6, CC_PASTE = -7, CC_PASTE_END = -8 };

/* Starts the screen; false where the terminal's type is unknown or too poor, true otherwise. */
bool cc_start(void);
void cc_stop(void);
void cc_suspend(void);
// Gives the terminal to another program, and takes it back.
void cc_leave(void);
void cc_return(void);
int cc_columns(void);
int cc_rows(void);
int cc_colors(void);
bool cc_is_direct(void);

/* Defines pair `index` (1 …) with colours 0 … cc_colors()-1, or -1 for the terminal's own. */
void cc_pair(int index, int foreground, int background);
/* Puts one cell's character with the accents on it (0 where there is none) at a place. */
void cc_put(int y, int x, uint32_t base, uint32_t first, uint32_t second, int pair, bool bold, bool underlined, bool reversed);
void cc_clear_all(void);
void cc_refresh(int cursor_y, int cursor_x, bool show_caret);

/* The next key within `milliseconds`: a Unicode code point, CC_… or, with *special set, a KEY_ code of ncurses. */
int32_t cc_key(int milliseconds, bool *special);
int cc_mouse_x(void);
int cc_mouse_y(void);
void cc_mouse(bool on);
void cc_bell(void);
/* Whether SIGWINCH, SIGTERM or SIGHUP came since the last call. */
int cc_signal(void);
/* Writes bytes past the screen, for titles and the clipboard. */
void cc_raw(const char *bytes);

enum { CCK_UP, CCK_DOWN, CCK_LEFT, CCK_RIGHT, CCK_HOME, CCK_END, CCK_PPAGE, CCK_NPAGE, CCK_DC, CCK_IC, CCK_BACKSPACE,
       CCK_BTAB, CCK_ENTER, CCK_F0, CCK_OTHER };
/* Which of the above an ncurses code is; for a function key, *number is its number. */
int cc_special(int32_t code, int *number);
#endif
