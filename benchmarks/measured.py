"""What was measured, as tables and a plot for `docs/performance.md`."""

from __future__ import annotations

import os
import platform
import re
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import matplotlib
import numpy as np
from matplotlib.figure import Figure

from benchmarks.classes import Cost

HEADING = "## Measured\n"


@dataclass
class Measured:
    """All that one run of the benchmark measured.

    `slow` names the ways that others than `unrolled grade` take, nbgrader's own first; `ways` has
    for each way to grade the class the number of submissions and the seconds; `growth` the cost by
    number of processes and of submissions; `checks` seconds by assignment.
    """

    slow: tuple[str, ...]
    ways: dict[str, tuple[int, float]] = field(default_factory=dict)
    growth: dict[int, dict[int, Cost]] = field(default_factory=dict)
    floor: float = 0.0
    marks: list[float] = field(default_factory=list)
    worker_starts: list[float] = field(default_factory=list)
    checks: dict[str, float] = field(default_factory=dict)
    dask: float = 0.0


def markdown(measured: Measured) -> str:
    """Return the section of the document."""
    return "\n".join(
        [
            HEADING,
            f"{_machine()}\n",
            _ways(measured),
            "![Seconds by submissions](performance.svg)\n",
            _growth(measured),
            _latencies(measured),
        ]
    )


def write(measured: Measured, document: Path) -> None:
    """Put the section at the end of a document, in the place of the last one, and draw the plot."""
    before, _, _ = document.read_text(encoding="utf-8").partition(HEADING)
    document.write_text(before + markdown(measured), encoding="utf-8")
    with matplotlib.rc_context({"svg.hashsalt": "unrolled", "svg.fonttype": "none"}):
        plot(measured).savefig(document.with_suffix(".svg"), metadata={"Date": None})


def plot(measured: Measured) -> Figure:
    """Draw seconds by submissions."""
    figure = Figure(figsize=(7, 4.5), layout="constrained")
    axes = figure.subplots()
    for jobs, costs in measured.growth.items():
        seconds = [cost.seconds for cost in costs.values()]
        axes.loglog([*costs], seconds, "o-", label=f"unrolled grade --jobs {jobs}")
    for name in measured.slow:
        axes.loglog(*measured.ways[name], "s", label=name)
    sizes = np.array([1, max(measured.growth[1])])
    axes.loglog(sizes, sizes * measured.floor, "--", color="grey", label="the floor")
    axes.set(xlabel="submissions", ylabel="seconds", title="Grading cells")
    axes.grid(alpha=0.3)
    axes.legend()
    return figure


def _machine() -> str:
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    return (
        f"{os.cpu_count()} cores{f' ({cpu[1]})' if cpu else ''}, Linux {platform.release()}, "
        f"Python {platform.python_version()}, NumPy {np.__version__}."
    )


def _ways(measured: Measured) -> str:
    submissions, total = measured.ways[measured.slow[0]]
    stock = total / submissions
    rows = [
        (
            name,
            submissions,
            f"{total:.1f}",
            f"{total / submissions:.3f}",
            f"{stock * submissions / total:.1f}",
            f"{total / submissions / measured.floor:.1f}",
        )
        for name, (submissions, total) in measured.ways.items()
    ]
    heading = (
        "How", "Submissions", "Seconds", "Seconds each", "Times as fast as nbgrader",
        "Times the floor",
    )  # fmt: skip
    return _table(heading, rows)


def _growth(measured: Measured) -> str:
    one, two = measured.growth[1], measured.growth[2]
    rows = []
    before: int | None = None
    for size in one:
        further = ["" if before is None else _further(costs, before, size) for costs in (one, two)]
        rows.append(
            (
                size,
                f"{one[size].seconds:.1f}",
                further[0],
                f"{two[size].seconds:.1f}",
                further[1],
                f"{one[size].seconds / two[size].seconds:.2f}",
                f"{max(one[size].megabytes, two[size].megabytes):.0f}",
            )
        )
        before = size
    heading = (
        "Submissions", "One process: seconds", "each further one", "Two: seconds",
        "each further one", "Two are … times as fast", "No process above, MB",
    )  # fmt: skip
    return _table(heading, rows)


def _further(costs: Mapping[int, Cost], before: int, size: int) -> str:
    return f"{(costs[size].seconds - costs[before].seconds) / (size - before):.3f}"


def _latencies(measured: Measured) -> str:
    slowest = max(measured.checks, key=lambda name: measured.checks[name])
    rows = [
        ("`unrolled mark` from a cold start", statistics.median(measured.marks)),
        (
            "a worker of the sandbox, from fork to verified layers",
            statistics.median(measured.worker_starts),
        ),
        (f"the slowest `check` in a notebook (in `{slowest}`)", measured.checks[slowest]),
        ("Dask, for each task", measured.dask),
    ]
    return _table(("What", "Seconds"), [(what, f"{seconds:.4f}") for what, seconds in rows])


def _table(heading: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    line = "|---" + "|---:" * (len(heading) - 1) + "|"
    cells = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join([f"| {' | '.join(heading)} |", line, *cells, ""])
