"""What a backward earns beside a forward that has mistakes in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from autograder.graders.diagnosis import diagnosed, gradient_names
from autograder.graders.exercise import Exercise
from autograder.graders.expectations import Answer, Expectations, same_outputs
from autograder.graders.leaves import leaves
from autograder.graders.mistakes import Mistakes
from autograder.graders.problem import beginning_like, first_difference
from autograder.messages import Message
from autograder.mistakes.made import called_by
from autograder.mistakes.overwriting import overwriting


class OwnForward:
    """The forward of a learner's backward, known as the reference with mistakes in it.

    Parameters
    ----------
    exercise : the backward; any other exercise has no forward.
    wrong : gives the learner's answers to the exercises that are not right, by name.
    changes_arguments : says whether the function of this name does.
    """

    def __init__(
        self,
        exercise: Exercise,
        expectations: Expectations,
        wrong: Callable[[], Mapping[str, Sequence[Answer]]],
        changes_arguments: Callable[[str], bool],
    ) -> None:
        self._exercise = exercise
        self._expectations = expectations
        self._wrong = wrong
        self._changes_arguments = changes_arguments

    @cached_property
    def mistakes(self) -> Mistakes | None:
        """Its mistakes; None if there are some that cannot be told."""
        if self._exercise.forward is None:
            return ()
        return diagnosed(self._exercise, self._expectations, self._wrong())

    @cached_property
    def possible(self) -> tuple[Mistakes, ...]:
        """What mistakes it may have: those that are known, and perhaps an argument overwritten."""
        forward, known = self._exercise.forward, self.mistakes
        if forward is None or known is None:
            return ()
        assignment = self._expectations.assignment.name
        names = (forward.name, *forward.besides, *called_by(assignment, forward.name))
        overwritten = (
            each
            for name in dict.fromkeys(names)
            if self._changes_arguments(name)
            for each in overwriting(assignment, self._exercise.name, name)
        )
        more = ((*known, each) for each in overwritten)
        return tuple(filter(None, (known, *more)))

    @cached_property
    def gradient_names(self) -> tuple[str, ...]:
        """The outputs of the backward that are gradients."""
        return gradient_names(self._exercise, self._expectations)

    def has_beside_it(
        self, given: Sequence[Answer], output: str, kind: str = "", only: str = ""
    ) -> bool:
        """Say whether the reference's backward would answer the same to this forward's caches."""
        return any(self._equals(typical, given, output, kind, only) for typical in self._typical())

    def has_all_beside_it(self, given: Sequence[Answer], kind: str) -> bool:
        """Say whether all answers to cases of a kind are those, infinite ones included."""
        return any(
            self._are_same(
                [pair for pair in zip(given, typical, strict=True) if pair[0].case.kind == kind]
            )
            for typical in self._typical()
        )

    def _are_same(self, pairs: list[tuple[Answer, Answer]]) -> bool:
        """Say whether answers are what is meant, which is more than zeros and failures."""
        if any(isinstance(meant.outputs, Exception) for _, meant in pairs):
            return False
        outputs = self._exercise.outputs
        return all(same_outputs(outputs, answer, meant) for answer, meant in pairs) and all(
            any(_proves_something(output, "", meant) for _, meant in pairs) for output in outputs
        )

    def _typical(self) -> Iterator[Sequence[Answer]]:
        """Yield what the reference's backward answers to the forward's caches."""
        forward = self._exercise.forward
        if forward is not None and forward.name != self._exercise.name:
            for mistakes in self.possible:
                yield self._expectations.typical(self._exercise, *mistakes)

    def has_the_gradient(
        self, given: Sequence[Answer], output: str, kind: str = "", only: str = ""
    ) -> bool:
        """Say whether an output is the gradient of this forward."""
        if not self.mistakes or output not in self.gradient_names:
            return False
        try:
            slopes = self._expectations.gradients(self._exercise, self.mistakes)
        except Exception:  # the forward with these mistakes has none
            return False
        checked = [answer for answer in given if answer.case.check_gradient]
        return self._equals(slopes, checked, output, kind, only)

    def complaint(self, output: str) -> Message:
        """Say of which forward an output is not the gradient."""
        forward = self._exercise.forward
        assert forward is not None, f"{self._exercise.name} is not a backward"
        kind = "gradient_of_own" if self.mistakes else "gradient"
        if self.mistakes is None:
            kind = "gradient_of_unknown"
        return Message(f"wrong.{kind}", {"output": output, "forward": forward.name})

    def _equals(
        self, meant: Sequence[Answer], given: Sequence[Answer], output: str, kind: str, only: str
    ) -> bool:
        """Say whether an output is what is meant, and what is meant is more than zeros."""
        pairs = [
            (answer, other)
            for answer, other in zip(given, meant, strict=True)
            if kind in ("", answer.case.kind)
        ]
        try:
            return any(
                _proves_something(output, only, other) for _, other in pairs
            ) and not first_difference(self._exercise, (output,), pairs, only)
        except Exception:  # nothing was answered, or nothing can be
            return False


def _proves_something(output: str, only: str, meant: Answer) -> bool:
    """Say whether a gradient is more than zeros, or no number at all, which earn nothing."""
    assert isinstance(meant.outputs, dict)
    values = (leaf for _, leaf in leaves(beginning_like(only, meant.outputs[output])))
    return any(np.any(np.isfinite(value) & (value != 0)) for value in values)
