"""HTML with a script among the outputs of a cell."""
# stopped by: cleaning

from IPython.display import HTML, display

display(HTML("<img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>"))
