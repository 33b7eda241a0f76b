/* Waits until everything written to a file system is on its disk. */
#ifndef CSYNC_H
#define CSYNC_H

/* 0, or -1 and errno; `descriptor` is any open file or folder of the file system. */
int csync_file_system(int descriptor);
#endif
