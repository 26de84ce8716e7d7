"""The figures of the assignment `memory`: drawn by code, from your own functions' results.

Nothing here trains, runs or samples a network. Each function returns a figure, which the notebook
shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

Array = NDArray[Any]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
COLOURS = ("#0072B2", "#C44500", "#009E73", "#AA4499", "#8A6D00")
STYLES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1)))
MARKERS = ("o", "s", "^", "D", "v")
GREY = "#666666"


def _panel(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    axes.set_title(title)
    axes.grid(alpha=0.3)
    return figure, axes


def _look(number: int) -> dict[str, Any]:
    kind = number % len(COLOURS)
    return {"color": COLOURS[kind], "ls": STYLES[kind]}


def _smooth(values: Array, width: int = 10) -> Array:
    """Return the mean of each value and of up to `width` - 1 values before it."""
    totals = np.cumsum(np.concatenate([[0.0], values]))
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(ends - width, 0)
    return (totals[ends] - totals[starts]) / (ends - starts)


def _guessing(axes: Axes, level: float) -> None:
    axes.axhline(level, color=GREY, lw=1.2, ls=(0, (1, 2)), label="guessing")


def _legend_beside(axes: Axes) -> None:
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))


def draw_sentences(sentences: Mapping[str, Sequence[Sequence[str]]]) -> Figure:
    """Draw sentences word by word, one panel for each language; the last word is to be known."""
    figure, column = plt.subplots(
        len(sentences), 1, figsize=(9.5, 1.75 * len(sentences)), layout="constrained", squeeze=False
    )
    plt.close(figure)
    for axes, (title, rows) in zip(column[:, 0], sentences.items(), strict=True):
        length = max(len(words) for words in rows)
        axes.set(xlim=(-0.6, length - 0.4), ylim=(len(rows) - 0.4, -0.6))
        axes.set_title(title, loc="left", fontsize=11)
        axes.axis("off")
        for y, words in enumerate(rows):
            for x, word in enumerate(words):
                colour = {0: "#FFE2A8", len(words) - 1: "#BFE8DA"}.get(x, "#F1F1F1")
                box = {"boxstyle": "round,pad=0.3", "facecolor": colour, "edgecolor": "#AAAAAA"}
                axes.text(x, y, word, ha="center", va="center", fontsize=11, bbox=box)
    return figure


def draw_losses(losses: Mapping[str, Array], guessing: float, title: str) -> Figure:
    """Draw the loss of every step, smoothed, for several runs; dotted, the loss of a guess."""
    figure, axes = _panel(9.5, 4.0, title)
    for number, (name, values) in enumerate(losses.items()):
        steps = np.arange(1, len(values) + 1)
        axes.plot(steps, _smooth(values), lw=2, label=name, **_look(number))
    _guessing(axes, guessing)
    axes.set(xlabel="step of training", ylabel="loss (mean of 10 steps)", ylim=(0, None))
    _legend_beside(axes)
    return figure


def draw_accuracy(
    distances: Sequence[int], shares: Mapping[str, Array], title: str, guessing: float, trained: int
) -> Figure:
    """Draw the accuracy against the distance; marked is the distance of the training."""
    figure, axes = _panel(9.5, 4.0, title)
    axes.axvline(trained, color="#FFE2A8", lw=7, zorder=0)
    axes.text(trained, 1.13, "trained", ha="center", va="center", fontsize=10, color=GREY)
    for number, (name, share) in enumerate(shares.items()):
        size = max(3.0, 7.5 - 1.7 * number)  # so that of two equal curves both are seen
        look: dict[str, Any] = {
            "marker": MARKERS[number % len(MARKERS)],
            "ms": size,
            "lw": size / 3,
        }
        axes.plot(distances, share, label=name, **look, **_look(number))
    _guessing(axes, guessing)
    axes.set(xlabel="distance", ylabel="share of right answers", ylim=(-0.04, 1.2))
    axes.set_yticks(np.linspace(0, 1, 5))
    _legend_beside(axes)
    return figure


def draw_clipping(runs: Mapping[str, Mapping[str, Array]], max_norm: float) -> Figure:
    """Draw losses and norms of several runs; the norms on a logarithmic axis, with the limit."""
    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    plt.close(figure)
    for number, (name, history) in enumerate(runs.items()):
        steps = np.arange(1, len(history["losses"]) + 1)
        left.plot(steps, _smooth(history["losses"]), lw=2, label=name, **_look(number))
        norms = np.where(np.asarray(history["norms"]) > 0, history["norms"], np.nan)
        right.plot(steps, norms, lw=1, label=name, color=COLOURS[number % len(COLOURS)])
    right.axhline(max_norm, color="#222222", lw=1.2, ls="--", label="the limit")
    left.set(title="The loss", ylabel="loss (mean of 10 steps)", ylim=(0, None))
    right.set(title="The norm of the gradients, before clipping", yscale="log", ylabel="norm")
    for axes in (left, right):
        axes.set_xlabel("step of training")
        axes.grid(alpha=0.3)
        axes.legend()
    return figure
