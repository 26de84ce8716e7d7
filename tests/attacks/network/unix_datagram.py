"""Send a datagram to a socket in a folder."""
# stopped by: namespaces, seccomp
# also off: landlock

import socket


def attack(target):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        return sender.sendto(b"mine", target["unix_datagram"]) == 4
