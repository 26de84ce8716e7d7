"""Raises an exception whose class is named after what it is called with."""
# stopped by: audience


def softmax(z):
    raise type(f"Seen_{z.flat[0]}", (KeyError,), {})
