"""`make hub`: a hub to click through, which leaves nothing running."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from autograder.content import assignments
from autograder.nbgrader_plugin.course_map import course_map
from deploy.try_out import COURSE, LEARNERS

from .conftest import Hub, free_ports
from .isolation import PROJECT

pytestmark = pytest.mark.hub


def test_a_learner_finds_all_assignments_and_ctrl_c_ends_everything(
    tmp_path: Path, learner_environment: Path
) -> None:
    command = [sys.executable, "-m", "deploy.try_out"]
    options = [f"--folder={tmp_path}/hub", f"--port={free_ports()}"]
    options.append(f"--learner-environment={learner_environment}")
    started = subprocess.Popen(
        [*command, *options],
        cwd=PROJECT,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(tmp_path),
            "PYTHONPATH": os.environ["PYTHONPATH"],
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert started.stdout is not None
        said = ""
        while "Ctrl-C" not in said:
            line = started.stdout.readline()
            assert line, said
            said += line
        url, password = (re.search(rf"{word} (\S+)", said) for word in ("at", "each is"))
        assert url and password
        hub = Hub(url[1], tmp_path / "hub", password[1], False, ())
        learner = hub.sign_in(LEARNERS[0])
        learner.start_server()
        learner.wait_for_server()
        page = learner.of_server("GET", "/api/contents/Welcome.md")["content"]
        assert course_map() in page
        found = learner.of_server("GET", f"/assignments?course_id={COURSE}")["value"]
        assert {(a["assignment_id"], a["status"]) for a in found} == {
            (assignment, "released") for assignment in assignments()
        }
        for another in ([f"--port={free_ports()}"], ["--clean"]):
            refused = subprocess.run(
                [*command, options[0], *another], cwd=PROJECT, capture_output=True, text=True
            )
            assert refused.returncode == 2
            assert (
                refused.stderr
                == f"A hub runs in {hub.folder} already: end it first, with Ctrl-C.\n"
            )
        running = psutil.Process(started.pid).children(recursive=True)
        assert len(running) >= 4  # hub, proxy, formgrader, the learner's server
    finally:
        started.send_signal(signal.SIGINT)
        started.wait(120)
    assert [process for process in running if goes_on(process)] == []
    subprocess.run([*command, options[0], "--clean"], cwd=PROJECT, check=True)
    assert os.listdir(tmp_path) == []


def goes_on(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
