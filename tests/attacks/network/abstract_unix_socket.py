"""Connect to a socket that has a name but is in no folder."""
# stopped by: namespaces, seccomp
# also off: landlock

import socket


def attack(target):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(target["abstract"])
        return True
