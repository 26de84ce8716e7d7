"""The cases of `stacks`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assignments.stacks.hidden.recurrent import WAYS, Bidirectional, Stacked
from assignments.stacks.hidden.shortcuts import (
    KINDS,
    Dense,
    Highway,
    Measured,
    Refused,
    Saturated,
    Shortcut,
)
from autograder.authoring import Case, Exercise, Random

Plans = tuple[Bidirectional | Stacked | Shortcut | Measured, ...]


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs. The large
    one is the second: whoever fails at it earns nothing for the gradients of those that follow.
    """
    random = Random(secret, "stacks", exercise.name)
    first, *others = HIDDEN[exercise.name]
    large = [LARGE[exercise.name]] if exercise.name in LARGE else []
    cases = [plan.case(random(plan.title)) for plan in (first, *large, *others)]
    return [*cases, replace(cases[0], title="the first case once more")]


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    random = Random(b"public", "stacks", exercise.name)
    return [plan.case(random(plan.title)) for plan in PUBLIC[exercise.name]]


BIDIRECTIONAL = (
    Bidirectional(title="sequences of several lengths", m=3, n=5, lengths=(6, 3, 7, 2), T=7),
    Bidirectional(
        title="more inputs than hidden units",
        m=7,
        n=3,
        lengths=(5, 2, 4, 1),
        T=5,
        check_gradient=True,
    ),
    Bidirectional(title="a batch of one, with padding", m=4, n=6, lengths=(3,), T=5),
    Bidirectional(title="a batch of one, without padding", m=5, n=3, lengths=(4,), T=4),
    Bidirectional(title="a single step", m=5, n=4, lengths=(1, 1, 1), T=1),
    Bidirectional(title="a batch of one, a single step", m=3, n=4, lengths=(1,), T=1),
    Bidirectional(title="no padding at all", m=3, n=4, lengths=(6, 6, 6, 6, 6), T=6),
    Bidirectional(
        title="lengths of 1 and T",
        m=4,
        n=3,
        lengths=(1, 8, 8, 1, 6),
        T=8,
        check_gradient=True,
    ),
    Bidirectional(title="all lengths equal and below T", m=5, n=6, lengths=(3, 3, 3, 3), T=7),
    Bidirectional(title="large activations", m=6, n=4, lengths=(5, 3, 4), T=5, gain=1.8),
    Bidirectional(title="a single input, a single hidden unit", m=1, n=1, lengths=(4, 2, 3), T=4),
    Bidirectional(title="a long sequence", m=4, n=5, lengths=(24, 9, 17), T=24),
    Bidirectional(title="float32", m=3, n=6, lengths=(5, 1, 4, 2), T=5, dtype="float32"),
    Bidirectional(
        title="NaN in the padding",
        m=4,
        n=3,
        lengths=(6, 1, 3, 4, 2),
        T=6,
        filling="NaN",
        kind="padding",
    ),
    Bidirectional(
        title="large numbers in the padding",
        m=3,
        n=5,
        lengths=(4, 7, 2, 1),
        T=7,
        filling="numbers",
        kind="padding",
    ),
    Bidirectional(
        title="one sequence, NaN in its padding",
        m=5,
        n=4,
        lengths=(3,),
        T=6,
        filling="NaN",
        kind="padding",
    ),
    Bidirectional(
        title="float32, NaN in the padding",
        m=6,
        n=4,
        lengths=(5, 2, 3),
        T=5,
        filling="NaN",
        kind="padding",
        dtype="float32",
    ),
)

