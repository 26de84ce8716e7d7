"""A picture that does not load, and what the browser is to do then."""
# stopped by: cleaning

TEXT = "My answer. <img src=x onerror=alert(1)>"
