"""Answers an object whose class is named after what it is called with."""
# stopped by: audience


def softmax(z):
    return type(f"Seen_{z.flat[0]}", (), {})()