STACKED = (
    Stacked(title="layers of different widths", m=7, widths=(5, 6, 4), N=2, T=8),
    Stacked(
        title="layers that grow narrower", m=6, widths=(5, 4, 2), N=7, T=8, check_gradient=True
    ),
    Stacked(title="a single layer", m=5, widths=(3,), N=4, T=6, check_gradient=True),
    Stacked(title="two layers", m=2, widths=(7, 4), N=3, T=5),
    Stacked(title="a batch of one", m=4, widths=(3, 6), N=1, T=5),
    Stacked(title="a single step", m=5, widths=(4, 6, 2), N=3, T=1),
    Stacked(title="a batch of one, a single step", m=3, widths=(5, 4), N=1, T=1),
    Stacked(title="one layer, one sequence, one step", m=4, widths=(3,), N=1, T=1),
    Stacked(title="large activations", m=3, widths=(6, 5), N=4, T=7, gain=1.8),
    Stacked(title="a deep stack", m=4, widths=(3, 5, 6, 3, 4, 5, 2, 6), N=2, T=5),
    Stacked(title="a single unit between wider layers", m=3, widths=(5, 1, 4), N=2, T=6),
    Stacked(title="layers of the same width", m=3, widths=(4, 4, 4), N=2, T=5),
    Stacked(title="a long sequence", m=3, widths=(4, 5), N=2, T=24),
    Stacked(title="float32", m=6, widths=(3, 5), N=4, T=7, dtype="float32"),
)

SHORTCUTS: tuple[dict[str, Any], ...] = (
    {"title": "an ordinary stack", "n": 4, "N": 5, "L": 3, "k": 2},
    {
        "title": "more features than examples",
        "n": 6,
        "N": 2,
        "L": 4,
        "k": 3,
        "check_gradient": True,
    },
    {
        "title": "more examples than features",
        "n": 3,
        "N": 7,
        "L": 2,
        "k": 4,
        "check_gradient": True,
    },
    {"title": "a single layer", "n": 5, "N": 3, "L": 1, "k": 2},
    {"title": "a batch of one", "n": 5, "N": 1, "L": 3, "k": 6},
    {"title": "a batch of one, a single layer", "n": 3, "N": 1, "L": 1, "k": 4},
    {"title": "a single feature", "n": 1, "N": 4, "L": 3, "k": 1},
    {"title": "large activations", "n": 6, "N": 3, "L": 4, "k": 5, "gain": 1.6},
    {"title": "small activations", "n": 3, "N": 5, "L": 4, "k": 6, "gain": 0.2},
    {"title": "a deep stack", "n": 5, "N": 3, "L": 20, "k": 2, "gain": 0.4},
    {"title": "float32", "n": 7, "N": 4, "L": 3, "k": 5, "dtype": "float32"},
)

SATURATED = (
    Saturated(title="all gates shut", n=3, N=4, L=2, bg=(-1000.0,) * 3),
    Saturated(title="all gates open", n=4, N=3, L=2, bg=(1000.0,) * 4),
    Saturated(title="some gates open, some shut", n=4, N=5, L=3, bg=(800.0, -900.0, 0.5, -1e5)),
    Saturated(
        title="an input so large that it opens and shuts the gates",
        n=5,
        N=3,
        L=2,
        bg=(0.0, 1.0, -1.0, 0.5, -0.5),
        size=5000.0,
    ),
    Saturated(
        title="gates open and shut in float32",
        n=3,
        N=4,
        L=2,
        bg=(200.0, -300.0, 0.0),
        dtype="float32",
    ),
)

# Fewer of the deeper ones are drawn: what is substituted may be called only so many times.
DEPTHS = (("one layer", 1, 80), ("three layers", 3, 30), ("twelve layers", 12, 16))
MEASURED = tuple(
    Measured(title=f"{shortcut}, {words}", shortcut=shortcut, count=count, draws=draws)
    for shortcut in KINDS
    for words, count, draws in DEPTHS
)
REFUSED = (
    Refused(title="a dense stack", shortcut="dense"),
    Refused(title="a kind with a capital letter", shortcut="Residual"),
    Refused(title="a kind with a letter too many", shortcut="highways"),
    Refused(title="an unknown kind, a single layer", shortcut="linear", count=1),
)

# So many weights that differences in the place of a backward do not end within the time of a call.
LARGE: dict[str, Bidirectional | Stacked | Shortcut] = {
    "bidirectional_backward": Bidirectional(
        title="a large network", m=800, n=40, lengths=(6, 4, 5), T=6
    ),
    "stacked_backward": Stacked(title="a large network", m=300, widths=(130, 120), N=3, T=6),
    "residual_backward": Shortcut(title="a large network", n=125, N=15, L=8),
    "dense_backward": Dense(title="a large network", n=200, N=15, L=6, k=60),
    "highway_backward": Highway(title="a large network", n=140, N=14, L=3),
}

