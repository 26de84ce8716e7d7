"""The pages of the service, at a stand-in for the hub that knows who has which token."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.budget import Budget
from autograder.process.database import database
from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import FEEDBACK
from autograder.service.health import Health
from autograder.service.marking import Marking
from autograder.service.orders import Orders
from autograder.service.web.server import Server
from tests.admission import hostile
from tests.nbgrader.conftest import CourseOnDisk, cell, tiny

PREFIX = "/services/unrolled-grading/"
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
SCOPE = "access:services!service=unrolled-grading"
STAFF = "formgrade-unrolled"
PEOPLE = {  # by their tokens
    "of-ada": {"name": "ada", "kind": "user", "scopes": [SCOPE]},
    "of-ben": {"name": "ben", "kind": "user", "scopes": [SCOPE]},
    "of-grace": {"name": "grace", "kind": "user", "scopes": [SCOPE], "groups": [STAFF]},
    "of-a-stranger": {"name": "stranger", "kind": "user", "scopes": []},
    "of-a-service": {"name": "ada", "kind": "service", "scopes": [SCOPE]},
}
PAGE = "<p>Your points</p>"
ANSWERS = {"ada": "The slope is $1-s^2$, *at most one*.", "ben": "\n\n".join(hostile.TEXTS)}


class _Hub(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        who = PEOPLE.get(self.headers["Authorization"].split()[-1])
        self.send_response(200 if who else 403)
        self.end_headers()
        self.wfile.write(json.dumps(who).encode())

    def log_message(self, *_: Any) -> None:
        pass


def attempt(key: str, state: State = State.DONE, **more: Any) -> Attempt:
    """Return an attempt of Ada's."""
    known = {"student": "ada", "assignment": "cells", "submitted": NOON, "received": NOON}
    if state in (State.DONE, State.UNREADABLE):
        known |= {"graded": NOON, "points": 20.0, "max_points": 39.0}
    return Attempt(**{"key": key, "name": key, "state": state, **known, **more})


def some_attempts(course: Path) -> AttemptLog:
    """Write down attempts of Ada and Ben, some with feedback."""
    (course / ".unrolled").mkdir()
    (course / "nbgrader_config.py").write_text("c = get_config()\n")
    log = AttemptLog(course)
    log.write(attempt("a1", released=True, counts=True))
    log.write(attempt("a2"))
    log.write(attempt("a3", State.UNREADABLE, why="<script>it is not JSON", released=True))
    log.write(attempt("b1", student="ben", released=True, counts=True))
    for each in [each for each in log.all() if each.state is State.DONE]:
        folder = log.folder(each, FEEDBACK)
        folder.mkdir(parents=True)
        (folder / "cells.html").write_text(PAGE)
    return log


def marked_course(root: Path) -> tuple[CourseOnDisk, AttemptLog]:
    """Make a course in which Ada and Ben have answered a question, and a person has yet to look."""
    course = tiny(root)
    course.register()
    (root / "course.toml").write_text('assignments = ["tiny", "cells"]')
    (root / ".unrolled").mkdir()
    log = AttemptLog(root)
    with Gradebook(database(root), "unrolled") as gradebook:
        for student, text in ANSWERS.items():
            notebook = course.solved
            cell(notebook, "small").source = text
            graded = root / "autograded" / student / "tiny"
            graded.mkdir(parents=True)
            nbformat.write(notebook, graded / "tiny.ipynb")
            gradebook.update_or_create_student(student, first_name=student.title())
            gradebook.update_or_create_submission("tiny", student)
            for grade in gradebook.find_submission_notebook("tiny", "tiny", student).grades:
                if grade.name != "small":
                    grade.auto_score, grade.needs_manual_grade = grade.max_score, False
            gradebook.db.commit()
            log.write(attempt(student, student=student, assignment="tiny", counts=True))
    return course, log


@contextmanager
def pages(course: Path, attempts: AttemptLog) -> Iterator[str]:
    """Serve the pages; hand out their address."""
    from jupyterhub.services.auth import HubOAuth

    hub = ThreadingHTTPServer(("127.0.0.1", 0), _Hub)
    threading.Thread(target=hub.serve_forever, daemon=True).start()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "API_URL": f"http://127.0.0.1:{hub.server_port}/hub/api",
            "API_TOKEN": "of-the-service",
            "CLIENT_ID": "service-unrolled-grading",
            "OAUTH_ACCESS_SCOPES": json.dumps([SCOPE]),
            "SERVICE_PREFIX": PREFIX,
        }.items():
            patch.setenv(f"JUPYTERHUB_{name}", value)
        HubOAuth.clear_instance()
        from autograder.service.web import marking, report, results, staff
        from autograder.service.web.login import cookie_secret
        from autograder.service.web.page import Site

        made = Marking(course, Budget())
        site = Site(PREFIX, course, attempts, Orders(course), Health(ready=True), made, STAFF, "/f")
        routes = [each for part in (results, staff, marking, report) for each in part.routes(site)]
        with Server(0, routes, cookie_secret=cookie_secret()) as server:
            yield f"http://127.0.0.1:{server.port}{PREFIX}"
        HubOAuth.clear_instance()
    hub.shutdown()
