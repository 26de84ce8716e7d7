"""Put a file into the folder that is memory."""
# stopped by: landlock, namespaces

import os


def attack(target):
    path = f"/dev/shm/unrolled_attack_{os.getpid()}"
    with open(path, "wb") as file:
        file.write(bytes(1 << 20))
    os.remove(path)
    return True
