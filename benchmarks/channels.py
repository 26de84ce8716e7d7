"""How much a submission can tell its author: `python -m benchmarks.channels [assignment]`.

Learners' code sees the hidden cases, and may choose by them which sentence its author reads. So
what it can tell with one check is the logarithm of how many sentences there are. They are counted
from the grader's own cases, outputs, messages and known mistakes; the numbers are upper bounds.
"""

from __future__ import annotations

import builtins
import math
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from types import CodeType, FunctionType
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from autograder.compare.difference import ALWAYS_TELLING, KINDS, SIZES
from autograder.compare.shape import telling_shapes
from autograder.content import assignments
from autograder.graders.check import checks_of
from autograder.graders.diagnosis import gradient_names
from autograder.graders.exercise import Case, Exercise
from autograder.graders.expectations import Expectations
from autograder.graders.leaves import lengths
from autograder.graders.mistakes import known_in
from autograder.graders.reference import Reference
from autograder.graders.registry import assignment_named, grader_module
from autograder.host.answers import MOST_LINES
from autograder.messages import sentences

SECRET = b"for counting"
GAP = re.compile(r"\{(\w+)")
EXCEPTIONS = sum(
    isinstance(item, type) and issubclass(item, BaseException) for item in vars(builtins).values()
)
KINDS_OF_VALUES = len(KINDS) + 3  # None, an array of something else, something else
NAMES = 16  # more than any gap of a law's message has: names of parameters, numbers of layers
# Time is up in a call or in all, no memory, cut off, not written, not defined, its cell had failed,
# an exception of one's own, and two sentences in place of all where time is short.
ENDS = 10
EDGES = 2  # an answer with a known mistake, within tolerance, may be at the edge of two sizes


@dataclass
class Asked:
    """What a check asks of an attempt: the number of sentences that may be the answer."""

    exercise: Exercise
    expectations: Expectations
    sentences: int = 0

    def agrees(self, output: str, kind: str = "ordinary", only: str = "") -> None:
        """Count the sentences about a difference."""
        for answer in self.expectations.right(self.exercise):
            if answer.case.kind == kind and isinstance(answer.outputs, dict):
                right = answer.outputs[output]
                self.sentences += bool(answer.case.megabytes)
                self.sentences += differences(_only(only, right), lengths(answer.case.values))

    def obeys(self, law: Callable[..., None], kind: str = "ordinary") -> None:
        """Count what a law can say."""
        assert isinstance(law, FunctionType)
        cases = len(list(self._cases(kind)))
        self.sentences += sum(_filled(text, cases) for text in messages_in(law))

    def refuses(self, kind: str) -> None:
        """Count: it is accepted, or refused in other words."""
        self.sentences += 2 * len(list(self._cases(kind)))

    def leaves_arguments_alone(self) -> None:
        """Count one sentence."""
        self.sentences += 1

    def warns_of_nothing(self) -> None:
        """Count one sentence."""
        self.sentences += 1

    def is_gradient(self) -> None:
        """Count three sentences about each gradient."""
        self.sentences += 3 * len(gradient_names(self.exercise, self.expectations))

    def _cases(self, kind: str) -> Iterator[Case]:
        return (case for case in self.expectations.cases(self.exercise) if case.kind == kind)


class Watched(Reference):
    """The reference, and the functions of which caches were asked for."""

    def __init__(self, assignment: str) -> None:
        super().__init__(assignment)
        self.cached: set[str] = set()

    def cache(self, name: str, *arguments: Any, position: int) -> Any:
        """Note the function's name."""
        self.cached.add(name)
        return super().cache(name, *arguments, position=position)


def differences(right: Any, sizes: frozenset[int]) -> int:
    """Count the sentences about what is different from a right output in one case."""
    if isinstance(right, Mapping):
        return KINDS_OF_VALUES + sum(1 + differences(item, sizes) for item in right.values())
    if isinstance(right, tuple | list):
        return 1 + sum(differences(item, sizes) for item in right)
    if isinstance(right, int):
        return 1
    shape = np.shape(right)
    shapes = len(telling_shapes(shape, sizes)) + 2  # transposed, and another shape
    factors = 2 * len({ALWAYS_TELLING, *shape, *sizes} - {0, 1})
    not_finite, sign, zero, others = 1, 1, 1, 1
    numbers = sign + zero + others + factors + len(SIZES)
    return KINDS_OF_VALUES + shapes + not_finite + numbers


