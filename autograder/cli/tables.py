"""Results as tables, for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from autograder.batch.class_run import Line
from autograder.calibration.calibration import Row
from autograder.grading.verdict import CheckResult, ExerciseResult, Outcome, Verdict

STYLES = {Outcome.PASSED: "green", Outcome.NOT_ATTEMPTED: "dim", Outcome.GRADER_FAULT: "magenta"}


def verdict_table(verdict: Verdict) -> Table:
    """Show one submission: every check, with what the learner reads."""
    table = Table(title=f"{verdict.assignment}: {verdict.score:g} of {verdict.max_score:g} points")
    for heading in ("Exercise", "Check", "Outcome", "Message"):
        table.add_column(heading, overflow="fold")
    for exercise in verdict.exercises:
        for index, check in enumerate(exercise.checks):
            table.add_row(
                _title(exercise) if index == 0 else "",
                check.name,
                Text(check.outcome, style=STYLES.get(check.outcome, "red")),
                Text(check.message),
                end_section=index == len(exercise.checks) - 1,
            )
    return table


def class_table(assignment: str, lines: Iterable[Line]) -> Table:
    """Show a class: a row for each learner, with the first thing that went wrong."""
    table = Table(title=f"{assignment}: who got what, and why")
    table.add_column("Learner", overflow="fold", max_width=36)
    table.add_column("Score", justify="right", no_wrap=True)
    table.add_column("Why", overflow="fold")
    for line in sorted(lines, key=lambda line: line.student):
        if line.verdict is None:
            table.add_row(line.student, "–", Text(line.error or "not graded", style="magenta"))
        else:
            score = f"{line.verdict.score:g} / {line.verdict.max_score:g}"
            table.add_row(line.student, score, why(line))
    return table


def why(line: Line) -> Text:
    """Say in one line what cost a learner points."""
    if line.error is not None:
        return Text(f"not recorded: {line.error}", style="magenta")
    verdict = line.verdict
    assert verdict is not None
    failed = [
        check
        for exercise in verdict.exercises
        for check in exercise.checks
        if check.earned < check.points or check.outcome is Outcome.GRADER_FAULT
    ]
    if not failed:
        return Text("everything right", style="green")
    worst = min(failed, key=_informative)
    return Text(f"{worst.exercise}, {worst.name}: {worst.message}")


def calibration_table(measured: Mapping[str, list[Row]]) -> Table:
    """Show what was measured of the tolerances; distances as shares of the threshold."""
    table = Table(title="Tolerances (distances as shares of the threshold)")
    table.add_column("Exercise")
    for heading in ("Right", "False rejects", "Largest float64", "Largest float32"):
        table.add_column(heading, justify="right")
    for heading in ("Wrong", "False accepts", "Smallest mistake", "Not by numbers"):
        table.add_column(heading, justify="right")
    for assignment, rows in measured.items():
        table.add_row(Text(assignment, style="bold"))
        for row in rows:
            table.add_row(*_measured(row), end_section=row is rows[-1])
    rows = [row for group in measured.values() for row in group]
    right, wrong = sum(row.right for row in rows), sum(row.wrong for row in rows)
    rejects = sum(row.false_rejects for row in rows)
    accepts = sum(row.false_accepts for row in rows)
    table.add_row("together", f"{right}", f"{rejects}", "", "", f"{wrong}", f"{accepts}")
    return table


def _measured(row: Row) -> list[str]:
    return [
        row.exercise,
        str(row.right),
        str(row.false_rejects),
        f"{row.largest_right['float64']:.1e}",
        f"{row.largest_right['float32']:.1e}",
        str(row.wrong),
        str(row.false_accepts),
        "–" if row.smallest_wrong is None else f"{row.smallest_wrong:.0f}",
        str(row.unseen),
    ]


def _informative(check: CheckResult) -> int:
    """Rank what explains a score best: a named mistake first, what was not tried last."""
    if check.misconception is not None:
        return 0
    return 2 if check.outcome is Outcome.NOT_ATTEMPTED else 1


def _title(exercise: ExerciseResult) -> str:
    return f"{exercise.name}\n{exercise.score:g} of {exercise.max_score:g}"
