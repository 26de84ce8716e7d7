"""Results as tables, for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rich.table import Table
from rich.text import Text

from autograder.batch.other_points import OtherPoints
from autograder.batch.standing import Standing
from autograder.batch.summary_row import ALL_RIGHT, SummaryRow
from autograder.calibration.calibration import Row
from autograder.grading.verdict import NOT_GRADED, ExerciseResult, Outcome, Verdict, points
from autograder.process.timestamp import TIMESTAMP

STYLES = {Outcome.PASSED: "green", Outcome.NOT_ATTEMPTED: "dim", Outcome.GRADER_FAULT: "magenta"}


def verdict_table(verdict: Verdict) -> Table:
    """Show one submission: every check, with what the learner reads."""
    table = Table(title=f"{verdict.assignment}: {points(verdict.score, verdict.max_score)}")
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


def class_table(
    assignment: str, rows: Iterable[SummaryRow], standings: Mapping[str, Standing]
) -> Table:
    """Show a class: points as the gradebook has them, and the first thing that went wrong.

    What is taken off for lateness, and how much waits for a person, has a column where there is
    any.
    """
    rows = sorted(rows, key=lambda row: row.student)
    shown = [standings.get(row.student) for row in rows]
    late = any(standing and standing.penalty for standing in shown)
    waiting = any(standing and standing.waiting for standing in shown)
    table = Table(title=f"{assignment}: who got what, and why")
    table.add_column("Learner", overflow="fold", max_width=36)
    table.add_column("Points", justify="right", no_wrap=True)
    for heading in ["Late"] * late + ["To mark"] * waiting:
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Why", overflow="fold")
    for row, standing in zip(rows, shown, strict=True):
        penalty = [f"−{standing.penalty:g}" if standing and standing.penalty else ""] * late
        to_mark = [str(len(standing.waiting) or "") if standing else ""] * waiting
        table.add_row(Text(row.student), _points(row, standing), *penalty, *to_mark, _why(row))
    return table


def demo_table(grades: Mapping[str, tuple[list[SummaryRow], list[str]]]) -> Table:
    """Count each assignment's submissions, and those problems where a mark is not as promised."""
    table = Table(title="The demo in all", show_footer=True)
    table.add_column("Assignment", "together")
    for heading, index in (("Submissions", 0), ("Not as promised", 1)):
        together = sum(len(each[index]) for each in grades.values())
        table.add_column(heading, str(together), justify="right")
    for assignment, (rows, problems) in grades.items():
        style = "red" if problems else ""
        table.add_row(assignment, str(len(rows)), Text(str(len(problems)), style=style))
    return table


def class_summary(rows: list[SummaryRow], seconds: float) -> Text:
    """Count a class's checks by their outcome, and list what a person has to look at."""
    outcomes: Counter[str] = Counter()
    for row in rows:
        outcomes.update(row.outcomes)
    counts = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in outcomes.items())
    plural = "" if len(rows) == 1 else "s"
    text = Text(f"{len(rows)} submission{plural} in {seconds:.1f} s. Checks: {counts or 'none'}.")
    for row in sorted(rows, key=lambda row: row.student):
        unreadable = f"nothing could be read: {row.unreadable}" if row.unreadable else None
        undated = f"{TIMESTAMP} is ignored: {row.undated}" if row.undated else None
        for reason in filter(None, (row.trouble, unreadable, undated)):
            text.append(f"\nPlease look at {row.student}: {reason}.", style="magenta")
    outdated = sum(row.outdated for row in rows)
    if outdated:
        text.append(f"\n{_outdated(outdated)}", style="magenta")
    removed = sum(row.removed for row in rows)
    if removed:
        text.append(f"\n{_removed(removed)}", style="magenta")
    return text


def points_sentence(found: Iterable[OtherPoints]) -> str:
    """Say what is worth something else than when recorded marks were given."""
    changed = "; ".join(
        f"`{each.name}` {each.now:g} now, {' or '.join(f'{p:g}' for p in each.then)} then"
        for each in found
    )
    return (
        f"The gradebook has other points than recorded marks were given with: {changed}. "
        "Points that people gave stay as they are in a regrade, too: see whether they still fit."
    )


def _outdated(count: int) -> str:
    marks, they = ("mark was", "it stays") if count == 1 else ("marks were", "they stay")
    return (
        f"{count} recorded {marks} given with other graders, settings or dates, or another release "
        f"or secret: {they} as recorded. `unrolled regrade` shows what would change, and asks."
    )


def _removed(count: int) -> str:
    who, left = ("learner was", "is") if count == 1 else ("learners were", "are")
    return (
        f"{count} {who} removed from the gradebook and {left} left out: `unrolled roster` adds "
        "whom the roster has, `nbgrader db student add ID` anybody; then grade again. Their "
        "folders in submitted/, autograded/ and feedback/ stay until you delete them."
    )


def _points(row: SummaryRow, standing: Standing | None) -> str:
    if not row.recorded or standing is None:
        return "–"
    if row.score is None:
        return NOT_GRADED
    return f"{round(standing.counts, 2):g} / {standing.max_points:g}"


def _why(row: SummaryRow) -> Text:
    if row.trouble is not None:
        return Text(row.trouble, style="magenta")
    if row.removed:
        return Text("removed from the gradebook", style="dim")
    return Text(row.why, style="green" if row.why == ALL_RIGHT else "")


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


def _title(exercise: ExerciseResult) -> str:
    return f"{exercise.name}\n{points(exercise.score, exercise.max_score)}"
