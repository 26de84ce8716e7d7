"""The wire format: what comes out is what went in, and nothing but plain values comes out."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from autograder.sandbox import wire
from autograder.sandbox.values import DTYPES, INLINE_BYTES

PLAIN = (type(None), bool, int, float, complex, str, bytes, list, tuple, dict, np.ndarray,
         np.generic, wire.Opaque, wire.Kept, wire.Token)  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
keys = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(), texts)
arrays = st.sampled_from(DTYPES).flatmap(
    lambda dtype: npst.arrays(dtype, npst.array_shapes(min_dims=0, min_side=0, max_side=4))
)
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**200), 2**200), st.floats(), texts,
    st.complex_numbers(), st.binary(max_size=2 * INLINE_BYTES), arrays,
    arrays.map(np.asfortranarray), st.builds(wire.Kept, st.integers(0, 2**62)),
    st.just("é" * INLINE_BYTES), arrays.filter(lambda a: a.size > 0).map(lambda a: a.flat[0]),
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=12,
)


def same(left: Any, right: Any) -> bool:
    if type(left) is not type(right):
        return False
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return same(list(left), list(right)) and same(list(left.values()), list(right.values()))
    if isinstance(left, (np.ndarray, np.generic)):
        return (
            left.dtype == right.dtype
            and left.shape == right.shape
            and left.flags.f_contiguous == right.flags.f_contiguous
            and np.array_equal(left, right, equal_nan=left.dtype.kind in "fc")
        )
    return bool(left == right or repr(left) == repr(right))


def is_plain(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return type(value) in (list, tuple) and all(map(is_plain, value))
    if isinstance(value, dict):
        return all(is_plain(each) for pair in value.items() for each in pair)
    return isinstance(value, PLAIN)


@given(values)
@settings(max_examples=200, deadline=None)
def test_values_survive_the_journey(value: Any) -> None:
    assert same(wire.decode(wire.encode(value)), value)


@given(st.binary(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_plain_value_or_a_wire_error(body: bytes) -> None:
    with suppress(wire.WireError):
        assert is_plain(wire.decode(body))


@given(values, st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_frames_give_a_plain_value_or_a_wire_error(value: Any, data: st.DataObject) -> None:
    body = bytearray(wire.encode(value))
    for _ in range(data.draw(st.integers(1, 3))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    with suppress(wire.WireError):
        assert is_plain(wire.decode(bytes(body)))


@given(values)
@settings(max_examples=100, deadline=None)
def test_no_byte_may_be_missing_or_left_over(value: Any) -> None:
    body = wire.encode(value)
    for wrong in (body[:-1], body + b"\0"):
        with pytest.raises(wire.WireError):
            wire.decode(wrong)


def test_arrays_are_fresh_and_writable() -> None:
    original = np.arange(6.0).reshape(2, 3)
    copy = wire.decode(wire.encode(original))
    copy[0, 0] = 7
    assert copy.flags.owndata and copy.flags.writeable and original[0, 0] == 0


class Liar(np.ndarray):
    """Says that it equals everything."""

    def __array_finalize__(self, source: object) -> None:
        if source is not None:
            raise RuntimeError

    def __eq__(self, other: object) -> Any:
        return True

    def tobytes(self, order: Any = "C") -> bytes:
        return b"lies"


class Float(float):
    def __float__(self) -> float:
        return 1.0

    def hex(self) -> str:
        return "lies"


class Text(str):
    def __str__(self) -> str:
        return "lies"

    def encode(self, *ignored: Any, **also: Any) -> bytes:
        return b"lies"


class List(list[Any]):
    def __iter__(self) -> Any:
        return iter(["lies"])


class Dict(dict[Any, Any]):
    def items(self) -> Any:
        return [("lies", "lies")]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Float(3.0), 3.0),
        (Text("true"), "true"),
        (List([1]), [1]),
        (Dict(a=1), {"a": 1}),
        (np.str_("text"), "text"),
        (np.ma.masked_array([1.0, 2.0], mask=[False, True]), np.array([1.0, 2.0])),
        (np.ndarray.__new__(Liar, (0,)), np.empty(0)),
    ],
)
def test_subclasses_become_what_they_pretend_to_be(value: object, plain: object) -> None:
    assert same(wire.decode(wire.encode(value)), plain)


@pytest.mark.parametrize(
    "value", [{1, 2}, object(), np.array([None]), Fraction(1, 2), {(1, 2): 3}, {2**70: 1}, print]
)
def test_what_is_not_plain_is_refused_or_becomes_opaque(value: object) -> None:
    with pytest.raises(wire.NotPlain):
        wire.encode(value)
    opaque = wire.decode(wire.encode([value], wire.make_opaque))
    assert opaque == [wire.Opaque(type(value).__name__)]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.longdouble("1.5"), np.float64(1.5)),
        (np.clongdouble(2j), np.complex128(2j)),
        (np.longdouble("1e4000"), np.float64(np.inf)),
        (np.full((2, 3), 1.5, np.longdouble), np.full((2, 3), 1.5)),
        (np.ones((2, 3), np.clongdouble).T, np.ones((2, 3), np.complex128).T),
        (np.array(3, np.longdouble), np.array(3.0)),
        (np.ones((0, 2), np.longdouble), np.ones((0, 2))),
        (np.array([1.5, 2], ">f8"), np.array([1.5, 2])),
        (np.array([1.5, 2], np.float16), np.array([1.5, 2], np.float16)),
        (np.array([[1.5, 2]]).view(np.matrix), np.array([[1.5, 2]])),
    ],
    ids=repr,
)
def test_real_numbers_of_other_kinds_become_plain_ones(value: object, plain: object) -> None:
    assert same(wire.decode(wire.encode(value)), plain)


def test_endless_and_huge_structures_are_refused() -> None:
    endless: list[Any] = []
    endless += [endless, endless]
    for value in (endless, [0] * 500_000, ["x" * INLINE_BYTES] * 5000):
        with pytest.raises(wire.WireError):
            wire.encode(value)
