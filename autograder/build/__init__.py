"""Building a course: from what people write to what nbgrader releases."""

import autograder.quick_start  # noqa: F401
