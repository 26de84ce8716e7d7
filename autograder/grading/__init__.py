"""Grading one submission."""

import autograder.quick_start  # noqa: F401
