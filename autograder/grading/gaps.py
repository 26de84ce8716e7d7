"""Which missing sandbox layers the operator accepts, by name."""

from __future__ import annotations

import os

VARIABLE = "UNROLLED_ACCEPT_GAPS"


def accepted_gaps() -> frozenset[str]:
    """Read the accepted gaps from the environment: layer names, separated by commas."""
    return frozenset(name.strip() for name in os.environ.get(VARIABLE, "").split(",") if name)
