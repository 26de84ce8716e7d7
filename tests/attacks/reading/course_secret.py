"""Read the secret that the hidden cases are drawn from; only its owner may read it."""
# stopped by: landlock, namespaces, user


def attack(target):
    with open(target["course_secret"], "rb") as file:
        return len(file.read()) == 32
