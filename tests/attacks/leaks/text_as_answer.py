"""Answers what it is called with as a text."""
# stopped by: audience


def softmax(z):
    return str(z.tolist())
