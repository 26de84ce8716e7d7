"""An output that is a drawing with a script inside."""
# stopped by: cleaning

from IPython.display import SVG, display

display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'></svg>"))
