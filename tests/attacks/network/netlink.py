"""Ask the kernel for addresses and routes of the machine."""
# stopped by: seccomp

import socket


def attack(target):
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0):
        return True
