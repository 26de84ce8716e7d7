"""Whose a submission is."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from autograder.batch.person import Person, can_be_id, plain
from autograder.collect.upload import Upload, one_line

LONGEST = 60  # of a name that is made here
BY_HAND = "put the right one into submitted/ by hand"


class Unmatched(Exception):
    """A submission of which nobody can tell whose it is; says why, and what to do."""


class Roster:
    """Finds learners by what Canvas or Moodle calls them."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._by_number: dict[str, Person] = {}
        self._by_name: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            if person.lms_user_id:
                self._by_number[person.lms_user_id] = person
            for name in person.names:
                self._by_name[name].append(person)

    def owner(self, upload: Upload) -> str:
        """Return the learner's name in nbgrader.

        Raises
        ------
        Unmatched : when it is nobody, or could be several.
        """
        if upload.lasting and upload.number in self._by_number:
            return self._numbered(upload)
        if upload.anonymous:
            raise Unmatched(
                "it is anonymous: have the names shown there and download it again, or collect "
                "without a roster"
            )
        found = [each for each in self._by_name[plain(upload.name)] if not _is_other(each, upload)]
        if len(found) > 1:
            ids = ", ".join(sorted(person.id for person in found))
            raise Unmatched(f"it could be of any of {ids}: {BY_HAND}")
        if not found:
            raise Unmatched(
                f"the roster has nobody called “{one_line(upload.name)}”: add a line there"
            )
        return found[0].id

    def _numbered(self, upload: Upload) -> str:
        """Return whose a number is; who may change their name in Canvas can put another there."""
        person = self._by_number[upload.number]
        if upload.doubtful and plain(upload.name) not in person.names:
            raise Unmatched(
                f"its numbers can be read in two ways, and its name is not that of {person.id}: "
                f"{BY_HAND}"
            )
        return person.id


class Names:
    """Names learners by what Canvas or Moodle calls them, where there is no roster."""

    def __init__(self, uploads: Iterable[Upload]) -> None:
        self._numbers: dict[str, set[str]] = defaultdict(set)
        for upload in uploads:
            self._numbers[_made(upload)].add(upload.number)

    def owner(self, upload: Upload) -> str:
        """Return a name for the learner in nbgrader.

        Raises
        ------
        Unmatched : when several would get it, or nobody can have it.
        """
        name = _made(upload)
        if not can_be_id(name):
            raise Unmatched(
                f"nobody can be called “{one_line(upload.name)}”: name the learner in a roster"
            )
        if len(self._numbers[name]) > 1:
            raise Unmatched(f"several learners would be called {name}: {BY_HAND}")
        return name


def _is_other(person: Person, upload: Upload) -> bool:
    """Whether Canvas has told that this is somebody else of the same name."""
    return upload.lasting and person.lms_user_id.isdecimal()


def _made(upload: Upload) -> str:
    name = upload.name
    if upload.anonymous:
        name = f"anon-{upload.number.removeprefix('anon_')}"
    folded = unicodedata.normalize("NFKC", name.casefold())
    signs = (sign if unicodedata.category(sign)[0] in "LMN" else "-" for sign in folded)
    return re.sub("-+", "-", "".join(signs)).strip("-")[:LONGEST].strip("-")
