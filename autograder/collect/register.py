"""The learners of a roster, written into nbgrader's gradebook."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning

from autograder.batch.entries import people
from autograder.batch.person import Person
from autograder.process.configured import configuration
from autograder.process.database import database, put_scripts_on_the_path, usable


@dataclass
class Registration:
    """What a roster has changed in the gradebook.

    Parameters
    ----------
    new : whom the gradebook did not know.
    changed : of whom it had something else, with what that is now.
    beyond : who is in the gradebook and not in the roster, and stays there.
    """

    new: list[str] = field(default_factory=list)
    changed: dict[str, dict[str, str]] = field(default_factory=dict)
    beyond: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self)


def register(course: Path, roster: Iterable[Person]) -> Registration:
    """Tell the gradebook of learners. What a roster leaves empty stays as it is, and so do others.

    Raises
    ------
    CourseError : when the course has no configuration, or the gradebook cannot be used.
    """
    put_scripts_on_the_path()
    warnings.simplefilter("ignore", SAWarning)  # about nbgrader's own queries
    known = {person.id: asdict(person) for person in people(course)}
    url = database(course)
    done = Registration()
    named = set()
    with (
        usable(url),
        Gradebook(url, configuration(course).CourseDirectory.course_id or "") as gradebook,
    ):
        for person in roster:
            told = {key: text for key, text in asdict(person).items() if text and key != "id"}
            named.add(person.id)
            before = known.get(person.id)
            if before is None:
                done.new.append(person.id)
            elif changed := {key: text for key, text in told.items() if before[key] != text}:
                done.changed[person.id] = changed
            else:
                continue
            gradebook.update_or_create_student(person.id, **told)
    done.beyond.extend(student for student in known if student not in named)
    return done
