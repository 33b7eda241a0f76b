/* One entry of a zip container read into memory, through libarchive. */
#ifndef CARCHIVE_H
#define CARCHIVE_H
#include <stddef.h>

enum { CARCHIVE_OK = 0, CARCHIVE_NO_LIBRARY = 1, CARCHIVE_BROKEN = 2, CARCHIVE_NOT_FOUND = 3, CARCHIVE_TOO_LARGE = 4 };

/* Reads the named entry of an archive held in memory, at most `limit` bytes of it. The result belongs to the caller and
 * is freed with free(). Entries before it are skipped without being unpacked into memory. */
int carchive_entry(const void *archive, size_t size, const char *name, size_t limit, unsigned char **bytes, size_t *count);
#endif
