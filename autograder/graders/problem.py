"""The first thing that is wrong with the answers of a submission, by what is asked of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from autograder.graders.exercise import Case
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
