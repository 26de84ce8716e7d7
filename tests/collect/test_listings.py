"""What lies in a zip, and whose notebook is taken: a file in cases/ for each listing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.person import Person
from autograder.collect.archive import Member
from autograder.collect.choosing import Choice, choose, uploads
from autograder.collect.matching import Names, Roster

CASES = sorted(Path(__file__).with_name("cases").glob("*.toml"))


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_listing(file: Path) -> None:
    """`taken` says whose each file is; `left_out` what a sentence about each other one says."""
    case = tomllib.loads(file.read_text("utf-8"))
    taken: dict[str, str] = case.get("taken", {})
    left_out: dict[str, str] = case.get("left_out", {})
    members = [Member(path, 1, None, bytes) for path in (*taken, *left_out)]
    choice = Choice()
    found = list(uploads(members, choice))
    choose(found, owner(case, found), "tiny", choice)
    assert {f.member.path: student for student, f in choice.notebooks.items()} == taken
    reasons = {each.file: each.why for each in choice.left_out}
    assert reasons.keys() == left_out.keys()
    assert [file for file, says in left_out.items() if says not in reasons[file]] == []
    assert {f.member.path for f in found if f.upload.late} == set(case.get("late", []))


def owner(case: dict[str, Any], found: list[Any]) -> Any:
    if "roster" in case:
        return Roster(Person(*row) for row in case["roster"]).owner
    return Names(each.upload for each in found).owner
