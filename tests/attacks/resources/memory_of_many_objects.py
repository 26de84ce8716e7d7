"""Ask for memory in small pieces, until there is too much of it."""
# stopped by: rlimits
# ends: OutOfMemory

PIECES = []


def attack(target):
    for _ in range(200):
        PIECES.append(bytes(1 << 20))
    return True
