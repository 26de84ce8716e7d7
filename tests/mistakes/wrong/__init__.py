"""Wrong functions, one file each: `ASSIGNMENT`, `EXERCISE`, the `NAMES` that the checks should give
its mistake, and perhaps what every hint `SAYS`.
"""
