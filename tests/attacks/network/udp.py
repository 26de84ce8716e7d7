"""Send a datagram, as a question for the address of a name is one."""
# stopped by: namespaces, seccomp
# also off: landlock

import socket


def attack(target):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        return sender.sendto(b"mine", ("127.0.0.1", target["udp"])) == 4
