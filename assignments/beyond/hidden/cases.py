"""The cases of `beyond`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from assignments.beyond.hidden.attention import (
    draw_attended,
    draw_attended_backward,
    draw_states,
    show_attended,
    show_attended_backward,
    show_states,
)
from assignments.beyond.hidden.claims import draw_claims, show_claims
from assignments.beyond.hidden.exponents import draw_runs, show_runs
from assignments.beyond.hidden.networks import (
    draw_chunked,
    draw_forced,
    show_chunked,
    show_forced,
)
from assignments.beyond.hidden.scans import draw_pairs, draw_scans, show_pairs, show_scans
from autograder.authoring import Case, Exercise, Random

Draw = Callable[[Random], Iterator[Case]]

DRAWS: dict[str, Draw] = {
    "stateful_bptt": draw_chunked,
    "combine": draw_pairs,
    "parallel_scan": draw_scans,
    "attention_forward": draw_attended,
    "attention_backward": draw_attended_backward,
    "attention_path": draw_states,
    "lyapunov_exponent": draw_runs,
    "teacher_forcing": draw_forced,
    "gradient_check": draw_claims,
}
PUBLIC_DRAWS: dict[str, Draw] = {
    "stateful_bptt": show_chunked,
    "combine": show_pairs,
    "parallel_scan": show_scans,
    "attention_forward": show_attended,
    "attention_backward": show_attended_backward,
    "attention_path": show_states,
    "lyapunov_exponent": show_runs,
    "teacher_forcing": show_forced,
    "gradient_check": show_claims,
}


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs.
    """
    cases = list(DRAWS[exercise.name](Random(secret, "beyond", exercise.name)))
    return [*cases, replace(cases[0], title="the first case once more")]


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    return list(PUBLIC_DRAWS[exercise.name](Random(b"public", "beyond", exercise.name)))
