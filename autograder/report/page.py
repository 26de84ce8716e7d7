"""The report as one page that needs nothing else."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from autograder.report import figures
from autograder.report.learner import Standing
from autograder.report.report import Report
from autograder.report.summary import counted, percent, summary, warnings

DRAWN = 10  # mistakes in the figure; the table has all
PAIRS = 25
SMALL = 30  # learners: below, a correlation says little


def page(report: Report, names: Mapping[str, str] = {}) -> str:
    """Return the page. Whatever learners wrote is text in it, nothing else.

    Parameters
    ----------
    names : people's names by those that they have in nbgrader, as far as anybody has told.
    """
    environment = Environment(
        loader=PackageLoader("autograder.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["share"] = _share
    environment.filters["named"] = lambda student: _named(student, names.get(student))
    script = _file("sort.js")
    return environment.get_template("page.html").render(
        report=report,
        reading=report.reading,
        warnings=warnings(report),
        summary=summary(report),
        figures=_figures(report),
        standings=_standings(report),
        counted=counted,
        pairs=report.reading.alike[:PAIRS],
        drawn=DRAWN,
        small=SMALL,
        style=Markup(_file("page.css")),
        script=Markup(script),
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


def _figures(report: Report) -> dict[str, Markup]:
    """Draw what there is to draw; the figures escape what is in them."""
    drawn = {}
    if report.items:
        drawn["scores"] = figures.scores(report.bins, report.max_points)
        drawn["success"] = figures.success(report.items)
    if report.reading.mistakes:
        drawn["mistakes"] = figures.misunderstandings(report.reading.mistakes[:DRAWN])
    return {name: Markup(svg) for name, svg in drawn.items()}


def _standings(report: Report) -> list[Standing]:
    """Return the columns of the table: nothing unknown, no column for it."""
    unknown = any(item.standings[Standing.UNKNOWN] for item in report.items)
    return [s for s in Standing if unknown or s is not Standing.UNKNOWN]


def _named(student: str, name: str | None) -> str:
    return f"{name} ({student})" if name else student


def _share(value: float | None) -> str:
    return "–" if value is None else percent(value)


def _file(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")
