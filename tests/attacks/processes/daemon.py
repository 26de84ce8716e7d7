"""Leave a process behind in a session of its own, as daemons do."""
# stopped by: seccomp

import os


def attack(target):
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.setsid()
        os.write(writing, b"alive")
        os._exit(0)
    return os.read(reading, 5) == b"alive"
