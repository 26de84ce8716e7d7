"""A link to a script, with a tab that browsers skip in the middle of its scheme."""
# stopped by: cleaning

TEXT = "[My answer](java&Tab;script:alert(1))"
