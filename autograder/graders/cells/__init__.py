"""Hidden graders of `cells`: the cases, how each exercise is run on them, and the checks."""
