"""Read the grader's environment, where operators like to put passwords."""
# stopped by: capabilities, landlock, namespaces, user
# also off: seccomp
# needs: root


def attack(target):
    with open(f"/proc/{target['host']}/environ", "rb") as file:
        return b"=" in file.read()
