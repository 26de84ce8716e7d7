"""The page that a learner reads, made of a graded notebook."""
