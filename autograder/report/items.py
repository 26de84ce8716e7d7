"""Exercises and written questions: how many got them, how hard they were, whom they tell apart."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.report.learner import Learner, Standing
from autograder.report.statistics import Correlation, item_rest


@dataclass(frozen=True)
class Item:
    """One exercise.

    Parameters
    ----------
    standings : how many learners came how far.
    difficulty : mean share of the points, of those of whom something is known; 1 is easy.
    discrimination : correlation with the points in all other exercises.
    raised, timed_out : in how many learners' work.
    """

    name: str
    max_points: float
    standings: dict[Standing, int]
    difficulty: float | None
    discrimination: Correlation | None
    raised: int
    timed_out: int


@dataclass(frozen=True)
class Question:
    """One written question: how many are marked, how many wait, and the mean share of points."""

    name: str
    max_points: float
    marked: int
    waiting: int
    mean_share: float | None


def items(learners: Sequence[Learner]) -> tuple[Item, ...]:
    """Sum up every exercise, in the order of the notebook."""
    names = list(dict.fromkeys(result.name for each in learners for result in each.results))
    rows = [
        [result.points for result in learner.results]
        for learner in learners
        if not learner.faulty and [result.name for result in learner.results] == names
    ]
    return tuple(_item(name, learners, item_rest(rows, i)) for i, name in enumerate(names))


def questions(learners: Sequence[Learner]) -> tuple[Question, ...]:
    """Sum up every written question."""
    names = dict.fromkeys(name for learner in learners for name in learner.written)
    return tuple(_question(name, learners) for name in names)


def _item(name: str, learners: Sequence[Learner], discrimination: Correlation | None) -> Item:
    results = [result for each in learners for result in each.results if result.name == name]
    known = [result for result in results if result.standing is not Standing.UNKNOWN]
    counts = Counter(result.standing for result in results)
    return Item(
        name,
        results[0].max_points,
        {standing: counts[standing] for standing in Standing},
        _mean([result.points / result.max_points for result in known if result.max_points]),
        discrimination,
        sum(result.raised for result in results),
        sum(result.timed_out for result in results),
    )


def _question(name: str, learners: Sequence[Learner]) -> Question:
    entries = [learner.written[name] for learner in learners if name in learner.written]
    marked = [e.points / e.max_points for e in entries if e.points is not None and e.max_points]
    waiting = sum(entry.waits for entry in entries)
    return Question(name, entries[0].max_points, len(marked), waiting, _mean(marked))


def _mean(values: Sequence[float]) -> float | None:
    return math.fsum(values) / len(values) if values else None
