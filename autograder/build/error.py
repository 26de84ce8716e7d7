"""What a build ends with when it cannot go on."""

from __future__ import annotations


class BuildError(Exception):
    """A source that cannot be built; says which and why."""
