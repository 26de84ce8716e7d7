"""Leave a link that leads whoever follows it to a file of the staff."""
# stopped by: landlock, namespaces

import os


def attack(target):
    os.symlink("/etc/passwd", f"{target['folder']}/cells.ipynb")
    return True
