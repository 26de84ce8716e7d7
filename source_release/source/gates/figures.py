"""The figures of the assignment `gates`: drawn by code, from your own functions' results.

Nothing here computes a cell or a gradient. Each function returns a figure, which the notebook
shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path
from numpy.typing import NDArray

Array = NDArray[Any]
Point = tuple[float, float]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
FILL = {"x": "#CFE8F7", "h": "#FFE2A8", "c": "#BFE8DA", "gate": "#EBC9DD", "": "#FFFFFF"}
LINES = ("#0072B2", "#C44500", "#009E73", "#222222", "#9A6A8A", "#B38600")
STYLES = ("-", "--", "-.", ":", (0, (8, 2)), (0, (3, 1, 1, 1, 1, 1)))
SQUARE, PILL = "square,pad=0.35", "round,pad=0.35"
DARK, BACKWARD, ROAD = "#222222", "#C44500", "#009E73"


def _panel(width: float, height: float, title: str) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=(width, height), layout="constrained")
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    axes.set_title(title)
    return figure, axes


# ------------------------------------------------------------------------------------- curves


def draw_sigmoid() -> Figure:
    """Draw the sigmoid and its slope, and where a gate is open or closed."""
    figure, axes = _panel(
        7.5, 3.4, "Flat where it is closed or open, steepest in the middle, half open"
    )
    z = np.linspace(-8, 8, 401)
    value = 0.5 + 0.5 * np.tanh(z / 2)
    axes.plot(z, value, color=LINES[0], lw=2.2, label=r"$g = \sigma(z)$")
    axes.plot(z, value * (1 - value), color=LINES[1], ls="--", lw=2.2, label=r"its slope")
    axes.axhline(0.25, color=DARK, lw=0.8, ls=":")
    axes.text(-7.9, 0.27, r"$\frac{1}{4}$", va="bottom", fontsize=13)
    axes.text(-4.6, 0.06, "closed", ha="center", color=LINES[0])
    axes.text(4.6, 0.9, "open", ha="center", color=LINES[0])
    axes.text(0.35, 0.48, "half open", ha="left", color=LINES[0])
    axes.set(xlabel="pre-activation $z$", ylabel="gate, and its slope", ylim=(-0.04, 1.06))
    axes.grid(alpha=0.3)
    axes.legend(loc="center right")
    return figure


def draw_norms(
    norms: Mapping[str, Array], title: str, expected: Mapping[str, Array] = {}
) -> Figure:
    """Draw norms of gradients against distance; thin and dotted what is expected for some."""
    figure, axes = _panel(9.5, 4.4, title)
    for number, (name, norm) in enumerate(norms.items()):
        look: Any = {"color": LINES[number], "ls": STYLES[number]}
        axes.semilogy(range(1, len(norm) + 1), norm, lw=2.2, label=name, **look)
        if name in expected:
            steps = range(1, len(expected[name]) + 1)
            axes.semilogy(steps, expected[name], color=LINES[number], lw=1, ls=(0, (1, 2)))
    if expected:
        axes.plot([], [], color=DARK, lw=1, ls=(0, (1, 2)), label="along the cell states alone")
    highest = max(float(np.max(norm)) for norm in norms.values())
    axes.set(ylim=(1e-9, 10 * highest), xlabel="distance in steps", ylabel="norm of the gradient")
    axes.grid(alpha=0.3)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return figure


# ---------------------------------------------------------------------------------- sequences


def draw_sequence(
    inputs: Mapping[str, Array], gates: Mapping[str, Array], states: Mapping[str, Array]
) -> Figure:
    """Draw what one unit reads, how far its gates are open, and what it holds, step by step."""
    figure, (top, middle, bottom) = plt.subplots(
        3, 1, figsize=(9, 5.6), layout="constrained", sharex=True, height_ratios=(1.2, 1, 1.2)
    )
    plt.close(figure)
    for number, (name, values) in enumerate(inputs.items()):
        steps = np.arange(1, len(values) + 1)
        shift = 0.22 * (number - (len(inputs) - 1) / 2)
        top.bar(steps + shift, values, width=0.2, color=LINES[number], label=name)
    top.axhline(0, color=DARK, lw=0.8)
    top.set(ylabel="input", title="What one unit reads, how far its gates are open, what it holds")
    strips = np.stack(list(gates.values()))
    extent = (0.5, strips.shape[1] + 0.5, len(gates) - 0.5, -0.5)
    shades = plt.get_cmap("Blues")
    middle.imshow(strips, aspect="auto", cmap=shades, vmin=0, vmax=1, extent=extent)
    middle.set_yticks(range(len(gates)), list(gates))
    for value, name in ((1.0, "open"), (0.0, "closed")):
        middle.bar([0], [0], color=shades(value), edgecolor=DARK, label=name)
    middle.set_xlim(*extent[:2])
    for number, (name, values) in enumerate(states.items()):
        look: Any = {"color": LINES[number + 2], "ls": STYLES[number], "marker": "os"[number % 2]}
        bottom.plot(np.arange(1, len(values) + 1), values, ms=4, lw=1.6, label=name, **look)
    bottom.axhline(0, color=DARK, lw=0.8)
    bottom.set(xlabel="step $t$", ylabel="state")
    for axes in (top, middle, bottom):
        axes.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    for axes in (top, bottom):
        axes.grid(alpha=0.3)
    return figure


# -------------------------------------------------------------------------------------- cells


def _canvas(width: float, height: float, title: str, x: Point, y: Point) -> tuple[Figure, Axes]:
    figure, axes = _panel(width, height, title)
    axes.set(xlim=x, ylim=y, aspect="equal")
    axes.axis("off")
    return figure, axes


def _round(x: float, y: float, width: float, height: float, size: float) -> Path:
    """Return a circle around a text whose size depends on the font alone, not on the text."""
    return Path.circle((x + width / 2, y + height / 2), 1.3 * size)


def _node(axes: Axes, at: Point, text: str, kind: str = "", shape: Any = _round) -> Any:
    box = {"boxstyle": shape, "facecolor": FILL[kind], "edgecolor": DARK}
    drawn = axes.text(*at, text, ha="center", va="center", fontsize=14, bbox=box, zorder=3)
    return at, drawn.get_bbox_patch()


def _arrow(axes: Axes, a: Any, b: Any, text: str = "", side: Point = (0, 0), **look: Any) -> None:
    """Draw an arrow from node a to node b; its text stands beside the middle, shifted by `side`."""
    (start, first), (end, last) = a, b
    style = {"arrowstyle": "-|>", "lw": 1.6, "shrinkA": 2, "shrinkB": 2, "color": DARK, **look}
    axes.annotate("", end, start, arrowprops={**style, "patchA": first, "patchB": last})
    x, y = (start[0] + end[0]) / 2 + side[0], (start[1] + end[1]) / 2 + side[1]
    axes.text(x, y, text, ha="center", va="center", fontsize=13)


def _dot(axes: Axes, at: Point) -> Any:
    axes.plot(*at, "o", ms=6, color=DARK, zorder=4)
    return at, None


def _source(axes: Axes, gate: Any, text: str) -> None:
    """Draw what a gate is computed from, as a pill below it."""
    (x, y), _ = gate
    _arrow(axes, _node(axes, (x, y - 1), text, "x", PILL), gate)


def draw_lstm_cell() -> Figure:
    """Draw one step of the LSTM as a computational graph."""
    title = "One step of the LSTM: values (round), operations (square). Thick: the cell state"
    figure, axes = _canvas(11, 5.2, title, (-0.6, 10.2), (-0.6, 4.4))
    old, new = _node(axes, (0, 3.8), "$c_{t-1}$", "c"), _node(axes, (9.6, 3.8), "$c_t$", "c")
    keep, plus = (
        _node(axes, (x, 3.8), s, "", SQUARE) for x, s in ((1.8, r"$\circ$"), (4.4, "$+$"))
    )
    write = _node(axes, (4.4, 2.3), r"$\circ$", "", SQUARE)
    squash = _node(axes, (6.6, 2.6), r"$\tanh$", "", SQUARE)
    show = _node(axes, (8.2, 1.9), r"$\circ$", "", SQUARE)
    hidden = _node(axes, (9.6, 1.9), "$h_t$", "h")
    forget, let_in, let_out = (
        _node(axes, (x, 0.9), r"$\sigma$", "gate", SQUARE) for x in (1.8, 3.4, 8.2)
    )
    candidate = _node(axes, (5.4, 0.9), r"$\tanh$", "", SQUARE)
    for gate in (forget, let_in, candidate, let_out):
        _source(axes, gate, "$h_{t-1}, x_t$")
    branch = _dot(axes, (6.6, 3.8))
    road: Any = {"color": ROAD, "lw": 3.5}
    for a, b in ((old, keep), (keep, plus), (plus, new)):
        _arrow(axes, a, b, **road)
    _arrow(axes, forget, keep, "$f_t$", (0.22, 0))
    _arrow(axes, let_in, write, "$i_t$", (-0.22, 0.1))
    _arrow(axes, candidate, write, r"$\tilde c_t$", (0.26, 0.1))
    _arrow(axes, write, plus)
    _arrow(axes, branch, squash)
    _arrow(axes, squash, show)
    _arrow(axes, let_out, show, "$o_t$", (0.24, 0))
    _arrow(axes, show, hidden)
    for (x, _), name in ((forget[0], "forget"), (let_in[0], "input"), (let_out[0], "output")):
        axes.text(x + 0.32, 0.9, name, ha="left", va="center", fontsize=11, style="italic")
    axes.text(5.85, 0.9, "candidate", ha="left", va="center", fontsize=11, style="italic")
    return figure


def draw_gru_cell() -> Figure:
    """Draw one step of the GRU as a computational graph."""
    title = "One step of the GRU: values (round), operations (square). Thick: the road of the state"
    figure, axes = _canvas(11, 5.6, title, (-0.6, 9.6), (-0.9, 4.5))
    old, new = _node(axes, (0, 4), "$h_{t-1}$", "h"), _node(axes, (9, 4), "$h_t$", "h")
    keep, plus = (_node(axes, (x, 4), s, "", SQUARE) for x, s in ((5.4, r"$\circ$"), (7.4, "$+$")))
    forget = _node(axes, (1.6, 1.4), r"$\circ$", "", SQUARE)
    candidate = _node(axes, (3.8, 1.4), r"$\tanh$", "", SQUARE)
    write = _node(axes, (7.4, 1.4), r"$\circ$", "", SQUARE)
    reset = _node(axes, (1.6, 0.4), r"$\sigma$", "gate", SQUARE)
    update = _node(axes, (5.4, 2.2), r"$\sigma$", "gate", SQUARE)
    complement = _node(axes, (5.4, 3.1), "$1-$", "", SQUARE)
    _source(axes, reset, "$h_{t-1}, x_t$")
    _arrow(axes, _node(axes, (3.8, 2.2), "$h_{t-1}, x_t$", "x", PILL), update)
    _arrow(axes, _node(axes, (3.8, 0.2), "$x_t$", "x", PILL), candidate, "$U_h$", (0.3, 0))
    branch = _dot(axes, (1.6, 4))
    road: Any = {"color": ROAD, "lw": 3.5}
    for a, b in ((old, keep), (keep, plus), (plus, new)):
        _arrow(axes, a, b, **road)
    _arrow(axes, branch, forget)
    _arrow(axes, reset, forget, "$r_t$", (-0.22, 0))
    _arrow(axes, forget, candidate, "$W_h$", (-0.05, 0.2))
    _arrow(axes, candidate, write, r"$\tilde h_t$", (0, -0.24))
    _arrow(axes, update, complement)
    _arrow(axes, complement, keep)
    _arrow(axes, update, write, "$u_t$", (0.1, 0.22))
    _arrow(axes, write, plus)
    names = ((1.92, 0.4, "reset"), (5.72, 2.3, "update"), (4.3, 1.62, "candidate"))
    for x, y, name in names:
        axes.text(x, y, name, ha="left", va="center", fontsize=11, style="italic")
    return figure


def draw_two_roads(steps: int = 3) -> Figure:
    """Draw which state depends on which in the LSTM, and the way back along every arrow."""
    title = "Dashed: the way back. Where several meet in a state, they add up"
    figure, axes = _canvas(11, 5, title, (-0.5, 2.4 * steps + 0.5), (-0.4, 3.6))
    c, h, loss = (
        [_node(axes, (2.4 * t, y), f"${name}_{t}$", kind) for t in range(first, steps + 1)]
        for name, kind, y, first in (("c", "c", 3.2, 0), ("h", "h", 1.6, 0), ("L", "gate", 0, 1))
    )
    for t in range(1, steps + 1):
        ways = [(c[t - 1], c[t]), (h[t - 1], c[t]), (h[t - 1], h[t]), (c[t], h[t])]
        for a, b in [*ways, (h[t], loss[t - 1])]:
            _arrow(axes, a, b)
            _back(axes, a[0], b[0])
    return figure


def _back(axes: Axes, start: Point, end: Point) -> None:
    """Draw, dashed and beside the arrow from start to end, the way back."""
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    x, y = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    tail = (end[0] - 0.36 * x + 0.13 * y, end[1] - 0.36 * y - 0.13 * x)
    head = (start[0] + 0.36 * x + 0.13 * y, start[1] + 0.36 * y - 0.13 * x)
    look = {"arrowstyle": "-|>", "color": BACKWARD, "lw": 1.6, "linestyle": (0, (4, 2))}
    axes.annotate("", head, tail, arrowprops={**look, "shrinkA": 0, "shrinkB": 0})
