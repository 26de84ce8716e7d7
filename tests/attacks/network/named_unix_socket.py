"""Connect to a socket in a folder, such as a database or a container service has."""
# stopped by: namespaces, seccomp
# also off: landlock

import socket


def attack(target):
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(target["unix_stream"])
        return True
