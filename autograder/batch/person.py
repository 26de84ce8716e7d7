"""Somebody who takes the course."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from autograder.grading.admission import is_student

LONGEST_ID = 128  # what the gradebook's columns hold
MOST_BYTES = 200  # of a folder's name; file systems take 255, and nbgrader adds to it


@dataclass(frozen=True)
class Person:
    """A learner, as gradebook and roster know one; what nobody has told is empty.

    Parameters
    ----------
    id : the learner's name in nbgrader, and of folders.
    lms_user_id : by which the learning management system knows the learner.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def full_name(self) -> str:
        """First and last name, or nothing."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def names(self) -> frozenset[str]:
        """What a learning management system may call the learner, in the form of `plain`."""
        first, last = self.first_name, self.last_name
        ids = filter(None, (self.id, self.email, self.lms_user_id))
        both = (f"{first} {last}", f"{last} {first}")
        with_id = (f"{one} {name}" for one in (self.id, self.lms_user_id) if one for name in both)
        return frozenset(filter(None, map(plain, (*both, *with_id, *ids))))


def plain(name: str) -> str:
    """Return what is left of a name in every system: letters, marks and digits, all small."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN")


def can_be_id(name: str) -> bool:
    """Say whether a learner can have this name in nbgrader, which makes folders of it."""
    fits = len(name) <= LONGEST_ID and len(name.encode("utf-8", "replace")) <= MOST_BYTES
    return bool(name) and fits and "/" not in name and is_student(name)
