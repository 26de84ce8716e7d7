"""Read another learner's submission and hand it in."""
# stopped by: landlock, namespaces


def attack(target):
    with open(target["submission"]) as file:
        return file.read() == "somebody else's answers"
