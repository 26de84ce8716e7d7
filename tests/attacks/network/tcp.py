"""Connect to a server that listens on this machine."""
# stopped by: namespaces, seccomp
# also off: landlock

import socket


def attack(target):
    with socket.create_connection(("127.0.0.1", target["tcp"])) as connection:
        return connection.getpeername()[1] == target["tcp"]
