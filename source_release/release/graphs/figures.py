"""The figures of the assignment on computational graphs.

What is drawn comes from the notebook: graphs as plain data, and the values, gradients and counts
that your functions computed.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path
from numpy.typing import NDArray

Array = NDArray[Any]
Graph = Mapping[str, tuple[Any, tuple[str, ...]]]
Point = tuple[float, float]
Bprop = Callable[[str, list[Any], Any, Any], tuple[Any, ...]]

# Colours that stay apart for colour-blind readers and, by their lightness, in print (Okabe, Ito).
INPUT, OPERATION, OUTPUT = "#CFE8F7", "#FFE2A8", "#EBC9DD"
FORWARD, BACKWARD = "#222222", "#C44500"
LINES = ("#0072B2", "#C44500")

FORMULAS = {
    "add": "{} + {}",
    "mul": "{} · {}",
    "max": "max({}, {})",
    "matmul": "{} {}",
    "neg": "-{}",
    "reciprocal": "1 / {}",
}
WIDTH, HEIGHT = 2.5, 1.8  # between the columns and the rows of a drawn graph
ROOM = 0.8  # from the middle of a node to an arrow that passes it, for its number


def draw_graph(
    graph: Graph,
    values: Mapping[str, Any] | None = None,
    gradients: Mapping[str, Any] | None = None,
    bprop: Bprop | None = None,
) -> Figure:
    """Draw a graph from left to right, with what is known about it.

    Parameters
    ----------
    graph : maps each name to `(op, parents)`.
    values : single numbers, by node; drawn above the nodes.
    gradients : single numbers, by node; drawn below the nodes.
    bprop : your function. With it, each edge shows what the child hands back to its parent.
    """
    places = _places(graph)
    right, top = (max(place[axis] for place in places.values()) for axis in (0, 1))
    bottom = min(place[1] for place in places.values())
    title = "Arrows lead from parents to children"
    if gradients is not None:
        title = "Black: values. Orange: gradients of the last node, handed back from the right"
    elif values is not None:
        title = "Every node with its value"
    arches = [
        (places[parent][1] + places[child][1] - bend * math.dist(places[parent], places[child])) / 2
        for child in graph
        for parent in graph[child][1]
        if (bend := _way_round(places[parent], places[child], places.values()))
    ]
    top = max([top, *arches])
    above, below = 0.5 if values is None else 0.8, 0.5 if gradients is None else 0.8
    size = (right + 2.3, top - bottom + above + below)
    figure, axes = _canvas(
        (1.02 * size[0], 1.02 * size[1] + 0.4),
        title,
        (-1.0, right + 1.3),
        (bottom - below, top + above),
    )
    boxes = {name: _node(axes, places[name], _label(graph, name), graph[name]) for name in graph}
    for child in graph:
        shares = _shares(graph, child, values, gradients, bprop)
        _edges(axes, graph[child][1], child, places, boxes, shares)
    for name, (x, y) in places.items():
        if values is not None:
            _number(axes, (x, y + 0.47), f"{float(values[name]):.4g}", FORWARD)
        if gradients is not None and name in gradients:
            _number(axes, (x, y - 0.47), f"{float(gradients[name]):.4g}", BACKWARD)
    return figure


def draw_diamonds(count: int = 3) -> Figure:
    """Draw a chain of diamonds, with the number of paths to each of its joints."""
    title = "A chain of diamonds: each one doubles the number of paths"
    figure, axes = _canvas((3.1 * count + 0.8, 3.1), title, (-0.5, 3 * count + 0.5), (-1.35, 1.35))
    joints = [_circle(axes, (3.0 * i, 0.0), _joint(i, count)) for i in range(count + 1)]
    for i in range(count):
        for height, label in ((0.8, f"$a_{i}$"), (-0.8, f"$b_{i}$")):
            middle = _circle(axes, (3 * i + 1.5, height), label, OPERATION)
            _arrow(axes, joints[i], middle)
            _arrow(axes, middle, joints[i + 1])
        paths = 2 ** (i + 1)
        _number(axes, (3.0 * (i + 1), -0.75), f"{paths} paths", FORWARD)
    return figure


def draw_costs(counts: Sequence[int], naive: Sequence[int], table: Sequence[int]) -> Figure:
    """Draw the products that a gradient takes without and with a table, on a log axis."""
    figure, axes = plt.subplots(figsize=(8.5, 4), layout="constrained")
    plt.close(figure)
    curves = (("nothing stored", naive), ("with a table", table))
    for (label, cost), color, marker in zip(curves, LINES, "os", strict=False):
        known = [float(number) for number in cost]
        axes.plot(counts, known, marker, ls="-", color=color, ms=4, lw=1.6)
        place = (counts[3 * len(counts) // 4], known[3 * len(counts) // 4])
        look: dict[str, Any] = {"ha": "right", "va": "bottom", "color": color, "fontsize": 12}
        axes.annotate(label, place, (-8, 6), textcoords="offset points", **look)
    axes.set_yscale("log")
    axes.set(xlabel="diamonds in the chain", ylabel="products (log scale)")
    axes.set_title("Without a table, every further diamond doubles the cost")
    axes.grid(alpha=0.3)
    return figure


def draw_network(layers: int = 3) -> Figure:
    """Draw a deep network as a chain of values, with its weights and biases below."""
    title = (
        "Each matrix has two paths to the loss: through the network and (dashed) through its size"
    )
    figure, axes = _canvas((11, 4), title, (-0.5, 4 * layers + 1.8), (-3.7, 0.8))
    size = _boxed(
        axes, (4.0 * layers, -3.2), r"$\lambda \sum \|W_l\|^2$", OPERATION, "round,pad=0.35"
    )
    before = _circle(axes, (0.0, 0.0), "$h_0$")
    axes.text(0, -0.75, "$= x$", ha="center", va="center", fontsize=13)
    for layer in range(1, layers + 1):
        z = _circle(axes, (4 * layer - 2.0, 0.0), f"$z_{layer}$", OPERATION)
        _arrow(axes, before, z)
        for shift, name in ((-0.75, "b"), (0.75, "W")):
            place = (4 * layer - 2.0 + shift, -1.35)
            parameter = _circle(axes, place, f"${name}_{layer}$", "#FFFFFF")
            _arrow(axes, parameter, z)
            if name == "W":
                _arrow(axes, parameter, size, linestyle=(0, (4, 2)))
        last = layer == layers
        before = _circle(axes, (4.0 * layer, 0.0), "$p$" if last else f"$h_{layer}$")
        _arrow(axes, z, before, "softmax" if last else f"$f_{layer}$")
    loss = _circle(axes, (4.0 * layers + 1.2, 0.0), "$L$", OUTPUT)
    _arrow(axes, before, loss)
    _arrow(axes, size, loss, linestyle=(0, (4, 2)))
    return figure


def draw_training(
    points: Array,
    labels: Array,
    probability: Callable[[Array], Array],
    losses: Sequence[float],
) -> Figure:
    """Draw the loss of a training, and which class the network sees where.

    Parameters
    ----------
    points : (2, N) what the network was trained on.
    labels : (N,) the class of each, 0 or 1.
    probability : gives the probability of class 1 at (2, M) places.
    losses : the loss at every step of the training.
    """
    figure, (left, right) = plt.subplots(
        1, 2, figsize=(10, 4), layout="constrained", width_ratios=(1.15, 1)
    )
    plt.close(figure)
    left.plot(losses, color=LINES[0], lw=2)
    left.set(xlabel="step", ylabel="loss (log scale)", title="The loss", yscale="log")
    left.grid(alpha=0.3)
    reach = 1.1 * float(np.abs(points).max())
    x, y = np.meshgrid(np.linspace(-reach, reach, 81), np.linspace(-reach, reach, 81))
    seen = probability(np.array([x.ravel(), y.ravel()])).reshape(x.shape)
    levels = np.linspace(0, 1, 11)
    surface = right.contourf(x, y, seen, levels, cmap="cividis", alpha=0.8)
    for label, marker, color in ((0, "o", "white"), (1, "^", "black")):
        own = points[:, labels == label]
        look = {"edgecolors": FORWARD, "linewidths": 0.6, "s": 22}
        right.scatter(own[0], own[1], marker=marker, c=color, label=f"class {label}", **look)
    right.set(aspect="equal", title="What the network has learned")
    right.legend(loc="upper right", fontsize=9)
    figure.colorbar(surface, ax=right, label="probability of class 1")
    return figure


# ------------------------------------------------------------------------------- laying out graphs


def _depths(graph: Graph) -> dict[str, int]:
    """Return the length of the longest path that leads to each node."""
    depths: dict[str, int] = {}
    while len(depths) < len(graph):
        known = len(depths)
        for name, (_, parents) in graph.items():
            if name not in depths and all(parent in depths for parent in parents):
                depths[name] = 1 + max((depths[parent] for parent in parents), default=-1)
        if len(depths) == known:
            raise ValueError("a graph with a cycle cannot be drawn")
    return depths


def _places(graph: Graph) -> dict[str, Point]:
    """Put each node in the column of its depth, near the height of its parents."""
    columns: dict[int, list[str]] = defaultdict(list)
    for name, depth in _depths(graph).items():
        columns[depth].append(name)
    heights: dict[str, float] = {}
    for depth in sorted(columns):
        wanted = {
            name: float(np.mean([heights[parent] for parent in graph[name][1]]))
            if graph[name][1]
            else -HEIGHT * position
            for position, name in enumerate(columns[depth])
        }
        heights |= _spread(wanted)
    return {
        name: (WIDTH * depth, heights[name]) for depth, names in columns.items() for name in names
    }


def _spread(wanted: Mapping[str, float]) -> dict[str, float]:
    """Move heights apart until neighbours have room; keep their order and their mean."""
    names = sorted(wanted, key=lambda name: -wanted[name])
    heights: list[float] = []
    for name in names:
        limit = heights[-1] - HEIGHT if heights else math.inf
        heights.append(min(wanted[name], limit))
    shift = float(np.mean(list(wanted.values()))) - float(np.mean(heights))
    return {name: height + shift for name, height in zip(names, heights, strict=True)}


def _label(graph: Graph, name: str) -> str:
    op, parents = graph[name]
    if op == "input":
        return name
    if isinstance(op, tuple):
        return f"{name} = {op[1]:g}"
    pattern = FORMULAS.get(op, f"{op}({', '.join('{}' for _ in parents)})")
    return f"{name} = {pattern.format(*parents)}"


def _shares(
    graph: Graph,
    child: str,
    values: Mapping[str, Any] | None,
    gradients: Mapping[str, Any] | None,
    bprop: Bprop | None,
) -> list[str]:
    """Return what a node hands to each of its parents, as text; empty where it is not known."""
    op, parents = graph[child]
    if bprop is None or values is None or gradients is None or child not in gradients:
        return [""] * len(parents)
    if not parents:
        return []
    handed = bprop(op, [values[parent] for parent in parents], values[child], gradients[child])
    return [f"{float(share) + 0.0:.4g}" for share in handed]


# ---------------------------------------------------------------------------------------- drawing


def _canvas(size: Point, title: str, x: Point, y: Point) -> tuple[Figure, Axes]:
    figure, axes = plt.subplots(figsize=size, layout="constrained")
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    axes.set(xlim=x, ylim=y, aspect="equal", title=title)
    axes.axis("off")
    return figure, axes


def _boxed(axes: Axes, at: Point, text: str, fill: str, style: Any) -> tuple[Point, Any]:
    box = {"boxstyle": style, "facecolor": fill, "edgecolor": FORWARD}
    drawn = axes.text(*at, text, ha="center", va="center", fontsize=13, bbox=box, zorder=3)
    return at, drawn.get_bbox_patch()


def _node(axes: Axes, at: Point, text: str, node: tuple[Any, tuple[str, ...]]) -> tuple[Point, Any]:
    fill = OPERATION if node[1] else INPUT
    return _boxed(axes, at, text, fill, "round,pad=0.35")


def _circle(axes: Axes, at: Point, text: str, fill: str = INPUT) -> tuple[Point, Any]:
    return _boxed(axes, at, text, fill, _round)


def _round(x: float, y: float, width: float, height: float, size: float) -> Path:
    """Return a circle around a text whose size depends on the font alone, not on the text."""
    return Path.circle((x + width / 2, y + height / 2), 1.3 * size)


def _joint(i: int, count: int) -> str:
    return "$x$" if i == 0 else "$L$" if i == count else f"$x_{i}$"


def _arrow(
    axes: Axes,
    start: tuple[Point, Any],
    end: tuple[Point, Any],
    text: str = "",
    bend: float = 0.0,
    linestyle: Any = "-",
) -> None:
    look = {"arrowstyle": "-|>", "lw": 1.5, "shrinkA": 3, "shrinkB": 3, "color": FORWARD}
    look |= {"patchA": start[1], "patchB": end[1], "connectionstyle": f"arc3,rad={bend}"}
    look |= {"linestyle": linestyle}
    # Above the nodes: an arrow ends where the box of its node was last drawn.
    axes.annotate("", end[0], start[0], arrowprops=look, zorder=4)
    middle = ((start[0][0] + end[0][0]) / 2, (start[0][1] + end[0][1]) / 2 + 0.3)
    axes.text(*middle, text, ha="center", va="center", fontsize=12)


def _edges(
    axes: Axes,
    parents: Sequence[str],
    child: str,
    places: Mapping[str, Point],
    boxes: Mapping[str, tuple[Point, Any]],
    shares: Sequence[str],
) -> None:
    """Draw the arrows into a node; two from the same parent bend away from each other.

    An arrow past another node bends around it.
    """
    twice = {parent for parent, count in Counter(parents).items() if count > 1}
    for position, (parent, share) in enumerate(zip(parents, shares, strict=True)):
        bend = _way_round(places[parent], places[child], places.values())
        if parent in twice:
            bend = 0.25 if position else -0.25
        _arrow(axes, boxes[parent], boxes[child], bend=bend)
        if share:
            (x0, y0), (x1, y1) = places[parent], places[child]
            at = 0.5 if x1 - x0 < 1.5 * WIDTH else 0.28
            side = -bend * math.dist((x0, y0), (x1, y1)) * 2 * at * (1 - at)
            middle = (x0 + at * (x1 - x0), y0 + at * (y1 - y0) + side)
            _number(axes, middle, share, BACKWARD, back=True)


def _way_round(start: Point, end: Point, nodes: Iterable[Point]) -> float:
    """Return how much an arrow has to bend upwards, so that no node is in its way."""
    (x0, y0), (x1, y1) = start, end
    lift = 0.0
    for x, y in nodes:
        if x0 < x < x1:
            above = y0 + (y1 - y0) * (x - x0) / (x1 - x0) - y
            lift = max(lift, ROOM - above) if abs(above) < ROOM else lift
    return -2 * lift / math.dist(start, end)


def _number(axes: Axes, at: Point, text: str, color: str, back: bool = False) -> None:
    """Write a number; one that travels back stands on its edge, with an arrow of its own."""
    number = text.replace("-", "−")
    shown = f"← {number}" if back else number
    box = {"boxstyle": "round,pad=0.12", "facecolor": "white", "edgecolor": "none"}
    axes.text(
        *at,
        shown,
        ha="center",
        va="center",
        fontsize=12,
        color=color,
        zorder=5,
        bbox=box,
        fontweight="normal" if back else "bold",
    )
