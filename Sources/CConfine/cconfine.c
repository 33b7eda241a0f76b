#define _GNU_SOURCE
#include "inside.h"
#include <errno.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <unistd.h>

static int limit(int what, uint64_t value) {
    struct rlimit present;
    if (getrlimit(what, &present) != 0) return 0;
    /* A limit that is narrower already stays. */
    if (present.rlim_max != RLIM_INFINITY && present.rlim_max < value) value = present.rlim_max;
    struct rlimit wanted = {.rlim_cur = value, .rlim_max = value};
    return setrlimit(what, &wanted) == 0;
}

/* Who runs the desk as root has no need of root's rights to read a paper. */
static void drop_rights(void) {
    struct __user_cap_header_struct head = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[2] = {{0}};
    syscall(SYS_capset, &head, none);
}

int cconfine(const cconfine_limits *limits) {
    int holds = 0;
    umask(077);
    /* What was ignored or blocked by the desk must end a reader. */
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    int may_fork = limits->tool && cconfine_is_script(limits->tool);
    if (limit(RLIMIT_AS, limits->memory) & limit(RLIMIT_CPU, limits->seconds) & limit(RLIMIT_FSIZE, limits->file)
        & limit(RLIMIT_NOFILE, limits->files) & limit(RLIMIT_CORE, 0)) holds |= CCONFINE_LIMITS;
    /* The system counts the processes of a user, not of a reader: no more than a few above all that run now. */
    struct sysinfo system;
    if (sysinfo(&system) == 0) limit(RLIMIT_NPROC, (uint64_t)system.procs + 32);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return holds;
    drop_rights();
    if (cconfine_refuse_files(limits)) holds |= CCONFINE_FILES;
    if (cconfine_refuse_calls(may_fork)) holds |= CCONFINE_CALLS;
    return holds;
}

int cconfine_known(void) { return (cconfine_files_known() ? CCONFINE_FILES : 0) | (cconfine_calls_known() ? CCONFINE_CALLS : 0); }

void cconfine_become(const char *program, char *const arguments[]) {
    /* A tool that is just being replaced is there again in a moment. */
    for (int attempt = 0; attempt < 50; attempt++) {
        execv(program, arguments);
        if (errno != ETXTBSY) return;
        usleep(10000);
    }
}
