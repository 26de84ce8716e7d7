"""The reference in place of a learner's earlier functions, without the learner seeing it.

The functions stay on the trusted side: in the sandbox stand stubs that ask for each result over
the wire. A cache goes over as a token, which says nothing and can only be handed back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.graders.exercise import Exercise
from autograder.graders.reference import Reference, arrived

AsToken = Callable[[object], object]


def oracle(
    reference: Reference, exercises: list[Exercise], token: AsToken
) -> dict[str, Callable[..., Any]]:
    """Return the functions that answer in place of the learner's, by name.

    Parameters
    ----------
    token : makes what stands for an object that stays here.
    """
    return {exercise.name: _answering(reference, exercise, token) for exercise in exercises}


def _answering(reference: Reference, exercise: Exercise, token: AsToken) -> Callable[..., Any]:
    function = reference.function(exercise.name)
    position = exercise.cache_position

    def answer(*arguments: Any, **named: Any) -> Any:
        given = (arrived(argument) for argument in arguments)
        value = function(*given, **{name: arrived(item) for name, item in named.items()})
        if position is None:
            return value
        return tuple(
            _tokens(token, item) if index == position else item for index, item in enumerate(value)
        )

    return answer


def _tokens(token: AsToken, cache: Any) -> Any:
    return list(map(token, cache)) if isinstance(cache, list) else token(cache)
