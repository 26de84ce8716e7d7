"""Grading submissions of a class one by one, each step within its budget."""

from __future__ import annotations

from autograder.content import ContentError
from autograder.grading.course import CourseError
from autograder.host import LayerMissing, SandboxFault
from autograder.process.process import Died, Process
from autograder.process.submission_grader import Graded, Place
from autograder.process.task import Grade, given_up

OF_ALL = (ContentError, CourseError, LayerMissing)  # in the way of every submission


def graded(process: Process, place: Place, student: str) -> Graded:
    """Have a submission graded; one on which the grader fails twice waits for a person.

    Raises
    ------
    ContentError, CourseError, LayerMissing, SandboxFault : when it is in the way of all.
    Died : when it cannot even be given up.
    """
    task = Grade(place, student)
    for last in (False, True):
        try:
            result: Graded = process.do(task)
            return result
        except OF_ALL:
            raise
        except Exception as error:
            if last and isinstance(error, SandboxFault):
                raise
            if last or isinstance(error, Died):
                given: Graded = process.do(given_up(task, error))
                return given
    raise AssertionError
