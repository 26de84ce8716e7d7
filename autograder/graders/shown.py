"""Values as staff see them."""

from __future__ import annotations


def shown(value: object) -> str:
    """Return a value as Python writes it, cut where it is long."""
    try:
        return f"{value!r:.1000}"
    except ValueError:  # Python refuses to write out integers of thousands of digits
        return "(too long to show)"
