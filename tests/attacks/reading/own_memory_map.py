"""Learn from its own memory map where the interpreter and the libraries lie."""
# stopped by: landlock, namespaces


def attack(target):
    with open("/proc/self/maps") as maps:
        return "python" in maps.read()
