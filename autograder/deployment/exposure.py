"""Whether a learner's account gets at what grades: it is tried, as that account.

What is tried runs in the learners' environment, isolated from whatever lies in a home, and reads
nothing that a learner wrote.
"""

from __future__ import annotations

import json
import os
import pwd
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import autograder
from autograder import content
from autograder.deployment.settings import HubSettings, SettingsError

MODULES: Final = ("autograder", "unrolled_nbgrader", "assignments", "solutions")
# Prints what of these modules can be imported, and which of these paths can be read.
_LOOK: Final = """
import importlib.util, json, os, sys
def readable(path):
    try:
        os.close(os.open(path, os.O_RDONLY))
    except OSError:
        return False
    return True
modules, paths = json.load(sys.stdin)
found = [name for name in modules if importlib.util.find_spec(name)]
print(json.dumps([found, [path for path in paths if readable(path)]]))
"""


@dataclass(frozen=True)
class Finding:
    """Something that learners must not get at, and whether they do."""

    what: str
    kept: bool
    detail: str


def exposure(settings: HubSettings) -> list[Finding]:
    """Try as a learner to get at graders, reference, courses and the hub's state.

    Raises
    ------
    SettingsError : when this cannot be tried here; says what is missing.
    """
    if settings.in_containers:
        raise SettingsError(
            f"Learners' servers are containers of {settings.servers.image}: there is nothing of "
            "theirs to try on this machine."
        )
    python = settings.learner_environment / "bin/python"
    if not python.exists():
        raise SettingsError(
            f"{settings.path}: learner_environment is {settings.learner_environment}, where no "
            "unrolled-learner is installed."
        )
    places = dict(_places(settings))
    who = _identity(settings)
    asked = json.dumps([MODULES, [str(path) for paths in places.values() for path in paths]])
    done = subprocess.run(
        [python, "-I", "-c", _LOOK], input=asked, capture_output=True, text=True, cwd="/", **who
    )
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
        raise SettingsError(f"A learner cannot run {python}: {last}")
    imported, readable = json.loads(done.stdout)
    return [
        Finding(
            "imports in the learners' environment",
            not imported,
            f"can be imported: {', '.join(imported)}" if imported else "nothing that grades",
        ),
        *(
            _finding(what, [p for p in map(str, paths) if p in readable])
            for what, paths in places.items()
        ),
    ]


def _finding(what: str, readable: list[str]) -> Finding:
    detail = f"learners can read {', '.join(readable)}" if readable else "closed to learners"
    return Finding(what, not readable, detail)


def _places(settings: HubSettings) -> Iterator[tuple[str, list[Path]]]:
    engine = Path(autograder.__file__).parent
    first = content.ours()[0]
    yield "the environment that grades", [Path(sys.prefix), Path(sys.prefix, "pyvenv.cfg")]
    yield (
        "graders and reference",
        [
            engine / "graders/check.py",
            content.OURS / f"solutions/{first}.py",
            content.OURS / f"assignments/{first}/hidden/checks.py",
        ],
    )
    yield "the hub's state", [settings.state, settings.state / "jupyterhub.sqlite"]
    for course in settings.courses.values():
        if course.holder:
            folder = settings.folder(course)
            parts = ("source", "gradebook.db", "course_secret", "submitted", ".unrolled")
            yield f"the course {course.name}", [folder, *(folder / part for part in parts)]
    others = [name for name in settings.people if name != _learner(settings)]
    yield "others' homes", [settings.home(name) for name in others]


def _learner(settings: HubSettings) -> str:
    """Return the account that stands for all learners; `nobody` where they come with a launch."""
    holders = set(settings.holders)
    learners = [name for c in settings.courses.values() for name in c.learners]
    return next((name for name in learners if name not in holders), "nobody")


def _identity(settings: HubSettings) -> Mapping[str, Any]:
    """Return as whom learners' servers run, as `subprocess` wants it."""
    if settings.as_one_user:
        return {}
    name = _learner(settings)
    try:
        account = pwd.getpwnam(name)
    except KeyError:
        raise SettingsError(f"There is no account {name}: make it with `useradd`.") from None
    if os.getuid() != 0:
        raise SettingsError(f"Only root can try what {name} can read: run this as root.")
    groups = os.getgrouplist(name, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": groups}
