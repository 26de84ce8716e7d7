"""A class of sample submissions: files in `hidden/samples/`, each with its expected outcome.

A new case is a new file.

`name.py` holds cells, each under a line `# %% grade_id` (a solution cell), `# %% +` (a cell that
the learner added there) or `# %% - grade_id` (a cell that they deleted); `name.ipynb` is
submitted as it is. `name.toml` says what the cells not named hold (`base = "solved"` or
`"release"`) and what is expected. Besides, there are submissions that make every known mistake,
several in one where they have nothing to do with each other.
"""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.build.source import right_source
from autograder.content import hidden, reference, settings
from autograder.demo.mistakes import independent_mistakes
from autograder.graders.registry import assignment_named
from autograder.grading.rebuild import grade_id
from autograder.mistakes.mistake import Mistake
from autograder.mistakes.source import learners_source

HEADING = re.compile(r"^# %% (?P<sign>[+-]?) ?(?P<id>\w*)[ \t]*\n", re.MULTILINE)


@dataclass(frozen=True)
class Sample:
    """One submission: how its notebook is made, and what grading it should give."""

    name: str
    write: Callable[[], bytes]
    expected: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def notebook(self) -> bytes:
        """The notebook's bytes, made when they are wanted: there are many samples."""
        return self.write()


def samples(release: NotebookNode, assignment: str, mistaken: int | None = None) -> list[Sample]:
    """Read the sample submissions of an assignment.

    Parameters
    ----------
    release : the released notebook, which each submission starts from.
    mistaken : how many of the submissions with known mistakes to have; all of them if not given.
    """
    paths = sorted((hidden(assignment) / "samples").glob("*.toml"))
    files = [_from_file(path, release, assignment) for path in paths]
    mistakes = [
        _from_mistakes(number, mistakes, release, assignment)
        for number, mistakes in enumerate(islice(independent_mistakes(assignment), mistaken), 1)
    ]
    return [_as_set(sample, assignment) for sample in (*files, *mistakes)]


def _as_set(sample: Sample, assignment: str) -> Sample:
    """Expect what depends neither on points that a course has set, nor on what it leaves out."""
    course = settings(assignment)
    if not (course.points or course.leave_out):
        return sample
    graded = {exercise.name for exercise in assignment_named(assignment).exercises}
    exercises = {
        name: {key: value for key, value in wanted.items() if key != "score"}
        for name, wanted in sample.expected.get("exercises", {}).items()
        if name in graded
    }
    kept = ("unreadable",) if course.leave_out else ("unreadable", "says")
    others = {key: value for key, value in sample.expected.items() if key in kept}
    return replace(sample, expected={**others, "exercises": exercises})


def solved(release: NotebookNode, assignment: str) -> NotebookNode:
    """Return the release with the reference's code in its solution cells."""
    return filled(release, right_sources(assignment))


def filled(release: NotebookNode, sources: dict[str, str]) -> NotebookNode:
    """Return a copy of the release with these sources in the cells of these ids."""
    notebook = copy.deepcopy(release)
    for cell in notebook.cells:
        cell.source = sources.get(grade_id(cell) or "", cell.source)
    return notebook


def right_sources(assignment: str) -> dict[str, str]:
    """Return the reference's code of each exercise, as a learner would have it in the cell."""
    solutions = reference(assignment)
    return {
        exercise.name: right_source(getattr(solutions, exercise.name))
        for exercise in assignment_named(assignment).exercises
    }


def _from_file(description: Path, release: NotebookNode, assignment: str) -> Sample:
    expected = tomllib.loads(description.read_text(encoding="utf-8"))
    raw = description.with_suffix(".ipynb")
    if raw.exists():
        return Sample(description.stem, raw.read_bytes, expected)

    def write() -> bytes:
        base = solved(release, assignment) if expected["base"] == "solved" else filled(release, {})
        code = description.with_suffix(".py").read_text(encoding="utf-8")
        return nbformat.writes(_edited(base, code)).encode()

    return Sample(description.stem, write, expected)


def _edited(notebook: NotebookNode, code: str) -> NotebookNode:
    """Apply the cells of a `.py` file, from top to bottom."""
    position = 0
    parts = list(HEADING.finditer(code))
    ends = [*(part.start() for part in parts), len(code)][1:]
    for part, end in zip(parts, ends, strict=True):
        source = code[part.end() : end].strip("\n")
        if part["sign"] == "+":
            notebook.cells.insert(position, new_code_cell(source, id=f"added-{position}"))
            position += 1
            continue
        places = (i for i, cell in enumerate(notebook.cells) if grade_id(cell) == part["id"])
        index = next(places, None)
        if index is None:  # the course leaves it out
            continue
        position = index + 1
        if part["sign"] == "-":
            del notebook.cells[index]
            position = index
        else:
            notebook.cells[index].source = source
    return notebook


def _from_mistakes(
    number: int, mistakes: list[Mistake], release: NotebookNode, assignment: str
) -> Sample:
    sources = right_sources(assignment)
    mistakes = [known for known in mistakes if {known.function, known.shows_in} <= sources.keys()]
    for known in mistakes:
        sources[known.function] = learners_source(known, sources[known.function])
    expected = {_charged(known): {"misconception": known.id} for known in mistakes}

    def write() -> bytes:
        return nbformat.writes(filled(release, sources)).encode()

    return Sample(f"mistakes-{number:02d}", write, {"exercises": expected})


def _charged(known: Mistake) -> str:
    """Return the exercise that a mistake costs points in.

    Caches of a sequence can be made anew of those of its steps, so that the forward is found out.
    """
    exercise = assignment_named(known.assignment).exercise(known.shows_in)
    made_anew = any(known.function in group for group in exercise.uses)
    return known.function if made_anew else known.shows_in
