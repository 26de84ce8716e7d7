"""The grading process: all that a submission causes happens in it, and it can be killed."""
