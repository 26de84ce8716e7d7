"""Writes digits of what it is called with into the length of a list."""
# stopped by: audience


def softmax(z):
    return [0.0] * (int(abs(z.flat[0]) * 1e6) % 1000)
