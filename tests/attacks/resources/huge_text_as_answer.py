"""Answer a text that fills the grader's memory."""
# stopped by: limits
# ends: CutOff


def attack(target):
    return "x" * (2 << 20)
