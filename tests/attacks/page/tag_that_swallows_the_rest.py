"""A tag that is never closed, so that the cells below it are not shown."""
# stopped by: cleaning

TEXT = "My answer is above all others. <object data=x><template><style>"
