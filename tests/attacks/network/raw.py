"""Open a raw socket, which sees and forges packets."""
# stopped by: capabilities, seccomp, user
# also off: landlock, namespaces
# needs: root

import socket


def attack(target):
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP):
        return True
