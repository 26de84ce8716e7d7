"""The figures of the notebook `stacks`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from numpy.typing import NDArray

Array = NDArray[Any]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
FILL = {"x": "#CFE8F7", "right": "#FFE2A8", "left": "#BFE8DA", "h": "#EBC9DD",
        "": "#FFFFFF", "padding": "#DDDDDD"}  # fmt: skip
FORWARD, BACKWARD, FAINT = "#222222", "#C44500", "#B0B0B0"
LINES = {"plain": ("#222222", "-"), "residual": ("#C44500", "--"), "highway": ("#0072B2", "-.")}
Point = tuple[float, float]


def _canvas(axes: Axes, title: str, x: Point, y: Point) -> None:
    axes.set(xlim=x, ylim=y, aspect="equal")
    axes.set_title(title, fontsize=12)
    axes.axis("off")


def _node(axes: Axes, at: Point, text: str, kind: str, shape: str = "circle") -> Any:
    edge = FAINT if kind == "padding" else FORWARD
    box: dict[str, Any] = {"boxstyle": f"{shape},pad=0.3", "facecolor": FILL[kind]}
    box["edgecolor"] = edge
    if kind == "padding":
        box["linestyle"] = (0, (2, 2))
    colour = "#666666" if kind == "padding" else FORWARD
    drawn = axes.text(
        *at, text, ha="center", va="center", fontsize=13, bbox=box, color=colour, zorder=3
    )
    return at, drawn.get_bbox_patch()


def _arrow(axes: Axes, a: Any, b: Any, text: str = "", bend: float = 0, **look: Any) -> None:
    """Draw an arrow from node a to node b."""
    (start, first), (end, last) = a, b
    style = {"arrowstyle": "-|>", "lw": 1.5, "shrinkA": 3, "shrinkB": 3, "color": FORWARD}
    style |= {"patchA": first, "patchB": last, "connectionstyle": f"arc3,rad={bend}"}
    axes.annotate("", end, start, arrowprops=style | look)
    length = math.dist(start, end)
    x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    middle = ((start[0] + end[0]) / 2 - 0.16 * y, (start[1] + end[1]) / 2 + 0.16 * x)
    axes.text(*middle, text, ha="center", va="center", fontsize=12)


def _way_back(axes: Axes, a: Any, b: Any) -> None:
    """Draw the gradient's way from node b back to node a, beside the arrow between them."""
    start, end = a[0], b[0]
    length = math.dist(start, end)
    x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    side = (0.11 * y, -0.11 * x)
    from_ = (end[0] - 0.24 * x + side[0], end[1] - 0.24 * y + side[1])
    to = (start[0] + 0.24 * x + side[0], start[1] + 0.24 * y + side[1])
    look = {"arrowstyle": "-|>", "lw": 1.5, "shrinkA": 0, "shrinkB": 0}
    look |= {"color": BACKWARD, "linestyle": (0, (4, 2))}
    axes.annotate("", to, from_, arrowprops=look)


def draw_bidirectional(lengths: Sequence[int] = (5, 3), steps: int = 5) -> Figure:
    """Draw two networks over a batch of sequences of different lengths, one panel for each."""
    figure, row = plt.subplots(
        1, len(lengths), figsize=(6.6 * len(lengths), 3.6), layout="constrained", squeeze=False
    )
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    for axes, length in zip(row[0], lengths, strict=True):
        padded = steps - length
        title = f"A sequence of {length} steps" + (f", and {padded} of padding" if padded else "")
        _canvas(axes, title, (0, 1.5 * steps + 1.4), (-0.3, 3.6))
        _draw_both_networks(axes, length)
        for t in range(length + 1, steps + 1):
            _node(axes, (1.5 * t, 0), "?", "padding")
            _node(axes, (1.5 * t, 3.3), "$0$", "padding")
    return figure


