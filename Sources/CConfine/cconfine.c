#define _GNU_SOURCE
#include "cconfine.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

static int limit(int what, uint64_t value) {
    struct rlimit present;
    if (getrlimit(what, &present) != 0) return 0;
    /* A limit that is narrower already stays. */
    if (present.rlim_max != RLIM_INFINITY && present.rlim_max < value) value = present.rlim_max;
    struct rlimit wanted = {.rlim_cur = value, .rlim_max = value};
    return setrlimit(what, &wanted) == 0;
}

#ifdef ARCH
/* Nothing leaves this machine and no other process is touched; io_uring would go round the filter. Kernel numbers newer than the headers
 * are the same on every architecture. */
static const unsigned refused[] = {
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_sendmmsg,
    SYS_recvfrom, SYS_recvmsg, SYS_recvmmsg, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
    425 /* io_uring_setup */, 426 /* io_uring_enter */, 427 /* io_uring_register */, 438 /* pidfd_getfd */,
};
enum { REFUSED = sizeof refused / sizeof *refused };

static int refuse_network(void) {
    struct sock_filter filter[REFUSED + 8];
    unsigned short n = 0;
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    /* Calls of another architecture have other numbers. */
    filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCH, 1, 0);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
    /* The x32 numbers reach the same calls. */
    filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, REFUSED + 1, 0);
#endif
    for (unsigned index = 0; index < REFUSED; index++)
        filter[n++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, refused[index], (unsigned char)(REFUSED - index), 0);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    filter[n++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
    struct sock_fprog program = {.len = n, .filter = filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#else
static int refuse_network(void) { return 0; }
#endif

/* Landlock, by its numbers: the headers of older systems do not know it. */
enum { CREATE_RULESET = 444, ADD_RULE = 445, RESTRICT_SELF = 446, PATH_BENEATH = 1, ASK_VERSION = 1 };
enum { WRITE_FILE = 1 << 1, REMOVE_AND_MAKE = 0x1FF0, TRUNCATE = 1 << 14 };
struct ruleset { uint64_t files; };
struct beneath { uint64_t allowed; int32_t parent; } __attribute__((packed));

static int allow(int rules, const char *path, uint64_t what) {
    struct beneath rule = {.allowed = what, .parent = open(path, O_PATH | O_CLOEXEC)};
    if (rule.parent < 0) return 0;
    int done = syscall(ADD_RULE, rules, PATH_BENEATH, &rule, 0) == 0;
    close(rule.parent);
    return done;
}

static int refuse_writing(const char *folder) {
    long version = syscall(CREATE_RULESET, NULL, 0, ASK_VERSION);
    if (version < 1) return 0;
    struct ruleset handled = {.files = WRITE_FILE | REMOVE_AND_MAKE | (version >= 3 ? TRUNCATE : 0)};
    int rules = (int)syscall(CREATE_RULESET, &handled, sizeof handled, 0);
    if (rules < 0) return 0;
    allow(rules, "/dev/null", handled.files & (WRITE_FILE | TRUNCATE));
    int done = (!folder || allow(rules, folder, handled.files)) && syscall(RESTRICT_SELF, rules, 0) == 0;
    close(rules);
    return done;
}

int cconfine(const cconfine_limits *limits, const char *folder) {
    int holds = 0;
    /* What was ignored or blocked by the desk must end a reader. */
    signal(SIGPIPE, SIG_DFL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (limit(RLIMIT_AS, limits->memory) & limit(RLIMIT_CPU, limits->seconds) & limit(RLIMIT_FSIZE, limits->file)
        & limit(RLIMIT_NOFILE, limits->files) & limit(RLIMIT_CORE, 0)) holds |= CCONFINE_LIMITS;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return holds;
    if (refuse_writing(folder)) holds |= CCONFINE_NO_WRITING;
    if (refuse_network()) holds |= CCONFINE_NO_NETWORK;
    return holds;
}

int cconfine_memory(const void *bytes, size_t count) {
    int file = memfd_create("paper", MFD_CLOEXEC);
    if (file < 0) return -1;
    size_t written = 0;
    while (written < count) {
        ssize_t got = write(file, (const char *)bytes + written, count - written);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) { close(file); return -1; }
        written += (size_t)got;
    }
    lseek(file, 0, SEEK_SET);
    return file;
}

void cconfine_become(const char *program, char *const arguments[]) {
    /* A tool that is just being replaced is there again in a moment. */
    for (int attempt = 0; attempt < 50; attempt++) {
        execv(program, arguments);
        if (errno != ETXTBSY) return;
        usleep(10000);
    }
}
