"""Put the project back on the path and import the model solutions."""
# stopped by: landlock, namespaces
# also off: user

import sys


def attack(target):
    sys.path.append(target["reference"].rpartition("/solutions/")[0])
    from solutions.cells import softmax

    return callable(softmax)
