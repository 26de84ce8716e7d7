"""What a graded cell shows: a table for the learner, and the evidence for the staff."""

from __future__ import annotations

from html import escape

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.grading.verdict import CheckResult, ExerciseResult, Outcome

STAFF = {"unrolled": {"audience": "staff"}}

SYMBOLS = {
    Outcome.PASSED: "✓ passed",
    Outcome.WRONG: "✗ wrong",
    Outcome.RAISED: "✗ raised an exception",
    Outcome.TIMED_OUT: "✗ timed out",
    Outcome.OUT_OF_MEMORY: "✗ out of memory",
    Outcome.CUT_OFF: "✗ cut off",
    Outcome.NOT_ATTEMPTED: "– not attempted",
    Outcome.GRADER_FAULT: "! our fault",
}


def outputs_of(result: ExerciseResult) -> list[NotebookNode]:
    """Return the outputs of an exercise's test cell.

    nbgrader reads the mark from the first output: a plain number as text. The evidence that
    follows is marked as the staff's, and is taken out before learners see the notebook.
    """
    mark = new_output(
        "execute_result",
        data={"text/plain": repr(float(result.score)), "text/html": learner_table(result)},
    )
    evidence = staff_evidence(result)
    if not evidence:
        return [mark]
    data = {"text/plain": evidence, "text/html": f"<pre>{escape(evidence)}</pre>"}
    return [mark, new_output("display_data", data=data, metadata=STAFF)]


def is_for_staff(output: NotebookNode) -> bool:
    """Say whether an output must not reach learners."""
    audience = output.get("metadata", {}).get("unrolled", {}).get("audience")
    return bool(audience == "staff")


def learner_table(result: ExerciseResult) -> str:
    """Return the checks of an exercise as a table, without any hidden number."""
    rows = "".join(_row(check) for check in result.checks)
    return (
        f"<p><b>{escape(result.name)}: {result.score:g} of {result.max_score:g} points</b></p>"
        "<table><thead><tr><th>Check</th><th>Outcome</th><th>What was seen</th>"
        f"<th>Points</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def staff_evidence(result: ExerciseResult) -> str:
    """Return everything that the staff may see besides the table; hidden numbers included."""
    return "\n\n".join(
        f"[{check.name}] {check.outcome}\n{check.evidence}"
        for check in result.checks
        if check.evidence
    )


def summary(result: ExerciseResult) -> str:
    """Return one comment on an exercise: its points and each thing that went wrong, once."""
    lines = [f"{result.score:g} of {result.max_score:g} points."]
    seen: set[str] = set()
    for check in result.checks:
        if check.outcome is not Outcome.PASSED and check.message not in seen:
            seen.add(check.message)
            lines.append(f"{check.name}: {check.message}")
    return "\n".join(lines)


def _row(check: CheckResult) -> str:
    cells = (
        escape(check.description),
        SYMBOLS[check.outcome],
        escape(check.message),
        f"{check.earned:g} of {check.points:g}",
    )
    return "<tr>" + "".join(f"<td style='text-align:left'>{cell}</td>" for cell in cells) + "</tr>"
