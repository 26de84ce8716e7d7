"""The figures of the notebook `cells`."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from matplotlib.path import Path
from numpy.typing import NDArray

Array = NDArray[Any]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
FILL = {"x": "#CFE8F7", "s": "#FFE2A8", "o": "#BFE8DA", "L": "#EBC9DD", "": "#FFFFFF"}
FORWARD, BACKWARD = "#222222", "#C44500"
Point = tuple[float, float]


def _canvas(width: float, height: float, title: str, x: Point, y: Point) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    axes.set(xlim=x, ylim=y, aspect="equal", title=title)
    axes.axis("off")
    return figure, axes


def _round(x: float, y: float, width: float, height: float, size: float) -> Path:
    """Return a circle around a text whose size depends on the font alone, not on the text."""
    return Path.circle((x + width / 2, y + height / 2), 1.3 * size)


def _node(axes: Axes, at: Point, text: str, kind: str, shape: Any = _round) -> Any:
    box = {"boxstyle": shape, "facecolor": FILL[kind], "edgecolor": FORWARD}
    drawn = axes.text(*at, text, ha="center", va="center", fontsize=14, bbox=box, zorder=3)
    return at, drawn.get_bbox_patch()


def _arrow(axes: Axes, a: Any, b: Any, text: str = "", back: bool = False) -> None:
    """Draw an arrow from node a to node b, or, dashed and beside that, the way back."""
    (start, first), (end, last) = a, b
    length = math.dist(start, end)
    x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    look = {"arrowstyle": "-|>", "lw": 1.6, "shrinkA": 3, "shrinkB": 3, "color": FORWARD}
    if back:
        look |= {"color": BACKWARD, "linestyle": (0, (4, 2)), "shrinkA": 0, "shrinkB": 0}
        start, end = ((end[0] - 0.2 * x + 0.12 * y, end[1] - 0.2 * y - 0.12 * x),
                      (start[0] + 0.2 * x + 0.12 * y, start[1] + 0.2 * y - 0.12 * x))  # fmt: skip
    else:
        look |= {"patchA": first, "patchB": last}
    axes.annotate("", end, start, arrowprops=look)
    middle = ((start[0] + end[0]) / 2 - 0.13 * y, (start[1] + end[1]) / 2 + 0.13 * x)
    axes.text(*middle, "" if back else text, ha="center", va="center", fontsize=13)


def draw_unrolled_network(steps: int = 4, gradients: bool = False) -> Figure:
    """Draw the network unrolled over time; with `gradients`, also the way back."""
    title = "The network, unrolled: the same U, W and V at every step"
    if gradients:
        title = "Dashed: the gradients' way back. Where two meet in a state, they add up"
    figure, axes = _canvas(2 + 1.5 * steps, 5, title, (-0.3, 1.2 * steps + 0.3), (-0.3, 3.3))
    before = _node(axes, (0, 1), "$s_0$", "s")
    for t in range(1, steps + 1):
        x, s, o, loss = (_node(axes, (1.2 * t, height), f"${kind}_{t}$", kind)
                         for height, kind in enumerate("xsoL"))  # fmt: skip
        for a, b, text in ((x, s, "$U$"), (before, s, "$W$"), (s, o, "$V$"), (o, loss, "")):
            _arrow(axes, a, b, text)
            if gradients:
                _arrow(axes, a, b, back=True)
        before = s
    return figure


def draw_parameters(steps: int = 4) -> Figure:
    """Draw U and W as nodes of the unrolled graph, and the sums that come back to them."""
    title = "U and W as nodes: every step uses them, and every step sends a gradient back (dashed)"
    figure, axes = _canvas(2 + 2 * steps, 4.4, title, (-0.4, 2 * steps + 0.5), (-0.4, 3.4))
    middle = steps + 1
    # height of the node and of the sum, clear of all arrows; what each step multiplies, from where
    sums = {"W": (3, 3, "s", 0), "U": (0, -0.22, "x", 1)}
    weights = [_node(axes, (middle, y), f"${name}$", "") for name, (y, *_) in sums.items()]
    before = _node(axes, (0, 1.5), "$s_0$", "s")
    for t in range(1, steps + 1):
        state = _node(axes, (2 * t, 1.5), f"$s_{t}$", "s")
        _arrow(axes, before, state)
        for weight in weights:
            _arrow(axes, weight, state)
            _arrow(axes, weight, state, back=True)
        before = state
    for name, (_, y, kind, first) in sums.items():
        terms = [rf"\delta_{t + 1} {kind}_{t + first}^\mathsf{{T}}" for t in range(steps)]
        axes.text(middle + 0.4, y, f"$d{name} = {' + '.join(terms)}$", ha="left", va="center",
                  fontsize=13, color=BACKWARD)  # fmt: skip
    return figure


KINDS = {
    "one to one": ([1], [1], [1]),
    "one to many": ([1], [1, 2, 3], [1, 2, 3]),
    "many to one": ([1, 2, 3], [1, 2, 3], [3]),
    "many to many,\nfirst read, then write": ([1, 2], [1, 2, 3, 4], [3, 4]),
    "many to many,\nat every step": ([1, 2, 3], [1, 2, 3], [1, 2, 3]),
}  # the steps that have an input, a state and a prediction


def draw_kinds() -> Figure:
    """Draw the kinds of networks by which of their steps read and which predict."""
    widths = [len(states) + 0.4 for _, states, _ in KINDS.values()]
    figure, row = plt.subplots(1, len(KINDS), figsize=(0.75 * sum(widths), 2.9),
                               layout="constrained", width_ratios=widths)  # fmt: skip
    plt.close(figure)
    for axes, width, (title, (read, states, predicted)) in zip(
        row, widths, KINDS.items(), strict=True
    ):
        axes.set(xlim=(0.3, width + 0.3), ylim=(-0.4, 2.4), aspect="equal")
        axes.set_title(title, fontsize=11)
        axes.axis("off")
        before = None
        for t in states:
            state = _node(axes, (t, 1), "$s$", "s")
            if before:
                _arrow(axes, before, state)
            if t in read:
                _arrow(axes, _node(axes, (t, 0), "$x$", "x"), state)
            if t in predicted:
                _arrow(axes, state, _node(axes, (t, 2), "$o$", "o"))
            before = state
    return figure


def draw_cell() -> Figure:
    """Draw one step as a computational graph: round are values, square are operations."""
    title = "One step of the network: values (round) and operations (square)"
    figure, axes = _canvas(11.5, 3.3, title, (-0.4, 10.4), (-0.3, 2.3))
    values = {"s_{t-1}": (0, 2, "s"), "x_t": (0, 0, "x"), "b_a": (2.4, 0, ""),
              "s_t": (5, 1, "s"), "b_y": (7.4, 0, ""), "o_t": (10, 1, "o")}  # fmt: skip
    operations = {r"W\cdot": (1.2, 2), r"U\cdot": (1.2, 0), "+": (2.4, 1), r"\tanh": (3.8, 1),
                  r"V\cdot": (6.2, 1), "{+}": (7.4, 1), r"\mathrm{softmax}": (8.8, 1)}  # fmt: skip
    node = {text: _node(axes, (x, y), f"${text}$", kind) for text, (x, y, kind) in values.items()}
    node |= {
        text: _node(axes, at, f"${text}$", "", "square,pad=0.35") for text, at in operations.items()
    }
    chains = [["s_{t-1}", r"W\cdot", "+"], ["x_t", r"U\cdot", "+"], ["b_a", "+"], ["b_y", "{+}"],
              ["+", r"\tanh", "s_t", r"V\cdot", "{+}", r"\mathrm{softmax}", "o_t"]]  # fmt: skip
    names = {"+": "$a_t$", "{+}": "$z_t$"}
    for chain in chains:
        for a, b in pairwise(chain):
            _arrow(axes, node[a], node[b], names.get(a, ""))
    return figure


def draw_tanh() -> Figure:
    """Draw tanh and its derivative."""
    figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
    plt.close(figure)
    a = np.linspace(-4, 4, 401)
    axes.plot(a, np.tanh(a), color="#0072B2", lw=2.2, label="$s = \\tanh(a)$")
    axes.plot(a, 1 - np.tanh(a) ** 2, color=BACKWARD, lw=2.2, ls="--", label="its derivative")
    axes.set(xlabel="pre-activation $a$", title="tanh passes little gradient where it is flat")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def heat_map(norms: Array | dict[str, Array]) -> Figure:
    """Draw norms[t, k] = ‖∂L_t/∂s_k‖ as colours; several, given by title, share one scale."""
    panels = norms if isinstance(norms, dict) else {"": norms}
    lower = {title: np.where(np.tri(len(p), dtype=bool), p, np.nan) for title, p in panels.items()}
    everything = np.concatenate([p[p > 0] for p in lower.values()])
    scale = LogNorm(float(everything.min()), float(everything.max()))
    figure, row = plt.subplots(1, len(panels), figsize=(1 + 3.9 * len(panels), 4.2),
                               layout="constrained", squeeze=False)  # fmt: skip
    plt.close(figure)
    for axes, (title, panel) in zip(row[0], lower.items(), strict=True):
        steps = len(panel)
        edges = (0.5, steps + 0.5, 0.5, steps + 0.5)  # steps count from 1, as in the formulas
        image = axes.imshow(panel, norm=scale, cmap="viridis", origin="lower", extent=edges)
        axes.set(xlabel="step $k$ of the state", ylabel="step $t$ of the loss", title=title)
        ticks = [1, *range(5, steps + 1, 5)]
        axes.set(xticks=ticks, yticks=ticks)
    label = "norm of $\\partial L_t / \\partial s_k$"
    figure.colorbar(image, ax=row[0].tolist(), shrink=0.8, label=label)
    return figure
