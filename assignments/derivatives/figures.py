"""The figures of the assignment on derivatives.

What is drawn comes from the notebook: the values, curves and costs that your functions computed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

Array = NDArray[Any]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
INPUT, OPERATION, INK = "#CFE8F7", "#FFE2A8", "#222222"
LINES = ("#0072B2", "#C44500", "#009E73", "#8C4F7D")
STYLES = ("-", "--", "-.", ":")
GAP = 1.6  # between the blocks of a product


def draw_new_nodes(values: Mapping[str, Any]) -> Figure:
    """Draw v = exp(x) and the nodes that are its derivative, each with its value."""
    figure, axes = plt.subplots(figsize=(8.5, 2.9), layout="constrained")
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    axes.set(xlim=(-0.9, 7.6), ylim=(-0.6, 2.3), aspect="equal")
    axes.set_title("The derivative of v is two new nodes (dashed)")
    axes.axis("off")
    x = _node(axes, (0, 0), "x", INPUT)
    v = _node(axes, (3, 0), "v = exp(x)", OPERATION)
    grad_v = _node(axes, (3, 1.5), "grad_v = 1", INPUT, new=True)
    grad_x = _node(axes, (6.2, 0.75), "grad_x = grad_v · v", OPERATION, new=True)
    for start, end in ((x, v), (v, grad_x), (grad_v, grad_x)):
        _arrow(axes, start, end)
    for name, (node, _) in {"x": x, "v": v, "grad_v": grad_v, "grad_x": grad_x}.items():
        place = (node[0], node[1] + 0.5)
        axes.text(*place, f"{float(values[name]):.4g}", ha="center", va="center", weight="bold")
    return figure


def draw_curves(x: Array, curves: Mapping[str, Array], title: str) -> Figure:
    """Draw several functions of x in one picture, by name."""
    figure, axes = plt.subplots(figsize=(8.5, 4), layout="constrained")
    plt.close(figure)
    for number, (label, y) in enumerate(curves.items()):
        color, style = LINES[number % 4], STYLES[number % 4]
        shown = np.broadcast_to(y, np.shape(x))
        axes.plot(x, shown, color=color, ls=style, lw=2.2, label=label)
    axes.set(xlabel="$x$", title=title)
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def draw_products(dims: Sequence[int], costs: Mapping[str, int]) -> Figure:
    """Draw the Jacobians of a chain as blocks, and what is left of them after each product.

    Parameters
    ----------
    dims : sizes n0, n1, ..., nK of the layers.
    costs : the multiplications in "forward" and in "reverse" mode, as your function counts.
    """
    shapes = [(rows, columns) for columns, rows in pairwise(dims)][::-1]
    rows = {mode: _shrinking(shapes, mode) for mode in ("forward", "reverse")}
    figure, both = plt.subplots(1, 2, figsize=(11, 1.1 + 1.15 * len(shapes)), layout="constrained")
    plt.close(figure)
    counted = f"{_counted(dims[0], 'input')}, {_counted(dims[-1], 'output')}"
    figure.suptitle(
        f"{counted}. Hatched: the two that are multiplied next, to one in the row below"
    )
    for axes, (mode, stages) in zip(both, rows.items(), strict=True):
        axes.set_title(f"{mode} mode: {costs[mode]} multiplications")
        pitch = max(dims) + 1.5
        for stage, blocks in enumerate(stages):
            _blocks(axes, blocks, -stage * pitch, len(blocks) - 2 if mode == "forward" else 0)
        length = sum(columns for _, columns in shapes) + GAP * len(shapes)
        axes.set(xlim=(-1, length + 7), ylim=(-len(stages) * pitch + pitch / 2, pitch / 2))
        axes.set_aspect("equal")
        axes.axis("off")
    return figure


def _node(
    axes: Axes, at: tuple[float, float], text: str, fill: str, new: bool = False
) -> tuple[tuple[float, float], Any]:
    box: dict[str, Any] = {"boxstyle": "round,pad=0.35", "facecolor": fill, "edgecolor": INK}
    box |= {"linestyle": "--" if new else "-", "linewidth": 1.5}
    drawn = axes.text(*at, text, ha="center", va="center", fontsize=13, bbox=box, zorder=3)
    return at, drawn.get_bbox_patch()


def _arrow(axes: Axes, start: tuple[Any, Any], end: tuple[Any, Any]) -> None:
    look = {"arrowstyle": "-|>", "lw": 1.5, "shrinkA": 3, "shrinkB": 3, "color": INK}
    look |= {"patchA": start[1], "patchB": end[1]}
    axes.annotate("", end[0], start[0], arrowprops=look, zorder=4)


def _shrinking(shapes: list[tuple[int, int]], mode: str) -> list[list[tuple[int, int]]]:
    """List the shapes of the factors before the first product and after each of them."""
    stages = [list(shapes)]
    while len(stages[-1]) > 1:
        now = list(stages[-1])
        first = len(now) - 2 if mode == "forward" else 0
        now[first : first + 2] = [(now[first][0], now[first + 1][1])]
        stages.append(now)
    return stages


def _blocks(axes: Axes, shapes: Sequence[tuple[int, int]], height: float, first: int) -> None:
    """Draw matrices beside one another, each as large as it is; the next two to be multiplied
    stand out.
    """
    x = 0.0
    for position, (rows, columns) in enumerate(shapes):
        fill = OPERATION if len(shapes) > 1 and position in (first, first + 1) else INPUT
        look: dict[str, Any] = {
            "fc": fill,
            "ec": INK,
            "lw": 1.3,
            "hatch": "//" if fill == OPERATION else None,
        }
        cell = Rectangle((x, height - rows / 2), columns, rows, **look)
        axes.add_patch(cell)
        place = (x + columns / 2, height - rows / 2 - 0.15)
        axes.text(*place, f"{rows}×{columns}", ha="center", va="top", fontsize=10)
        x += columns + GAP
    if len(shapes) > 1:
        (p, q), (_, r) = shapes[first : first + 2]
        axes.text(x, height, f"{p}·{q}·{r} = {p * q * r}", va="center", fontsize=11)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
