"""The statistics, against small classes that were worked out by hand, and against their laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.statistics import correlation, histogram, item_rest

POINTS = st.integers(0, 8).map(lambda halves: halves / 2)


def test_item_rest_by_hand() -> None:
    # The rest of item 0 is 2, 4, 4, 6: deviations −2 0 0 2 against −1 −1 1 1 give 4 / √(4·8).
    scores = [(0, 1, 1), (0, 2, 2), (2, 4, 0), (2, 3, 3)]
    result = item_rest(scores, 0)
    assert result is not None
    assert result.value == pytest.approx(1 / math.sqrt(2))
    # Fisher: artanh(0.7071) = 0.8814, ± 1.9600 / √(4 − 3), and back by tanh.
    assert result.low == pytest.approx(-0.7927, abs=1e-4)
    assert result.high == pytest.approx(0.9932, abs=1e-4)


@pytest.mark.parametrize(
    ("one", "other"),
    [((0, 1, 2), (0, 1, 2)), ((1, 1, 1, 1), (0, 1, 2, 3)), ((0, 1, 2, 3), (2, 2, 2, 2)), ((), ())],
)
def test_what_cannot_be_known_is_no_number(
    one: tuple[float, ...], other: tuple[float, ...]
) -> None:
    assert correlation(one, other) is None


@given(st.lists(st.tuples(POINTS, POINTS, POINTS), min_size=4, max_size=40))
def test_item_rest_is_the_correlation_of_numpy(scores: list[tuple[float, float, float]]) -> None:
    result = item_rest(scores, 1)
    table = np.array(scores)
    rest = table[:, 0] + table[:, 2]
    if np.ptp(table[:, 1]) == 0 or np.ptp(rest) == 0:
        assert result is None
        return
    assert result is not None
    assert result.value == pytest.approx(np.corrcoef(table[:, 1], rest)[0, 1], abs=1e-9)
    assert -1 <= result.low <= result.value <= result.high <= 1


@given(st.lists(st.tuples(POINTS, POINTS), min_size=4, max_size=40), st.integers(1, 5))
def test_a_correlation_knows_no_units(pairs: list[tuple[float, float]], factor: int) -> None:
    one, other = zip(*pairs, strict=True)
    scaled = [factor * value + 3 for value in one]
    before, after = correlation(one, other), correlation(scaled, other)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.value == pytest.approx(before.value, abs=1e-9)


def test_borders_of_a_histogram() -> None:
    assert histogram([0, 3.3999, 3.4, 30.6, 34, 36], 34, 10) == [2, 1, 0, 0, 0, 0, 0, 0, 0, 3]
    assert histogram([1.4286, 10], 10, 7) == [0, 1, 0, 0, 0, 0, 1]


@given(st.lists(st.floats(-1, 12)), st.integers(1, 12))
def test_a_histogram_loses_nobody(values: list[float], bins: int) -> None:
    assert sum(histogram(values, 10, bins)) == len(values)
