#define _GNU_SOURCE
#include "cconfine.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIDFD_OPEN = 434, CLOSE_RANGE = 436 };

static int64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void close_others(void) {
    if (syscall(CLOSE_RANGE, 3, ~0U, 0) == 0) return;
    struct rlimit limit;
    unsigned most = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (unsigned)limit.rlim_cur : 65536;
    for (unsigned file = 3; file < most; file++) close((int)file);
}

/* The first breaths of the new process, in the memory of the old one, which stands still till it becomes the program: nothing is called here
 * but the system. */
static void begin(pid_t parent, const char *program, char *const arguments[], char *const environment[], int input, int output) {
    /* A group of its own, so that all it starts ends with it; and it ends with the thread that waits for it, however that ends. */
    if (setpgid(0, 0) != 0 || prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != parent) return;
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0) return;
    close_others();
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere < 0) return;
    if (nowhere != 2) {
        if (dup2(nowhere, 2) < 0) return;
        close(nowhere);
    }
    for (int number = 1; number < NSIG; number++) {
        /* Handlers go with the old program by themselves; what it ignored would stay ignored. */
        struct sigaction action = {.sa_handler = SIG_DFL};
        if (number != SIGKILL && number != SIGSTOP) sigaction(number, &action, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    execve(program, arguments, environment);
}

/* Whether a process has ended within a time; it is not yet forgotten by the system. */
static int has_ended(pid_t process, int64_t deadline) {
    int handle = (int)syscall(PIDFD_OPEN, process, 0);
    int64_t pause = 1;
    int ended = -1;
    while (ended < 0) {
        siginfo_t found = {.si_pid = 0};
        int got = waitid(P_PID, (id_t)process, &found, WEXITED | WNOHANG | WNOWAIT);
        int64_t left = deadline - now();
        if (got != 0 && errno != EINTR) ended = 1;
        else if (got == 0 && found.si_pid == process) ended = 1;
        else if (left <= 0) ended = 0;
        else {
            /* Where the last handle is taken, or the system is older, one looks every few milliseconds. */
            struct pollfd wait = {.fd = handle, .events = POLLIN};
            int most = left > 60000 ? 60000 : (int)left;
            poll(&wait, handle >= 0, handle >= 0 || most < pause ? most : (int)pause);
            if (pause < 20) pause *= 2;
        }
    }
    if (handle >= 0) close(handle);
    return ended;
}

/* The groups that run now, for whoever ends this process by a signal; more at once than there are places end with their thread alone. */
enum { PLACES = 64 };
static _Atomic pid_t running[PLACES];

static int enter(pid_t group) {
    for (int place = 0; place < PLACES; place++) {
        pid_t none = 0;
        if (atomic_compare_exchange_strong(&running[place], &none, group)) return place;
    }
    return -1;
}

void cconfine_end_all(void) {
    for (int place = 0; place < PLACES; place++) {
        pid_t group = atomic_load(&running[place]);
        if (group > 0) kill(-group, SIGKILL);
    }
}

static void end_with_readers(int number) {
    cconfine_end_all();
    signal(number, SIG_DFL);
    raise(number);
}

void cconfine_end_readers_at_exit(void) {
    static const int numbers[] = {SIGHUP, SIGINT, SIGTERM, SIGQUIT};
    for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
        struct sigaction present, action = {.sa_handler = end_with_readers};
        /* What is ignored on purpose, as by nohup, stays ignored. */
        if (sigaction(numbers[index], NULL, &present) == 0 && present.sa_handler == SIG_DFL) sigaction(numbers[index], &action, NULL);
    }
    atexit(cconfine_end_all);
}

cconfine_end cconfine_run(const char *program, char *const arguments[], char *const environment[], int input, int output, unsigned seconds) {
    int64_t deadline = now() + (int64_t)seconds * 1000;
    pid_t parent = getpid();
    /* No handler of the desk may run in the memory that both have. */
    sigset_t all, former;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &former);
    volatile int reason = 0;
    pid_t process = vfork();
    if (process == 0) {
        begin(parent, program, arguments, environment, input, output);
        reason = errno ? errno : ECHILD;
        _exit(127);
    }
    int failed = process < 0 ? errno : reason;
    pthread_sigmask(SIG_SETMASK, &former, NULL);
    if (process < 0) return (cconfine_end){CCONFINE_NOT_STARTED, failed};
    int place = enter(process);
    int ended = has_ended(process, deadline);
    /* While the first of a group is not yet waited for, no other group can have its number. */
    kill(-process, SIGKILL);
    if (place >= 0) atomic_store(&running[place], 0);
    int status = 0;
    pid_t got;
    while ((got = waitpid(process, &status, 0)) < 0 && errno == EINTR) {}
    if (failed) return (cconfine_end){CCONFINE_NOT_STARTED, failed};
    if (!ended) return (cconfine_end){CCONFINE_LATE, 0};
    if (got == process && WIFEXITED(status)) return (cconfine_end){CCONFINE_EXITED, WEXITSTATUS(status)};
    return (cconfine_end){CCONFINE_SIGNALED, got == process && WIFSIGNALED(status) ? WTERMSIG(status) : SIGKILL};
}

int cconfine_memory(const void *bytes, size_t count) {
    int file = memfd_create("paper", MFD_CLOEXEC);
    /* The first three places are those of the terminal, even where somebody closed it. */
    if (file >= 0 && file < 3) {
        int higher = fcntl(file, F_DUPFD_CLOEXEC, 3);
        int reason = errno;
        close(file);
        errno = reason;
        file = higher;
    }
    if (file < 0) return -1;
    size_t written = 0;
    while (written < count) {
        ssize_t got = write(file, (const char *)bytes + written, count - written);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            int reason = got < 0 ? errno : ENOSPC;
            close(file);
            errno = reason;
            return -1;
        }
        written += (size_t)got;
    }
    lseek(file, 0, SEEK_SET);
    return file;
}

int cconfine_most_files(void) {
    struct rlimit limit;
    return getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < INT32_MAX ? (int)limit.rlim_cur : INT32_MAX;
}
