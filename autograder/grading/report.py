"""What a graded cell shows: a table for the learner, and the evidence for the staff."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.grading.verdict import CheckResult, ExerciseResult, Outcome, points

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


HEADS = ("Check", "Outcome", "What was seen", "Points")
# For the formgrader, whose own style of tables is for numbers; a feedback page has its own.
STYLE = (
    "<style>.unrolled-checks{border-collapse:collapse;font-size:inherit}"
    ".rendered_html .unrolled-checks :is(th,td){text-align:left;vertical-align:top;"
    "white-space:normal;padding:0.3em 1.2em 0.3em 0;border-top:1px solid #bbb}</style>"
)
# In lines that do not wrap: what begins a line is ours, or a sign that the rest is not.
LINES = "<pre style='white-space:pre;overflow-x:auto'>"
TONES = {Outcome.PASSED: "right", Outcome.NOT_ATTEMPTED: "unwritten"}
WORTH_SAYING_TWICE = 20  # characters
SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z])")
CODE = re.compile(r"`([^`\n]+)`")


def outputs_of(result: ExerciseResult) -> list[NotebookNode]:
    """Return the outputs of an exercise's test cell.

    nbgrader reads the mark from the first output: a plain number as text, which is 0 as long as
    there is none; such a cell waits for a person. The evidence that
    follows is marked as the staff's, and is taken out before learners see the notebook.
    """
    mark = new_output(
        "execute_result",
        data={"text/plain": repr(float(result.score or 0)), "text/html": learner_table(result)},
    )
    evidence = staff_evidence(result)
    if not evidence:
        return [mark]
    data = {"text/plain": evidence, "text/html": f"{LINES}{escape(evidence)}</pre>"}
    return [mark, new_output("display_data", data=data, metadata=STAFF)]


def is_for_staff(output: NotebookNode) -> bool:
    """Say whether an output must not reach learners."""
    audience = output.get("metadata", {}).get("unrolled", {}).get("audience")
    return bool(audience == "staff")


def learner_table(result: ExerciseResult) -> str:
    """Return the checks of an exercise as a table, without any hidden number."""
    heads = "".join(f"<th scope='col'>{head}</th>" for head in HEADS)
    rows = "".join(map(_row, result.checks, _each_once(result.checks)))
    return (
        f"{STYLE}<table class='unrolled-checks'>"
        f"<caption>{escape(result.name)}: {_total(result)}"
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{result.picture}"
    )


def staff_evidence(result: ExerciseResult) -> str:
    """Return everything that the staff may see besides the table; hidden numbers included."""
    return "\n\n".join(
        f"[{check.name}] {check.outcome}\n{check.evidence}"
        for check in result.checks
        if check.evidence
    )


def summary(result: ExerciseResult) -> str:
    """Return what to look at first, as a comment; nothing when everything is right.

    The table says the rest: both are shown on one page.
    """
    failed = [check for check in result.checks if check.outcome is not Outcome.PASSED]
    if not failed:
        return ""
    return next((check for check in failed if check.misconception), failed[0]).message


def _total(result: ExerciseResult) -> str:
    total = points(result.score, result.max_score)
    return total if result.score is None else f"{total} points"


def _row(check: CheckResult, seen: str) -> str:
    outcome, is_open = SYMBOLS[check.outcome], check.outcome is Outcome.GRADER_FAULT
    cells = (
        outcome if check.outcome is Outcome.PASSED else f"<b>{outcome}</b>",
        _html(seen),
        points(None if is_open else check.earned, check.points).replace(" ", "&nbsp;"),
    )
    tone = TONES.get(check.outcome, "wrong")
    head = f"<th scope='row'>{_html(check.description)}</th>"
    return f"<tr class='{tone}'>{head}" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _each_once(checks: Sequence[CheckResult]) -> Iterator[str]:
    """Yield what is said of each check; what another was already told is not said again."""
    told: dict[str, str] = {}
    above = ""
    for check in checks:
        message = check.message
        if message != above and message in told and len(message) > WORTH_SAYING_TWICE:
            yield f"The same as for “{told[message]}”"
        else:
            yield _unless_said(message, above)
        told.setdefault(message, check.description)
        above = message


def _unless_said(message: str, above: str) -> str:
    """Leave out the sentences at the end that the row above ends with, too."""
    if len(message) <= WORTH_SAYING_TWICE:
        return message
    sentences, said = SENTENCE_END.split(message), SENTENCE_END.split(above)
    new = len(sentences)
    while new and said and sentences[new - 1] == said.pop():
        new -= 1
    if new == len(sentences):
        return message
    return " ".join([*sentences[:new], "The rest is as above." if new else "As above."])


def _html(text: str) -> str:
    """Return text as HTML, with what stands between backticks as code."""
    return CODE.sub(r"<code>\1</code>", escape(text))
