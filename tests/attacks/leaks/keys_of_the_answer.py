"""Answers a dictionary whose keys are what it is called with."""
# stopped by: audience


def softmax(z):
    return {str(value): 1.0 for value in z.flat}
