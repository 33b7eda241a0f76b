/* Deflate and inflate (RFC 1951) with a preset dictionary, through the system's libz. */
#ifndef CZLIB_H
#define CZLIB_H
#include <stddef.h>

/* Bytes written to `out`; 0 where the result does not fit into `capacity` or there is no library. */
size_t czlib_deflate(
    const void *bytes, size_t count, const void *dictionary, size_t dictionary_count, void *out, size_t capacity);

/* Whether the library is in the program already, so that packing a little more costs next to nothing. */
int czlib_is_loaded(void);

enum { CZLIB_NO_LIBRARY = -1, CZLIB_BROKEN = -2 };

/* Inflates at most `capacity` bytes. Bytes written to `out`, or one of the codes above. */
long czlib_inflate(
    const void *bytes, size_t count, const void *dictionary, size_t dictionary_count, void *out, size_t capacity);
#endif
