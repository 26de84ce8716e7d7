"""The sample class: submissions that are graded to show, and to try, everything."""

import autograder.quick_start  # noqa: F401
