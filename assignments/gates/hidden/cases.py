"""The cases of `gates`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import SIZES, Array, Case, Exercise, Random, Sizes, large_network

LSTM = ("f", "i", "o", "c")
GRU = ("u", "r", "h")
OPEN = 1000.0  # as a bias it opens a gate for good, and with a minus sign it shuts it
COPYING = Sizes("a cell that is never written to, 1000 steps", 3, 4, 2, 1000)
PLAIN = Sizes("both gates open", 4, 5, 3, 6)
SATURATED = Sizes("gates that are all the way open or shut", 3, 6, 4, 3)
LARGE = {
    "lstm_cell_backward": large_network(530, 53, 17),
    "lstm_backward": large_network(190, 75, 3, 5),
    "gru_cell_backward": large_network(580, 55, 22),
    "gru_backward": large_network(230, 85, 3, 5),
}


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs. The large
    one is the second: whoever fails at it earns nothing for the gradients of those that follow.
    """
    random = Random(secret, "gates", exercise.name)
    if exercise.name in SINGLE:
        cases = list(SINGLE[exercise.name](random))
    else:
        first, *others = SIZES
        large = [LARGE[exercise.name]] if exercise.name in LARGE else []
        cases = [sequence_case(sizes, random) for sizes in (first, *large, *others)]
        cases += special(exercise, random)
    return [*cases, replace(cases[0], title="the first case once more")]


def sequence_case(sizes: Sizes, random: Random) -> Case:
    values = draw_values(sizes, random(sizes.title))
    return Case(sizes.title, values, depth=sizes.T, check_gradient=sizes.check_gradient)


def draw_values(sizes: Sizes, rng: np.random.Generator) -> dict[str, Any]:
    """Draw all arrays that an exercise of these sizes may need."""
    m, n, N, T = sizes.m, sizes.n, sizes.N, sizes.T

    def normal(*shape: int) -> Array:
        return (sizes.scale * rng.standard_normal(shape)).astype(sizes.dtype)

    def weights(*shape: int) -> Array:
        return (sizes.spread(shape) * rng.standard_normal(shape)).astype(sizes.dtype)

    def parameters(blocks: tuple[str, ...]) -> dict[str, Array]:
        shapes = {"W": (n, n), "U": (n, m), "b": (n, 1)}
        return {kind + name: weights(*shapes[kind]) for kind in shapes for name in blocks}

    return {
        "x": normal(m, N, T),
        "h0": normal(n, N),
        "c0": normal(n, N),
        "lstm": parameters(LSTM),
        "gru": parameters(GRU),
        "dh": normal(n, N, T),
        "dc": normal(n, N),
    }


def special(exercise: Exercise, random: Random) -> Iterator[Case]:
    """Yield what gates do at their ends."""
    if exercise.name == "lstm_forward":
        values = draw_values(COPYING, random(COPYING.title))
        shut = {"bf": OPEN, "bi": -OPEN}
        yield Case(COPYING.title, with_biases(values, "lstm", shut), kind="copy")
    if exercise.name in ("gru_forward", "gru_cell_forward"):
        values = draw_values(PLAIN, random(PLAIN.title))
        yield Case(PLAIN.title, with_biases(values, "gru", {"bu": OPEN, "br": OPEN}), kind="plain")
    if exercise.name in ("lstm_cell_forward", "gru_cell_forward"):
        values = draw_values(SATURATED, random(SATURATED.title))
        for kind in ("lstm", "gru"):
            ends = {f"b{name}": OPEN * (-1) ** place for place, name in enumerate(GATES[kind])}
            values = with_biases(values, kind, ends)
        yield Case(SATURATED.title, values, kind="saturated")


GATES = {"lstm": ("f", "i", "o"), "gru": ("u", "r")}


def with_biases(values: dict[str, Any], kind: str, biases: dict[str, float]) -> dict[str, Any]:
    """Return the values with some biases the same for all units."""
    changed = {name: np.full_like(values[kind][name], bias) for name, bias in biases.items()}
    return {**values, kind: {**values[kind], **changed}}


