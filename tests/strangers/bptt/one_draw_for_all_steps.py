"""
function = "sample_truncation"
says = "With a single probability you draw one number for the whole sequence, so all steps are kept or cut together; each should be drawn on its own."
right = []
named = []
"""

import numpy as np


def sample_truncation(rng, pi, T):
    pi = np.asarray(pi, dtype=float)
    if not ((pi > 0) & (pi <= 1)).all():
        raise ValueError("probabilities must be in (0, 1]")
    kept = rng.random(pi.shape) < pi
    xi = np.where(kept, 1 / pi, 0.0)
    return xi * np.ones(T)
