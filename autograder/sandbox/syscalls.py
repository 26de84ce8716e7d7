"""Which system calls a worker may make. What is not named here does not exist for it."""

from __future__ import annotations

import fcntl
import termios
from typing import Final

ALLOWED: Final = frozenset(
    """
    read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 lseek sendfile
    copy_file_range readahead fadvise64 close close_range dup dup2 dup3 pipe pipe2
    open openat creat mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat
    symlink symlinkat readlink readlinkat truncate ftruncate fallocate fsync fdatasync flock umask
    stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2
    getdents getdents64 getcwd chdir fchdir
    mmap munmap mprotect mremap msync mincore madvise brk membarrier
    futex set_robust_list set_tid_address rseq sched_yield restart_syscall exit exit_group
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack
    pause nanosleep clock_nanosleep clock_gettime clock_getres gettimeofday time times
    getitimer setitimer alarm timerfd_create timerfd_settime timerfd_gettime
    poll ppoll select pselect6 epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait
    epoll_pwait2 eventfd eventfd2
    recvfrom recvmsg sendmsg shutdown getsockname getpeername getsockopt setsockopt
    getpid gettid getppid getpgrp getpgid getsid getuid geteuid getgid getegid getgroups
    getresuid getresgid capget getpriority getrlimit getrusage sysinfo uname getcpu getrandom
    sched_getaffinity sched_getattr sched_getparam sched_getscheduler sched_get_priority_max
    sched_get_priority_min arch_prctl wait4 waitid kill tgkill
    """.split()
)

# Libraries that copy files must not fail on these, and Landlock does not cover them.
PRETENDED: Final = frozenset(
    """
    chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat
    utime utimes utimensat futimesat
    """.split()
)

REFUSED: Final = frozenset(
    """
    socket connect bind listen accept accept4 sendmmsg recvmmsg
    fork vfork execve execveat ptrace process_vm_readv process_vm_writev process_madvise kcmp
    unshare setns mount umount2 pivot_root chroot move_mount open_tree fsopen fsmount fspick
    tkill rt_sigqueueinfo rt_tgsigqueueinfo pidfd_open pidfd_send_signal pidfd_getfd
    setuid setgid setreuid setregid setresuid setresgid setgroups setfsuid setfsgid capset
    setpgid setsid setrlimit setpriority sched_setscheduler sched_setparam sched_setattr
    mknod mknodat quotactl swapon swapoff reboot sethostname setdomainname settimeofday
    clock_settime adjtimex init_module finit_module delete_module kexec_load acct syslog
    bpf perf_event_open keyctl add_key request_key userfaultfd fanotify_init inotify_init1
    memfd_create memfd_secret shmget shmat shmctl shmdt msgget semget mq_open
    setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr open_by_handle_at
    personality modify_ldt iopl ioperm
    """.split()
)

FCNTL_COMMANDS: Final = (
    fcntl.F_DUPFD, fcntl.F_GETFD, fcntl.F_SETFD, fcntl.F_GETFL, fcntl.F_SETFL, fcntl.F_GETLK,
    fcntl.F_SETLK, fcntl.F_SETLKW, fcntl.F_OFD_GETLK, fcntl.F_OFD_SETLK, fcntl.F_OFD_SETLKW,
    fcntl.F_DUPFD_CLOEXEC, fcntl.F_GETPIPE_SZ, fcntl.F_GET_SEALS,
)  # fmt: skip

IOCTL_REQUESTS: Final = (
    termios.TCGETS, termios.TIOCGWINSZ, termios.FIONREAD, termios.FIONBIO, termios.FIOCLEX,
    termios.FIONCLEX,
)  # fmt: skip

# PR_SET_NAME, PR_GET_NAME, PR_SET_VMA, PR_GET_DUMPABLE and what reads the layers back.
PRCTL_OPTIONS: Final = (2, 3, 15, 16, 21, 23, 27, 39, 0x53564D41)
