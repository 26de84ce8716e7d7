"""Twenty seeds of the training experiments of `memory`: `python -m benchmarks.memory_seeds`.

An LSTM and plain networks learn to recall a symbol over 20 steps, with the same size, learning
rate, threshold and number of steps. The plain ones start from `W` as `new_model` draws it, from an
orthogonal `W`, and from a `W` four times as large, with clipping and without.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from solutions.memory import accuracy_by_distance, new_model, train

SEEDS = 20
SYMBOLS, DISTANCE = 4, 20
TASK = {"language": "recall", "symbols": SYMBOLS, "distance": DISTANCE}
SIZE, HIDDEN, STEPS, LR = 2 * SYMBOLS + 1, 32, 400, 0.3
COUNT = 1000  # sentences in which the accuracy is measured

Start = Callable[[NDArray[Any]], NDArray[Any]]


def as_drawn(W: NDArray[Any]) -> NDArray[Any]:
    return W


def orthogonal(W: NDArray[Any]) -> NDArray[Any]:
    return np.linalg.qr(W)[0]


def large(W: NDArray[Any]) -> NDArray[Any]:
    return 4 * W


RUNS: dict[str, tuple[str, Start, float]] = {
    "LSTM": ("lstm", as_drawn, 1.0),
    "plain": ("rnn", as_drawn, 1.0),
    "plain, orthogonal": ("rnn", orthogonal, 1.0),
    "plain, large": ("rnn", large, 1.0),
    "plain, large, not clipped": ("rnn", large, np.inf),
}


def main() -> None:
    """Train with every seed and print the table."""
    title = f"Accuracy at distance {DISTANCE} after {STEPS} steps; chance is {1 / SYMBOLS:.0%}"
    table = Table("seed", *RUNS, title=title)
    columns = [[_trained(*run, seed) for seed in range(SEEDS)] for run in RUNS.values()]
    for seed in range(SEEDS):
        table.add_row(str(seed), *(f"{column[seed][0]:.1%}" for column in columns))
    table.add_section()
    table.add_row("least", *(f"{min(column)[0]:.1%}" for column in columns))
    table.add_row("most", *(f"{max(column)[0]:.1%}" for column in columns))
    medians = (np.median([seconds for _, seconds in column]) for column in columns)
    table.add_row("seconds", *(f"{median:.1f}" for median in medians))
    Console().print(table)


def _trained(kind: str, start: Start, max_norm: float, seed: int) -> tuple[float, float]:
    """Return the accuracy after training with one seed, and the seconds that the training took."""
    rng = np.random.default_rng(seed)
    model = new_model(kind, SIZE, HIDDEN, SIZE, rng)
    if kind == "rnn":
        model["parameters"]["W"] = start(model["parameters"]["W"])
    begun = time.perf_counter()
    trained = train(model, TASK, STEPS, LR, max_norm, rng)["model"]
    seconds = time.perf_counter() - begun
    return float(accuracy_by_distance(trained, TASK, [DISTANCE], COUNT, rng)[0]), seconds


if __name__ == "__main__":
    main()
