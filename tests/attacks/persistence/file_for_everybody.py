"""Leave answers for the next learner in a folder that everybody may write to."""
# stopped by: landlock, namespaces


def attack(target):
    with open(f"{target['folder']}/answers", "w") as file:
        return file.write("answers") == 7


def harvest(target):
    with open(f"{target['folder']}/answers") as file:
        return file.read() == "answers"