def _draw_both_networks(axes: Axes, length: int) -> None:
    rights = [_node(axes, (0.3, 1.1), "$0$", "")]
    lefts = []
    for t in range(1, length + 1):
        at = 1.5 * t
        x, h = _node(axes, (at, 0), f"$x_{t}$", "x"), _node(axes, (at, 3.3), f"$h_{t}$", "h")
        rights.append(_node(axes, (at - 0.34, 1.1), rf"$\overrightarrow{{h}}_{t}$", "right"))
        lefts.append(_node(axes, (at + 0.34, 2.2), rf"$\overleftarrow{{h}}_{t}$", "left"))
        for state in (rights[-1], lefts[-1]):
            _arrow(axes, x, state, color="#777777", lw=1.1)
            _arrow(axes, state, h, color="#777777", lw=1.1)
    lefts.append(_node(axes, (1.5 * length + 1.15, 2.2), "$0$", ""))
    for t in range(length):
        _arrow(axes, rights[t], rights[t + 1])
        _arrow(axes, lefts[t + 1], lefts[t])


def draw_stack(layers: int = 3, steps: int = 4, gradients: bool = False) -> Figure:
    """Draw a stack of recurrent layers unrolled over time; with `gradients`, also the way back."""
    figure, axes = plt.subplots(figsize=(2.4 + 1.5 * steps, 1 + 1.25 * layers),
                                layout="constrained")  # fmt: skip
    plt.close(figure)
    title = "A stack: time runs to the right, layers upwards"
    if gradients:
        title = "Dashed: the gradient's way back. Where two meet, they add up"
    top = 1.15 * layers + (1.0 if gradients else 0.4)
    _canvas(axes, title, (-0.4, 1.4 * steps + 0.5), (-0.4, top))
    before = [_node(axes, (0, 1.15 * (k + 1)), "$0$", "") for k in range(layers)]
    kinds = ["right", "left", "h"]
    for t in range(1, steps + 1):
        below = _node(axes, (1.4 * t, 0), f"$x_{t}$", "x")
        for k in range(layers):
            place = (1.4 * t, 1.15 * (k + 1))
            state = _node(axes, place, f"$h_{t}^{{({k + 1})}}$", kinds[k % 3])
            over, up = f"$W^{{({k + 1})}}$", f"$U^{{({k + 1})}}$"
            _arrow(axes, below, state, "" if gradients else up)
            _arrow(axes, before[k], state, "" if gradients else over)
            if gradients:
                _way_back(axes, below, state)
                if t > 1:
                    _way_back(axes, before[k], state)
            before[k] = below = state
        if gradients:
            loss = (1.4 * t, 1.15 * layers + 0.8)
            axes.text(*loss, f"$dh_{t}$", ha="center", va="center", fontsize=12, color=BACKWARD)
            _way_back(axes, below, (loss, None))
    return figure


def draw_shortcuts() -> Figure:
    """Draw two layers of each kind of shortcut network."""
    figure, row = plt.subplots(1, 3, figsize=(13, 5.6), layout="constrained")
    plt.close(figure)
    for axes, title in zip(row, ("residual", "dense", "highway"), strict=True):
        _canvas(axes, title, (-1.9, 1.9), (-0.4, 5.9))
    _draw_residual(row[0])
    _draw_dense(row[1])
    _draw_highway(row[2])
    return figure


def _draw_residual(axes: Axes) -> None:
    below = _node(axes, (0, 0), "$x_0$", "x")
    for k in (1, 2):
        base = 2.7 * (k - 1)
        layer = _node(axes, (-0.9, base + 1.05), r"$\tanh(W x + b)$", "right", "square")
        plus = _node(axes, (0, base + 1.95), "$+$", "")
        out = _node(axes, (0, base + 2.7), f"$x_{k}$", "x")
        _arrow(axes, below, layer, bend=-0.2)
        _arrow(axes, layer, plus, bend=-0.2)
        _arrow(axes, below, plus, color=BACKWARD, lw=2.6)
        _arrow(axes, plus, out)
        below = out
    axes.text(0.18, 1.05, "shortcut", color=BACKWARD, fontsize=11, va="center")


