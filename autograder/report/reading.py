"""Reading a graded class: each notebook once, one after another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from autograder.batch.entries import entries
from autograder.batch.submissions import handed_in
from autograder.grading.course import Course, CourseError
from autograder.report.learner import Learner, learner
from autograder.report.mistakes import Mistake, Mistakes
from autograder.report.similarity import Pair, Passages
from autograder.report.submission import Damaged, read


@dataclass(frozen=True)
class Reading:
    """What was found in the graded notebooks of a class.

    Parameters
    ----------
    learners : whose work could be read.
    unreadable : who submitted something that is no notebook.
    skipped : whose graded notebook is of no use, and why.
    ungraded : who submitted, but is not graded yet.
    gaps : by sandbox layer, who was graded without it with the operator's consent.
    missing : layers that some were graded without.
    """

    learners: tuple[Learner, ...]
    unreadable: tuple[str, ...]
    skipped: dict[str, str]
    ungraded: tuple[str, ...]
    gaps: dict[str, list[str]]
    missing: tuple[str, ...]
    mistakes: tuple[Mistake, ...]
    alike: tuple[Pair, ...]


class Reader:
    """Reads a class.

    Raises
    ------
    CourseError : when nothing of the assignment is graded.
    """

    def __init__(self, course: Course, assignment: str, called: Callable[[str], str]) -> None:
        self._course = course
        self._assignment = assignment
        self._called = called
        self._entries = entries(course.root, assignment)
        if not self._entries:
            raise CourseError(
                f"No submission of {assignment!r} is graded in {course.root}: run "
                f"`unrolled grade {assignment}`, or name the course directory with --course."
            )
        self._learners: list[Learner] = []
        self._unreadable: list[str] = []
        self._skipped: dict[str, str] = {}
        self._gaps: dict[str, list[str]] = {}
        self._missing: set[str] = set()
        self._mistakes = Mistakes(assignment)
        given = (cell.source for cell in course.release(assignment).cells)
        self._passages = Passages(given)

    @property
    def students(self) -> list[str]:
        """The learners whom the gradebook knows to have submitted."""
        return list(self._entries)

    def read(self, student: str) -> None:
        """Read the graded notebook of one learner."""
        name = self._called(student)
        folder = self._course.root / "autograded" / student / self._assignment
        try:
            submission = read(folder / f"{self._assignment}.ipynb")
        except Damaged as damaged:
            self._skipped[name] = str(damaged)
            return
        self._missing |= submission.missing
        for layer in submission.gaps:
            self._gaps.setdefault(layer, []).append(name)
        if submission.unreadable:
            self._unreadable.append(name)
            return
        self._learners.append(learner(name, submission, self._entries[student]))
        self._mistakes.add(name, submission)
        self._passages.add(name, submission.code.values())

    def reading(self) -> Reading:
        """Return what was found."""
        everybody = handed_in(self._course.root, self._assignment)
        return Reading(
            tuple(sorted(self._learners, key=lambda each: each.student)),
            tuple(sorted(self._unreadable)),
            dict(sorted(self._skipped.items())),
            tuple(sorted(self._called(s) for s in everybody if s not in self._entries)),
            dict(sorted(self._gaps.items())),
            tuple(sorted(self._missing)),
            self._mistakes.found(),
            tuple(self._passages.alike()),
        )
