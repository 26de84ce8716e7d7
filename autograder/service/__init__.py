"""Automatic grading: what comes into the exchange is graded, and its feedback goes back there."""
