"""A link to a script behind a character that cannot be seen."""
# stopped by: cleaning

TEXT = "[My answer](<\x01javascript:alert(1)>)"
