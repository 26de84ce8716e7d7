"""Fresh memory holds NaN: whoever reads it before writing gets the same each time, and sees it."""

from __future__ import annotations

import ctypes
from typing import Final

import numpy as np

_M_PERTURB: Final = -6
# glibc fills what it hands out with the complement of the last byte, here with ones, which is NaN;
# and what it takes back with that byte. Zero as a whole would mean to leave memory as it is.
_ONES: Final = 0x100
# NumPy keeps a few freed blocks of each size below this to itself.
_LARGEST_KEPT: Final = 1024
_MOST_KEPT: Final = 7


def fill_fresh_memory() -> None:
    """Let arrays that nobody has written to hold NaN, in this process and its forks."""
    allocator = ctypes.CDLL(None)
    if hasattr(allocator, "mallopt"):  # glibc has it
        allocator.mallopt(_M_PERTURB, _ONES)
    for size in range(1, _LARGEST_KEPT):
        blocks = [np.full(size, 0xFF, np.uint8) for _ in range(_MOST_KEPT)]
        del blocks
