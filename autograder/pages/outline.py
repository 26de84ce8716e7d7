"""What stands on a feedback page, in order: exercises, questions, own cells, given cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from itertools import count
from typing import Any

from nbformat import NotebookNode

from autograder.grading.admission import NOTE, NOTE_ID, UNREADABLE
from autograder.grading.rebuild import grade_id, is_solution, is_test
from autograder.grading.shown import RECORD, TEST_PREFIX
from autograder.grading.verdict import NOT_GRADED, Outcome
from autograder.messages import Message

QUESTION = re.compile(r"^\*\*Question (\d+)\.\*\*", re.MULTILINE)
HEADING = re.compile(r"^#{1,4} +(.+)$", re.MULTILINE)
NO_RESPONSE = "No response."  # as nbgrader comments it


class Standing(Enum):
    """How an exercise stands, in a symbol and words."""

    RIGHT = "✓", "right"
    PARTLY = "◐", "partly right"
    WRONG = "✗", "not right yet"
    UNWRITTEN = "–", "not written yet"
    UNMARKED = "…", "not marked yet"
    OPEN = "…", NOT_GRADED
    UNSETTLED = "…", "a person looks at it"
    MARKED = "✓", "marked"

    def __init__(self, symbol: str, words: str) -> None:
        self.symbol = symbol
        self.words = words


@dataclass(frozen=True)
class Section:
    """A section of the given text: its heading, and the name of the part that begins with it."""

    title: str
    part: str


@dataclass
class Task:
    """An exercise or a question: what was asked, what was answered, and what it is worth."""

    name: str
    answer: NotebookNode
    question: NotebookNode | None = None
    test: NotebookNode | None = None
    section: Section | None = None
    messages: tuple[str, ...] = ()
    attempted: bool = True
    passed: bool = True
    kind: str = "task"

    @property
    def in_words(self) -> bool:
        """Whether a person marks it."""
        return bool(self.answer.cell_type == "markdown")

    @property
    def number(self) -> str:
        """The number of a question; other text may stand above it in its cell."""
        found = QUESTION.search(self.question.source) if self.question else None
        return found[1] if found else ""

    @property
    def score(self) -> float:
        """Points earned."""
        return float(self._marks.get("score") or 0)

    @property
    def points(self) -> float:
        """Points that can be earned."""
        return float(self._marks.get("points") or 0)

    @property
    def percent(self) -> float:
        """The share of the points that was earned."""
        return round(100 * min(self.score / self.points, 1), 1) if self.points else 0

    @property
    def comment(self) -> str:
        """The comment on it, by a person or the grader."""
        return str(_nbgrader(self.answer).get("comment") or "")

    @property
    def own_comment(self) -> str:
        """The comment, unless the page says the same elsewhere."""
        return "" if self.comment in (*self.messages, NO_RESPONSE) else self.comment

    @property
    def standing(self) -> Standing:
        """How it stands."""
        if self._marks.get("waiting"):
            if self.score:
                return Standing.UNSETTLED
            return Standing.UNMARKED if self.in_words else Standing.OPEN
        if self.comment == NO_RESPONSE or not self.attempted:
            return Standing.UNWRITTEN
        if self.score >= self.points and (self.points or self.passed):
            return Standing.RIGHT
        if self.in_words:
            return Standing.MARKED
        return Standing.PARTLY if self.score > 0 else Standing.WRONG

    @property
    def is_told_more(self) -> bool:
        """Whether the checks say more than that all is right, or nothing is written."""
        if self.standing is Standing.RIGHT:
            right = str(Message("passed.plain"))
            return any(message != right for message in self.messages)
        return self.standing is not Standing.UNWRITTEN

    @property
    def _marks(self) -> dict[str, Any]:
        return _nbgrader(self.answer if self.test is None else self.test)


@dataclass
class Own:
    """A cell that the learner added."""

    number: int
    cell: NotebookNode
    kind: str = "own"


@dataclass
class Given:
    """Cells of the release in a row, from a heading to the next."""

    name: str
    cells: list[NotebookNode] = field(default_factory=list)
    kind: str = "given"

    @property
    def title(self) -> str:
        """The headings in the text."""
        return "; ".join(self.titles)

    @property
    def titles(self) -> list[str]:
        """All headings in the text."""
        texts = (cell.source for cell in self.cells if cell.cell_type == "markdown")
        return [title for text in texts for title in HEADING.findall(text)]


Part = Task | Own | Given


@dataclass
class Outline:
    """All that a page says about a notebook."""

    unreadable: str | None
    note: str | None
    parts: list[Part]
    cascade: str | None = None
    cause: str | None = None

    @property
    def tasks(self) -> list[Task]:
        """Exercises and questions."""
        return [part for part in self.parts if isinstance(part, Task)]

    @property
    def first(self) -> Task | None:
        """What to look at first: what others wait for, else the first that is not right."""
        if self.cause is not None:
            return next((task for task in self.tasks if task.name == self.cause), None)
        wrong = (Standing.PARTLY, Standing.WRONG)
        for standings in (wrong, (Standing.UNWRITTEN,)):
            for task in self.tasks:
                if task.standing in standings and not task.in_words:
                    return task
        return None

    @property
    def unmarked(self) -> float:
        """Points that people have not decided about."""
        undecided = (Standing.UNMARKED, Standing.OPEN)
        return sum(task.points for task in self.tasks if task.standing in undecided)


def outline(notebook: NotebookNode) -> Outline:
    """Sort the cells of a notebook into the parts of a page."""
    parts: list[Part] = []
    tests = {grade_id(cell): cell for cell in notebook.cells if is_test(cell)}
    verdict = notebook.metadata.get(RECORD, {})
    exercises = verdict.get("exercises", [])
    numbers = count(1)
    checks = {exercise["name"]: exercise["checks"] for exercise in exercises}
    for cell in notebook.cells:
        name = grade_id(cell)
        if is_solution(cell) and name:
            test = tests.get(f"{TEST_PREFIX}{name}")
            parts.append(_task(name, cell, test, checks.get(name, []), parts))
        elif name is None and cell.cell_type in ("code", "markdown") and cell.id != NOTE_ID:
            parts.append(Own(next(numbers), cell))
        elif name is not None and not is_test(cell):
            _given(parts, cell).append(cell)
    shown = [part for part in parts if not isinstance(part, Given) or part.cells]
    return Outline(
        notebook.metadata.get(UNREADABLE),
        notebook.metadata.get(NOTE),
        shown,
        verdict.get("cascade"),
        verdict.get("first"),
    )


def _task(
    name: str,
    answer: NotebookNode,
    test: NotebookNode | None,
    checks: list[dict[str, Any]],
    before: list[Part],
) -> Task:
    messages = tuple(check["message"] for check in checks)
    outcomes = {check["outcome"] for check in checks}
    question = _question(before) if answer.cell_type == "markdown" else None
    attempted, passed = outcomes != {Outcome.NOT_ATTEMPTED}, outcomes <= {Outcome.PASSED}
    section = _section(before)
    return Task(name, answer, question, test, section, messages, attempted, passed)


def _section(before: list[Part]) -> Section | None:
    """Return the section that what comes next belongs to."""
    for part in reversed(before):
        if isinstance(part, Given) and part.titles:
            return Section(part.titles[-1], part.name)
    return None


def _given(parts: list[Part], cell: NotebookNode) -> list[NotebookNode]:
    """Return the row of given cells that a cell belongs to."""
    last = parts[-1] if parts else None
    begins = cell.cell_type == "markdown" and HEADING.match(cell.source)
    if isinstance(last, Given) and not begins:
        return last.cells
    parts.append(new := Given(f"given-{len(parts)}"))
    return new.cells


def _question(before: list[Part]) -> NotebookNode | None:
    """Take the text that stands right before an answer from the given cells."""
    last = before[-1] if before else None
    if isinstance(last, Given) and last.cells[-1].cell_type == "markdown":
        return last.cells.pop()
    return None


def _nbgrader(cell: NotebookNode) -> dict[str, Any]:
    return dict(cell.metadata.get("nbgrader", {}))
