"""Wait for connections from outside."""
# stopped by: namespaces, seccomp
# also off: landlock

import socket


def attack(target):
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1] > 0
