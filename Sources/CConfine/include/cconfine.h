/* A process that gives its own rights away before it reads what a stranger sent. Needs no privilege; what is given away stays given away
 * through exec. */
#ifndef CCONFINE_H
#define CCONFINE_H
#include <stddef.h>
#include <stdint.h>

/* How a process came to its end: by itself with a code, by a signal, by us at the end of its time; or it never began, with the system's
 * reason. */
enum { CCONFINE_EXITED, CCONFINE_SIGNALED, CCONFINE_LATE, CCONFINE_NOT_STARTED };
typedef struct { int how, number; } cconfine_end;

/* Runs a program to its end, in a group of processes of its own: `input` and `output` are its only files, what it complains of goes nowhere.
 * After the seconds, and when it ends, and when the calling thread ends, all of it is ended. The caller needs at most one more handle. */
cconfine_end cconfine_run(const char *program, char *const arguments[], char *const environment[], int input, int output, unsigned seconds);

/* From now on a signal that ends this process, and its exit, end all that runs first. Tools that are programs end with the process however it
 * ends; this is for what scripts started. */
void cconfine_end_readers_at_exit(void);
void cconfine_end_all(void);

/* A file in memory holding the bytes, its place at the beginning; -1 where there is none, errno says why. */
int cconfine_memory(const void *bytes, size_t count);

/* How many files this process may have open. */
int cconfine_most_files(void);

/* What a reader may do. */
typedef struct {
    /* Address space and the largest file written, in bytes; processor time in seconds; open files. */
    uint64_t memory, file, seconds, files;
    /* The one folder it may write into; null: none. */
    const char *folder;
    /* The program it is going to become; null: none. */
    const char *tool;
    /* One more folder of tables it may read; null: none. */
    const char *tables;
} cconfine_limits;

/* What holds afterwards: the limits; the filter of calls; what can be written and read. */
enum { CCONFINE_LIMITS = 1, CCONFINE_CALLS = 2, CCONFINE_FILES = 4 };

/* Confines the calling process, which must have one thread. Where the system does not know a barrier it goes on without, and the answer says
 * which hold. */
int cconfine(const cconfine_limits *limits);

/* Which of the barriers the system knows, without standing behind them. */
int cconfine_known(void);

/* Becomes another program; returns only where that failed. */
void cconfine_become(const char *program, char *const arguments[]);

/* Everything a reader must not be able to do, to be tried by one: the name of the attempt from 0 on, null after the last; and whether it
 * was refused. An attempt that is not refused does no harm. */
const char *cconfine_attempt_name(int attempt);
int cconfine_attempt_fails(int attempt, const char *file);
#endif
