"""A tag that leads the browser to another page."""
# stopped by: cleaning

TEXT = "<meta http-equiv=refresh content='0;url=http://127.0.0.1/'>"
