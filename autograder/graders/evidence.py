"""What the staff may see of a wrong answer: hidden numbers included."""

from __future__ import annotations

from autograder.graders.expectations import Answer
from autograder.graders.shown import shown

QUOTE = "│ "


def quoted(text: str) -> str:
    """Return what learners' code said, line by line behind a sign that no line of ours has.

    What moves, hides or turns round the rest of a line is written out.
    """
    return "\n".join(QUOTE + "".join(map(_visible, line)) for line in text.split("\n"))


def _visible(character: str) -> str:
    is_shown = character.isprintable() or character == "\t"
    return character if is_shown else character.encode("unicode_escape").decode("ascii")


def evidence_of(output: str, given: Answer, right: Answer) -> str:
    """Show what was asked, received and expected in one case; of every output if none is named."""
    return (
        f"case: {given.case.title}\n"
        f"received {_answered(output, given)}\n"
        f"expected {_answered(output, right)}\n"
        f"in the case of\n{given.case.shown}"
    )


def _answered(output: str, answer: Answer) -> str:
    if isinstance(answer.outputs, Exception):
        return "an exception\n" + quoted(f"{type(answer.outputs).__name__}: {answer.outputs}")
    value = answer.outputs.get(output) if output else answer.outputs
    return f"{output} =\n{shown(value)}"
