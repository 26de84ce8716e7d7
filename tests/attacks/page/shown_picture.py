"""A picture whose data end the attribute that they stand in."""
# stopped by: cleaning

from IPython.display import display

display({"image/png": "x' onerror='alert(1)"}, raw=True)
