"""One real JupyterHub for all tests: its courses have a shared formgrader, an instructor's own, and
automatic grading.

Where the machine allows, it has no network but loopback, and everybody has an account of their own.
"""

from __future__ import annotations

import json
import os
import random
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser

from deploy.process import running_hub
from deploy.try_out import PORTS
from tests.browser.chromium import chromium
from tests.environments.installing import install
from tests.hub.isolation import PROJECT, loopback_only, with_accounts

COURSE, HOLDER, STAFF = "unrolled", "grader-unrolled", "ada"
OWN_COURSE, OWN_HOLDER = "second", "eva"
AUTOMATIC_COURSE, AUTOMATIC_HOLDER = "night", "gil"
RIGHT, WRONG, HOSTILE = LEARNERS = ("ben", "cleo", "dan")
CLICKING = "finn"  # who learns in the browser
PEOPLE = (STAFF, OWN_HOLDER, *LEARNERS)
ACCOUNTS = (*PEOPLE, CLICKING, HOLDER, AUTOMATIC_HOLDER)
UIDS = {name: uid for uid, name in enumerate(ACCOUNTS, start=24001)}
SCRIPTS = Path(sys.executable).parent
SETTINGS = f"""
port = {{port}}
state = "{{folder}}/state"
exchange = "{{folder}}/exchange"
homes = "{{folder}}/homes/{{{{username}}}}"
accounts = "{{accounts}}"
login = "password"
proxy = ["{SCRIPTS}/configurable-http-proxy", "--proxy-timeout=600000"]
learner_environment = "{{learner_environment}}"

[courses.{COURSE}]
formgrader = "service"
staff = ["{STAFF}"]
learners = {[*LEARNERS, CLICKING]}

[courses.{OWN_COURSE}]
formgrader = "own"
staff = ["{OWN_HOLDER}"]
learners = {[RIGHT, WRONG]}

[courses.{AUTOMATIC_COURSE}]
formgrader = "own"
staff = ["{AUTOMATIC_HOLDER}"]
learners = {[RIGHT, WRONG]}
automatic = true
"""
OWN_FILE = """
assignments = ["gates", "cells"]
[cells]
due = 2099-12-31T23:59:00Z
"""
HOLDERS = (HOLDER, OWN_HOLDER, AUTOMATIC_HOLDER)
COURSES = {COURSE: HOLDER, OWN_COURSE: OWN_HOLDER, AUTOMATIC_COURSE: AUTOMATIC_HOLDER}


