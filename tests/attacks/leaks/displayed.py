"""Displays what it is called with as HTML, text and Markdown."""
# stopped by: audience

from IPython.display import display


def softmax(z):
    kinds = ("text/html", "text/plain", "text/markdown")
    display(dict.fromkeys(kinds, str(z.tolist())), raw=True)
    return z
