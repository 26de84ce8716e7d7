"""Raises from code that claims to stand in a file named after what it is called with."""
# stopped by: audience


def softmax(z):
    exec(compile("1 / 0", f"{z.flat[0]}.py", "exec"))
