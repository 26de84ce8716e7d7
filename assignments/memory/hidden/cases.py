"""The cases of `memory`: hidden ones, drawn from the course's secret, and public ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.authoring import SIZES, Array, Case, Exercise, Random, Seed, Sizes, large_network
from solutions.memory import new_model

Model = dict[str, Any]
DISTANCE = 20
STEPS, HIDDEN, RATE = 400, 32, 0.3
PATIENCE = 60.0


def draw_cases(exercise: Exercise, secret: bytes) -> list[Case]:
    """Draw the hidden cases of one exercise.

    The first comes once more: the same inputs must give the same outputs. Slow ones are last.
    """
    cases = list(DRAWS[exercise.name](Random(secret, "memory", exercise.name)))
    again = replace(cases[0], title="the first case once more")
    return sorted([*cases, again], key=lambda case: case.slow)


def seed(rng: np.random.Generator) -> Seed:
    return Seed(int(rng.integers(2**62)))


def recall(symbols: int, distance: int) -> dict[str, Any]:
    return {"language": "recall", "symbols": symbols, "distance": distance}


def agreement(nouns: int, distance: int) -> dict[str, Any]:
    return {"language": "agreement", "nouns": nouns, "distance": distance}


def draw_one_hots(random: Random) -> Iterator[Case]:
    for size, N, T in ((5, 3, 4), (3, 1, 6), (7, 4, 1), (4, 6, 5), (1, 2, 3), (9, 5, 2), (6, 1, 1)):
        title = f"{size} tokens, batch of {N}, {T} steps"
        yield Case(title, {"tokens": random(title).integers(0, size, (N, T)), "size": size})
    title = "8 tokens, of which the last one is missing"  # by chance, it may be in all others
    yield Case(title, {"tokens": random(title).integers(0, 7, (2, 3)), "size": 8})
    for title, token in (("a token that is too large", 5), ("a negative token", -3)):
        tokens = np.array([[0, 1, 2], [4, token, 3]])
        values = {"tokens": tokens, "size": 5}
        yield Case(title, values, kind="refused", raises="ValueError", naming=str(token))


def draw_batches(random: Random) -> Iterator[Case]:
    for symbols, distance, count in ((4, 6, 50), (3, 1, 40), (1, 5, 6), (5, 20, 30), (2, 2, 1)):
        title = f"recall of {symbols} symbols, distance {distance}, {count} sentences"
        yield sentences(title, recall(symbols, distance), count, random)
    for nouns, distance, count in ((3, 4, 50), (1, 2, 40), (4, 10, 30), (2, 20, 7)):
        title = f"agreement of {nouns} nouns, distance {distance}, {count} sentences"
        yield sentences(title, agreement(nouns, distance), count, random, "agreement")
    for task in (recall(4, 5), agreement(3, 6)):
        title = f"many sentences of {task['language']}"
        yield sentences(title, task, 2000, random, "chance")
    unknown = {"task": {**recall(3, 4), "language": "whistling"}, "count": 3, "rng": Seed(1)}
    yield Case(
        "an unknown language", unknown, kind="refused", raises="ValueError", naming="whistling"
    )


def sentences(
    title: str, task: dict[str, Any], count: int, random: Random, kind: str = "ordinary"
) -> Case:
    values = {"task": task, "count": count, "rng": seed(random(title))}
    return Case(title, {**values, "other_rng": seed(random(f"{title}, other seed"))}, kind=kind)


def draw_new_models(random: Random) -> Iterator[Case]:
    sizes = ((3, 5, 4), (6, 2, 3), (1, 4, 2), (40, 50, 30))
    for kind in ("rnn", "lstm"):
        for inputs, hidden, outputs in sizes:
            title = f"{kind} with {inputs} inputs, {hidden} hidden units, {outputs} outputs"
            values = {"kind_of_cell": kind, "sizes": (inputs, hidden, outputs)}
            seeds = {"rng": seed(random(title)), "other_rng": seed(random(f"{title}, other"))}
            yield Case(title, {**values, **seeds})
    unknown = {"kind_of_cell": "transformer", "sizes": (3, 4, 5), "rng": Seed(1)}
    yield Case(
        "an unknown kind",
        {**unknown, "other_rng": Seed(2)},
        kind="refused",
        raises="ValueError",
        naming="transformer",
    )


def model_of(kind: str, sizes: Sizes, rng: np.random.Generator) -> Model:
    """Draw a model whose biases are not zero, either."""
    drawn = new_model(kind, sizes.m, sizes.n, sizes.m, rng)["parameters"]
    parameters = {
        name: (sizes.spread(value.shape) * rng.standard_normal(value.shape)).astype(sizes.dtype)
        for name, value in drawn.items()
    }
    return {"kind": kind, "parameters": parameters}


LARGE = {"rnn": large_network(1000, 37, 3, 5), "lstm": large_network(400, 37, 3, 5)}


def draw_forwards(random: Random) -> Iterator[Case]:
    yield from draw_networks("rnn", SIZES, random)
    yield from draw_networks("lstm", SIZES, random, "lstm")


def draw_backwards(random: Random) -> Iterator[Case]:
    yield from draw_networks("rnn", with_large("rnn"), random)
    yield from draw_networks("lstm", with_large("lstm"), random, "lstm")


def with_large(name: str) -> tuple[Sizes, ...]:
    """Return all sizes, the large one as the second: who fails there has the rest wrong, too."""
    first, *others = SIZES
    return first, LARGE[name], *others


def draw_networks(
    name: str, all_sizes: tuple[Sizes, ...], random: Random, kind: str = "ordinary"
) -> Iterator[Case]:
    for sizes in all_sizes:
        title = f"{name}: {sizes.title}"
        values = network_values(name, sizes, random(title))
        yield Case(title, values, kind=kind, depth=sizes.T, check_gradient=sizes.check_gradient)


def network_values(name: str, sizes: Sizes, rng: np.random.Generator) -> dict[str, Any]:
    def normal(*shape: int) -> Array:
        return (sizes.scale * rng.standard_normal(shape)).astype(sizes.dtype)

    return {
        "model": model_of(name, sizes, rng),
        "x": normal(sizes.m, sizes.N, sizes.T),
        "dlogits": normal(sizes.m, sizes.N, sizes.T),
        **batch(sizes, rng),
    }


def batch(sizes: Sizes, rng: np.random.Generator) -> dict[str, Array]:
    """Draw a batch of tokens of no language, with at least one step that counts."""
    tokens, labels = rng.integers(0, sizes.m, (2, sizes.N, sizes.T))
    mask = rng.random((sizes.N, sizes.T)) < 0.5
    mask[0, -1] = True
    return {"tokens": tokens, "labels": labels, "mask": mask}


def draw_losses(random: Random) -> Iterator[Case]:
    for name in ("rnn", "lstm"):
        yield from draw_networks(name, with_large(name), random)
    values = network_values("rnn", SIZES[0], random("extreme"))
    parameters = {**values["model"]["parameters"]}
    parameters["by"] = 1000.0 * np.array([[1.0], [-1.0], [0.5]])
    values["model"] = {"kind": "rnn", "parameters": parameters}
    yield Case("logits of ±1000", values, kind="extreme")


# With a single symbol there is only one sentence, whatever is drawn: so the numbers are fixed.
def draw_trainings(random: Random) -> Iterator[Case]:
    for name, steps, lr, distance in (
        ("rnn", 1, 0.5, 3), ("lstm", 3, 0.2, 4), ("rnn", 5, 0.1, 1), ("lstm", 1, 1.0, 6),
    ):  # fmt: skip
        title = f"{name}, {steps} steps, distance {distance}"
        yield Case(title, training(name, steps, lr, np.inf, distance, random(title)))
    for name, max_norm in (("rnn", 0.1), ("lstm", 0.02), ("rnn", 50.0)):
        title = f"{name}, a largest norm of {max_norm:g}"
        values = training(name, 3, 0.4, max_norm, 3, random(title))
        yield Case(title, values, kind="clipped")
    still: dict[str, Any] = {"task": recall(4, 5), "settings": (3, 0.0, np.inf)}
    still["model"] = model_of("lstm", Sizes("", 9, 4, 1, 1), random("still"))
    seeds = {"rng": seed(random("fresh")), "other_rng": seed(random("fresh, other seed"))}
    yield Case("a learning rate of 0", {**still, **seeds}, kind="fresh")
    rng = random("learning")
    size = 2 * 4 + 1
    values = {
        "model": new_model("lstm", size, HIDDEN, size, rng),
        "task": recall(4, DISTANCE),
        "settings": (STEPS, RATE, 1.0),
        "rng": seed(rng),
    }
    yield Case(f"recall over {DISTANCE} steps", values, kind="learns", seconds=PATIENCE, slow=True)


def training(
    name: str, steps: int, lr: float, max_norm: float, distance: int, rng: np.random.Generator
) -> dict[str, Any]:
    model = model_of(name, Sizes("", 3, 4, 1, 1), rng)
    settings = (steps, lr, max_norm)
    return {"model": model, "task": recall(1, distance), "settings": settings, "rng": seed(rng)}


def constant(token: int, size: int, rng: np.random.Generator) -> Model:
    """Make a model that holds one token for the most probable, always."""
    model = model_of("rnn", Sizes("", size, 4, 1, 1, scale=0.1), rng)
    by = np.zeros((size, 1))
    by[token] = 20.0
    return {"kind": "rnn", "parameters": {**model["parameters"], "by": by}}


def fading() -> Model:
    """Make a model that holds on to the first of three tokens, 0, for five steps and no longer."""
    parameters = {"U": np.zeros((4, 3)), "W": np.zeros((4, 4)), "ba": np.zeros((4, 1))}
    parameters |= {"V": np.zeros((3, 4)), "by": np.array([[0.0], [3.2], [0.0]])}
    parameters["U"][0, 0], parameters["W"][0, 0], parameters["V"][0, 0] = 2.0, 0.9, 10.0
    return {"kind": "rnn", "parameters": parameters}


def draw_accuracies(random: Random) -> Iterator[Case]:
    for distances in ([2, 9, 4], [8, 1], [12, 3, 10, 2]):
        rng = random(f"fading {distances}")
        values = {"model": fading(), "task": recall(1, 5), "distances": distances}
        title = f"a memory of five steps, distances {distances}"
        yield Case(title, {**values, "count": 7, "rng": seed(rng)})
    for token in range(3):
        for distances in ([1, 4, 7], [3], [12, 2]):
            title = f"always token {token}, distances {distances}"
            yield accuracy_case(title, recall(1, 99), token, distances, 9, random)
    for task in (recall(4, 99), agreement(3, 99)):
        title = f"{task['language']}, always the same answer"
        answer = 1 if task["language"] == "recall" else 8
        yield accuracy_case(title, task, answer, [2, 4, 6, 8, 10, 12], 1000, random, "chance")


def accuracy_case(
    title: str,
    task: dict[str, Any],
    token: int,
    distances: list[int],
    count: int,
    random: Random,
    kind: str = "ordinary",
) -> Case:
    rng = random(title)
    size = 2 * task["symbols"] + 1 if "symbols" in task else 2 * task["nouns"] + 3
    values: dict[str, Any] = {"model": constant(token, size, rng), "other_rng": seed(rng)}
    values |= {"task": task, "distances": distances}
    share = 1 / task["symbols"] if "symbols" in task else 0.5
    return Case(title, {**values, "count": count, "rng": seed(rng), "share": share}, kind=kind)


def draw_samples(random: Random) -> Iterator[Case]:
    for name in ("rnn", "lstm"):
        for length, prompt in (
            (6, [0]), (9, [2, 1, 0]), (4, [3, 3]), (1, [1]),
            (8, [6, 0, 5, 1]), (7, [4, 2, 6, 1, 3]), (10, [5, 6]), (5, [1, 5, 2, 4, 0, 3]),
        ):  # fmt: skip
            title = f"{name}, {length} tokens after {len(prompt)}"
            yield sample_case(title, name, prompt, length, 0.0, random)
    yield sample_case("a very small temperature", "rnn", [1, 2], 7, 1e-9, random, "cold")
    yield sample_case("nothing to add", "rnn", [1, 2], 0, 1.0, random, "cold")
    for temperature in (1.0, 2.5):
        title = f"a temperature of {temperature:g}"
        yield sample_case(title, "constant", [0], 20, temperature, random, "chance")


def sample_case(
    title: str,
    name: str,
    prompt: list[int],
    length: int,
    temperature: float,
    random: Random,
    kind: str = "ordinary",
) -> Case:
    rng = random(title)
    size = Sizes("", 4 if name == "constant" else 7, 5, 1, 1, scale=1.5)
    model = model_of("rnn" if name == "constant" else name, size, rng)
    if name == "constant":
        model["parameters"]["V"] = np.zeros_like(model["parameters"]["V"])
        model["parameters"]["by"] = np.array([[0.0], [0.7], [-0.8], [1.5]])
    settings = (length, temperature)
    values = {"model": model, "prompt": prompt, "settings": settings}
    return Case(title, {**values, "seeds": [seed(rng) for _ in range(60)]}, kind=kind)


DRAWS: dict[str, Callable[[Random], Iterator[Case]]] = {
    "one_hot": draw_one_hots,
    "batches": draw_batches,
    "new_model": draw_new_models,
    "model_forward": draw_forwards,
    "model_backward": draw_backwards,
    "loss_and_gradients": draw_losses,
    "train": draw_trainings,
    "accuracy_by_distance": draw_accuracies,
    "sample": draw_samples,
}
NETWORKS = (
    "rnn: 3 inputs, 5 hidden units, batch of 7, 4 steps",
    "lstm: more inputs than hidden units",
    "rnn: a batch of one",
    "lstm: a single step",
)
SHOWN = {
    "one_hot": (
        "5 tokens, batch of 3, 4 steps",
        "3 tokens, batch of 1, 6 steps",
        "7 tokens, batch of 4, 1 steps",
        "a token that is too large",
    ),
    "batches": (
        "recall of 4 symbols, distance 6, 50 sentences",
        "agreement of 3 nouns, distance 4, 50 sentences",
        "an unknown language",
    ),
    "new_model": (
        "rnn with 3 inputs, 5 hidden units, 4 outputs",
        "lstm with 6 inputs, 2 hidden units, 3 outputs",
    ),
    "model_forward": NETWORKS,
    "model_backward": NETWORKS,
    "loss_and_gradients": (*NETWORKS, "logits of ±1000"),
    "train": ("lstm, 3 steps, distance 4", "rnn, a largest norm of 0.1"),
    "accuracy_by_distance": (
        "always token 0, distances [1, 4, 7]",
        "a memory of five steps, distances [2, 9, 4]",
    ),
    "sample": ("rnn, 9 tokens after 3", "lstm, 6 tokens after 1", "a very small temperature"),
}


def public_cases(exercise: Exercise) -> list[Case]:
    """Return the cases that `check` compares with in the notebook."""
    drawn = {case.title: case for case in draw_cases(exercise, b"public")}
    return [drawn[title] for title in SHOWN[exercise.name]]
