"""Read the working folder of the worker beside this one."""
# stopped by: landlock, namespaces, user


def attack(target):
    with open(target["neighbours_notes"]) as file:
        return file.read() == "the neighbour's"
