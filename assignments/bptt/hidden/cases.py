"""The cases of `bptt`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.authoring import Array, Case, Exercise, Seed, generator

Rng = np.random.Generator
Values = dict[str, Any]


@dataclass(frozen=True)
class Sizes:
    """Inputs, hidden units, outputs, batch and steps: all different wherever a mix-up could hide.

    `radius` is the spectral radius of W_hh, near 1: the state must neither explode nor forget.
    """

    title: str
    d: int
    n: int
    q: int
    N: int
    T: int
    radius: float = 1.0
    dtype: str = "float64"
    check_gradient: bool = False


SIZES = (
    Sizes("3 inputs, 5 hidden units, 4 outputs, batch of 11, 7 steps", 3, 5, 4, 11, 7),
    Sizes("more inputs than hidden units", 7, 3, 4, 11, 5, check_gradient=True),
    Sizes("a batch of one", 4, 6, 3, 1, 5, radius=1.2),
    Sizes("a single step", 5, 4, 3, 2, 1),
    Sizes("a batch of one, a single step", 3, 4, 2, 1, 1),
    Sizes("more outputs than hidden units", 11, 3, 7, 5, 4, check_gradient=True),
    Sizes("a single input", 1, 4, 2, 3, 6),
    Sizes("a single hidden unit", 3, 1, 2, 4, 6),
    Sizes("a long sequence", 4, 5, 3, 7, 24, radius=0.9),
    Sizes("float32", 3, 7, 4, 11, 5, dtype="float32"),
)

# So many weights that differences in the place of a backward do not end within the time of a call.
WIDE = Sizes("a large network", 800, 60, 600, 3, 5)
# Forward mode carries all derivatives of each state: so it is the outputs that are many.
MANY_OUTPUTS = Sizes("a large network", 11, 17, 4500, 2, 5)
LARGE: dict[str, tuple[Sizes, Values]] = {
    "linear_rnn_backward": (WIDE, {}),
    "chunked_bptt": (WIDE, {"tau": 2}),
    "windowed_bptt": (replace(WIDE, N=2, T=4), {"tau": 3}),
    "randomized_bptt": (WIDE, {"xi": np.array([0.0, 1.25, 2.0, 0.0, 1.5])}),
    "checkpointed_bptt": (WIDE, {"every": 2}),
    "rtrl": (MANY_OUTPUTS, {}),
}

# Wrong factors should tell by their sizes what was forgotten: all sizes differ, and none is 2.
PUBLIC_SIZES = (
    Sizes("3 inputs, 5 hidden units, 4 outputs, batch of 6, 7 steps", 3, 5, 4, 6, 7),
    Sizes("5 inputs, 4 hidden units, 7 outputs, batch of 3, 6 steps", 5, 4, 7, 3, 6),
    Sizes("4 inputs, 6 hidden units, 3 outputs, a batch of one, 5 steps", 4, 6, 3, 1, 5),
    Sizes("6 inputs, 3 hidden units, 5 outputs, batch of 4, a single step", 6, 3, 5, 4, 1),
)


@dataclass(frozen=True)
class Random:
    """Gives each case a random generator of its own, by its title."""

    secret: bytes
    exercise: str

    def __call__(self, title: str) -> Rng:
        return generator(self.secret, "bptt", self.exercise, title)


Draw = Callable[[Random, tuple[Sizes, ...]], Iterator[Case]]


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more at the end: the same inputs must give the same outputs. The large
    one is the second: whoever fails at it earns nothing for the gradients of those that follow.
    """
    random = Random(secret, exercise.name)
    first, *others = DRAWS[exercise.name](random, SIZES)
    return [
        first,
        *draw_large(exercise.name, random),
        *others,
        replace(first, title="the first case once more"),
    ]