def draw_sigmoids(random: Random) -> Iterator[Case]:
    shapes: tuple[tuple[int, ...], ...] = ((3, 4), (5,), (2, 3, 4), (1, 1), (6, 1), (), (4, 7))
    for shape in shapes:
        title = f"an array of shape {shape}"
        yield Case(title, {"z": np.asarray(2 * random(title).standard_normal(shape))})
    low = "elements far below zero"  # where a bound on them, set to avoid overflow, would show
    yield Case(low, {"z": random(low).uniform(-16, -12, (3, 4))})
    single = 2 * random("float32").standard_normal((3, 5))
    yield Case("float32", {"z": single.astype("float32")})
    yield EXTREME


EXTREME = Case(
    "elements of ±1000",
    {"z": np.array([[1000.0, -1000.0, 0.0], [-800.0, 20.0, -20.0]])},
    kind="extreme",
)


def draw_counts(random: Random) -> Iterator[Case]:
    for kind in ("rnn", "gru", "lstm"):
        for number in range(3):
            title = f"{kind}, number {number + 1}"
            inputs, hidden = (int(size) for size in random(title).integers(3, 200, 2))
            yield Case(title, {"kind_of_cell": kind, "inputs": inputs, "hidden": hidden})
    yield Case("a single unit", {"kind_of_cell": "lstm", "inputs": 1, "hidden": 1})
    unknown = {"kind_of_cell": "transformer", "inputs": 3, "hidden": 4}
    yield Case(
        "an unknown kind", unknown, kind="refused", raises="ValueError", naming="transformer"
    )


def draw_jacobians(random: Random) -> Iterator[Case]:
    for n, T in ((3, 4), (5, 1), (1, 6), (4, 9), (7, 3), (2, 5), (6, 2)):
        title = f"{n} units, {T} steps"
        yield Case(title, {"forget_gates": random(title).uniform(0.3, 1, (n, T))})
    gates = random("float32").uniform(0.3, 1, (4, 5)).astype("float32")
    yield Case("float32", {"forget_gates": gates})
    shut = random("shut").uniform(0.3, 1, (3, 5))
    shut[1, 2] = 0
    yield Case("a gate that is shut", {"forget_gates": shut})
    yield Case("no steps", {"forget_gates": np.ones((4, 0))}, kind="no steps")


SINGLE = {
    "sigmoid": draw_sigmoids,
    "parameter_count": draw_counts,
    "cell_state_jacobian": draw_jacobians,
}

# A wrong factor should tell by its size what was forgotten: so all sizes differ, and none is 2.
PUBLIC_SIZES = (
    Sizes("3 inputs, 5 hidden units, batch of 6, 4 steps", 3, 5, 6, 4),
    Sizes("4 inputs, 3 hidden units, batch of 7, 5 steps", 4, 3, 7, 5),
    Sizes("5 inputs, 6 hidden units, a batch of one", 5, 6, 1, 3),
)
PUBLIC_STEP = Sizes("6 inputs, 4 hidden units, batch of 3, a single step", 6, 4, 3, 1)
OF_SEQUENCES = ("lstm_forward", "lstm_backward", "gru_forward", "gru_backward")
SHOWN = {
    "sigmoid": ("an array of shape (3, 4)", EXTREME.title),
    "parameter_count": (
        *(f"{kind}, number 1" for kind in ("rnn", "gru", "lstm")),
        "an unknown kind",
    ),
    "cell_state_jacobian": ("3 units, 4 steps", "5 units, 1 steps", "no steps"),
}


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    random = Random(b"public", "gates", exercise.name)
    if exercise.name in SINGLE:
        drawn = {case.title: case for case in SINGLE[exercise.name](random)}
        return [_with_its_sizes(drawn[title]) for title in SHOWN[exercise.name]]
    shown = (*PUBLIC_SIZES, PUBLIC_STEP) if exercise.name in OF_SEQUENCES else PUBLIC_SIZES
    return [sequence_case(sizes, random) for sizes in shown]


def _with_its_sizes(case: Case) -> Case:
    """Say of a count what is counted, so that it can be done by hand, too."""
    if "kind_of_cell" not in case.values or case.raises:
        return case
    sizes = f"{case.inputs} inputs, {case.hidden} hidden units"
    return replace(case, title=f"{case.kind_of_cell}, {sizes}")
