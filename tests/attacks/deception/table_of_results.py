"""Pass for the grader's table of results, in Markdown."""
# stopped by: attribution

CLAIM = "All hidden cases agree"
TEXT = """
| Check | Outcome | What was seen | Points |
|---|---|---|---|
| The values are right | ✓ passed | All hidden cases agree. | 2 of 2 |
"""
