"""What a hub lacks on this machine before it can start: each thing in a sentence."""

from __future__ import annotations

import grp
import pwd
import shutil
import socket
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from autograder.deployment.settings import HubCourse, HubSettings

GRADERS: Final = "unrolled-graders"


def missing(settings: HubSettings) -> Iterator[str]:
    """Yield a sentence for each account, folder, command and port that is missing.

    What containers hold is not looked at: their images have it.
    """
    if settings.in_containers:
        yield from _ports([settings.port], settings)
        return
    if not (settings.learner_environment / "bin/jupyterhub-singleuser").exists():
        yield f"{settings.learner_environment} has no unrolled-learner: install it there."
    if shutil.which(settings.proxy[0]) is None:
        yield f"{settings.proxy[0]} is not there: `npm install --global configurable-http-proxy`."
    if not settings.as_one_user:
        yield from _accounts(settings)
    for course in settings.courses.values():
        yield from _course(settings, course)
    if not _is_shared(settings.exchange):
        yield f"{settings.exchange} is no folder that everybody may write to: run accounts.sh."
    yield from _ports(settings.ports, settings)


def _ports(ports: Iterable[int], settings: HubSettings) -> Iterator[str]:
    for port in ports:
        if not _is_free(port):
            yield f"Port {port} is in use: end what uses it, or change `port` in {settings.path}."


def _accounts(settings: HubSettings) -> Iterator[str]:
    for name in dict.fromkeys(settings.people + settings.holders):
        try:
            home = Path(pwd.getpwnam(name).pw_dir)
        except KeyError:
            yield f"There is no account {name}: run accounts.sh."
            continue
        if home != settings.home(name):
            yield f"The home of {name} is {home}, not {settings.home(name)}: change `homes`."
        elif not home.is_dir() or home.stat().st_mode & 0o077:
            yield f"{home} is not there, or open to others: `chmod 0700 {home}`."
    yield from _group(settings)


def _group(settings: HubSettings) -> Iterator[str]:
    """Say who of the graders could not enter where the project is installed, and who else could."""
    try:
        group = grp.getgrnam(GRADERS)
    except KeyError:
        yield f"There is no group {GRADERS}: run accounts.sh."
        return
    for name in set(settings.holders) - set(group.gr_mem):
        yield f"{name} is not in the group {GRADERS}: run accounts.sh."
    place = Path(sys.prefix).stat()
    if place.st_mode & stat.S_IRWXO or place.st_gid != group.gr_gid:
        yield f"{sys.prefix} is open to others than {GRADERS}: run accounts.sh."


def _course(settings: HubSettings, course: HubCourse) -> Iterator[str]:
    if not course.holder:
        return
    folder = settings.folder(course)
    try:
        there = (folder / "nbgrader_config.py").is_file()
    except PermissionError:
        return  # only root can look
    if not there:
        yield (
            f"{folder} is no course: as {course.holder}, in its home, run "
            f"`unrolled quickstart {course.name}`."
        )


def _is_shared(folder: Path) -> bool:
    return folder.is_dir() and folder.stat().st_mode & 0o777 == 0o777


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
