"""Print without end."""
# stopped by: limits
# ends: CutOff


def attack(target):
    for _ in range(400):
        print("x" * 9999)
    return True
