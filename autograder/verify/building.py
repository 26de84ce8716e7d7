"""Does the text build, and is there a point to each exercise?"""

from __future__ import annotations

from collections.abc import Iterator

from autograder.build.build import build
from autograder.build.error import BuildError
from autograder.content import text
from autograder.grading.course import Course
from autograder.grading.fit import points_in
from autograder.verify.finding import Finding
from autograder.verify.subject import Subject


def building(subject: Subject) -> Iterator[Finding]:
    """Build the assignment, as `unrolled build` does, in a folder that is not kept."""
    try:
        build(subject.name, subject.course)
    except BuildError as error:
        yield Finding("", text(subject.name), str(error))
        return
    release = Course(subject.course).release(subject.name)
    for exercise, points in points_in(release, subject.assignment).items():
        if not points:
            yield Finding(
                exercise,
                text(subject.name),
                "It gives no points: write `points=` into its cell.",
            )
