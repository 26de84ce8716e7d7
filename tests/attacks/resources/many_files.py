"""Use up the disk's entries with empty files."""
# stopped by: limits
# ends: CutOff, Raised


def attack(target):
    for number in range(200):
        open(f"{number}", "w").close()
    return True
