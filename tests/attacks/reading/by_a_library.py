"""Let NumPy map the file into memory in place of opening it itself."""
# stopped by: landlock, namespaces

import numpy as np


def attack(target):
    return np.memmap(target["gradebook"], mode="r")[:6].tobytes() == b"SQLite"
