"""Random numbers that are the same for every learner and every regrade, yet nobody can know."""

from __future__ import annotations

import hashlib

import numpy as np


def generator(secret: bytes, *names: str) -> np.random.Generator:
    """Return a generator that depends on the course's secret and on what it is for."""
    digest = hashlib.sha256(secret + b"\0" + "/".join(names).encode()).digest()
    return np.random.default_rng(list(digest))
