#define _GNU_SOURCE
#include "csync.h"
#include <unistd.h>

int csync_file_system(int descriptor) { return syncfs(descriptor); }
