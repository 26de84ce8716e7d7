"""What nbgrader's gradebook holds of one mark; it is only read."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SAWarning

from autograder.batch.configured import configuration
from autograder.nbgrader_plugin.preprocessors import TEST_PREFIX


@dataclass(frozen=True)
class Entry:
    """The points of one exercise: those of the grader and, if a person gave some, theirs."""

    auto: float | None
    manual: float | None

    @property
    def score(self) -> float | None:
        """The points that count."""
        return self.auto if self.manual is None else self.manual


def entries(course: Path, assignment: str, student: str) -> dict[str, Entry]:
    """Read a learner's points by exercise; nothing when the gradebook knows of none.

    Raises
    ------
    CourseError : when the course has no configuration.
    """
    directory = CourseDirectory(config=configuration(course))
    url = make_url(directory.db_url)
    # nbgrader would make a database that is not there.
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SAWarning)  # nbgrader's own queries
        with Gradebook(directory.db_url, directory.course_id) as gradebook:
            try:
                notebook = gradebook.find_submission_notebook(assignment, assignment, student)
            except MissingEntry:
                return {}
            return {
                grade.name.removeprefix(TEST_PREFIX): Entry(grade.auto_score, grade.manual_score)
                for grade in notebook.grades
                if grade.name.startswith(TEST_PREFIX)
            }
