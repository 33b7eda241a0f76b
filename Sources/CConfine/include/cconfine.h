/* A process that gives its own rights away before it reads what a stranger sent. Needs no privilege; what is given away stays given away
 * through exec. */
#ifndef CCONFINE_H
#define CCONFINE_H
#include <stddef.h>
#include <stdint.h>

typedef struct {
    /* Address space and the largest file written, in bytes; processor time in seconds; open files. */
    uint64_t memory, file, seconds, files;
} cconfine_limits;

/* What holds afterwards: the limits; no socket can be made or used; nothing can be written but in the folder. */
enum { CCONFINE_LIMITS = 1, CCONFINE_NO_NETWORK = 2, CCONFINE_NO_WRITING = 4 };

/* Confines the calling process, which must have one thread; `folder` may be null. Where the system does not know a barrier it goes on
 * without, and the answer says which hold. */
int cconfine(const cconfine_limits *limits, const char *folder);

/* A file in memory holding the bytes, its place at the beginning; -1 where there is none. */
int cconfine_memory(const void *bytes, size_t count);

/* Becomes another program; returns only where that failed. */
void cconfine_become(const char *program, char *const arguments[]);
#endif
