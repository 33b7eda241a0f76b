#define _GNU_SOURCE
#include "cconfine.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/msg.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* An attempt is refused where the system says that it is not permitted; any other complaint means that it would have been tried. */
static int refused(long answer) { return answer < 0 && (errno == EPERM || errno == EACCES); }

static int opens(const char *path, int flags) {
    int file = open(path, flags | O_CLOEXEC, 0600);
    int reason = errno;
    if (file >= 0) close(file);
    errno = reason;
    return file;
}

/* Each kind of call that is asked with nothing in its hands. */
static int reads_accounts(const char *file) { (void)file; return refused(opens("/etc/passwd", O_RDONLY)); }
static int reads_file(const char *file) { return refused(opens(file, O_RDONLY)); }
static int reads_folders(const char *file) { (void)file; return refused(opens("/", O_RDONLY | O_DIRECTORY)); }
static int reads_processes(const char *file) { (void)file; return refused(opens("/proc/self/environ", O_RDONLY)); }
static int reads_terminal(const char *file) { (void)file; int got = opens("/dev/tty", O_RDWR | O_NOCTTY); return got < 0; }
static int writes_file(const char *file) { return refused(opens(file, O_WRONLY)); }
static int makes_file(const char *file) {
    (void)file;
    int got = opens("/tmp/banshi-attempt", O_WRONLY | O_CREAT);
    int reason = errno;
    if (got >= 0) unlink("/tmp/banshi-attempt");
    errno = reason;
    return refused(got);
}
static int runs_program(const char *file) {
    (void)file;
    /* Without arguments it would end at once. */
    char *const none[] = {"true", NULL};
    pid_t process = (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
    if (process < 0) return refused(opens("/bin/true", O_RDONLY));
    if (process == 0) { execve("/bin/true", none, none + 1); _exit(errno == EACCES ? 3 : 4); }
    int status = 0;
    waitpid(process, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 3;
}
static int forks(const char *file) {
    (void)file;
    pid_t process = fork();
    if (process == 0) _exit(0);
    int reason = errno;
    if (process > 0) waitpid(process, NULL, 0);
    errno = reason;
    return refused(process);
}
static int connects(const char *file) { (void)file; return refused(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }
static int connects_here(const char *file) { (void)file; return refused(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)); }
static int connects_kernel(const char *file) { (void)file; return refused(socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0)); }
static int signals_parent(const char *file) { (void)file; return refused(kill(getppid(), 0)); }
static int signals_group(const char *file) { (void)file; return refused(kill(0, 0)); }
static int signals_all(const char *file) { (void)file; return refused(kill(-1, 0)); }
static int signals_thread(const char *file) { (void)file; return refused(syscall(SYS_tgkill, getppid(), getppid(), 0)); }
static int signals_any_thread(const char *file) { (void)file; return refused(syscall(SYS_tkill, getppid(), 0)); }
static int signals_queue(const char *file) { (void)file; return refused(syscall(SYS_rt_sigqueueinfo, getppid(), 0, NULL)); }
static int holds_process(const char *file) { (void)file; return refused(syscall(434, getppid(), 0)); }
static int leaves_group(const char *file) { (void)file; return refused(setpgid(0, getpgid(getppid()))); }
static int leaves_session(const char *file) { (void)file; return refused(syscall(SYS_setsid)); }
static int traces(const char *file) { (void)file; return refused(syscall(SYS_ptrace, PTRACE_PEEKDATA, 0, 0, 0)); }
static int reads_memory(const char *file) { (void)file; return refused(process_vm_readv(getppid(), NULL, 0, NULL, 0, 0)); }
static int slows_others(const char *file) { (void)file; return refused(syscall(SYS_setpriority, 0, getppid(), 19)); }
static int limits_others(const char *file) { (void)file; return refused(syscall(SYS_prlimit64, getppid(), 7, NULL, NULL)); }
static int changes_modes(const char *file) { (void)file; return refused(fchmod(-1, 0600)) & refused(chmod("", 0600)); }
static int changes_owners(const char *file) { (void)file; return refused(fchown(-1, 0, 0)) & refused(chown("", 0, 0)); }
static int changes_times(const char *file) { (void)file; return refused(syscall(SYS_utimensat, -1, "", NULL, 0)); }
static int unshares(const char *file) { (void)file; return refused(unshare(CLONE_NEWUSER)); }
static int unshares_by_clone(const char *file) {
    (void)file;
    pid_t process = (pid_t)syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, 0, 0, 0, 0);
    if (process == 0) _exit(0);
    int reason = errno;
    if (process > 0) waitpid(process, NULL, 0);
    errno = reason;
    return refused(process);
}
static int enters(const char *file) { (void)file; return refused(setns(-1, 0)); }
static int mounts(const char *file) { (void)file; return refused(mount("", "", "", 0, NULL)); }
static int shares_memory(const char *file) { (void)file; return refused(shmget(1, 0, 0)); }
static int shares_signs(const char *file) { (void)file; return refused(semget(1, 0, 0)); }
static int shares_letters(const char *file) { (void)file; return refused(msgget(1, 0)); }
static int asks_kernel(const char *file) { (void)file; return refused(syscall(SYS_bpf, -1, NULL, 0)); }
static int asks_keys(const char *file) { (void)file; return refused(syscall(SYS_keyctl, 0, -1, 0)); }
static int asks_rings(const char *file) { (void)file; return refused(syscall(425, 0, NULL)); }
static int asks_faults(const char *file) { (void)file; return refused(syscall(SYS_userfaultfd, -1)); }

