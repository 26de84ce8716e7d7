"""The whole loop, from release to feedback, in a real hub."""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.content import assignments

from .conftest import (
    COURSE,
    HOLDER,
    HOSTILE,
    LEARNERS,
    OWN_COURSE,
    RIGHT,
    WRONG,
    Formgrader,
    Hub,
    Person,
)
from .learning import complaints, edit, fetch, fetch_feedback, mistake, sources, submit

pytestmark = [pytest.mark.hub, pytest.mark.sandbox]


def test_everybody_gets_their_mark_and_their_own_feedback(
    hub: Hub, people: Mapping[str, Person], formgrader: Formgrader
) -> None:
    assignment = assignments()[0]

    def learn(name: str) -> None:
        path = fetch(people[name], COURSE, assignment)
        edit(people[name], path, sources(name, assignment, secrets))
        submit(people[name], COURSE, assignment)

    course = hub.home(HOLDER) / COURSE
    secrets = [course / "course_secret", course / "gradebook.db", hub.home(RIGHT) / COURSE]
    formgrader.release(assignment)
    with ThreadPoolExecutor() as pool:
        list(pool.map(learn, LEARNERS))
    (inbound,) = (hub.folder / "exchange" / COURSE / "inbound").glob(f"{HOSTILE}+*")
    (inbound / "timestamp.txt").write_bytes(b"\xff")
    collected = [formgrader.press(f"assignment/{assignment}/collect") for _ in range(2)]
    graded = [formgrader.press(f"submission/{assignment}/{name}/autograde") for name in LEARNERS]
    assert "WARNING" not in collected[0] + graded[0]
    for button in ("generate_feedback", "release_feedback"):
        formgrader.press(f"assignment/{assignment}/{button}")

    found = {s["student"]: s for s in formgrader.get(f"submissions/{assignment}")}
    full = found[WRONG]["max_code_score"]
    page = {name: fetch_feedback(people[name], COURSE, assignment) for name in LEARNERS}
    assert 0 < found[WRONG]["code_score"] < full and mistake(assignment).hint in page[WRONG]
    assert found[RIGHT]["code_score"] == full and mistake(assignment).hint not in page[RIGHT]
    assert found[HOSTILE]["code_score"] == 0
    assert not [seen for seen in ("SEEN", "READ") if seen in page[HOSTILE]]


def test_the_loop_in_the_instructors_own_server(
    hub: Hub, people: Mapping[str, Person], own_formgrader: Formgrader
) -> None:
    own_formgrader.release("cells")
    for name in (RIGHT, WRONG):
        path = fetch(people[name], OWN_COURSE, "cells")
        files = people[name].of_server("GET", f"/api/contents/{Path(path).parent}")["content"]
        assert [f["name"] for f in files if f["type"] == "notebook"] == ["cells.ipynb"]
        edit(people[name], path, sources(name, "cells", []))
        if name == RIGHT:
            assert complaints(people[name], path) == {}
        submit(people[name], OWN_COURSE, "cells")
    (bare,) = (hub.folder / "exchange" / OWN_COURSE / "inbound").glob(f"{WRONG}+*")
    for beside in ("submission_secret.txt", "timestamp.txt"):
        (bare / beside).unlink()
    own_formgrader.press("assignment/cells/collect")
    answers = 0
    with ThreadPoolExecutor() as pool:
        for name in (RIGHT, WRONG):
            grading = pool.submit(own_formgrader.press, f"submission/cells/{name}/autograde")
            while not grading.done():  # meanwhile, the server is there for others
                answers += own_formgrader.get("status")["status"]
                time.sleep(0.1)  # grading needs the processor
            grading.result()
    assert answers > 10
    for button in ("generate_feedback", "release_feedback"):
        own_formgrader.press(f"assignment/cells/{button}")
    found = {s["student"]: s for s in own_formgrader.get("submissions/cells")}
    assert found[RIGHT]["code_score"] == found[RIGHT]["max_code_score"]
    assert "Your points" in fetch_feedback(people[RIGHT], OWN_COURSE, "cells")
