"""Read the model solutions where they are installed."""
# stopped by: landlock, namespaces
# also off: user


def attack(target):
    with open(target["reference"]) as file:
        return "def softmax" in file.read()
