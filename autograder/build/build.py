"""Building the course: from what people write to what nbgrader releases."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from autograder import content
from autograder.build.error import BuildError
from autograder.build.examples import examples_file
from autograder.build.source import exercises_in, source_notebook
from autograder.graders.check import shares_in
from autograder.graders.exercise import Assignment
from autograder.graders.registry import assignment_as_written, grader_module
from autograder.grading.beside import WORKBOOK, stubbed
from autograder.grading.fit import asked
from autograder.process.configured import configuration
from autograder.process.database import put_scripts_on_the_path

EXAMPLES = "examples.npz"


def build(assignment: str, course: Path, *, register: bool = False) -> None:
    """Make `source/<assignment>` and, through nbgrader, `release/<assignment>`.

    Parameters
    ----------
    course : the nbgrader course directory.
    register : whether to tell the gradebook that the course's configuration names.

    Raises
    ------
    ContentError : when a part of it is not there.
    BuildError : when the text does not fit the reference or the graders, or nbgrader refuses.
    """
    text = content.text(assignment)
    graders = assignment_as_written(assignment)
    _check_exercises(graders, text)
    source = course / "source" / assignment
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    settings = content.settings(assignment)
    notebook = source_notebook(
        text,
        content.reference(assignment),
        asked(assignment),
        settings,
        graders.needed_of(settings.leave_out),
    )
    nbformat.write(notebook, source / f"{assignment}.ipynb")
    for module in text.parent.glob("*.py"):
        shutil.copyfile(module, source / module.name)
    names = [exercise.name for exercise in graders.exercises]
    (source / WORKBOOK).write_bytes(stubbed(content.workbook().read_bytes(), names))
    (source / EXAMPLES).write_bytes(examples_file(graders))
    _release(assignment, course, register)


def _check_exercises(assignment: Assignment, text: Path) -> None:
    written = exercises_in(text)
    graders = [exercise.name for exercise in assignment.exercises]
    if written != graders:
        raise BuildError(f"{text} has the exercises {written}, the graders have {graders}.")
    unchecked = set(graders) - shares_in(grader_module(assignment.name)).keys()
    if unchecked:
        raise BuildError(f"Nothing checks the exercise {min(unchecked)!r} of {assignment.name!r}.")


def _release(assignment: str, course: Path, register: bool) -> None:
    """Run nbgrader's generate_assignment, which touches a gradebook only if it is to."""
    if register:
        put_scripts_on_the_path()
        config = configuration(course)
    else:
        config = Config()
        config.CourseDirectory.root = str(course)
        config.GenerateAssignment.no_database = True
        config.SaveCells.enabled = False
    result = NbGraderAPI(config=config).generate_assignment(assignment, force=True)
    if not result["success"]:
        raise BuildError(f"nbgrader could not release {assignment}:\n{result['log']}")