/* All that a reader is told of the world. */
static int has_little(const char *file) {
    (void)file;
    static const char *const known[] = {"LANG=", "LC_ALL=", "PATH=", "TZ=", "OMP_THREAD_LIMIT=", "TESSDATA_PREFIX="};
    for (char **word = environ; *word; word++) {
        int is_known = 0;
        for (size_t index = 0; index < sizeof known / sizeof *known; index++) is_known |= strncmp(*word, known[index], strlen(known[index])) == 0;
        if (!is_known) return 0;
    }
    return 1;
}
static int has_no_files(const char *file) {
    (void)file;
    for (int handle = 3; handle < 64; handle++)
        if (fcntl(handle, F_GETFD) >= 0) return 0;
    return 1;
}

static const struct { const char *name; int (*fails)(const char *file); } attempts[] = {
    {"read-accounts", reads_accounts}, {"read-file", reads_file}, {"read-folder", reads_folders}, {"read-process", reads_processes},
    {"terminal", reads_terminal}, {"write-file", writes_file}, {"make-file", makes_file}, {"run-program", runs_program}, {"fork", forks},
    {"socket", connects}, {"socket-here", connects_here}, {"socket-kernel", connects_kernel}, {"signal-parent", signals_parent},
    {"signal-group", signals_group}, {"signal-all", signals_all}, {"signal-thread", signals_thread}, {"signal-any-thread", signals_any_thread},
    {"signal-queue", signals_queue}, {"process-handle", holds_process}, {"leave-group", leaves_group}, {"leave-session", leaves_session},
    {"trace", traces}, {"read-memory", reads_memory}, {"priority", slows_others}, {"limits", limits_others}, {"chmod", changes_modes},
    {"chown", changes_owners}, {"times", changes_times}, {"unshare", unshares}, {"unshare-clone", unshares_by_clone}, {"setns", enters},
    {"mount", mounts}, {"shm", shares_memory}, {"sem", shares_signs}, {"msg", shares_letters}, {"bpf", asks_kernel}, {"keys", asks_keys},
    {"io-uring", asks_rings}, {"userfault", asks_faults}, {"environment", has_little}, {"handles", has_no_files},
};

const char *cconfine_attempt_name(int attempt) {
    return attempt >= 0 && (size_t)attempt < sizeof attempts / sizeof *attempts ? attempts[attempt].name : NULL;
}

int cconfine_attempt_fails(int attempt, const char *file) { return cconfine_attempt_name(attempt) && attempts[attempt].fails(file); }
