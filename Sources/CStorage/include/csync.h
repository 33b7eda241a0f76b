/* What the file system is asked beyond the everyday. */
#ifndef CSYNC_H
#define CSYNC_H
#include <stddef.h>

/* Waits until everything written to a file system is on its disk. 0, or -1 and errno; `descriptor` is any open file or folder of the file system. */
int csync_file_system(int descriptor);

/* Moves a file to a name that is not taken. 0, or -1 and errno: EEXIST where it is. */
int csync_move(const char *from, const char *to);

/* Fills a buffer from the system's generator; how many bytes it gave. */
size_t csync_random(void *into, size_t count);
#endif
