"""The figures of the assignment `bptt`: drawn by code, from your own functions' results.

Nothing here computes a gradient. Each function returns a figure, which the notebook shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap, TwoSlopeNorm
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

Array = NDArray[Any]
Point = tuple[float, float]
# What one scheme gave at several settings: (label, cost, bias, spread) of each.
Measured = Sequence[tuple[str, float, float, float]]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
FILL = {"b": "#CFE8F7", "a": "#FFE2A8"}
BLOCKS = ("#8FC7EA", "#FFD27A", "#8FD3BC", "#DDA5C6")
LINES = ("#0072B2", "#C44500", "#009E73", "#222222", "#9A6A8A")
STYLES = ("-", "--", "-.", ":", (0, (6, 1, 1, 1)))
MARKS = ("o", "s", "^", "D", "v")
DARK, BACKWARD, EMPTY = "#222222", "#C44500", "#F3F3F3"
# From 0 over 1 to the largest.
WEIGHTS = LinearSegmentedColormap.from_list("weights", (EMPTY, BLOCKS[0], BLOCKS[1]))


# ------------------------------------------------------------------------------- the recurrence


def draw_recurrence(steps: int = 4) -> Figure:
    """Draw a_t = b_t + c_t a_{t-1} as a graph, with the path that b_1 takes to the last value."""
    figure, axes = plt.subplots(figsize=(2.1 * steps, 2.7), layout="constrained")
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    title = f"On the way from $b_1$ to $a_{steps}$ (thick) every factor met is multiplied in"
    axes.set(xlim=(0.7, steps + 0.3), ylim=(-0.25, 1.3), title=title)
    axes.axis("off")
    for t in range(1, steps + 1):
        _node(axes, (t, 0), f"$b_{t}$", FILL["b"])
        _node(axes, (t, 1), f"$a_{t}$", FILL["a"])
        _arrow(axes, (t, 0.17), (t, 0.84), thick=t == 1)
        if t < steps:
            _arrow(axes, (t + 0.1, 1), (t + 0.91, 1), thick=True)
            text = f"$\\times\\, c_{t + 1}$"
            axes.text(t + 0.5, 1.06, text, ha="center", va="bottom", fontsize=13)
    return figure


def _node(axes: Axes, at: Point, text: str, colour: str) -> None:
    box = {"boxstyle": "circle,pad=0.35", "facecolor": colour, "edgecolor": DARK}
    axes.text(*at, text, ha="center", va="center", fontsize=14, bbox=box, zorder=3)


def _arrow(axes: Axes, start: Point, end: Point, *, thick: bool = False) -> None:
    look = {"arrowstyle": "-|>", "color": BACKWARD if thick else DARK, "lw": 2.6 if thick else 1.4}
    axes.annotate("", end, start, arrowprops={**look, "shrinkA": 0, "shrinkB": 0})


# --------------------------------------------------------------------- how far a gradient reaches


def gradient_norms(norms: Mapping[str, Array]) -> Figure:
    """Draw the norm of a gradient against the distance that it has come, one line each."""
    figure, axes = plt.subplots(figsize=(8, 3.8), layout="constrained")
    plt.close(figure)
    for number, (label, values) in enumerate(norms.items()):
        axes.semilogy(range(len(values)), values, color=LINES[number], ls=STYLES[number], lw=2.2,
                      label=label)  # fmt: skip
    title = "One loss, followed back: how much of it arrives at earlier states"
    axes.set(xlabel="distance $T - t$ in steps", ylabel="norm of $dh_t$", title=title)
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def draw_butterfly(distances: Mapping[str, Array], exponents: Mapping[str, float]) -> Figure:
    """Draw how far two runs that started close together are apart, with the measured exponents."""
    figure, axes = plt.subplots(figsize=(8, 3.8), layout="constrained")
    plt.close(figure)
    for number, (name, values) in enumerate(distances.items()):
        label = f"{name}: exponent {exponents[name]:+.2f} per step".replace("-", "−")
        axes.semilogy(values, color=LINES[number], ls=STYLES[number], lw=2.2, label=label)
    title = "Two runs that start a billionth apart"
    axes.set(xlabel="step", ylabel="distance of the states", title=title, ylim=(1e-16, 1e3))
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left")
    return figure


def draw_schemes(steps: int = 12, tau: int = 4, cuts: Sequence[int] = (2, 8, 9)) -> Figure:
    """Draw the three ways of truncating as coloured blocks over a sequence.

    Parameters
    ----------
    steps : length of the sequence.
    tau : length of a chunk or a window.
    cuts : for the random scheme, the steps after which the chain happens to be cut.
    """
    figure, axes = plt.subplots(figsize=(10.5, 4.1), layout="constrained")
    plt.close(figure)
    axes.set(xlim=(-2.6, steps + 0.7), ylim=(-0.45, 4.9), title="Where a gradient may go back")
    axes.axis("off")
    fixed = [range(start, min(start + tau, steps)) for start in range(0, steps, tau)]
    borders = [0, *cuts, steps]
    chance = [range(a, b) for a, b in pairwise(borders)]
    _row(axes, 4.0, "chunks", fixed)
    _row(axes, 0.7, "random", chance)
    _name(axes, 2.5, "windows")
    for number, last in enumerate((tau + 1, tau + 2, tau + 3)):
        window = range(last - tau, last)
        _blocks(axes, 3.05 - 0.62 * number, window, BLOCKS[number], 0.5, own=True)
    axes.text(tau + 4.0, 2.5, "one window for each loss (dot);\nthree of them are shown",
              va="center", fontsize=11)  # fmt: skip
    for t in range(steps):
        axes.text(t + 0.5, -0.15, str(t + 1), ha="center", va="center", fontsize=11)
    axes.text(-0.3, -0.15, "step", ha="right", va="center", fontsize=11)
    return figure


def _name(axes: Axes, height: float, name: str) -> None:
    axes.text(-0.3, height, name, ha="right", va="center", fontsize=13)


def _row(axes: Axes, height: float, name: str, blocks: Sequence[range]) -> None:
    """Draw one scheme: its blocks side by side, a dashed line at each cut."""
    _name(axes, height, name)
    for number, block in enumerate(blocks):
        _blocks(axes, height, block, BLOCKS[number % len(BLOCKS)], 0.8)
        if number:
            cut = [block.start, block.start]
            axes.plot(cut, [height - 0.55, height + 0.55], color=BACKWARD, lw=2.2, ls="--")


def _blocks(
    axes: Axes, height: float, block: range, colour: str, size: float, *, own: bool = False
) -> None:
    """Draw the steps of one block, and the arrow of its gradient from the last to the first."""
    for t in block:
        low = (t + 0.04, height - size / 2)
        axes.add_patch(Rectangle(low, 0.92, size, facecolor=colour, edgecolor="white"))
    if len(block) > 1:
        _arrow(axes, (block.stop - 0.5, height), (block.start + 0.3, height))
    if own:
        axes.plot(block.stop - 0.5, height, "o", color=DARK, ms=5)


def reach_maps(weights: Mapping[str, Array]) -> Figure:
    """Draw weights[t, k]: by what the gradient is multiplied that the loss of t sends to step k.

    1 means that it arrives as in full backpropagation through time; 0, not at all.
    """
    figure, row = plt.subplots(1, len(weights), figsize=(0.6 + 3.1 * len(weights), 3.6),
                               layout="constrained", squeeze=False)  # fmt: skip
    plt.close(figure)
    panels = {title: np.asarray(panel, dtype=float) for title, panel in weights.items()}
    scale = TwoSlopeNorm(1, 0, max(2.0, *(panel.max() for panel in panels.values())))
    for axes, (title, panel) in zip(row[0], panels.items(), strict=True):
        _reach_map(axes, panel, scale)
        axes.set(xlabel="step $k$ that is reached", title=title)
    row[0, 0].set_ylabel("step $t$ of the loss")
    return figure


def _reach_map(axes: Axes, panel: Array, scale: TwoSlopeNorm) -> None:
    steps = len(panel)
    seen = np.where(np.tri(steps, dtype=bool), panel, np.nan)
    axes.imshow(seen, cmap=WEIGHTS, norm=scale, origin="lower")
    told = np.isin(np.round(panel, 6), (0, 1)).all()  # by the colours alone
    for t, k in zip(*np.nonzero(~np.isnan(seen) & (seen > 0.05) & ~told), strict=True):
        axes.text(k, t, f"{seen[t, k]:.1f}", ha="center", va="center", fontsize=8)
    ticks = range(0, steps, 2 if steps < 14 else 4)
    axes.set(xticks=ticks, yticks=ticks)
    axes.set_xticklabels([str(t + 1) for t in ticks])
    axes.set_yticklabels([str(t + 1) for t in ticks])
    axes.set_xticks(np.arange(steps + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(steps + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="white", lw=1)
    axes.tick_params(which="minor", length=0)


# ------------------------------------------------------------------------------ bias and spread


def bias_and_spread(schemes: Mapping[str, Measured]) -> Figure:
    """Draw bias, spread and both together against the cost.

    Parameters
    ----------
    schemes : for each scheme what was measured at several settings: a label for the point, the
        cost, the bias and the spread, the last two as fractions of the full gradient's norm.
    """
    figure, row = plt.subplots(1, 3, figsize=(11.5, 4), layout="constrained", sharey=True)
    plt.close(figure)
    titles = ("bias", "spread", r"together: $\sqrt{\mathrm{bias}^2 + \mathrm{spread}^2}$")
    for axes, title in zip(row, titles, strict=True):
        axes.set(xlabel="cost: steps that a loss goes back on average", title=title)
        axes.grid(alpha=0.3)
        axes.margins(y=0.09)
    row[0].set_ylabel("relative to the full gradient's norm")
    for number, (scheme, points) in enumerate(schemes.items()):
        cost, bias, spread = (np.array([point[i] for point in points]) for i in (1, 2, 3))
        look: Any = {"color": LINES[number], "ls": STYLES[number], "marker": MARKS[number]}
        for axes, values in zip(row, (bias, spread, np.hypot(bias, spread)), strict=True):
            axes.plot(cost, values, lw=2, ms=6, label=scheme, **look)
        if spread.any():
            _label(row[1], points)
    row[2].legend()
    return figure


def _label(axes: Axes, points: Measured) -> None:
    for text, cost, _, spread in points:
        if spread > 1e-6:
            axes.annotate(text, (cost, spread), (6, 5), textcoords="offset points", fontsize=9)


def training_curves(losses: Mapping[str, Array], untrained: float) -> Figure:
    """Draw the loss against the steps of training, on a logarithmic scale.

    Parameters
    ----------
    losses : one array for each scheme.
    untrained : the loss of a network that always answers 0, as a line to compare with.
    """
    figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
    plt.close(figure)
    axes.axhline(
        untrained, color="#777777", lw=1, ls=(0, (1, 3)), label="always answer 0", zorder=0
    )
    for number, (label, values) in enumerate(losses.items()):
        smooth = np.convolve(values, np.full(10, 0.1), mode="valid")
        axes.semilogy(smooth, color=LINES[number], ls=STYLES[number], lw=1.8, label=label)
    axes.set(xlabel="step of training", ylabel="loss, mean of ten steps",
             title="Repeat what came nine steps ago")  # fmt: skip
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left")
    return figure


# --------------------------------------------------------------------------------------- memory


def draw_checkpoints(steps: int = 12, every: int = 4) -> Figure:
    """Draw what is in memory while checkpointed backpropagation goes on, row by row."""
    starts = list(range(0, steps, every))
    figure, axes = plt.subplots(figsize=(10.5, 1.6 + 0.55 * (1 + len(starts))),
                                layout="constrained")  # fmt: skip
    plt.close(figure)
    title = "From top to bottom: once forwards, then stretch by stretch, the last one first"
    axes.set(xlim=(-3.6, steps + 1), ylim=(-len(starts) - 2.0, 0.8), title=title)
    axes.axis("off")
    for row, first in enumerate([None, *reversed(starts)]):
        name = "forwards" if first is None else f"steps {first + 1} to {min(first + every, steps)}"
        axes.text(-0.4, -row, name, ha="right", va="center", fontsize=11)
        for t in range(steps + 1):
            kind = _holding(t, first, every)
            _state(axes, t, -row, "passing" if t == steps and first is None else kind)
    for t in range(steps + 1):
        axes.text(t + 0.5, -len(starts) - 0.75, f"$h_{{{t}}}$", ha="center", va="center")
    _legend(axes, -len(starts) - 1.6)
    return figure


def _holding(t: int, first: int | None, every: int) -> str:
    """Say what state t is in the row of the stretch that begins after state `first`."""
    if first is None:
        return "kept" if t % every == 0 else "passing"
    if first < t <= first + every:
        return "again"
    return "kept" if t % every == 0 and t <= first else "none"


KINDS = {"kept": BLOCKS[0], "again": BLOCKS[1], "passing": "#FFFFFF", "none": EMPTY}


def _state(axes: Axes, t: float, height: float, kind: str) -> None:
    edge = "#BBBBBB" if kind in ("passing", "none") else DARK
    low = (t + 0.1, height - 0.32)
    axes.add_patch(Rectangle(low, 0.8, 0.64, facecolor=KINDS[kind], edgecolor=edge,
                             ls=":" if kind == "passing" else "-"))  # fmt: skip


def _legend(axes: Axes, height: float) -> None:
    words = {"kept": "checkpoint", "again": "computed once more",
             "passing": "computed, then forgotten", "none": "not in memory"}  # fmt: skip
    for (kind, text), left in zip(words.items(), (-2.0, 1.1, 5.4, 10.3), strict=True):
        _state(axes, left, height, kind)
        axes.text(left + 1.05, height, text, va="center", fontsize=10)


def memory(peaks: Mapping[str, Sequence[int]], lengths: Sequence[int]) -> Figure:
    """Draw the most memory that was taken at one time, in kB, against the sequence's length."""
    figure, axes = plt.subplots(figsize=(8, 3.8), layout="constrained")
    plt.close(figure)
    for number, (label, values) in enumerate(peaks.items()):
        axes.loglog(lengths, np.asarray(values) / 1000, color=LINES[number], ls=STYLES[number],
                    marker=MARKS[number], lw=2.2, label=label)  # fmt: skip
    axes.set(xlabel="steps $T$ of the sequence", ylabel="peak memory in kB")
    axes.set(xticks=lengths, title="What a gradient takes in memory, measured")
    axes.set_xticklabels([str(length) for length in lengths])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend()
    return figure
