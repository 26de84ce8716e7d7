"""Make a pair of sockets, which is allowed, and send from one of them to somebody else."""
# stopped by: namespaces, seccomp
# also off: landlock

import socket


def attack(target):
    sender, _ = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    return sender.sendto(b"mine", target["unix_datagram"]) == 4
