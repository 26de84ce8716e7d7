"""A script in a block of code of the one kind that is shown as it is."""
# stopped by: cleaning

TEXT = "```mermaid\n<img src=x onerror=alert(1)>\n```"
