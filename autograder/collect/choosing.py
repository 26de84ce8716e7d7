"""Which of all files that were handed in is whose notebook."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from autograder.collect.archive import Member
from autograder.collect.matching import BY_HAND, Unmatched
from autograder.collect.upload import Upload, one_line, upload_of
from autograder.grading.admission import LIKE_A_NOTEBOOK

# What browsers and Canvas add to the name of a file that they have had before.
_AGAIN = re.compile(r"(-\d+| ?\(\d+\))+\Z")


@dataclass(frozen=True)
class Found:
    """A file with what its name says."""

    upload: Upload
    member: Member

    @property
    def stem(self) -> str:
        """What the learner called it, without ending and without what was added on the way."""
        name = self.upload.file.split("/")[-1].lower().removesuffix(".txt").removesuffix(".json")
        return _AGAIN.sub("", name.removesuffix(".ipynb"))


@dataclass(frozen=True)
class LeftOut:
    """A file that was not taken: why, and what to do."""

    file: str
    why: str


@dataclass
class Choice:
    """A notebook for each learner, and what was left out."""

    notebooks: dict[str, Found] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave_out(self, found: Iterable[Found], why: str) -> None:
        """Remember files that are not taken."""
        self.left_out.extend(LeftOut(one_line(each.member.path), why) for each in found)


def uploads(members: Iterable[Member], choice: Choice) -> Iterator[Found]:
    """Yield the files that Canvas or Moodle has named; the rest is left out."""
    for member in members:
        upload = upload_of(member.path)
        if upload is None:
            why = f"neither Canvas nor Moodle names files like that: {BY_HAND}"
            choice.left_out.append(LeftOut(one_line(member.path), why))
        else:
            yield Found(upload, member)


def choose(
    found: Iterable[Found], owner: Callable[[Upload], str], assignment: str, choice: Choice
) -> None:
    """Decide which notebook to take from each learner.

    Parameters
    ----------
    owner : returns whose an upload is, or raises Unmatched.
    choice : to which the decisions are added.
    """
    by_learner: dict[str, list[Found]] = defaultdict(list)
    for each in found:
        try:
            by_learner[owner(each.upload)].append(each)
        except Unmatched as unmatched:
            choice.leave_out([each], str(unmatched))
    for student, files in sorted(by_learner.items()):
        if len({each.upload.number for each in files}) > 1:
            choice.leave_out(files, f"several people there are {student}: {BY_HAND}")
            continue
        notebooks = [each for each in files if _is_notebook(each.upload)]
        others = [each for each in files if not _is_notebook(each.upload)]
        choice.leave_out(others, f"it is no notebook: ask {student} for one")
        _choose_one(student, notebooks, assignment, choice)


def _is_notebook(upload: Upload) -> bool:
    return LIKE_A_NOTEBOOK.fullmatch(upload.file.split("/")[-1]) is not None


def _choose_one(student: str, notebooks: list[Found], assignment: str, choice: Choice) -> None:
    """Take a learner's only notebook, or the newest of those that have the right name."""
    called = [each for each in notebooks if each.stem == assignment.lower()]
    if len(notebooks) == 1:
        called = notebooks
    if not called:
        where = f"submitted/{student}/{assignment}/{assignment}.ipynb"
        why = f"{student} has several, none called {assignment}.ipynb: make the right one {where}"
        choice.leave_out(notebooks, why)
        return
    taken = max(called, key=_newness)
    choice.notebooks[student] = taken
    rest = [each for each in notebooks if each is not taken]
    choice.leave_out(rest, f"of {student}, {one_line(taken.member.path)} was taken")


def _newness(found: Found) -> tuple[int, datetime]:
    """Rank the files of a learner; Canvas numbers all files one after another."""
    return found.upload.version, (found.member.time or datetime.min).replace(tzinfo=None)
