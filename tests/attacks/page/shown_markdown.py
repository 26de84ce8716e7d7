"""An output in Markdown with a tag that runs a script."""
# stopped by: cleaning

from IPython.display import Markdown, display

display(Markdown("<img src=x onerror=alert(1)>"))
