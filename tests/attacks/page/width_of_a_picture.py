"""A picture whose width, in the metadata of the output, is an event handler."""
# stopped by: cleaning

from IPython.display import display

PIXEL = "R0lGODlhAQABAAAAACw="
display({"image/png": PIXEL}, raw=True, metadata={"image/png": {"width": "1 onerror=alert(1)"}})
