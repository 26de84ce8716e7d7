"""The figures of this notebook. They draw what your functions return.

Only the cliff is computed here: it is the loss of the smallest recurrent network there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from numpy.typing import NDArray

Array = NDArray[Any]
Arrays = dict[str, Array]
Step = Callable[[Arrays, Arrays, float, float], Arrays]

# Colours that stay apart for colour-blind readers (Okabe, Ito); the markers differ, too.
COLOURS = ("#0072B2", "#C44500", "#009E73", "#AA4499")
MARKERS = ("o", "s", "^", "D")
GREY = "#666666"


def _styles(count: int) -> list[dict[str, Any]]:
    looks: list[dict[str, Any]] = [
        {"color": c, "marker": m} for c, m in zip(COLOURS, MARKERS, strict=True)
    ]
    return [looks[number % len(looks)] for number in range(count)]


# ---------------------------------------------------------------------- directions and angles


def draw_turning(iterates: Mapping[float, Array], v_1: Array) -> Figure:
    """Draw the directions of M^j x in the plane, one panel for each ratio λ_2/λ_1."""
    figure, row = plt.subplots(
        1, len(iterates), figsize=(3.8 * len(iterates), 4.3), layout="constrained", squeeze=False
    )
    plt.close(figure)  # the notebook shows the figure we return; open, it would show it twice
    last = max(columns.shape[1] for columns in iterates.values()) - 1
    shades = plt.cm.ScalarMappable(Normalize(0, last), "viridis")
    for axes, (ratio, columns) in zip(row[0], iterates.items(), strict=True):
        _draw_directions(axes, columns, v_1, shades)
        axes.set_title(f"$\\lambda_2/\\lambda_1 = {ratio:g}$")
    label = "number of multiplications $j$"
    figure.colorbar(shades, ax=row[0].tolist(), shrink=0.75, label=label, format="%d")
    return figure


def _draw_directions(axes: Axes, columns: Array, v_1: Array, shades: Any) -> None:
    axes.add_patch(Circle((0, 0), 1, fill=False, color="#BBBBBB"))
    axes.plot(*(np.outer(v_1, [-1.2, 1.2])), "--", color="#222222", lw=1.4)
    axes.text(1.38 * v_1[0], 1.38 * v_1[1], "$v_1$", ha="center", va="center", fontsize=13)
    for j, (a, b) in enumerate(columns.T):
        arrow = {"arrowstyle": "-|>", "color": shades.to_rgba(j), "lw": 1.6, "shrinkB": 0}
        axes.annotate("", (a, b), (0, 0), arrowprops={**arrow, "shrinkA": 0})
    x, y = 1.14 * columns[:, 0]
    axes.text(x, y, "$x$", ha="center", va="center", fontsize=13)
    axes.set(xlim=(-1.45, 1.45), ylim=(-1.45, 1.45), aspect="equal", xticks=[], yticks=[])


def draw_alignment(cosines: Mapping[float, Array], floor: float = 1e-6) -> Figure:
    """Draw the tangent of the angle to v_1 against the bound r^j tan θ_0, for each ratio r.

    A cosine near 1 no longer tells angles below about 1e-8 apart; nothing is drawn that small.
    """
    figure, axes = plt.subplots(figsize=(8, 4.4), layout="constrained")
    plt.close(figure)
    styles = _styles(len(cosines))
    for style, (ratio, cosine) in zip(styles, cosines.items(), strict=True):
        steps = np.arange(len(cosine))
        tangent = np.sqrt(np.maximum(1 - cosine**2, 0)) / cosine
        bound = ratio**steps * tangent[0]
        seen = np.where(tangent > floor, tangent, np.nan)
        label = f"measured, $r = {ratio:g}$"
        axes.plot(steps, seen, ls="", ms=5, markevery=3, label=label, **style)
        axes.plot(steps, np.where(bound > floor, bound, np.nan), color=style["color"], lw=1.4)
    axes.plot([], [], color=GREY, lw=1.4, label=r"bound $r^j \tan\theta_0$")
    axes.set(yscale="log", xlabel="number of multiplications $j$", ylabel=r"$\tan\theta_j$")
    axes.set_title("The tangent falls at least as fast as $r^j$, $r = |\\lambda_2| / |\\lambda_1|$")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def draw_failures(shares: Mapping[int, Array], powers: Array) -> Figure:
    """Draw how often the angle is still too large after k multiplications, by dimension n."""
    figure, axes = plt.subplots(figsize=(8, 4.2), layout="constrained")
    plt.close(figure)
    styles = _styles(len(shares))
    for style, (n, share) in zip(styles, shares.items(), strict=True):
        failures = np.where(share < 1, 1 - share, np.nan)  # a logarithm of zero cannot be drawn
        axes.plot(powers, failures, lw=1.4, ms=5, label=f"$n = {n}$", **style)
        seen = np.flatnonzero(share < 1)
        if len(seen) and seen[-1] < len(powers) - 1:
            end = (powers[seen[-1]], failures[seen[-1]])
            look: dict[str, Any] = {"color": style["color"], "fontsize": 9, "ha": "right"}
            axes.annotate("none seen beyond", end, (-6, -4), textcoords="offset points", **look)
    axes.set(yscale="log", xlabel="number of multiplications $k$")
    axes.set(ylabel="share not yet aligned", title="Random vectors still too far from $v_1$")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


# ------------------------------------------------------------------------ gradients by distance


def draw_norms(
    norms: Mapping[str, Array],
    bounds: Mapping[str, Array],
    title: str,
    highest: float | None = None,
) -> Figure:
    """Draw norms of Jacobians against the distance, and, dashed, a bound for each that has one.

    Above `highest` nothing is shown.
    """
    figure, axes = plt.subplots(figsize=(8, 4.4), layout="constrained")
    plt.close(figure)
    for style, (name, norm) in zip(_styles(len(norms)), norms.items(), strict=True):
        every = max(1, len(norm) // 12)
        axes.plot(norm, lw=1.6, ms=5, markevery=every, label=name, **style)
        if name in bounds:
            axes.plot(bounds[name], "--", color=style["color"], lw=1.4)
    if bounds:
        axes.plot([], [], "--", color=GREY, lw=1.4, label="its bound")
    axes.axhline(1, color="#222222", lw=1, ls=":", label="1: lengths are kept", zorder=0)
    axes.set(yscale="log", xlabel="distance in steps", ylabel="norm of the Jacobian", title=title)
    axes.set_ylim(top=highest)
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


# ------------------------------------------------------------------------------------- clipping


def draw_clipping(gradient: Array, by_value: Array, by_norm: Array, limit: float) -> Figure:
    """Draw a gradient of two elements, and what either way of clipping leaves of it."""
    figure, axes = plt.subplots(figsize=(7.5, 3.9), layout="constrained")
    plt.close(figure)
    box = Rectangle((-limit, -limit), 2 * limit, 2 * limit, fill=False, ls="--", color=COLOURS[1])
    for patch in (box, Circle((0, 0), limit, fill=False, ls="--", color=COLOURS[2])):
        axes.add_patch(patch)
    kinds = {"the gradient": gradient, "clipped by value": by_value, "clipped by norm": by_norm}
    for style, (name, vector) in zip(_styles(3), kinds.items(), strict=True):
        arrow = {"arrowstyle": "-|>", "color": style["color"], "lw": 2.2, "shrinkA": 0}
        axes.annotate("", (vector[0], vector[1]), (0, 0), arrowprops={**arrow, "shrinkB": 0})
        axes.plot([], [], color=style["color"], lw=2.2, label=name)
    width = 1.15 * max(abs(gradient[0]), limit)
    height = 1.3 * max(abs(gradient[1]), limit)
    axes.set(xlim=(-1.3 * limit, width), ylim=(-height, height), aspect="equal")
    axes.set(xlabel="first element", ylabel="second element")
    axes.set_title("Clipping by value turns a gradient, clipping by norm shortens it")
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right")
    return figure


STEPS, START, TARGET = 10, 0.5, 0.3  # of the network with one unit


def cliff(w: Any, b: Any) -> tuple[Any, Any, Any]:
    """Return the loss (h_10 - 0.3)² of h_t = tanh(w h_{t-1} + b), and its slopes in w and b."""
    h, dh_dw, dh_db = START, 0.0, 0.0
    for _ in range(STEPS):
        new = np.tanh(w * h + b)
        slope = 1 - new**2
        dh_dw, dh_db = slope * (h + w * dh_dw), slope * (1 + w * dh_db)
        h = new
    error = h - TARGET
    return error**2, 2 * error * dh_dw, 2 * error * dh_db


def descend(step: Step, max_norm: float, steps: int = 100, lr: float = 0.1) -> Array:
    """Follow gradient descent on the cliff; return the points (w, b) as rows."""
    parameters = {"w": np.array([2.2]), "b": np.array([-0.2])}
    path = []
    for _ in range(steps + 1):
        path.append([parameters["w"][0], parameters["b"][0]])
        _, dw, db = cliff(parameters["w"], parameters["b"])
        parameters = step(parameters, {"dw": dw, "db": db}, lr, max_norm)
    return np.array(path)


def draw_cliff(paths: Mapping[str, Array]) -> Figure:
    """Draw the loss over w and b, in space and as a map with the paths of gradient descent."""
    figure = plt.figure(figsize=(11, 4.6), layout="constrained")
    plt.close(figure)
    w, b = np.meshgrid(np.linspace(0.3, 2.7, 181), np.linspace(-3.1, 1.1, 241))
    loss = cliff(w, b)[0]
    space: Any = figure.add_subplot(1, 2, 1, projection="3d")
    space.plot_surface(w, b, loss, cmap="Blues", vmax=2.5, rcount=241, ccount=181, lw=0)
    space.set(xlabel="$w$", ylabel="$b$", zlabel="loss", title="The loss has a cliff ...")
    space.view_init(30, 40)
    space.set_box_aspect((1, 1.2, 0.8), zoom=0.85)
    plan = figure.add_subplot(1, 2, 2)
    filled = plan.contourf(w, b, loss, levels=np.linspace(0, 1.75, 15), cmap="Blues", vmax=2.5)
    figure.colorbar(filled, ax=plan, label="loss", ticks=np.linspace(0, 1.5, 4))
    for colour, size, (name, path) in zip(
        ("#222222", COLOURS[1]), (5, 2.5), paths.items(), strict=True
    ):
        plan.plot(*path.T, "o-", lw=1.3, ms=size, label=name, color=colour)
        plan.plot(*path[-1], color=colour, marker="*", ms=15, mec="white", ls="")
    plan.annotate("start", path[0], path[0] + [0.05, 0.3], arrowprops={"arrowstyle": "-"})
    plan.set(xlabel="$w$", ylabel="$b$", xlim=(0.3, 2.7), ylim=(-3.1, 1.1))
    plan.set_title("... and what it does to gradient descent")
    plan.legend(loc="lower right")
    return figure