def draw_large(name: str, random: Random) -> Iterator[Case]:
    if name in LARGE:
        sizes, more = LARGE[name]
        yield network_case(random, sizes, sizes.title, more)


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    random = Random(b"public", exercise.name)
    return list(PUBLIC_DRAWS[exercise.name](random, PUBLIC_SIZES))


# ---------------------------------------------------------------------------------- recurrences

RECURRENCES = (
    ("a few steps", 4, 1.0, "float64"),
    ("a single step", 1, 1.0, "float64"),
    ("two steps", 2, 1.0, "float64"),
    ("three steps", 3, 1.0, "float64"),
    ("large factors", 6, 2.0, "float64"),
    ("small factors", 7, 0.2, "float64"),
    ("a long sequence", 24, 0.9, "float64"),
    ("float32", 8, 1.0, "float32"),
)
PUBLIC_RECURRENCES = (
    ("4 steps", 4, 1.0, "float64"),
    ("7 steps", 7, 1.0, "float64"),
    ("a single step", 1, 1.0, "float64"),
)
ZEROS = (
    ("one factor is zero", 6, (3,)),
    ("several factors are zero", 9, (1, 4, 5)),
    ("the first and the last factor are zero", 5, (0, 4)),
    ("all factors are zero", 4, (0, 1, 2, 3)),
)


def draw_recurrences(random: Random, _: tuple[Sizes, ...]) -> Iterator[Case]:
    for title, T, scale, dtype in RECURRENCES:
        yield Case(title, recurrence(random(title), T, scale, dtype), depth=T)
    for title, T, zeros in ZEROS:
        values = recurrence(random(title), T)
        values["c"][list(zeros)] = 0
        yield Case(title, values, kind="zeros", depth=T)


def show_recurrences(random: Random, _: tuple[Sizes, ...]) -> Iterator[Case]:
    for title, T, scale, dtype in PUBLIC_RECURRENCES:
        yield Case(title, recurrence(random(title), T, scale, dtype), depth=T)
    values = recurrence(random("a factor of zero"), 5)
    values["c"][[0, 3]] = 0
    yield Case("5 steps, two factors are zero", values, depth=5)


def recurrence(rng: Rng, T: int, scale: float = 1.0, dtype: str = "float64") -> Values:
    """Draw b, and factors c of either sign, none of them near zero."""
    factors = scale * rng.uniform(0.6, 1.4, T) * rng.choice((-1, 1), T)
    return {"b": rng.standard_normal(T).astype(dtype), "c": factors.astype(dtype)}


# ------------------------------------------------------------------------------------- networks


def network(rng: Rng, sizes: Sizes) -> Values:
    """Draw all arrays that an exercise of these sizes may need."""
    d, n, q, N, T = sizes.d, sizes.n, sizes.q, sizes.N, sizes.T

    def normal(*shape: int) -> Array:
        return rng.standard_normal(shape).astype(sizes.dtype)

    W_hh = rng.standard_normal((n, n))
    W_hh *= sizes.radius / np.abs(np.linalg.eigvals(W_hh)).max()
    parameters = {
        "W_hx": normal(n, d) / np.float32(np.sqrt(d)),
        "W_hh": W_hh.astype(sizes.dtype),
        "W_qh": normal(q, n),
    }
    return {
        "x": normal(d, N, T),
        "y": normal(q, N, T),
        "h0": normal(n, N),
        "parameters": parameters,
    }


