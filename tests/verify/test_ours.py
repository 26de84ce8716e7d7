"""`unrolled verify` finds nothing in the assignments that come with the engine.

But for tolerances: `unrolled calibrate` measures these, over many more draws.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from autograder.content import assignments
from autograder.verify.building import building
from autograder.verify.subject import Subject
from autograder.verify.tolerances import tolerances
from autograder.verify.verify import OF_AN_ASSIGNMENT, Aspect

ASPECTS = [aspect for aspect in OF_AN_ASSIGNMENT if aspect is not tolerances]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("course")


@cache
def built(course: Path, assignment: str) -> Subject:
    subject = Subject(assignment, "", course / assignment)
    subject.course.mkdir()
    assert list(building(subject)) == []
    return subject


@pytest.mark.sandbox
@pytest.mark.parametrize("aspect", ASPECTS, ids=lambda aspect: aspect.__name__)
@pytest.mark.parametrize("assignment", assignments())
def test_nothing_is_found(course: Path, assignment: str, aspect: Aspect) -> None:
    assert list(aspect(built(course, assignment))) == []
