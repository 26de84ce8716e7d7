"""An answer to a public example beside the right one: all that a picture of it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.compare.difference import NUMERIC_KINDS, difference
from autograder.graders.exercise import Array, Exercise
from autograder.graders.expectations import Answer
from autograder.graders.leaves import at, leaves, titled
from autograder.messages import Message


@dataclass(frozen=True)
class Example:
    """The first output that is wrong in a public example.

    Parameters
    ----------
    message : what is wrong with it.
    agreeing : other outputs that are right there.
    given, right : the learner's numbers and the reference's, float64, of one shape; both None where
        the learner's are no numbers, or have another shape.
    threshold : the largest norm ratio that counts as equal.
    """

    message: Message
    threshold: float
    given: Array | None = None
    right: Array | None = None
    agreeing: tuple[str, ...] = ()


def first_wrong(exercise: Exercise, pairs: Iterable[tuple[Answer, Answer]]) -> Example | None:
    """Find the first output that differs in a pair of given and right answers.

    There is none where an exception came in place of an answer: no picture shows that.
    """
    for given, right in pairs:
        if isinstance(given.outputs, Exception) or isinstance(right.outputs, Exception):
            return None
        threshold = given.case.tolerated
        where = str(Message("where.example", {"title": given.case.title}))
        wrong: dict[str, Example] = {}
        for path, meant in leaves({name: right.outputs[name] for name in exercise.returns}):
            actual, sizes = at(given.outputs, path), given.case.axis_lengths
            message = difference(titled(path), actual, meant, threshold, where, sizes)
            if message is not None:
                wrong.setdefault(str(path[0]), _example(message, threshold, actual, meant))
        if wrong:
            agreeing = tuple(name for name in exercise.returns if name not in wrong)
            return replace(next(iter(wrong.values())), agreeing=agreeing)
    return None


def _example(message: Message, threshold: float, actual: Any, meant: Any) -> Example:
    numbers = [np.asarray(value) for value in (actual, meant) if _is_numeric(value)]
    if len(numbers) < 2 or numbers[0].shape != numbers[1].shape:
        return Example(message, threshold)
    given, right = (array.astype(np.float64) for array in numbers)
    return Example(message, threshold, given, right)


def _is_numeric(value: Any) -> bool:
    return isinstance(value, float | np.ndarray | np.generic) and (
        np.asarray(value).dtype.kind in NUMERIC_KINDS
    )
