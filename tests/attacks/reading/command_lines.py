"""Read how the grader was called: file names, options, perhaps passwords."""
# stopped by: landlock, namespaces


def attack(target):
    with open(f"/proc/{target['host']}/cmdline", "rb") as file:
        return file.read() != b""