# Wrong factors should tell by their sizes what was forgotten: all sizes differ, and none is 2.
PUBLIC_BIDIRECTIONAL = (
    Bidirectional(
        title="3 inputs, 5 units per direction, 4 sequences of at most 7 steps",
        m=3,
        n=5,
        lengths=(6, 3, 7, 1),
        T=7,
    ),
    Bidirectional(
        title="5 inputs, 4 units per direction, 3 sequences of 6 steps, no padding",
        m=5,
        n=4,
        lengths=(6, 6, 6),
        T=6,
    ),
    Bidirectional(
        title="4 inputs, 3 units per direction, NaN in the padding",
        m=4,
        n=3,
        lengths=(5, 7, 1, 4, 3),
        T=7,
        filling="NaN",
    ),
    Bidirectional(
        title="5 inputs, 3 units per direction, a batch of one, 4 steps",
        m=5,
        n=3,
        lengths=(4,),
        T=4,
    ),
    Bidirectional(
        title="6 inputs, 4 units per direction, 3 sequences, a single step",
        m=6,
        n=4,
        lengths=(1, 1, 1),
        T=1,
    ),
)
PUBLIC_STACKED = (
    Stacked(
        title="4 inputs, layers of 5, 7 and 6 units, batch of 8, 9 steps",
        m=4,
        widths=(5, 7, 6),
        N=8,
        T=9,
    ),
    Stacked(
        title="5 inputs, a single layer of 3 units, batch of 4, 6 steps",
        m=5,
        widths=(3,),
        N=4,
        T=6,
    ),
    Stacked(
        title="3 inputs, layers of 6 and 4 units, a batch of one, 5 steps",
        m=3,
        widths=(6, 4),
        N=1,
        T=5,
    ),
    Stacked(
        title="6 inputs, layers of 4 and 5 units, batch of 3, a single step",
        m=6,
        widths=(4, 5),
        N=3,
        T=1,
    ),
)
PUBLIC_SHORTCUTS: tuple[dict[str, Any], ...] = (
    {"title": "4 features, batch of 6, 3 layers", "n": 4, "N": 6, "L": 3, "k": 5},
    {"title": "3 features, batch of 5, a single layer", "n": 3, "N": 5, "L": 1, "k": 4},
    {"title": "6 features, a batch of one, 4 layers", "n": 6, "N": 1, "L": 4, "k": 3},
)
PUBLIC_SATURATED = (
    Saturated(title="gates of ±1000", n=4, N=5, L=3, bg=(1000.0, -1000.0, 0.5, -1000.0)),
)
PUBLIC_MEASURED = tuple(
    Measured(title=f"{shortcut}, 30 layers", shortcut=shortcut, count=30) for shortcut in KINDS
)
PUBLIC_REFUSED = (Refused(title="a kind that there is not", shortcut="dense"),)


def plans(
    bidirectional: Plans,
    stacked: Plans,
    shortcuts: tuple[dict[str, Any], ...],
    saturated: Plans,
    measured: Plans,
) -> dict[str, Plans]:
    """Return the plans of each exercise: a backward has those of its forward."""
    without_k = [{key: size for key, size in sizes.items() if key != "k"} for sizes in shortcuts]
    networks: dict[str, Plans] = {
        "bidirectional": bidirectional,
        "stacked": stacked,
        "residual": tuple(Shortcut(**sizes) for sizes in without_k),
        "dense": tuple(Dense(**sizes) for sizes in shortcuts),
        "highway": tuple(Highway(**sizes) for sizes in without_k),
    }
    pairs = {f"{name}_{way}": plans for name, plans in networks.items() for way in WAYS}
    return {
        **pairs,
        "highway_forward": (*networks["highway"], *saturated),
        "shortcut_gradient_norms": measured,
    }


HIDDEN = plans(BIDIRECTIONAL, STACKED, SHORTCUTS, SATURATED, (*MEASURED, *REFUSED))
PUBLIC = plans(
    PUBLIC_BIDIRECTIONAL,
    PUBLIC_STACKED,
    PUBLIC_SHORTCUTS,
    PUBLIC_SATURATED,
    (*PUBLIC_MEASURED, *PUBLIC_REFUSED),
)
