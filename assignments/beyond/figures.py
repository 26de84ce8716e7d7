"""The figures of the assignment `beyond`: drawn by code, from your own functions' results.

Nothing here computes a state or a gradient. Each function returns a figure, which the notebook
shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

Array = NDArray[Any]
Point = tuple[float, float]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
BLOCKS = ("#8FC7EA", "#FFD27A", "#8FD3BC", "#DDA5C6")
LINES = ("#0072B2", "#C44500", "#009E73", "#222222")
STYLES = ("-", "--", "-.", ":")
MARKS = ("o", "s", "^", "D")
DARK, BACKWARD, GREY = "#222222", "#C44500", "#777777"


def _panel(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    axes.set_title(title)
    return figure, axes


def _arrow(axes: Axes, start: Point, end: Point, *, thick: bool = False) -> None:
    look = {"arrowstyle": "-|>", "color": BACKWARD if thick else DARK, "lw": 2.4 if thick else 1.3}
    axes.annotate("", end, start, arrowprops={**look, "shrinkA": 0, "shrinkB": 0})


# ------------------------------------------------------------------------------ while one reads


def draw_two_lengths(steps: int = 9, k1: int = 3, k2: int = 5) -> Figure:
    """Draw the chunks of a sequence, and how far the gradient of each goes back."""
    starts = range(0, steps, k1)
    title = f"An update every {k1} steps, from a gradient {k2} steps long"
    figure, axes = _panel(10, 1.5 + 0.75 * len(starts), title)
    axes.set(xlim=(-2.6, steps + 2.4), ylim=(-len(starts) - 0.3, 0.8))
    axes.axis("off")
    for row, start in enumerate(starts):
        stop = min(start + k1, steps)
        first = max(stop - k2, 0)
        axes.text(-0.3, -row, f"chunk {row + 1}", ha="right", va="center", fontsize=12)
        for t in range(first, stop):
            own = t >= start
            axes.add_patch(Rectangle((t + 0.04, -row - 0.3), 0.92, 0.6, edgecolor=DARK,
                                     facecolor=BLOCKS[0] if own else "white",
                                     ls="-" if own else ":"))  # fmt: skip
            if own:
                axes.plot(t + 0.5, -row + 0.14, "o", color=DARK, ms=5)
        _arrow(axes, (stop - 0.2, -row - 0.12), (first + 0.2, -row - 0.12), thick=True)
        axes.text(stop + 0.2, -row, "then an update", va="center", fontsize=10)
    for t in range(steps):
        axes.text(t + 0.5, 0.55, str(t + 1), ha="center", va="center", fontsize=11)
    axes.text(-0.3, 0.55, "step", ha="right", va="center", fontsize=11)
    return figure


def training_curves(losses: Mapping[str, tuple[Array, Array]], guessing: float) -> Figure:
    """Draw the loss against the steps that were read, as a mean of the last ones."""
    figure, axes = _panel(
        8.5, 3.9, "Repeat what came eight steps ago, in a sequence that does not end"
    )
    axes.axhline(guessing, color=GREY, lw=1, ls=(0, (1, 3)), label="always answer 0", zorder=0)
    for number, (label, (read, values)) in enumerate(losses.items()):
        width = max(1, len(values) // 40)
        smooth = np.convolve(values, np.full(width, 1 / width), mode="valid")
        axes.plot(read[width - 1 :], smooth, color=LINES[number], ls=STYLES[number], lw=2,
                  label=label)  # fmt: skip
    axes.set(xlabel="steps that were read", ylabel="loss", ylim=(0, None))
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


# ------------------------------------------------------------------------------------- the scan


def draw_rounds(steps: int = 8) -> Figure:
    """Draw which stretch ends at each step before and after each round."""
    rounds = (steps - 1).bit_length()
    figure, axes = _panel(9.5, 1.2 + 0.95 * (rounds + 1), "The steps that a stretch holds")
    axes.set(xlim=(-1.2, steps), ylim=(-1.3 * rounds - 0.5, 0.6))
    axes.axis("off")
    for done in range(rounds + 1):
        words = "at first" if done == 0 else f"round {done}"
        axes.text(-0.55, -1.3 * done, words, ha="right", va="center", fontsize=11)
        for t in range(steps):
            first = max(t - 2**done + 1, 0)
            text = f"{t + 1}" if first == t else f"{first + 1}–{t + 1}"
            box = {"boxstyle": "round,pad=0.3", "edgecolor": DARK,
                   "facecolor": BLOCKS[1] if first == 0 else BLOCKS[0],
                   "lw": 2.2 if first == 0 else 1.0}  # fmt: skip
            axes.text(t, -1.3 * done, text, ha="center", va="center", fontsize=11, bbox=box)
            if done and t >= 2 ** (done - 1):
                above = -1.3 * (done - 1) - 0.26
                _arrow(axes, (t, above), (t, -1.3 * done + 0.3))
                _arrow(axes, (t - 2 ** (done - 1), above), (t - 0.1, -1.3 * done + 0.3))
    return figure


# ------------------------------------------------------------------------- attention and changes


def gradient_by_distance(norms: Mapping[str, Array]) -> Figure:
    """Draw the norm of the gradient at a state against its distance from the end."""
    figure, axes = _panel(8.5, 3.9, "What the answer at the end says to earlier states")
    for number, (label, values) in enumerate(norms.items()):
        axes.semilogy(range(len(values)), values, color=LINES[number], ls=STYLES[number], lw=2.2,
                      marker=MARKS[number], markevery=5, label=label)  # fmt: skip
    axes.set(xlabel="distance $T - t$ in steps", ylabel="norm of the gradient at $h_t$")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def exponents_by_size(sizes: Sequence[float], exponents: Mapping[str, Sequence[float]]) -> Figure:
    """Draw Lyapunov exponents against the size of the weights."""
    figure, axes = _panel(8.5, 3.9, "Where small changes begin to grow")
    axes.axhline(0, color=GREY, lw=1.2)
    for number, (label, values) in enumerate(exponents.items()):
        axes.plot(sizes, values, color=LINES[number], ls=STYLES[number], lw=2.2,
                  marker=MARKS[number], label=label)  # fmt: skip
    axes.set(xlabel="size of the weights", ylabel="exponent per step")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


# ------------------------------------------------------------------------------ on its own words


def draw_alone(errors: Mapping[str, Array], told: int) -> Figure:
    """Draw the error of networks that read their own outputs after `told` steps."""
    figure, axes = _panel(8.5, 3.9, "Going on alone")
    axes.axvline(told, color=GREY, lw=1, ls=(0, (1, 3)))
    axes.text(told + 0.7, 1.0, "alone from here on", va="center", fontsize=10)
    for number, (label, values) in enumerate(errors.items()):
        axes.semilogy(range(1, len(values) + 1), values, color=LINES[number], ls=STYLES[number],
                      lw=2.2, label=label)  # fmt: skip
    axes.set(xlabel="step", ylabel="typical error", ylim=(3e-3, 2))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    return figure


# ------------------------------------------------------------------------------ checking gradients


def errors_by_step(steps: Array, errors: Mapping[str, Array], marks: Mapping[str, float]) -> Figure:
    """Draw the error of differences against their step, with the cube root of each precision."""
    figure, axes = _panel(8.5, 3.9, "How large a step measures best")
    for number, (label, values) in enumerate(errors.items()):
        axes.loglog(steps, values, color=LINES[number], ls=STYLES[number], lw=2.2, label=label)
        axes.axvline(marks[label], color=LINES[number], lw=1, ls=(0, (1, 3)))
    axes.set(xlabel="step $h$ (dotted: cube root of the machine epsilon)", ylabel="relative error")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure
