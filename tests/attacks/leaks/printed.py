"""Prints what it is called with."""
# stopped by: audience


def softmax(z):
    print(z.tolist())
    return z
