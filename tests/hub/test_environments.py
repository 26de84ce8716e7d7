"""What learners' servers have, and what they cannot get at, tried from a learner's notebook."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Mapping
from pathlib import Path

import psutil
import pytest

from autograder import content
from autograder.deployment.services import command, variables
from autograder.deployment.settings import read_settings

from .conftest import COURSE, RIGHT, STAFF, Hub, Person
from .isolation import PROJECT
from .kernel import run, typed
from .learning import mistake

pytestmark = pytest.mark.hub

# Run in a learner's kernel: looks for graders and reference in every way that it knows.
LOOK = """
import importlib.util, json, os, subprocess, sys
from importlib.metadata import distributions
from pathlib import Path

def others():
    for process in Path("/proc").iterdir():
        try:
            if process.name.isdigit() and process.stat().st_uid != os.getuid():
                yield process
        except OSError:
            pass

def shows(path):
    try:
        return bool(os.listdir(path) if path.name == "fd" else path.read_bytes())
    except OSError:
        return False

names = "autograder", "unrolled_nbgrader", "assignments", "solutions", "deploy"
grep = ["grep", "-rslF", *(f"-e{{phrase}}" for phrase in {phrases!r}), *{places!r}]
print(json.dumps({{
    "imported": [name for name in names if importlib.util.find_spec(name)],
    "installed": [d.name for d in distributions() if d.name.startswith("unrolled")],
    "python": [p for p in (sys.prefix, *sys.path) if p.startswith(tuple({grading!r}))],
    "variables": [name for name in os.environ if any(p in os.environ[name] for p in {grading!r})],
    "found": subprocess.run(grep, capture_output=True, text=True).stdout.split(),
    "listed": [p for p in {grading!r} if os.access(p, os.R_OK) or os.access(p, os.X_OK)],
    "processes": [str(p / part) for p in others() for part in ("environ", "mem", "maps", "fd")
                  if shows(p / part)],
}}))
"""


def phrases() -> list[str]:
    """Return a line each of a reference, of a hidden check and of a known mistake's hint."""
    lines = inspect.getsource(content.reference("cells")).splitlines()
    reference = max((line for line in lines if "np." in line), key=len).strip()
    checks = (content.hidden("cells") / "checks.py").read_text("utf-8").splitlines()
    return [reference, max(checks, key=len).strip(), mistake("cells").hint]


def test_a_learner_finds_nothing_that_grades(hub: Hub, people: Mapping[str, Person]) -> None:
    if not hub.launcher:
        pytest.skip("this machine allows no accounts of our own: run the tests as root")
    grading = [str(PROJECT), sys.prefix]
    server = run(people[RIGHT], "import sys; print(sys.prefix)").strip()
    places = [*grading, str(hub.folder), server]
    code = LOOK.format(phrases=phrases(), places=places, grading=grading)
    nothing = ("imported", "python", "variables", "found", "listed", "processes")
    expected = {"installed": ["unrolled-learner"], **{name: [] for name in nothing}}
    assert json.loads(run(people[RIGHT], code)) == expected


def test_what_is_searched_for_is_where_it_may_be() -> None:
    files = [content.reference_file("cells"), *content.hidden("cells").rglob("*.*")]
    texts = [file.read_text("utf-8") for file in files if file.suffix in (".py", ".toml")]
    assert all(any(phrase in text for text in texts) for phrase in phrases())


def test_doctor_says_what_learners_can_read(hub: Hub) -> None:
    if not hub.launcher:
        pytest.skip("this machine allows no accounts of our own: run the tests as root")
    doctor = [f"{sys.prefix}/bin/unrolled", "doctor", f"--hub={hub.folder}/hub.toml", "--json"]
    kept = hub.command(doctor)
    assert kept.returncode == 0, kept.stdout + kept.stderr
    (hub.home(STAFF)).chmod(0o755)
    try:
        opened = hub.command(doctor)
    finally:
        (hub.home(STAFF)).chmod(0o700)
    assert opened.returncode == 3
    (open_,) = [finding for finding in json.loads(opened.stdout) if not finding["kept"]]
    assert open_["detail"] == f"learners can read {hub.home(STAFF)}"


def test_terminals_find_the_commands_of_their_environment(
    hub: Hub, people: Mapping[str, Person], learner_environment: Path
) -> None:
    line = "type -p unrolled nbgrader"
    holders = typed(people[STAFF], f"/services/{COURSE}", line)
    learners = typed(people[RIGHT], f"/user/{RIGHT}", line)
    assert f"{sys.prefix}/bin/unrolled" in holders and f"{sys.prefix}/bin/nbgrader" in holders
    assert f"{learner_environment}/bin/nbgrader" in learners and "bin/unrolled" not in learners


def test_systemd_would_start_grading_with_what_the_hub_gives_it(hub: Hub) -> None:
    settings = read_settings(hub.folder / "hub.toml")
    (service,) = (service for service in settings.services if service.grades)
    (found,) = (
        process.environ()
        for process in psutil.process_iter(["cmdline"])
        if process.info["cmdline"][1:] == command(settings, service)
    )
    expected = variables(settings, service, found["JUPYTERHUB_API_TOKEN"])
    assert {name: found.get(name) for name in expected} == expected
