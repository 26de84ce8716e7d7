"""What must hold for truncations that are drawn at random: which one comes out is free.

Each law about chance bounds a sum of many draws at `SURPRISE` standard deviations. With 400 draws
and probabilities from 0.3 to 0.7, a right answer exceeds that with a probability of 5e-9 for a
single step (exactly), of 6e-8 at most for a pair of steps and of 4e-7 for all pairs together
(Chernoff's bound). There are 27 such sums: a right way to draw fails in less than one course of
500 000, and then at every regrade, since the seeds come from the secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np

from autograder.authoring import ANSWER, Array, Case, Message, Wrong, real_array

SURPRISE = 6.0


def is_cut_or_made_up_for(case: Case, outputs: Mapping[str, Any]) -> None:
    """Each element is 0 or 1/π."""
    xi = real_array("xi", outputs["xi"], (case.T,)).astype(np.float64)
    made_up = 1 / np.broadcast_to(np.asarray(case.pi, np.float64), (case.T,))
    if not np.all((xi == 0) | (np.abs(xi - made_up) <= ANSWER * made_up)):
        raise Wrong(Message("bptt.not_made_up_for", where(case)))


def is_fair(case: Case, outputs: Mapping[str, Any]) -> None:
    """Each step is kept as often as its probability says."""
    surprises = standardised(case, outputs["xi"])
    if np.abs(scaled_sum(surprises)).max() > SURPRISE:
        raise Wrong(Message("bptt.not_fair", where(case)))


def is_independent(case: Case, outputs: Mapping[str, Any]) -> None:
    """No step depends on another, neither two by two nor all together."""
    surprises = standardised(case, outputs["xi"])
    pairs = list(combinations(range(case.T), 2))
    of_pairs = np.array([scaled_sum(surprises[:, s] * surprises[:, t]) for s, t in pairs])
    together = of_pairs.sum() / np.sqrt(len(pairs))
    if max(np.abs(of_pairs).max(), abs(together)) > SURPRISE:
        raise Wrong(Message("bptt.not_independent", where(case)))


def follows_its_generator(case: Case, outputs: Mapping[str, Any]) -> None:
    """The first two draws come from the same seed, the third from another."""
    first, second, third = outputs["xi"]
    if not np.array_equal(first, second):
        raise Wrong(Message("bptt.chance_from_elsewhere", where(case)))
    if np.array_equal(first, third):
        raise Wrong(Message("bptt.no_chance", where(case)))


def standardised(case: Case, draws: Array) -> Array:
    """Return what was kept, one row for each draw, with mean 0 and variance 1 if it is fair."""
    pi = np.asarray(case.pi, np.float64)
    standard: Array = ((draws != 0) - pi) / np.sqrt(pi * (1 - pi))
    return standard


def scaled_sum(independent: Array) -> Array:
    """Sum over the draws; the variance stays 1."""
    total: Array = independent.sum(axis=0) / np.sqrt(len(independent))
    return total


def where(case: Case) -> dict[str, str | int | float]:
    return {"where": str(Message("where.case", {"title": case.title}))}