def draw_networks(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    for sizes in all_sizes:
        yield network_case(random, sizes, sizes.title)


def network_case(
    random: Random,
    sizes: Sizes,
    title: str,
    more: Mapping[str, Any] = {},
    kind: str = "ordinary",
) -> Case:
    """Draw a network for a case that is asked for more besides."""
    values = {**network(random(title), sizes), **more}
    check_gradient = sizes.check_gradient and kind == "ordinary"
    return Case(title, values, kind=kind, depth=sizes.T, check_gradient=check_gradient)


def draw_losses(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    for sizes in all_sizes:
        rng = random(sizes.title)
        o, y = rng.standard_normal((2, sizes.q, sizes.N, sizes.T)).astype(sizes.dtype)
        yield Case(sizes.title, {"o": o, "y": y})


# ------------------------------------------------------------------------- explicit sums of powers


def draw_hidden_gradients(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    for sizes in all_sizes:
        steps = {1: "the first step", sizes.T: "the last step", (sizes.T + 1) // 2: "in between"}
        for t, words in steps.items():
            yield hidden_gradient_case(random, sizes, f"{sizes.title}, {words}", t)
    for words, t in (("step 0", 0), ("a negative step", -1), ("a step behind the last", 8)):
        case = hidden_gradient_case(random, all_sizes[0], words, t)
        yield replace(case, kind="refused", raises="ValueError")


def show_hidden_gradients(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    for sizes, t in zip(all_sizes, (3, 1, 5, 1), strict=True):
        yield hidden_gradient_case(random, sizes, f"{sizes.title}, t = {t}", t)
    case = hidden_gradient_case(random, all_sizes[0], "t = 0", 0)
    yield replace(case, raises="ValueError")


def hidden_gradient_case(random: Random, sizes: Sizes, title: str, t: int) -> Case:
    rng = random(title)
    parameters = network(rng, sizes)["parameters"]
    do = rng.standard_normal((sizes.q, sizes.N, sizes.T)).astype(sizes.dtype)
    return Case(title, {"t": t, "do": do, "parameters": parameters}, depth=sizes.T)


# ------------------------------------------------------------------- truncation and checkpoints


def stretches(sizes: Sizes, name: str) -> dict[int, str]:
    """Return lengths of stretches that do not hold the whole sequence, if it can be divided."""
    if sizes.T == 1:
        return {1: f"{name} = 1"}
    return {
        sizes.T // 3 + 1: f"{name} about a third of T",
        sizes.T - 1: f"{name} = T - 1",
        1: f"{name} = 1",
    }


def draw_stretches(name: str) -> Draw:
    """Return what draws networks with a length of stretches, an argument of this name."""

    def draw(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
        for sizes in all_sizes:
            for length, words in stretches(sizes, name).items():
                title = f"{sizes.title}, {words}"
                yield network_case(random, sizes, title, {name: length})
        for sizes in (all_sizes[0], all_sizes[1], all_sizes[-1]):
            for length, words in whole_lengths(sizes, name).items():
                title = f"{sizes.title}, {words}"
                yield network_case(random, sizes, title, {name: length}, "whole")
        for length in (0, -1, -3):
            title = f"{name} = 0" if length == 0 else f"a negative {name}"
            case = network_case(random, all_sizes[0], title, {name: length}, "refused")
            yield replace(case, raises="ValueError")

    return draw


def whole_lengths(sizes: Sizes, name: str) -> dict[int, str]:
    """Return lengths of stretches that hold the whole sequence."""
    return {
        sizes.T: f"{name} = T",
        sizes.T + 1: f"{name} = T + 1",
        10 * sizes.T: f"{name} far greater than T",
    }


def show_stretches(name: str) -> Draw:
    """Return what draws the public cases with a length of stretches of this name."""

    def draw(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
        for sizes, length in zip(all_sizes, (3, 4, 2, 1), strict=True):
            title = f"{sizes.title}, {name} = {length}"
            yield network_case(random, sizes, title, {name: length})
        title = f"7 steps, {name} = 9"
        yield network_case(random, all_sizes[0], title, {name: 9})
        case = network_case(random, all_sizes[0], f"{name} = 0", {name: 0})
        yield replace(case, raises="ValueError")

    return draw


# All states take 18 MB, those that may be kept 1 MB, and the inputs and targets 0.6 MB.
LONG = Sizes("a long sequence, and little memory", 1, 64, 1, 24, 1500, radius=0.9)
EVERY, CHECKPOINTED_MEGABYTES = 40, 9


def draw_checkpointed(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    yield from draw_stretches("every")(random, all_sizes)
    case = network_case(random, LONG, LONG.title, {"every": EVERY}, "memory")
    yield replace(case, megabytes=CHECKPOINTED_MEGABYTES, seconds=PATIENCE)


# These sequences are long; loops over all units and examples are slow, but no mistake.
PATIENCE = 20.0

# All states take 6.4 MB, and all derivatives of one of them 0.4 MB. Inputs and targets are counted
# four times, as they arrive and are compared afterwards; so they have half the bytes, 0.8 MB.
LONG_ONLINE = Sizes("a long sequence, and little memory", 1, 8, 1, 96, 1100, radius=0.9)
RTRL_MEGABYTES = 6


def draw_rtrl(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    yield from draw_networks(random, all_sizes)
    case = network_case(random, LONG_ONLINE, LONG_ONLINE.title, kind="memory")
    sequences = {name: case.values[name].astype("float32") for name in ("x", "y")}
    yield replace(
        case, values={**case.values, **sequences}, megabytes=RTRL_MEGABYTES, seconds=PATIENCE
    )


# ---------------------------------------------------------------------------- random truncation

DRAWS_OF_ONE = 400  # how often a truncation is drawn to see whether it is fair
PROBABILITIES = (0.3, 0.7)
FAR_FROM_HALF = (0.3, 0.4)  # to keep with them is not nearly the same as to cut with them


def draw_truncations(random: Random, _: tuple[Sizes, ...]) -> Iterator[Case]:
    for words, T in (("a few steps", 6), ("one step", 1), ("some steps", 13), ("many steps", 50)):
        yield truncation_case(random, f"one probability for {words}", T, each=False)
        yield truncation_case(random, f"{words} with a probability each", T, each=True)
    yield truncation_case(random, "probabilities in float32", 7, each=True, dtype="float32")
    yield from draw_chances(random)
    yield from draw_limits(random)


def draw_chances(random: Random) -> Iterator[Case]:
    for title, T, each in (
        ("many draws with one probability", 4, False),
        ("many draws with several probabilities", 5, True),
    ):
        case = truncation_case(random, title, T, each=each)
        pi = random(f"{title}, probabilities").uniform(*FAR_FROM_HALF, T)
        pi[1::2] = 1 - pi[1::2]
        numbers = random(f"{title}, seeds").choice(2**31, DRAWS_OF_ONE, replace=False)
        values = {"pi": pi if each else float(pi[0]), "seeds": as_seeds(numbers)}
        yield replace(case, values={**case.values, **values}, kind="chance")
    case = truncation_case(random, "two generators of the same seed, one of another", 60, each=True)
    one, other = random("seeds").choice(2**31, 2, replace=False)
    seeds = as_seeds(np.array([one, one, other]))
    yield replace(case, values={**case.values, "seeds": seeds}, kind="seeds")


def draw_limits(random: Random) -> Iterator[Case]:
    for title, T, pi in (
        ("a probability of 1", 6, 1.0),
        ("probabilities of which some are 1", 4, np.array([1.0, 0.5, 1.0, 0.25])),
    ):
        yield Case(title, {"rng": seed(random(title)), "pi": pi, "T": T}, kind="certain")
    for title, T, refused in (
        ("a probability of 0", 4, 0.0),
        ("a negative probability", 4, -0.5),
        ("a probability above 1", 4, 1.5),
        ("one of the probabilities is 0", 3, np.array([0.5, 0.0, 0.7])),
        ("one of the probabilities is above 1", 3, np.array([0.5, 0.9, 1.1])),
    ):
        values = {"rng": seed(random(title)), "pi": refused, "T": T}
        yield Case(title, values, kind="refused", raises="ValueError")


def show_truncations(random: Random, _: tuple[Sizes, ...]) -> Iterator[Case]:
    for title, T, pi in (
        ("pi = 0.25, T = 9", 9, 0.25),
        ("five probabilities", 5, np.array([0.5, 0.2, 0.8, 1.0, 0.4])),
        ("pi = 0.3, T = 5000", 5000, 0.3),
    ):
        yield Case(title, {"rng": seed(random(title)), "pi": pi, "T": T})
    values = {"rng": Seed(0), "pi": 0.0, "T": 4}
    yield Case("pi = 0", values, raises="ValueError")


def truncation_case(
    random: Random, title: str, T: int, *, each: bool, dtype: str = "float64"
) -> Case:
    """Draw a seed, and one probability or one for each step."""
    rng = random(title)
    pi = rng.uniform(*PROBABILITIES, T).astype(dtype)
    return Case(title, {"rng": seed(rng), "pi": pi if each else float(pi[0]), "T": T})


def seed(rng: Rng) -> Seed:
    return Seed(int(rng.integers(2**31)))


def as_seeds(numbers: Array) -> list[Seed]:
    return [Seed(int(number)) for number in numbers]


# ------------------------------------------------------------------------- randomised gradients

FACTORS: dict[str, Callable[[Rng, int], Array]] = {
    "some cut": lambda rng, T: np.where(alternating(rng, T), 1 / rng.uniform(0.3, 0.8, T), 0.0),
    "none cut": lambda rng, T: 1 / rng.uniform(0.3, 0.9, T),
}


def draw_randomized(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    for sizes in all_sizes:
        for words, factors in FACTORS.items():
            title = f"{sizes.title}, {words}"
            xi = factors(random(f"{title}, factors"), sizes.T).astype(sizes.dtype)
            yield network_case(random, sizes, title, {"xi": xi})
    for words, factor in (("all factors 1", 1.0), ("all factors 0", 0.0)):
        xi = np.full(all_sizes[0].T, factor)
        yield network_case(random, all_sizes[0], words, {"xi": xi})
    for sizes in (all_sizes[5], replace(all_sizes[2], T=3)):
        title = f"{sizes.title}, the mean over all ways to cut"
        pi = random(f"{title}, probabilities").uniform(0.3, 0.8, sizes.T)
        yield network_case(random, sizes, title, {"pi": pi}, "unbiased")


def show_randomized(random: Random, all_sizes: tuple[Sizes, ...]) -> Iterator[Case]:
    for sizes in all_sizes:
        xi = FACTORS["some cut"](random(f"{sizes.title}, factors"), sizes.T)
        yield network_case(random, sizes, sizes.title, {"xi": xi})
    sizes = all_sizes[0]
    yield network_case(random, sizes, f"{sizes.title}, all factors 1", {"xi": np.ones(sizes.T)})


def alternating(rng: Rng, T: int) -> Array:
    """Say where the chain is kept: at every third step it is not, from a random one on."""
    return (np.arange(T) + rng.integers(3)) % 3 > 0


DRAWS: dict[str, Draw] = {
    "unroll_recurrence": draw_recurrences,
    "linear_rnn_forward": draw_networks,
    "linear_rnn_loss": draw_losses,
    "linear_rnn_backward": draw_networks,
    "hidden_gradient": draw_hidden_gradients,
    "chunked_bptt": draw_stretches("tau"),
    "windowed_bptt": draw_stretches("tau"),
    "sample_truncation": draw_truncations,
    "randomized_bptt": draw_randomized,
    "checkpointed_bptt": draw_checkpointed,
    "rtrl": draw_rtrl,
}
PUBLIC_DRAWS: dict[str, Draw] = {
    **DRAWS,
    "unroll_recurrence": show_recurrences,
    "hidden_gradient": show_hidden_gradients,
    "chunked_bptt": show_stretches("tau"),
    "windowed_bptt": show_stretches("tau"),
    "sample_truncation": show_truncations,
    "randomized_bptt": show_randomized,
    "checkpointed_bptt": show_stretches("every"),
    "rtrl": draw_networks,
}
