"""Whatever happens to a run, the next one ends with the marks of an undisturbed one."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from .conftest import PATIENCE, STUDENTS, Class, kill_all, wait_until, without_bar

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

EVERYBODY = STUDENTS + 1
PAUSES = (0.1, 0.1, 0.3, 6.0)  # seconds; a call may take 5


def named(process: psutil.Process, part: str) -> list[psutil.Process]:
    """Return the processes below one whose command line has this part."""
    found = []
    for child in process.children(recursive=True):
        try:
            if part in " ".join(child.cmdline()):
                found.append(child)
        except psutil.Error:
            continue
    return found


def zygotes(main: psutil.Process) -> list[psutil.Process]:
    """Return the first of each family."""
    return [each for each in named(main, "sandbox.zygote") if not is_zygote(each.parent())]


def is_zygote(process: psutil.Process | None) -> bool:
    return process is not None and "sandbox.zygote" in " ".join(process.cmdline())


def pool_processes(main: psutil.Process) -> list[psutil.Process]:
    return [parent for each in zygotes(main) if (parent := each.parent()) is not None]


def sandbox_workers(main: psutil.Process) -> list[psutil.Process]:
    return [child for each in zygotes(main) for child in each.children(recursive=True)]


def mounted(mount: str) -> list[str]:
    """Return what runs a command with something mounted that nobody else sees."""
    unshare = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "-r", "--mount"]
    if subprocess.run([*unshare, "sh", "-c", mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount anything")
    return [*unshare, "sh", "-c", f'{mount} && exec "$@"', "sh"]


def assert_gone(processes: list[psutil.Process]) -> None:
    _, alive = psutil.wait_procs(processes, timeout=PATIENCE)
    assert alive == []


def test_killed_and_then_stopped_with_ctrl_c(course: Class, undisturbed: dict[str, Any]) -> None:
    with course.running(random.randint(1, 2)) as main:
        processes = main.children(recursive=True)
        kill_all([main])
        main.wait()
        assert_gone(processes)
    with course.running(course.finished + 1) as main:
        processes = main.children(recursive=True)
        os.killpg(main.pid, signal.SIGINT)
        _, errors = main.communicate(timeout=PATIENCE)
    assert main.returncode == 130
    done = course.finished
    assert f"Stopped: {done} of {EVERYBODY} submissions are done." in errors
    assert f"goes on with the other {EVERYBODY - done}." in errors
    assert_gone(processes)
    assert list(course.scratch.iterdir()) == []
    code, _, errors = course.grade()
    assert (code, errors) == (0, "")
    assert course.outcome() == undisturbed


def test_processes_are_killed_meanwhile(course: Class, undisturbed: dict[str, Any]) -> None:
    """One of each kind, as soon as there is one: those that live for a moment only come first."""
    kinds = [sandbox_workers, zygotes, pool_processes]

    def kill_next() -> bool:
        assert main.poll() is None, "it ended too early"
        with suppress(psutil.Error):
            for victim in kinds[0](main)[:1]:
                victim.kill()
                del kinds[0]
        return not kinds

    with course.running(1) as main:
        wait_until(kill_next)
        _, errors = main.communicate(timeout=PATIENCE)
    assert main.returncode in (0, 3), errors  # who is killed twice leaves a mark to people
    assert course.grade()[0] == 0
    assert course.outcome() == undisturbed


def test_another_run_and_a_locked_gradebook(course: Class, undisturbed: dict[str, Any]) -> None:
    """The first run waits for the gradebook; the second is refused."""
    other = sqlite3.connect(course.root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    main = course.start()
    wait_until((course.root / ".unrolled/tiny.lock").exists)
    code, output, errors = course.grade()
    assert (code, output) == (2, "")
    assert "Another `unrolled grade` or `regrade` has 'tiny'" in errors
    time.sleep(6)  # by itself, SQLite waits for five seconds
    other.execute("ROLLBACK")
    other.close()
    _, errors = main.communicate(timeout=PATIENCE)
    assert (main.returncode, without_bar(errors)) == (0, "")
    assert course.outcome() == undisturbed


def test_the_gradebook_is_a_folder(course: Class) -> None:
    gradebook = course.root / "gradebook.db"
    gradebook.rename(course.root / "kept.db")
    gradebook.mkdir()
    code, output, errors = course.grade()
    assert (code, output) == (2, "")
    assert "gradebook.db cannot be used: unable to open database file" in errors
    assert len(errors.splitlines()) == 1
    assert list(gradebook.iterdir()) == []


def test_the_gradebook_is_gone(graded: Class, undisturbed: dict[str, Any], tmp_path: Path) -> None:
    """It is made anew: all marks that the program gave come back."""
    course = graded.copy(tmp_path / "course")
    (course.root / "gradebook.db").unlink()
    assert course.grade()[0] == 0
    assert course.outcome() == undisturbed


def limit_files(course: Class) -> None:
    """Let no file grow much beyond the gradebook: as a full disk does, but for this process."""
    size = (course.root / "gradebook.db").stat().st_size + (2 << 10)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))


def test_the_gradebook_is_taken_away_meanwhile_and_then_cannot_grow(
    course: Class, undisturbed: dict[str, Any]
) -> None:
    with course.running(2) as main:
        shutil.move(course.root / "gradebook.db", course.root / "moved.db")
        _, errors = main.communicate(timeout=PATIENCE)
    assert main.returncode == 2
    assert "gradebook.db cannot be used" in errors
    shutil.move(course.root / "moved.db", course.root / "gradebook.db")
    code, output, errors = course.grade_apart(before=lambda: limit_files(course))
    assert (code, output) == (2, "")
    assert "cannot be" in errors
    assert "run the same command again" in errors
    assert len(errors.splitlines()) == 1
    assert course.grade()[0] == 0
    assert course.outcome() == undisturbed


def test_the_disk_is_full(course: Class, undisturbed: dict[str, Any]) -> None:
    """Graded notebooks go to a disk of a few pages, which only the first run sees."""
    (course.root / "autograded").mkdir()
    mount = f"mount -t tmpfs -o size=64k none {course.root}/autograded"
    code, output, errors = course.grade_apart(on=mounted(mount))
    assert (code, output) == (2, "")
    assert "No space left on device" in errors
    assert len(errors.splitlines()) == 1
    assert course.grade()[0] == 0
    assert course.outcome() == undisturbed


def test_every_process_is_stopped_and_continued_at_random(
    course: Class, undisturbed: dict[str, Any]
) -> None:
    main = course.start()
    try:
        stop_and_continue(main)
    finally:
        kill_all([main, *main.children(recursive=True)] if main.is_running() else [])
    assert main.returncode == 0
    assert course.grade()[0] == 0  # what had to wait for a stopped process is tried again
    assert course.outcome() == undisturbed


def stop_and_continue(main: psutil.Popen) -> None:
    """Stop a process now and then, and continue it later, until the command has ended."""
    ending = threading.Thread(target=main.communicate, daemon=True)
    ending.start()
    stopped: dict[psutil.Process, float] = {}
    gives_up = time.monotonic() + PATIENCE
    while ending.is_alive():
        assert time.monotonic() < gives_up, "it hangs"
        with suppress(psutil.Error):
            process = random.choice([main, *main.children(recursive=True)])
            if process not in stopped:
                process.suspend()
                stopped[process] = time.monotonic() + random.choice(PAUSES)
        for process in [each for each, until in stopped.items() if time.monotonic() > until]:
            del stopped[process]
            with suppress(psutil.Error):
                process.resume()
        time.sleep(0.6)
