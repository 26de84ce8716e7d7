"""Automatic grading in the hub: *Submit*, then read `My results`, and nobody else does anything."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Mapping

import pytest

from .conftest import (
    AUTOMATIC_COURSE,
    AUTOMATIC_HOLDER,
    HOSTILE,
    RIGHT,
    SCRIPTS,
    WRONG,
    Hub,
    Person,
)
from .isolation import PROJECT
from .learning import edit, fetch, mistake, sources, submit

pytestmark = [pytest.mark.hub, pytest.mark.sandbox]
RESULTS = f"/services/{AUTOMATIC_COURSE}-grading/"
PATIENCE = 180  # seconds; the service looks once a minute whether there is an exchange
READ = re.compile(rf"{RESULTS}attempts/[0-9a-f]+")


def release(hub: Hub, assignment: str) -> None:
    """Release an assignment on the command line, as who holds the course."""
    home = hub.home(AUTOMATIC_HOLDER)
    variables = {
        "HOME": home,
        "JUPYTER_CONFIG_PATH": PROJECT / "deploy/servers/everyone",
        "PATH": f"{SCRIPTS}:/usr/bin:/bin",
        "UNROLLED_COURSE": AUTOMATIC_COURSE,
        "UNROLLED_EXCHANGE": hub.folder / "exchange",
    }
    inside = ["env", f"--chdir={home / AUTOMATIC_COURSE}"]
    inside += [f"{name}={value}" for name, value in variables.items()]
    for command in ("generate_assignment", "release_assignment"):
        words = [*inside, "nbgrader", command, assignment]
        if hub.launcher:
            done = hub.command_of(AUTOMATIC_HOLDER, words)
        else:
            done = subprocess.run(words, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


def test_points_and_feedback_come_by_themselves(hub: Hub, people: Mapping[str, Person]) -> None:
    release(hub, "cells")
    learner = people[WRONG]
    edit(learner, fetch(learner, AUTOMATIC_COURSE, "cells"), sources(WRONG, "cells", []))
    submit(learner, AUTOMATIC_COURSE, "cells")
    deadline = time.monotonic() + PATIENCE
    while not READ.search(page := learner.ask("GET", RESULTS).text):
        assert time.monotonic() < deadline, page
        time.sleep(0.5)
    assert ', attempt 1">done<' in page and "2 of 3 attempts left" in page
    address = READ.findall(page)[0]
    assert mistake("cells").hint in learner.ask("GET", f"{address}/feedback").text
    for path in (address, f"{address}/feedback"):
        assert people[RIGHT].ask("GET", path).status_code == 404
    assert "You have submitted nothing yet." in people[RIGHT].ask("GET", RESULTS).text
    assert people[HOSTILE].ask("GET", RESULTS).status_code == 403  # who is not in the course
    welcome = learner.of_server("GET", "/api/contents/Welcome.md")["content"]
    assert f"[My results]({RESULTS})" in welcome
