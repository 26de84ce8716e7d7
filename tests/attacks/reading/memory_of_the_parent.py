"""Read the memory of the process that forked this one."""
# stopped by: capabilities, landlock, namespaces, user
# also off: seccomp
# needs: root

import os


def attack(target):
    with open(f"/proc/{os.getppid()}/maps") as maps:
        start = int(maps.readline().partition("-")[0], 16)
    with open(f"/proc/{os.getppid()}/mem", "rb", 0) as memory:
        memory.seek(start)
        return len(memory.read(16)) == 16
