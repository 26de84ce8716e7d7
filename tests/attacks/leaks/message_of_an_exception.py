"""Raises an exception whose text is what it is called with."""
# stopped by: audience


def softmax(z):
    raise ValueError(str(z.tolist()))
