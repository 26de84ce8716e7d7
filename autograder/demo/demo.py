"""A class graded from its submissions to a gradebook, to see the whole thing work."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from autograder import content
from autograder.build.build import build
from autograder.build.quickstart import configure_course
from autograder.demo.sample import Sample, samples
from autograder.grading.course import Course, CourseError
from autograder.process.configured import CONFIG_FILE, configuration

NAME = "unrolled-demo"
TIMESTAMP = "2026-01-15 12:00:00 UTC"


@dataclass(frozen=True)
class DemoCourse:
    """A course directory with submissions, made for showing."""

    course: Course
    samples: dict[str, dict[str, Sample]]


def demo_course(target: Path, mistaken: int | None) -> DemoCourse:
    """Build the course into `target` and submit the sample class; what was there is replaced.

    Parameters
    ----------
    mistaken : how many submissions with known mistakes to have for each assignment, None for all.

    Raises
    ------
    CourseError : when `target` holds something else.
    """
    if target.exists() and any(target.iterdir()) and not _is_demo(target):
        raise CourseError(f"{target} holds something else than a demo: name another folder.")
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    configure_course(target, NAME)
    course = Course(target)
    submitted: dict[str, dict[str, Sample]] = {}
    for assignment in content.assignments():
        build(assignment, target)
        release = course.release(assignment)
        group = samples(release, assignment, mistaken)
        submitted[assignment] = {sample.name: sample for sample in group}
        for sample in group:
            _submit(sample, target / "submitted" / sample.name / assignment, assignment)
    return DemoCourse(course, submitted)


def _is_demo(folder: Path) -> bool:
    """Whether a demo was made here; a course of somebody's own has another name."""
    if not (folder / CONFIG_FILE).is_file():
        return False
    return bool(configuration(folder).CourseDirectory.course_id == NAME)


def _submit(sample: Sample, folder: Path, assignment: str) -> None:
    folder.mkdir(parents=True)
    (folder / f"{assignment}.ipynb").write_bytes(sample.notebook)
    (folder / "timestamp.txt").write_text(TIMESTAMP, encoding="utf-8")
