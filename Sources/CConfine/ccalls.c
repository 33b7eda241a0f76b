#define _GNU_SOURCE
#include "inside.h"
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCH AUDIT_ARCH_AARCH64
#endif

int cconfine_calls_known(void) {
#ifdef ARCH
    /* Asking for a filter without one is a bad address where filters are known. */
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, NULL, 0, 0) != 0 && errno == EFAULT;
#else
    return 0;
#endif
}

#ifdef ARCH
/* Calls that no reader of a paper has a use for. Numbers above 423 are the same on every architecture; the headers may be older. */
static const unsigned refused[] = {
    /* The network, and other processes by a socket. */
    SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4, SYS_sendto, SYS_sendmsg, SYS_sendmmsg,
    SYS_recvfrom, SYS_recvmsg, SYS_recvmmsg,
    /* Rings of calls go round this filter. */
    425 /* io_uring_setup */, 426 /* io_uring_enter */, 427 /* io_uring_register */,
    /* Other processes: signals but to itself (below), their memory, files, places and turns; a group that the deadline does not end. */
    SYS_tkill, SYS_rt_sigqueueinfo, SYS_rt_tgsigqueueinfo, 424 /* pidfd_send_signal */, 434 /* pidfd_open */, 438 /* pidfd_getfd */,
    440 /* process_madvise */, 448 /* process_mrelease */, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp, SYS_setpgid,
    SYS_setsid, SYS_setpriority, SYS_ioprio_set, SYS_sched_setparam, SYS_sched_setscheduler, SYS_sched_setattr, SYS_sched_setaffinity,
    SYS_migrate_pages, SYS_move_pages,
    /* Who may do what with a file. */
    SYS_fchmod, SYS_fchmodat, 452 /* fchmodat2 */, SYS_fchown, SYS_fchownat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_removexattr,
    SYS_lremovexattr, SYS_fremovexattr, 463 /* setxattrat */, 466 /* removexattrat */, SYS_utimensat, SYS_mknodat,
    SYS_name_to_handle_at, SYS_open_by_handle_at, 469 /* file_setattr */,
    /* Worlds of its own. */
    SYS_unshare, SYS_setns, SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, 428 /* open_tree */, 429 /* move_mount */,
    430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */, 433 /* fspick */, 442 /* mount_setattr */, 467 /* open_tree_attr */,
    /* Memory, signs and letters shared by a number or a name. */
    SYS_shmget, SYS_shmat, SYS_shmctl, SYS_shmdt, SYS_semget, SYS_semop, SYS_semtimedop, SYS_semctl, SYS_msgget, SYS_msgsnd, SYS_msgrcv,
    SYS_msgctl, SYS_mq_open, SYS_mq_unlink, SYS_mq_timedsend, SYS_mq_timedreceive, SYS_mq_notify,
    /* The kernel's own doors. */
    SYS_bpf, SYS_keyctl, SYS_add_key, SYS_request_key, SYS_userfaultfd, SYS_perf_event_open, SYS_personality, SYS_inotify_init1,
    SYS_inotify_add_watch, SYS_fanotify_init, SYS_fanotify_mark, SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load,
    SYS_kexec_file_load, SYS_reboot, SYS_swapon, SYS_swapoff, SYS_acct, SYS_quotactl, 443 /* quotactl_fd */, SYS_settimeofday,
    SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime, SYS_sethostname, SYS_setdomainname, SYS_syslog, SYS_vhangup,
#ifdef __x86_64__
    SYS_chmod, SYS_chown, SYS_lchown, SYS_mknod, SYS_utime, SYS_utimes, SYS_futimesat, SYS_inotify_init, SYS_iopl, SYS_ioperm,
    SYS_modify_ldt,
#endif
};
enum { REFUSED = sizeof refused / sizeof *refused, WORLDS = 0x7E020000 /* the CLONE_NEW… of clone */ };
_Static_assert(REFUSED < 200, "jumps are counted in a byte");

#define LOAD(what) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, what))
#define IS(value, yes, no) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, yes, no)
#define HAS(bits, yes, no) BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, yes, no)
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, what)
#define REFUSE ANSWER(SECCOMP_RET_ERRNO | EPERM)
#define ALLOW ANSWER(SECCOMP_RET_ALLOW)

int cconfine_refuse_calls(int may_fork) {
    struct sock_filter filter[REFUSED + 48];
    unsigned short n = 0;
#define ADD(...) filter[n++] = (struct sock_filter)__VA_ARGS__
    ADD(LOAD(arch));
    /* Calls of another architecture have other numbers. */
    ADD(IS(ARCH, 1, 0));
    ADD(ANSWER(SECCOMP_RET_KILL_PROCESS));
    ADD(LOAD(nr));
#ifdef __x86_64__
    /* The x32 numbers reach the same calls. */
    ADD(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));
    ADD(REFUSE);
    ADD(IS(SYS_fork, 1, 0));
    ADD(IS(SYS_vfork, 0, 1));
    ADD(ANSWER(may_fork ? SECCOMP_RET_ALLOW : (SECCOMP_RET_ERRNO | EPERM)));
#endif
    /* What asks by a pointer cannot be looked at; libraries go on with the older call. */
    ADD(IS(435 /* clone3 */, 0, 1));
    ADD(ANSWER(SECCOMP_RET_ERRNO | ENOSYS));
    /* Threads of its own; other processes only where it may, and never in a world of their own. */
    ADD(IS(SYS_clone, 0, 5));
    ADD(LOAD(args[0]));
    ADD(HAS(WORLDS, 2, 0));
    ADD(HAS(may_fork ? 0xFFFFFFFF : CLONE_THREAD, 0, 1));
    ADD(ALLOW);
    ADD(REFUSE);
    /* A signal to itself, as an abort sends it. The kernel looks at no more than 32 bits. */
    ADD(IS(SYS_kill, 1, 0));
    ADD(IS(SYS_tgkill, 0, 4));
    ADD(LOAD(args[0]));
    ADD(IS((unsigned)getpid(), 0, 1));
    ADD(ALLOW);
    ADD(REFUSE);
    /* The limits of others. */
    ADD(IS(SYS_prlimit64, 0, 4));
    ADD(LOAD(args[0]));
    ADD(IS(0, 0, 1));
    ADD(ALLOW);
    ADD(REFUSE);
    for (unsigned index = 0; index < REFUSED; index++) ADD(IS(refused[index], (unsigned char)(REFUSED - index), 0));
    ADD(ALLOW);
    ADD(REFUSE);
    struct sock_fprog program = {.len = n, .filter = filter};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}
#else
int cconfine_refuse_calls(int may_fork) { return 0 * may_fork; }
#endif
