"""Hidden graders of `stability`: the cases, how each exercise is run on them, and the checks."""
