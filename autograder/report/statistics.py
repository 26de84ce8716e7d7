"""The statistics of test items. What cannot be known is None, not a number."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 4  # learners: with three or fewer, a correlation has no interval
QUANTILE = statistics.NormalDist().inv_cdf(0.975)


@dataclass(frozen=True)
class Correlation:
    """A correlation with its 95 % confidence interval."""

    value: float
    low: float
    high: float


def correlation(one: Sequence[float], other: Sequence[float]) -> Correlation | None:
    """Return Pearson's correlation with Fisher's interval.

    None if there are too few pairs, or if one side never changes.
    """
    if len(one) < FEWEST or _constant(one) or _constant(other):
        return None
    value = max(-1.0, min(1.0, statistics.correlation(one, other)))
    if abs(value) == 1:
        return Correlation(value, value, value)
    centre, half = math.atanh(value), QUANTILE / math.sqrt(len(one) - 3)
    return Correlation(value, math.tanh(centre - half), math.tanh(centre + half))


def item_rest(scores: Sequence[Sequence[float]], item: int) -> Correlation | None:
    """Correlate the points of one item with the sum of all others.

    Parameters
    ----------
    scores : a row for each learner, a column for each item.
    """
    own = [row[item] for row in scores]
    rest = [math.fsum([*row[:item], *row[item + 1 :]]) for row in scores]
    return correlation(own, rest)


def median(values: Sequence[float]) -> float | None:
    """Return the median, if there are values."""
    return statistics.median(values) if values else None


def histogram(values: Sequence[float], most: float, bins: int) -> list[int]:
    """Count values in equal bins from 0 to `most`; what lies outside counts at the ends.

    A value on a border belongs to the upper bin, and `most` to the last one.
    """
    counts = [0] * bins
    for value in values:
        share = value / most if most else 1.0
        # Points are rounded to four digits: thirds must not fall below their border.
        position = math.floor(round(share * bins, 6))
        counts[max(0, min(bins - 1, position))] += 1
    return counts


def _constant(values: Sequence[float]) -> bool:
    return max(values) - min(values) < 1e-9