@dataclass(frozen=True)
class Hub:
    """The running hub, and what tests may know of it."""

    url: str
    folder: Path
    password: str
    without_network: bool
    launcher: Sequence[str]

    def home(self, name: str) -> Path:
        """Return the home of an account."""
        return self.folder / "homes" / name

    def command_of(self, name: str, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run a command as an account that exists only where the hub runs."""
        become = ["setpriv", f"--reuid={UIDS[name]}", f"--regid={UIDS[name]}", "--init-groups"]
        return self.command([*become, *command])

    def command(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        """Run a command where the hub runs."""
        return subprocess.run(
            [*self.launcher, *command], capture_output=True, text=True, check=False
        )

    def session(self, name: str) -> requests.Session:
        """Log in with the form, as people do; the session has their cookies."""
        session = requests.Session()
        session.get(f"{self.url}/hub/login")
        form = {"username": name, "password": self.password, "_xsrf": _xsrf(session)}
        page = session.post(f"{self.url}/hub/login?next=/hub/home", data=form)
        assert page.url == f"{self.url}/hub/home", page.text
        return session

    def sign_in(self, name: str) -> Person:
        """Log in, and get a token."""
        session = self.session(name)
        answer = session.post(
            f"{self.url}/hub/api/users/{name}/tokens",
            params={"_xsrf": _xsrf(session)},
            json={"note": "tests"},
        )
        assert answer.status_code == 201, answer.text
        return Person(self, name, answer.json()["token"])


@dataclass(frozen=True)
class Person:
    """Somebody with a token, as the pages in their browser use it."""

    hub: Hub
    name: str
    token: str

    def ask(self, method: str, url: str, **content: Any) -> requests.Response:
        """Send a request to anywhere in the hub."""
        headers = {"Authorization": f"token {self.token}"}
        address = f"{self.hub.url}{url}"
        return requests.request(method, address, headers=headers, json=content or None, timeout=600)

    def start_server(self) -> None:
        """Have the hub start this person's server, unless it runs."""
        answer = self.ask("POST", f"/hub/api/users/{self.name}/server")
        assert answer.status_code in (201, 202) or "already running" in answer.text, answer.text

    def wait_for_server(self) -> None:
        """Wait until this person's server is ready."""
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            user = self.ask("GET", f"/hub/api/users/{self.name}").json()
            if user["servers"].get("", {}).get("ready"):
                return
            time.sleep(0.2)
        raise TimeoutError(
            f"the server of {self.name} did not start: see {self.hub.folder}/hub.log"
        )

    def of_server(self, method: str, url: str, **content: Any) -> Any:
        """Ask this person's own server."""
        return _content(self.ask(method, f"/user/{self.name}{url}", **content))


@dataclass(frozen=True)
class Formgrader:
    """The REST calls behind a formgrader's buttons."""

    person: Person
    base: str

    def get(self, path: str) -> Any:
        """Ask for something."""
        return _content(self.person.ask("GET", f"{self.base}/formgrader/api/{path}"))

    def release(self, assignment: str) -> None:
        """Generate and release an assignment, unless it is released."""
        status = {known["name"]: known["status"] for known in self.get("assignments")}
        if status[assignment] != "released":
            self.press(f"assignment/{assignment}/assign")
            self.press(f"assignment/{assignment}/release")

    def press(self, path: str) -> str:
        """Press a button; what it does must succeed. Return its log."""
        answer = _content(self.person.ask("POST", f"{self.base}/formgrader/api/{path}"))
        assert answer["success"], answer
        return str(answer["log"])


@pytest.fixture(scope="session")
def learner_environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with `unrolled-learner`, and nothing that grades."""
    scripts = install(PROJECT / "learner", tmp_path_factory.mktemp("learner"))
    (site,) = scripts.parent.glob("lib/*/site-packages")
    shutil.copy(PROJECT / "tests/quick/rfc3987_syntax.py", site)
    return scripts.parent


@pytest.fixture(scope="session")
def hub(tmp_path_factory: pytest.TempPathFactory, learner_environment: Path) -> Iterator[Hub]:
    """Start the hub, with courses that hold all assignments."""
    folder = tmp_path_factory.mktemp("hub")
    folder.chmod(0o755)
    with ExitStack() as stack:
        without_network = stack.enter_context(loopback_only())
        own_accounts = os.getuid() == 0 and _can_mount()
        settings = SETTINGS.format(
            port=8000 if without_network else free_ports(),
            folder=folder,
            accounts="own" if own_accounts else "one",
            learner_environment=learner_environment,
        )
        (folder / "hub.toml").write_text(settings)
        lay_out(folder)
        launcher = []
        if own_accounts:
            launcher = with_accounts(folder, UIDS, HOLDERS, learner_environment)
            _give_homes(folder)
        password = secrets.token_hex(8)
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([os.environ["PYTHONPATH"], str(PROJECT)]),
            "UNROLLED_HUB_PASSWORD": password,
        }
        url = stack.enter_context(running_hub(folder / "hub.toml", environment, launcher))
        yield Hub(url, folder, password, without_network, launcher)


@pytest.fixture(scope="package")  # another one could not start beside it
def browser(hub: Hub) -> Iterator[Browser]:
    """A browser where the hub runs."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="session")
def people(hub: Hub) -> Mapping[str, Person]:
    """Everybody, with their servers running."""
    people = {name: hub.sign_in(name) for name in PEOPLE}
    for person in people.values():
        person.start_server()
    for person in people.values():
        person.wait_for_server()
    return people


@pytest.fixture(scope="session")
def formgrader(people: Mapping[str, Person]) -> Formgrader:
    """The shared formgrader, as the instructor uses it."""
    return Formgrader(people[STAFF], f"/services/{COURSE}")


@pytest.fixture(scope="session")
def own_formgrader(people: Mapping[str, Person]) -> Formgrader:
    """The formgrader in the server of the other course's instructor."""
    return Formgrader(people[OWN_HOLDER], f"/user/{OWN_HOLDER}")


def lay_out(folder: Path) -> None:
    """Make homes, exchange and the courses."""
    for name in ACCOUNTS:
        (folder / "homes" / name).mkdir(parents=True)
    (folder / "exchange").mkdir()
    (folder / "exchange").chmod(0o777)
    for course, holder in COURSES.items():
        place = folder / "homes" / holder / course
        shutil.copytree(PROJECT / "source_release/source", place / "source")
        config = (PROJECT / "source_release/nbgrader_config.py").read_text()
        (place / "nbgrader_config.py").write_text(config.replace(f'"{COURSE}"', f'"{course}"'))
    (folder / "homes" / OWN_HOLDER / OWN_COURSE / "course.toml").write_text(OWN_FILE)


def _give_homes(folder: Path) -> None:
    for name, uid in UIDS.items():
        home = folder / "homes" / name
        for path in (home, *home.rglob("*")):
            os.chown(path, uid, uid)
        home.chmod(0o700)


def _can_mount() -> bool:
    return subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0


def free_ports() -> int:
    """Return the first of the ports of a hub, all free for now.

    They lie below those that the system gives to connections: one of the next ones may be in use.
    """
    for first in random.sample(range(10_000, 30_000, PORTS), k=100):
        with ExitStack() as stack, suppress(OSError):
            for port in range(first, first + PORTS):
                stack.enter_context(socket.socket()).bind(("127.0.0.1", port))
            return first
    raise RuntimeError("there are no free ports")


def _xsrf(session: requests.Session) -> str:
    return next(cookie.value for cookie in session.cookies if cookie.name == "_xsrf")


def _content(answer: requests.Response) -> Any:
    assert answer.ok, f"{answer.request.method} {answer.url}: {answer.status_code} {answer.text}"
    return json.loads(answer.text) if re.match(r"\s*[\[{]", answer.text) else answer.text
