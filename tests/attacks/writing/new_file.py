"""Leave a file in a folder that everybody may write to."""
# stopped by: landlock, namespaces


def attack(target):
    with open(f"{target['folder']}/sitecustomize.py", "w") as file:
        return file.write("mine") == 4
