"""A tag that sends every link of the page elsewhere."""
# stopped by: cleaning

TEXT = "<base href='http://127.0.0.1/'>"
