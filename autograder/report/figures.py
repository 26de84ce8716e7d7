"""Figures as SVG to stand in a page: readable without colour, in light and dark, and aloud."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from html import escape
from typing import Any

from matplotlib import rc_context
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.report.items import Item
from autograder.report.learner import Standing
from autograder.report.mistakes import Mistake

WIDTH = 4.8  # inches: legible on a phone, where it fills the screen
ROW = 0.3
INK = "#010203"  # becomes the colour of the page's text
STYLE: Any = {  # Matplotlib's type of it names all keys that there are
    "svg.fonttype": "none",
    "svg.hashsalt": "unrolled",
    "font.family": "sans-serif",
    "font.size": 9,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "patch.edgecolor": INK,
    "patch.force_edgecolor": True,
    "patch.linewidth": 0.8,
    "hatch.linewidth": 0.6,
    "hatch.color": INK,
}
# Okabe and Ito's colours, which colour-blind people can tell apart, each with a pattern.
LOOKS = {
    Standing.RIGHT: ("#0072b2", ""),
    Standing.PARTLY: ("#e69f00", "//"),
    Standing.WRONG: ("#d55e00", "xx"),
    Standing.NOT_ATTEMPTED: ("none", ".."),
    Standing.UNKNOWN: ("#cc79a7", "++"),
}


def scores(bins: Sequence[int], most: float) -> str:
    """Draw how many learners have how many points."""
    width = most / len(bins)
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 2.4), layout="constrained")
        axes = figure.subplots()
        bars = axes.bar([width * i for i in range(len(bins))], bins, width, align="edge")
        for bar in bars:
            bar.set_facecolor(LOOKS[Standing.RIGHT][0])
        axes.set_xlabel("Points in the exercises")
        axes.set_ylabel("Learners")
        axes.set_xlim(0, most)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        listed = ", ".join(str(count) for count in bins)
        return _svg(
            figure,
            "scores",
            "Distribution of points",
            f"Learners in each tenth of {most:g} points, from the fewest points: {listed}.",
        )


def success(items: Sequence[Item]) -> str:
    """Draw for each exercise how many learners came how far."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, ROW * len(items) + 1.2), layout="constrained")
        axes = figure.subplots()
        names = [item.name for item in items]
        left = [0] * len(items)
        for standing, (colour, hatch) in LOOKS.items():
            counts = [item.standings[standing] for item in items]
            if any(counts):
                axes.barh(names, counts, 0.7, left, color=colour, hatch=hatch, label=standing.value)
                left = [before + count for before, count in zip(left, counts, strict=True)]
        axes.invert_yaxis()
        axes.set_xlabel("Learners")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        figure.legend(
            loc="outside upper center", ncols=4, columnspacing=1.2, handlelength=1.6, frameon=False
        )
        listed = "; ".join(
            f"{item.name}: {item.standings[Standing.RIGHT]} right of {sum(item.standings.values())}"
            for item in items
        )
        return _svg(figure, "success", "How far each exercise came", f"{listed}.")


def misunderstandings(mistakes: Sequence[Mistake]) -> str:
    """Draw how many learners made each mistake."""
    with rc_context(STYLE):
        figure = Figure(figsize=(WIDTH, 1.4 * ROW * len(mistakes) + 0.6), layout="constrained")
        axes = figure.subplots()
        names = [f"{mistake.exercise}\n{_short(mistake.title)}" for mistake in mistakes]
        counts = [len(mistake.learners) for mistake in mistakes]
        bars = axes.barh(names, counts, 0.6, color=LOOKS[Standing.WRONG][0])
        axes.bar_label(bars, padding=3)
        axes.invert_yaxis()
        axes.margins(x=0.1)
        axes.set_xlabel("Learners")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        listed = "; ".join(f"{m.title} in {m.exercise}: {len(m.learners)}" for m in mistakes)
        return _svg(figure, "mistakes", "The most common misunderstandings", f"{listed}.")


def _short(title: str, most: int = 34) -> str:
    return title if len(title) <= most else f"{title[: most - 1]}…"


def _svg(figure: Figure, name: str, title: str, description: str) -> str:
    """Return a figure as an element with its name, and ids that no other figure has."""
    drawn = io.StringIO()
    figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None})
    svg = drawn.getvalue()
    inside = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    inside = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{name}-", inside)
    inside = inside.replace(INK, "currentColor")
    box = re.search(r'viewBox="[^"]+"', inside)
    assert box is not None
    inside = inside[inside.index(">") + 1 :]
    return (
        f'<svg role="img" {box[0]} aria-labelledby="{name}-title {name}-description" '
        'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-description">{escape(description)}</desc>{inside}'
    )
