"""Show pictures without end."""
# stopped by: limits
# ends: CutOff

from IPython.display import display


def attack(target):
    for _ in range(40):
        display({"text/plain": "x" * 99999}, raw=True)
    return True
