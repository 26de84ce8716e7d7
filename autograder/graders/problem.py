"""The first thing that is wrong with the answers of a submission, by what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.compare.difference import difference
from autograder.graders.exercise import Case, Exercise
from autograder.graders.expectations import Answer
from autograder.graders.failure import Wrong, kinds_of
from autograder.graders.outputs import listed
from autograder.messages import Message

# Looks at a case and at what was returned; raises Wrong when it is not lawful.
Law = Callable[[Case, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Problem:
    """What is wrong, with which answer and, if it is a single one, with which output."""

    message: Message
    given: Answer
    output: str = ""


def first_difference(
    exercise: Exercise,
    outputs: tuple[str, ...],
    pairs: Iterable[tuple[Answer, Answer]],
    only: str = "",
) -> Problem | None:
    """Find the first of these outputs that differs in a pair of given and expected answers.

    Parameters
    ----------
    only : of dictionaries, look only at the entries whose names begin like this.

    Raises what came in place of an answer.
    """
    for given, expected in pairs:
        for output in outputs:
            message = _difference(exercise, output, only, given, expected)
            if message is not None:
                return Problem(message, given, output)
    return None


def beginning_like(prefix: str, value: Any) -> Any:
    """Return what of dictionaries has a name that begins like this; anything else as it is."""
    if not prefix:
        return value
    if isinstance(value, list | tuple):
        return [beginning_like(prefix, item) for item in value]
    return {key: item for key, item in value.items() if key.startswith(prefix)}


def _difference(
    exercise: Exercise, output: str, only: str, given: Answer, right: Answer
) -> Message | None:
    where = str(Message("where.case", {"title": given.case.title}))
    if isinstance(given.outputs, Exception):
        if given.case.megabytes and "MemoryError" in kinds_of(given.outputs):
            return Message("wrong.memory", {"where": where})
        raise given.outputs
    if isinstance(right.outputs, Exception):
        raise RuntimeError(f"the reference fails at {exercise.name}") from right.outputs
    if output not in given.outputs:
        returns = listed(exercise.returns)
        return Message("wrong.missing", {"output": output, "returns": returns})
    return difference(
        output,
        given.outputs[output],
        beginning_like(only, right.outputs[output]),
        given.case.tolerated,
        where,
        given.case.axis_lengths,
    )


def first_offence(law: Law, answers: Iterable[Answer], returns: tuple[str, ...]) -> Problem | None:
    """Find the first answer that is not whole, or does not obey a law.

    Raises what came in place of an answer.
    """
    for given in answers:
        if isinstance(given.outputs, Exception):
            raise given.outputs
        for name in returns:
            if name not in given.outputs:
                values = {"output": name, "returns": listed(returns)}
                return Problem(Message("wrong.missing", {**values}), given)
        try:
            law(given.case, given.outputs)
        except Wrong as offence:
            return Problem(offence.message, given)
    return None


def first_acceptance(answers: Iterable[Answer]) -> Problem | None:
    """Find the first case that should have been refused and was not, or not with these words.

    Raises what came instead of the exception that is asked for.
    """
    for given in answers:
        case = given.case
        values: dict[str, str | int | float] = {
            "error": case.raises,
            "name": case.naming,
            "where": str(Message("where.case", {"title": case.title})),
        }
        if not isinstance(given.outputs, Exception):
            return Problem(Message("wrong.accepted", values), given)
        if case.raises not in kinds_of(given.outputs):
            raise given.outputs
        if case.naming not in str(given.outputs):
            return Problem(Message("wrong.unnamed", values), given)
    return None


def first_habit(
    message: Message, answers: Iterable[Answer], shows: Callable[[Answer], bool]
) -> Problem | None:
    """Find the first answer that shows a habit; raises what came in place of an ordinary one."""
    for given in answers:
        if given.failure is not None and given.case.kind == "ordinary":
            raise given.failure
        if shows(given):
            return Problem(message, given)
    return None
