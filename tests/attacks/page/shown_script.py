"""An output that is a script."""
# stopped by: cleaning

from IPython.display import Javascript, display

display(Javascript("alert(1)"))
