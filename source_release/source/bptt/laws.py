"""What `check` asks of answers that are drawn at random, so that none is the only right one.

`workbook.py` calls these functions; nothing in the notebook needs to.
"""

from __future__ import annotations

from typing import Any

import numpy as np

# Many draws are kept as often as they should be, give or take a little. A right answer is
# farther off than so many standard deviations once in a hundred million times.
SURPRISE = 6
ENOUGH = 1000


def sample_truncation(arguments: list[Any], returned: Any) -> str | None:
    """Look at one truncation: every element is one of two values, and neither comes too often."""
    _, pi, T = arguments
    if not isinstance(returned, np.ndarray) or returned.shape != (T,):
        shape = f" of shape {returned.shape}" if isinstance(returned, np.ndarray) else ""
        return f"it should return an array of shape ({T},), not a {type(returned).__name__}{shape}."
    if returned.dtype.kind not in "iuf":
        return f"it should return numbers; the dtype of its array is {returned.dtype}."
    kept = returned != 0
    if not np.allclose(returned[kept], (1 / np.broadcast_to(pi, (T,)))[kept], rtol=1e-3):
        return "every element should be 0 or 1/π_t; there is something else."
    if T >= ENOUGH and abs(np.sum(kept - pi)) > SURPRISE * np.sqrt(
        np.sum(pi * (1 - pi) + 0 * kept)
    ):
        return f"{np.mean(kept):.0%} of the {T} elements are not 0. Is that what π = {pi} means?"
    return None
