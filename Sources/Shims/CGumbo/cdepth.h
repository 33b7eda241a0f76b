/* How deep the elements of a page of HTML lie within one another, told before it is parsed. */
#ifndef CDEPTH_H
#define CDEPTH_H
#include <stddef.h>

/* Whether elements lie more than `limit` deep: libgumbo looks through all that are open at every block, so that depth costs its square.
 * Told by the tags alone; what sloppy pages leave open is not counted. */
int cdepth_exceeds(const char *html, size_t count, size_t limit);
#endif
