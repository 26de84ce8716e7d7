"""Read the list of the machine's users."""
# stopped by: landlock, namespaces


def attack(target):
    with open("/etc/passwd") as file:
        return "root:" in file.read()
