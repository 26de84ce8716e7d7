"""Append to a file without reading it."""
# stopped by: landlock, namespaces


def attack(target):
    with open(target["shared"], "ab", 0) as file:
        return file.write(b"mine") == 4
