"""A hub to click through: the course, an instructor, two learners, on this machine only."""

from __future__ import annotations

import argparse
import fcntl
import os
import secrets
import shutil
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from traitlets.config import Config

from autograder.content import assignments
from autograder.nbgrader_plugin.configuration import configure
from deploy.process import HubError, running_hub

PROJECT = Path(__file__).resolve().parents[1]
SCRIPTS = Path(sys.executable).parent
COURSE = "unrolled"
HOLDER = f"grader-{COURSE}"
STAFF, LEARNERS = "ada", ("ben", "cleo")
UNUSABLE = 2  # exit code
PORTS = 5  # the hub, its parts, the formgrader, and automatic grading
SETTINGS = """\
port = {port}
state = "{folder}"
exchange = "{folder}/exchange"
homes = "{folder}/homes/{{username}}"
accounts = "one"
login = "password"
# The port to Python needs no npm. It holds back answers until they are complete, and ten at a
# time: enough to look around, not for a class.
proxy = ["{scripts}/configurable-http-proxy", "--proxy-timeout=3600000"]
learner_environment = "{learner_environment}"

[courses.{course}]
formgrader = "service"
staff = ["{staff}"]
learners = {learners}
automatic = true
"""
WELCOME = """
The hub is at {url}

  {staff} is the instructor
  {learners} are learners

The password of each is {password} (another at each start). Each finds a page that says what to
click. Use a private window of the browser for each of them. Ctrl-C ends it all.\
"""


def main() -> None:
    """Lay out the hub's folder at the first start, and run the hub until Ctrl-C."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=PROJECT / "build/hub")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--learner-environment", type=Path, default=PROJECT / "build/learner")
    parser.add_argument("--clean", action="store_true", help="remove the folder instead")
    options = parser.parse_args()
    os.environ["PATH"] = f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"  # nbgrader calls alembic
    folder = options.folder.resolve()
    try:
        with _claimed(folder):
            if options.clean:
                shutil.rmtree(folder)
                return
            _check_ports(options.port)
            settings = _settings(folder, options.port, options.learner_environment.resolve())
            (folder / "hub.toml").write_text(settings)
            _lay_out(folder)
            _run(folder)
    except HubError as error:
        print(error, file=sys.stderr)
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:
        print("The hub and its servers have stopped.")


@contextmanager
def _claimed(folder: Path) -> Iterator[None]:
    """Keep other processes out of the hub's folder: a second hub there would end the first."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "hub.toml").exists():
        raise HubError(f"{folder} holds something else than a hub: name another folder.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise HubError(f"A hub runs in {folder} already: end it first, with Ctrl-C.") from error
    try:
        yield
    finally:
        os.close(handle)


def _check_ports(first: int) -> None:
    for port in range(first, first + PORTS):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise HubError(
                    f"The hub needs the ports {first} to {first + PORTS - 1}, and {port} is not "
                    f"free ({error.strerror}). Name another: make hub PORT=9000"
                ) from error


def _settings(folder: Path, port: int, learner_environment: Path) -> str:
    return SETTINGS.format(
        port=port,
        folder=folder,
        scripts=SCRIPTS,
        learner_environment=learner_environment,
        course=COURSE,
        staff=STAFF,
        learners=list(LEARNERS),
    )


def _lay_out(folder: Path) -> None:
    """Make homes, exchange and course; what is there stays as it is."""
    homes, exchange = folder / "homes", folder / "exchange"
    if (exchange / COURSE / "outbound" / assignments()[-1]).exists():
        return
    print(f"Laying out the course in {folder} and releasing its assignments …", flush=True)
    for begun in (homes, exchange):
        shutil.rmtree(begun, ignore_errors=True)
        begun.mkdir()
    for name in (STAFF, *LEARNERS):
        (homes / name).mkdir()
    course = homes / HOLDER / COURSE
    shutil.copytree(PROJECT / "source_release/source", course / "source")
    shutil.copy(PROJECT / "source_release/nbgrader_config.py", course)
    release(course, exchange)
    _enrol(course, exchange)


def release(course: Path, exchange: Path) -> None:
    """Release all assignments of a course, as the formgrader's buttons do."""
    api = _nbgrader(course, exchange)
    for assignment in assignments():
        for result in (api.generate_assignment(assignment), api.release_assignment(assignment)):
            if not result["success"]:
                raise HubError(f"{assignment} cannot be released:\n{result['log']}")


def _enrol(course: Path, exchange: Path) -> None:
    """Tell the gradebook the learners' names, which the formgrader shows."""
    with _nbgrader(course, exchange).gradebook as gradebook:
        for name in LEARNERS:
            gradebook.update_or_create_student(name, first_name=name.title(), last_name="Example")


def _nbgrader(course: Path, exchange: Path) -> NbGraderAPI:
    config = Config()
    config.CourseDirectory.root = str(course)
    config.CourseDirectory.course_id = COURSE
    config.Exchange.root = str(exchange)
    configure(config)
    return NbGraderAPI(config=config)


def _run(folder: Path) -> None:
    password = secrets.token_urlsafe(12)
    environment = {**os.environ, "UNROLLED_HUB_PASSWORD": password}
    learners = " and ".join(LEARNERS)
    for end in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(end, signal.default_int_handler)
    with running_hub(folder / "hub.toml", environment) as url:
        welcome = WELCOME.format(url=url, staff=STAFF, learners=learners, password=password)
        print(welcome, flush=True)
        signal.pause()


if __name__ == "__main__":
    main()
