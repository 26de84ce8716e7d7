"""Fill the disk with a few large files."""
# stopped by: limits
# ends: CutOff, Raised


def attack(target):
    for number in range(3):
        with open(f"{number}", "wb") as file:
            file.write(bytes(5 << 20))
    return True
