/* The readable text of a page of HTML, found by the rules browsers go by (HTML5), through libgumbo. */
#ifndef CGUMBO_H
#define CGUMBO_H
#include <stddef.h>

enum { CGUMBO_OK = 0, CGUMBO_NO_LIBRARY = 1, CGUMBO_TOO_LARGE = 2, CGUMBO_TIMED_OUT = 3, CGUMBO_TOO_DEEP = 4 };

typedef struct {
    /* All that is held while the page is read, in bytes, and how long that may take, in milliseconds. */
    size_t memory;
    long milliseconds;
    /* How deep elements may lie within one another. */
    size_t depth;
} cgumbo_limits;

/* Blocks begin and end lines, runs of blanks are one, scripts, styles and the head are left out. The text belongs to the caller and is
 * freed with free(); its first `body` bytes are the page, what follows are its title, keywords and description, a line each. */
int cgumbo_text(const char *html, size_t count, const cgumbo_limits *limits, char **text, size_t *length, size_t *body);
#endif
