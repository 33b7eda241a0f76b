#define _GNU_SOURCE
#include "csync.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/random.h>
#include <unistd.h>

int csync_file_system(int descriptor) { return syncfs(descriptor); }

int csync_move(const char *from, const char *to) {
    if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return -1;
    /* A file system that cannot promise it: looked for first, which is as safe here, where a name says what the file holds. */
    if (access(to, F_OK) == 0) {
        errno = EEXIST;
        return -1;
    }
    return rename(from, to);
}

size_t csync_random(void *into, size_t count) {
    size_t done = 0;
    while (done < count) {
        ssize_t given = getrandom((char *)into + done, count - done, 0);
        if (given > 0) done += (size_t)given;
        else if (errno != EINTR) break;
    }
    return done;
}
