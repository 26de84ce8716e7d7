"""Hides what it is called with in the causes and notes of an exception."""
# stopped by: audience


def softmax(z):
    error = ExceptionGroup(str(z.flat[0]), [OSError(7, str(z.flat[1]))])
    error.add_note(str(z.tolist()))
    raise error from KeyError(str(z.tolist()))
