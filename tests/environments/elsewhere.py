"""Runs a command elsewhere: `python -m tests.environments.elsewhere WHERE FOLDER COMMAND`.

`ordinary` is an ordinary user, `container` is root under what Docker's default profile leaves:
14 capabilities, and no system calls for namespaces, mounts and the like. The empty folder is its
home, and has its temporary files; who made it removes it.
"""

from __future__ import annotations

import errno
import os
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyseccomp import ALLOW, ERRNO, MASKED_EQ, Arch, Arg, Attr, SyscallFilter, resolve_syscall

from autograder.sandbox import kernel

NOBODY = 65534
BIND, RECURSIVE, PRIVATE = 0x1000, 0x4000, 0x40000
NEW_MOUNTS = 0x20000
NEW_NAMESPACES = 0x7E020000

# chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap, net_bind_service, net_raw,
# sys_chroot, mknod, audit_write, setfcap.
CAPABILITIES_OF_A_CONTAINER = {0, 1, 3, 4, 5, 6, 7, 8, 10, 13, 18, 27, 29, 31}
REFUSED_IN_A_CONTAINER = """
    acct add_key bpf clock_adjtime clock_settime delete_module fanotify_init finit_module
    fsconfig fsmount fsopen fspick init_module io_uring_enter io_uring_register io_uring_setup
    ioperm iopl kexec_file_load kexec_load keyctl lookup_dcookie mbind mount mount_setattr
    move_mount move_pages open_by_handle_at open_tree perf_event_open personality pivot_root
    quotactl reboot request_key set_mempolicy setdomainname sethostname setns settimeofday
    swapoff swapon sysfs syslog umount umount2 unshare userfaultfd ustat vhangup
""".split()


def main(where: str, own: str, *command: str) -> None:
    """Go there, and become the command."""
    os.chmod(own, 0o711)
    os.environ.update(HOME=own, TMPDIR=own, HYPOTHESIS_STORAGE_DIRECTORY=own)
    if os.geteuid() == 0:
        show_everybody(map(Path, (Path.cwd(), sys.prefix, sys.base_prefix)))
    {"ordinary": become_ordinary, "container": enter_container}[where](own)
    os.execvp(command[0], command)


def become_ordinary(own: str) -> None:
    """Be an ordinary user."""
    if os.geteuid() == 0:
        os.chown(own, NOBODY, NOBODY)
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)


def enter_container(own: str) -> None:
    """Lose what Docker takes from root."""
    rules = SyscallFilter(ALLOW)
    rules.set_attr(Attr.CTL_NNP, 0)
    for name in REFUSED_IN_A_CONTAINER:
        if resolve_syscall(Arch.NATIVE, name) != -1:
            rules.add_rule(ERRNO(errno.EPERM), name)
    for bit in (1 << number for number in range(64)):
        if bit & NEW_NAMESPACES:
            rules.add_rule(ERRNO(errno.EPERM), "clone", Arg(0, MASKED_EQ, bit, bit))
    rules.add_rule(ERRNO(errno.ENOSYS), "clone3")
    rules.load()
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in set(range(last + 1)) - CAPABILITIES_OF_A_CONTAINER:
        kernel.prctl(kernel.PR_CAPBSET_DROP, capability)


def show_everybody(folders: Iterable[Path]) -> None:
    """Let everybody reach these folders, also where a folder above them is root's only."""
    kernel.unshare(NEW_MOUNTS)
    kernel.mount("", "/", "", RECURSIVE | PRIVATE)
    hidden = defaultdict(dict)
    for folder in {each.resolve() for each in folders}:
        closed = [each for each in folder.parents if not each.stat().st_mode & 1]
        if closed:
            hidden[closed[-1]][folder] = os.open(folder, os.O_PATH)
    for closed_folder, below in hidden.items():
        kernel.mount("shown", str(closed_folder), "tmpfs", 0, "mode=755")
        for folder, descriptor in below.items():
            folder.mkdir(parents=True)
            kernel.mount(f"/proc/self/fd/{descriptor}", str(folder), "", BIND | RECURSIVE)


if __name__ == "__main__":
    main(*sys.argv[1:])