def _draw_dense(axes: Axes) -> None:
    columns = [(-1.0, "$x$", "x"), (0.1, "new$_1$", "right"), (1.2, "new$_2$", "left")]
    below: list[Any] = []
    for k in range(3):
        blocks = [_node(axes, (at, 2.7 * k), text, kind, "square")
                  for at, text, kind in columns[: k + 1]]  # fmt: skip
        if below:
            centre = (columns[k][0], 2.7 * k - 1.2)
            layer = _node(axes, centre, r"$\tanh(W z + b)$", "", "square")
            for read in below:
                _arrow(axes, read, layer)
            _arrow(axes, layer, blocks[-1])
        for old, copied in zip(below, blocks, strict=False):
            _arrow(axes, old, copied, color=BACKWARD, lw=2.6)
        below = blocks
    axes.text(-1.15, 1.35, "copied", color=BACKWARD, fontsize=11, va="center", ha="right")


def _draw_highway(axes: Axes) -> None:
    below = _node(axes, (0, 0), "$x_0$", "x")
    for k in (1, 2):
        base = 2.7 * (k - 1)
        new = _node(axes, (-0.95, base + 0.85), r"$\tanh(W x + b)$", "right", "square")
        gate = _node(axes, (1.15, base + 0.85), r"$g=\sigma(W_g x + b_g)$", "left", "square")
        mixed = _node(axes, (0, base + 1.85), r"$g\circ\mathrm{new} + (1-g)\circ x$", "", "square")
        out = _node(axes, (0, base + 2.7), f"$x_{k}$", "x")
        for part in (new, gate):
            _arrow(axes, below, part)
            _arrow(axes, part, mixed)
        _arrow(axes, below, mixed, color=BACKWARD, lw=2.6)
        _arrow(axes, mixed, out)
        below = out


def draw_influence(maps: dict[str, Array]) -> Figure:
    """Draw maps[t, s]: how much the states of step t depend on the input of step s."""
    positive = np.concatenate([each[each > 0] for each in maps.values()])
    scale = LogNorm(float(positive.min()), float(positive.max()))
    figure, row = plt.subplots(1, len(maps), figsize=(1 + 3.9 * len(maps), 4.2),
                               layout="constrained", squeeze=False)  # fmt: skip
    plt.close(figure)
    for axes, (title, each) in zip(row[0], maps.items(), strict=True):
        steps = range(1, len(each) + 1)
        edges = np.arange(len(each) + 1) + 0.5
        shown = np.ma.masked_less_equal(each, 0)
        image = axes.pcolormesh(edges, edges, shown, norm=scale, cmap="viridis")
        axes.set(xlabel="step of the input", ylabel="step of the state", title=title)
        axes.set(xticks=steps, yticks=steps, aspect="equal", facecolor=FILL["padding"])
    ticks = np.geomspace(positive.min(), positive.max(), 5)
    look: dict[str, Any] = {"ticks": ticks, "format": "%.2g", "shrink": 0.8}
    bar = figure.colorbar(image, ax=row[0].tolist(), label="size of the gradient", **look)
    bar.minorticks_off()
    return figure


def draw_depth(norms: dict[str, Array]) -> Figure:
    """Draw norms[run, l], the size of the gradient at the output of layer l, for each kind."""
    figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
    plt.close(figure)
    for kind, runs in norms.items():
        colour, line = LINES[kind]
        for run in runs:
            axes.semilogy(run, color=colour, alpha=0.25, lw=0.8)
        middle = np.median(runs, axis=0)
        axes.semilogy(middle, color=colour, ls=line, lw=2.4, label=kind)
    axes.set(xlabel="layer $l$ (0: the input; the gradient enters at the right)",
             ylabel="norm, relative to the top",
             title="What arrives of the gradient, with and without shortcuts")  # fmt: skip
    axes.grid(alpha=0.3)
    axes.legend()
    return figure
