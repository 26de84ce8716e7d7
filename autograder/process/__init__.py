"""The grading process: all that a submission causes happens in it, and it can be killed."""

import autograder.quick_start  # noqa: F401
