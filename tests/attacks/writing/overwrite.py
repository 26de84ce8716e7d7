"""Overwrite a file that everybody may write."""
# stopped by: landlock, namespaces


def attack(target):
    with open(target["shared"], "w") as file:
        return file.write("mine") == 4
