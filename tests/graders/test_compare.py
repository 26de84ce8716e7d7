"""Comparing answers: the distance, its threshold, and the sentence about a difference."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from autograder.compare.difference import difference, same_answer
from autograder.compare.distance import norm_ratio
from autograder.compare.tolerance import ANSWER, LONGEST_FREE_RECURRENCE, answer_threshold
from autograder.sandbox.wire import Opaque

Array = NDArray[Any]

RELAXED = settings(deadline=None)
SHAPE = (3, 2)
ELEMENTS = st.floats(-1e6, 1e6, allow_subnormal=False)
TENSORS = arrays(np.float64, SHAPE, elements=ELEMENTS)


@RELAXED
@given(TENSORS, TENSORS)
def test_norm_ratio_is_symmetric_and_between_equal_and_opposite(a: Array, b: Array) -> None:
    assert norm_ratio(a, b) == norm_ratio(b, a)
    assert 0 <= norm_ratio(a, b) <= 1 + 1e-12
    assert norm_ratio(a, a) == 0


@RELAXED
@given(TENSORS, TENSORS, st.sampled_from([1e-250, 1e-30, -7.0, 1e30, 1e290]))
def test_norm_ratio_does_not_mind_the_scale(a: Array, b: Array, scale: float) -> None:
    assume(min(np.abs(a).max(), np.abs(b).max()) > 1e-3)
    assert norm_ratio(scale * a, scale * b) == pytest.approx(norm_ratio(a, b), abs=1e-12)


@RELAXED
@given(TENSORS, st.sampled_from([1e-6, 1e-3, 0.5]))
def test_norm_ratio_measures_a_relative_error(a: Array, error: float) -> None:
    assume(a.any())
    assert norm_ratio((1 + error) * a, a) == pytest.approx(error / (2 + error), rel=1e-6)


@RELAXED
@given(TENSORS)
def test_zero_equals_zero_and_nothing_else(a: Array) -> None:
    zero = np.zeros(SHAPE)
    assert norm_ratio(a, zero) == (1 if a.any() else 0)


@RELAXED
@given(TENSORS, st.sampled_from([np.nan, np.inf, -np.inf]), st.integers(0, 5))
def test_what_is_not_finite_equals_nothing(a: Array, bad: float, position: int) -> None:
    a.flat[position] = bad
    assert norm_ratio(a, a) == 1
    assert norm_ratio(a, np.ones(SHAPE)) == norm_ratio(np.ones(SHAPE), a) == 1


@pytest.mark.parametrize("size", [1e300, 1.7e308, 1e-300, 5e-324])
def test_huge_and_tiny_numbers_stay_in_range(size: float) -> None:
    a = np.array([size, -size, 0.0])
    assert norm_ratio(a, a) == 0
    assert norm_ratio(a, -a) == 1
    assert norm_ratio(a, np.zeros(3)) == 1


def test_norm_ratio_of_nothing_is_zero() -> None:
    assert norm_ratio(np.zeros((0, 3)), np.zeros((0, 3))) == 0


def test_the_threshold_grows_with_the_square_root_of_a_long_recurrence() -> None:
    free = LONGEST_FREE_RECURRENCE
    assert answer_threshold(1) == answer_threshold(free) == ANSWER
    assert ANSWER < answer_threshold(free + 1) < answer_threshold(2 * free)
    assert answer_threshold(4 * free) == pytest.approx(2 * ANSWER)


RIGHT = np.random.default_rng(0).normal(size=(4, 3))
COLUMN = RIGHT[:, :1]


@pytest.mark.parametrize(
    ("answer", "right", "id", "part"),
    [
        (RIGHT.T, RIGHT, "wrong.transposed", "(3, 4), but should have (4, 3)"),
        (RIGHT[:3].T, RIGHT[:3], "wrong.numbers", "`dW` is off by"),
        (COLUMN[:, 0], COLUMN, "wrong.column", "(4,); keep it a column of shape (4, 1)"),
        (2 * COLUMN.T, COLUMN, "wrong.column", "(1, 4); keep it a column"),
        (RIGHT[:, :2], RIGHT, "wrong.shape", "(4, 2), but should have shape (4, 3)"),
        (2 * RIGHT.T, RIGHT, "wrong.shape", "(3, 4)"),
        (-RIGHT, RIGHT, "wrong.sign", "opposite sign"),
        (0.25 * RIGHT, RIGHT, "wrong.factor", "0.25 times"),
        (3 * RIGHT, RIGHT, "wrong.factor", "3 times"),
        (5 * RIGHT, RIGHT, "wrong.factor", "5 times"),
        (RIGHT / 5, RIGHT, "wrong.factor", "0.2 times"),
        (6 * RIGHT, RIGHT, "wrong.other_numbers", "is nowhere near"),
        (1.7 * RIGHT, RIGHT, "wrong.numbers", "off by 10 to 100 %"),
        (0 * COLUMN, RIGHT, "wrong.shape", "(4, 1), but should have shape (4, 3)"),
        (0 * RIGHT, RIGHT, "wrong.zero", "`dW` is zero everywhere"),
        (RIGHT + 0.02 * RIGHT[::-1], RIGHT, "wrong.numbers", "off by 1 to 10 %"),
        (np.where(RIGHT > 1, np.nan, RIGHT), RIGHT, "wrong.not_finite", "NaN"),
        (np.where(RIGHT > 1, np.inf, RIGHT), RIGHT, "wrong.not_finite", "infinity"),
        (None, RIGHT, "wrong.not_array", "None"),
        (RIGHT.tolist(), RIGHT, "wrong.not_array", "a list"),
        (True, np.float64(1), "wrong.not_array", "True or False"),
        (RIGHT > 0, RIGHT, "wrong.not_array", "an array of something else"),
        (RIGHT + 0j, RIGHT, "wrong.not_array", "an array of something else"),
        (object(), RIGHT, "wrong.not_array", "it is something else"),
        (Opaque("ndarray"), RIGHT, "wrong.not_array", "an array of something else"),
        (np.zeros((31415, 1)), RIGHT, "wrong.other_shape", "not have the shape (4, 3)"),
        (np.zeros((1, 2, 3, 4, 5)), RIGHT, "wrong.other_shape", "not have the shape (4, 3)"),
        (np.zeros((2, 6)), RIGHT, "wrong.other_shape", "not have the shape (4, 3)"),
        (np.zeros((4, 6)), RIGHT, "wrong.other_shape", "not have the shape (4, 3)"),
    ],
)
def test_each_kind_of_difference_has_its_sentence(
    answer: Any, right: Array, id: str, part: str
) -> None:
    message = difference("dW", answer, right, ANSWER, "(a case)", sizes={2, 5})
    assert message is not None
    assert message.id == id
    assert part in str(message)


@pytest.mark.parametrize(
    "answer",
    [
        np.full(RIGHT.shape, 1.7e308),
        np.where(RIGHT > 0, 1.7e308, -1.7e308),
        np.full(RIGHT.shape, 5e-324),
        np.full(RIGHT.shape, 2**64 - 1, np.uint64),
        np.full(RIGHT.shape, np.float16(6e4)),
        10**400,
        np.zeros((0, 0)),
    ],
    ids=["huge", "huge, both signs", "tiny", "unsigned", "float16", "integer", "empty"],
)
def test_no_answer_is_too_strange_to_be_wrong(answer: Any) -> None:
    assert difference("dW", answer, RIGHT, ANSWER, "(a case)") is not None
    assert not same_answer(answer, RIGHT, ANSWER)


def test_a_number_beyond_floats_is_a_wrong_number() -> None:
    assert difference("loss", 10**400, 1.0, ANSWER, "(a case)") is not None


def test_an_oversized_shape_is_not_repeated() -> None:
    message = difference("dW", np.zeros((31415, 1)), RIGHT, ANSWER, "(a case)")
    assert "31415" not in str(message)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (RIGHT.astype(np.float32), RIGHT),
        (RIGHT * (1 + ANSWER), RIGHT),
        (np.zeros((2, 2), int), np.zeros((2, 2))),
        (3, np.float64(3)),
        (np.array(3.0), 3.0),
    ],
)
def test_right_answers_raise_no_objection(answer: Any, right: Any) -> None:
    assert difference("dW", answer, right, ANSWER, "(a case)") is None


def test_an_answer_just_beyond_the_threshold_is_wrong() -> None:
    assert difference("dW", RIGHT * (1 + 3 * ANSWER), RIGHT, ANSWER, "(a case)") is not None


def test_same_answer_wants_nan_in_the_same_places() -> None:
    here, there = RIGHT.copy(), RIGHT.copy()
    here[0, 0] = there[1, 1] = np.nan
    assert same_answer(here, here.copy(), ANSWER)
    assert not same_answer(here, there, ANSWER)
    assert not same_answer(here, RIGHT, ANSWER)
    assert not same_answer(RIGHT, RIGHT.T, ANSWER)
    assert not same_answer(None, RIGHT, ANSWER)


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([10**400, -(10**400), 2**64])
    | st.floats()
    | st.complex_numbers()
    | st.text()
    | st.binary()
    | arrays(
        st.sampled_from(["f2", "f4", "f8", "i8", "u8", "?", "c16"]),
        st.sampled_from([(), (0,), (3, 2), (2, 3), (6,), (3, 1), (1, 3), (3, 2, 0)]),
    ),
    lambda plain: st.lists(plain) | st.dictionaries(st.text(), plain),
    max_leaves=5,
)


@RELAXED
@given(PLAIN, TENSORS, st.booleans())
def test_nothing_a_learner_returns_breaks_the_comparison(
    answer: object, right: Array, column: bool
) -> None:
    """A fault of the grader costs no marks: so no answer may cause one."""
    expected = right[:, :1] if column else right
    with np.errstate(all="ignore"):
        message = difference("dW", answer, expected, ANSWER, "(a case)")
    assert message is None or str(message).startswith("`dW`")
    same_answer(answer, expected, ANSWER)
    same_answer(answer, answer, ANSWER)


@RELAXED
@given(PLAIN, TENSORS, st.sampled_from([3, 10**30]))
def test_nor_does_it_where_several_numbers_are_expected(
    answer: object, right: Array, count: int
) -> None:
    for expected in ({"a": right, "b": count}, (right, count), [{"a": right}], count):
        with np.errstate(all="ignore"):
            for given_answer in (answer, {"a": answer, "b": answer}, [answer, answer], [answer]):
                message = difference("d", given_answer, expected, ANSWER, "(a case)")
                assert message is None or str(message).startswith("`d")


EXACT = 4 * (2**200 - 1)
PARTS = {"x": np.ones((2, 3)), "n": EXACT}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ({"x": np.ones((2, 3)), "n": EXACT, "more": 1}, None),
        ({"x": np.ones((2, 3)), "n": EXACT + 1}, '`d["n"]` is not the exact number (a case).'),
        ({"x": np.ones((2, 3)), "n": True}, '`d["n"]` is not the exact number (a case).'),
        ({"x": np.zeros((2, 3)), "n": EXACT}, '`d["x"]` is zero everywhere (a case).'),
        ({"n": EXACT}, "`d` has no entry `x` (a case)."),
        ([1, 2], "`d` should be a dictionary, but it is a list."),
    ],
)
def test_a_dictionary_is_compared_entry_by_entry(answer: object, says: str | None) -> None:
    message = difference("d", answer, PARTS, ANSWER, "(a case)")
    assert (message and str(message)) == says


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ([np.ones(2), 3], None),
        ((np.ones(2), np.int64(3)), None),
        ((np.ones(2), np.array(3.0)), None),
        ((np.ones(2), 3, 4), "`d` should be a tuple or list of length 2 (a case)."),
        ((-np.ones(2), 3), "`d[0]` has the opposite sign (a case)."),
        (np.ones(2), "`d` should be a tuple or list of length 2 (a case)."),
    ],
)
def test_a_tuple_is_compared_item_by_item(answer: object, says: str | None) -> None:
    message = difference("d", answer, (np.ones(2), 3), ANSWER, "(a case)")
    assert (message and str(message)) == says


@pytest.mark.parametrize("scale", [5e-324, 1e-310, 1e-170, 1e170, 1e307])
def test_differences_at_the_ends_of_the_range_are_named_as_in_its_middle(scale: float) -> None:
    right = np.array([1.0, 2.0, 4.0])
    for factor in (-1.0, 2.0, 3.0):
        named = difference("y", factor * right, right, ANSWER, "here", {3})
        assert difference("y", factor * scale * right, scale * right, ANSWER, "here", {3}) == named
    assert difference("y", scale * right, scale * right, ANSWER, "here") is None
