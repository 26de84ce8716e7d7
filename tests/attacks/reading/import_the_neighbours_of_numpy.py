"""Import a library of the grader, which is installed in the same folder as NumPy."""
# stopped by: landlock, namespaces
# also off: user

import sys


def attack(target):
    sys.path.append(target["numpy"].rpartition("/")[0])
    import latex2mathml

    return bool(latex2mathml.__path__)
