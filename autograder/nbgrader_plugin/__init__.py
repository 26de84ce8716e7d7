"""What nbgrader is given by us: steps, pages, exports."""

import autograder.quick_start  # noqa: F401
