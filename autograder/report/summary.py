"""The class in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.report.items import Item
from autograder.report.report import Report

MOST = 3  # misunderstandings that are named


def warnings(report: Report) -> list[str]:
    """Return what makes marks doubtful, and belongs on top of everything."""
    return list(_warnings(report))


def summary(report: Report) -> list[str]:
    """Return what somebody should know who reads nothing else."""
    return list(_sentences(report))


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def percent(share: float) -> str:
    """Return a share for people."""
    return f"{100 * share:.0f} %"


def _warnings(report: Report) -> Iterator[str]:
    if report.faulty:
        yield (
            f"The grader failed in the work of {counted(len(report.faulty), 'learner')}: "
            f"{_listed(report.faulty)}. These exercises have no mark yet and wait for a person in "
            "the formgrader; the numbers below leave them out."
        )
    for layer, students in report.reading.gaps.items():
        yield (
            f"{counted(len(students), 'submission')} ran without the sandbox layer {layer}, "
            "which the operator accepted. These marks deserve a look."
        )
    skipped = report.reading.skipped
    if skipped:
        reasons = [f"{student} {reason}" for student, reason in skipped.items()]
        yield (
            f"{counted(len(skipped), 'graded notebook')} could not be used and "
            f"{'is' if len(skipped) == 1 else 'are'} left out here: {_listed(reasons)}. "
            "Grade these submissions again."
        )


def _sentences(report: Report) -> Iterator[str]:
    yield _submitted(report)
    if report.median is not None:
        yield f"The median is {report.median:g} of {report.max_points:g} points in the exercises."
    yield _people(report)
    if not report.items:
        return
    mistakes = report.reading.mistakes[:MOST]
    if mistakes:
        named = (f"{m.title} in {m.exercise} ({len(m.learners)})" for m in mistakes)
        yield f"The most common misunderstandings: {'; '.join(named)}."
    else:
        yield "No known misunderstanding was recognised."
    yield _hardest(report.items)


def _submitted(report: Report) -> str:
    graded = f"{counted(report.submitted, 'submission')} graded"
    waiting = len(report.reading.ungraded)
    return f"{graded}, {waiting} not yet." if waiting else f"{graded}."


def _people(report: Report) -> str:
    parts = []
    if report.reading.unreadable:
        count = len(report.reading.unreadable)
        parts.append(f"{counted(count, 'notebook')} that could not be read (0 points)")
    if report.faulty:
        parts.append(f"{counted(len(report.faulty), 'submission')} that the grader failed at")
    if report.waiting:
        answers = counted(sum(report.waiting.values()), "written answer")
        parts.append(f"{answers} of {counted(len(report.waiting), 'learner')}")
    return f"Waiting for a person: {'; '.join(parts)}." if parts else "Nothing waits for a person."


def _hardest(items: tuple[Item, ...]) -> str:
    known = [(item.difficulty, item) for item in items if item.difficulty is not None]
    if not known:
        return "Nothing is known about any exercise."
    share, item = min(known, key=lambda pair: pair[0])
    if share >= 1:
        return "Everybody has every point in the exercises."
    return f"The hardest exercise was {item.name}: {percent(share)} of its points were earned."


def _listed(names: list[str] | dict[str, list[str]], most: int = 10) -> str:
    shown = list(names)[:most]
    more = len(names) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