def messages_in(function: FunctionType) -> set[str]:
    """Return the messages that a law, or what it calls in its module, may raise."""
    texts = sentences()
    found: set[str] = set()
    seen: set[CodeType] = set()
    waiting = [function.__code__]
    while waiting:
        code = waiting.pop()
        if code in seen:
            continue
        seen.add(code)
        found |= {text for text in code.co_consts if isinstance(text, str) and text in texts}
        waiting += [part for part in code.co_consts if isinstance(part, CodeType)]
        called = (function.__globals__.get(name) for name in code.co_names)
        waiting += [item.__code__ for item in called if isinstance(item, FunctionType)]
    return {texts[name] for name in found}


def _filled(text: str, cases: int) -> int:
    gaps = set(GAP.findall(text))
    known = {"where": cases, "kind": KINDS_OF_VALUES}
    return math.prod(known.get(gap, NAMES) for gap in gaps)


def _only(prefix: str, right: Any) -> Any:
    if isinstance(right, list | tuple):
        return [_only(prefix, item) for item in right]
    return {k: v for k, v in right.items() if k.startswith(prefix)} if prefix else right


def common(exercise: Exercise, expectations: Expectations) -> int:
    """Count the sentences that every check of an exercise has."""
    used = {name for group in exercise.uses for name in group}
    malformed = 2 + len(exercise.outputs) + len(used)  # none, several, missing; called without end
    # Of which kind, in which case or in none, in which line; for two kinds, about which name.
    cases = len(expectations.cases(exercise)) + 1
    ended = ENDS + (EXCEPTIONS + 2 * NAMES) * cases * (MOST_LINES + 1)
    code = Watched(expectations.assignment.name)
    exercise.run(code, expectations.cases(exercise)[0])
    sentences = passed(exercise, expectations) + malformed + ended + len(code.cached) * (ended + 1)
    return sentences + EDGES * named(exercise, expectations)


def passed(exercise: Exercise, expectations: Expectations) -> int:
    """Count what is said of what is right: by itself, beside what is wrong, but for its cache."""
    cases = expectations.cases(exercise)
    special = {size for case in cases for size in case.special_sizes}
    own = 1 + 2 * len(exercise.uses) + 3 * (exercise.forward is not None) + 2 ** len(special)
    accusers = [
        other
        for other in expectations.assignment.exercises
        if other.forward and exercise.name in (other.forward.name, *chain(*other.uses))
    ]
    known = (len(known_in(other, expectations.assignment)) for other in accusers)
    # Which later exercise goes wrong because arguments are changed in place.
    later = sum(
        exercise.name in chain(*other.uses) or other in accusers
        for other in expectations.assignment.exercises
    )
    return own + later + bool(exercise.cache_position) + sum(1 + names for names in known)


def named(exercise: Exercise, expectations: Expectations) -> int:
    """Count the names for mistakes: one, or two at once."""
    known = known_in(exercise, expectations.assignment)
    names = len(known) + len(expectations.made(exercise))
    return names + math.comb(names, 2)


def bits_of(exercise: Exercise, expectations: Expectations) -> list[float]:
    """Return how many bits each check of an exercise can tell, at the most."""
    always = common(exercise, expectations)
    bits = []
    for check, mark in checks_of(grader_module(expectations.assignment.name)):
        if mark["exercise"] == exercise.name:
            asked = Asked(exercise, expectations)
            check(asked)
            bits.append(math.log2(always + asked.sentences))
    return bits


def rows(assignment: str) -> list[tuple[str, list[float], float]]:
    """Return of each exercise the bits of its checks, and of all together.

    There is one more for the note that arguments are changed.
    """
    expectations = Expectations(assignment_named(assignment), SECRET)
    counted = []
    for exercise in expectations.assignment.exercises:
        bits = bits_of(exercise, expectations)
        counted.append((exercise.name, bits, sum(bits) + (not exercise.pure)))
    return counted


def table(name: str, counted: list[tuple[str, list[float], float]]) -> Table:
    """Return a table of exercises or assignments."""
    shown = Table(name, "checks", "bits a check", "bits in all")
    for title, bits, total in counted:
        shown.add_row(title, str(len(bits)), f"{max(bits):.1f}", f"{total:.0f}")
    return shown


def main(named: list[str]) -> None:
    """Print one row for each exercise of the named assignments, or for each assignment."""
    console = Console()
    for assignment in named:
        console.print(table(assignment, rows(assignment)))
    if named:
        return
    totals = []
    for assignment in assignments():
        counted = rows(assignment)
        bits = [each for _, of_checks, _ in counted for each in of_checks]
        totals.append((assignment, bits, sum(total for *_, total in counted)))
    console.print(table("assignment", totals))


if __name__ == "__main__":
    main(sys.argv[1:])
