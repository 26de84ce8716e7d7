"""Which missing sandbox layers the operator accepts, by name."""

from __future__ import annotations

import os

VARIABLE = "UNROLLED_ACCEPT_GAPS"


def accepted_gaps() -> frozenset[str]:
    """Read the accepted gaps from the environment."""
    return gap_names(os.environ.get(VARIABLE, ""))


def gap_names(text: str) -> frozenset[str]:
    """Split layer names that are separated by commas."""
    return frozenset(name.strip() for name in text.split(",") if name.strip())
