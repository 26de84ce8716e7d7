"""Every tolerance that decides a mark, and why it is what it is.

`unrolled calibrate` measures, over many random cases, the largest distance of a correct answer
(float64, float32, float32 buffers inside float64 code) and the smallest of every known mistake.
A threshold is sound when it lies well between the two; the table is in `docs/tolerances.md`.
"""

from __future__ import annotations

import numpy as np

# A float64 answer may have passed through float32 on its way, which is correct work here; its
# dtype does not show it. So both get the float32 allowance, not the far stricter float64 one.
ANSWER = 1e-3
# Rounding accumulates over a recurrence about as the square root of its length.
LONGEST_FREE_RECURRENCE = 16

# The step of central differences in float64, of the reference with known mistakes in it.
GRADIENT_STEP = 1e-5


def answer_threshold(depth: int = 1, tolerance: float = ANSWER) -> float:
    """Return the largest norm ratio at which an answer counts as right.

    Parameters
    ----------
    depth : length of the recurrence that produced the answer.
    tolerance : what is allowed without a long recurrence.
    """
    return tolerance * float(np.sqrt(max(1.0, depth / LONGEST_FREE_RECURRENCE)))
