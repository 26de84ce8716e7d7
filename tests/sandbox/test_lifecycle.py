"""Sandboxes start, end and fail without leaving anything behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest

from autograder.host import Sandbox, SandboxFault, Worker, fonts
from autograder.host.launcher import Zygote

IDENTITY = "import os\ndef identity(): return os.getpid(), os.getppid(), os.getcwd()"

HOST = """
import sys, time
from autograder.host import Sandbox
sandbox = Sandbox()
worker = sandbox.worker()
worker.run_cell("import os")
worker.run_cell("def identity(): return os.getpid(), os.getppid(), os.getcwd()")
print(*worker.call("identity").value, flush=True)
time.sleep(60)
"""


def identity(worker: Worker) -> tuple[int, int, Path]:
    worker.run_cell(IDENTITY)
    pid, parent, folder = worker.call("identity").value
    return pid, parent, Path(folder)


def wait_until(condition: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def is_gone(pid: int) -> bool:
    return not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE


def test_closing_leaves_nothing_behind() -> None:
    sandbox = Sandbox()
    first, second = sandbox.worker({"a": b""}), sandbox.worker()
    pid, zygote, folder = identity(first)
    other, _, _ = identity(second)
    first.run_cell("os.makedirs('deep/' * 12)\nos.symlink('/', 'link')")
    first.close()
    first.close()
    assert is_gone(pid) and not folder.exists() and Path("/").exists() and not first.alive
    sandbox.close()
    assert wait_until(lambda: is_gone(zygote) and is_gone(other))
    assert not folder.parent.exists()
    second.close()
    with pytest.raises(SandboxFault):
        sandbox.worker()


def test_a_zygote_ends_quietly_whose_host_went_before_it_listened(tmp_path: Path) -> None:
    zygote = Zygote(tmp_path, ())
    assert select.select([zygote._control], [], [], 30)[0]
    zygote._control.close()
    assert zygote._process.wait(5) == 0


def test_a_dead_zygote_is_not_the_learners_fault(sandbox: Sandbox) -> None:
    with sandbox.worker() as worker:
        pid, zygote, _ = identity(worker)
        os.kill(zygote, signal.SIGKILL)
        assert wait_until(lambda: is_gone(pid))
        with pytest.raises(SandboxFault):
            worker.call("identity")
        assert not worker.alive
    with sandbox.worker() as worker:
        assert identity(worker)[1] != zygote


def test_workers_survive_their_parent_only_without_that_layer() -> None:
    off = frozenset({"parent_death"})
    with Sandbox(off, _switched_off=off) as sandbox, sandbox.worker() as worker:
        pid, zygote, _ = identity(worker)
        os.kill(zygote, signal.SIGKILL)
        assert not wait_until(lambda: is_gone(pid), seconds=0.5)
    assert wait_until(lambda: is_gone(pid))


def test_a_dead_host_takes_everything_with_it() -> None:
    with subprocess.Popen([sys.executable, "-c", HOST], stdout=subprocess.PIPE, text=True) as host:
        assert host.stdout is not None
        pid, zygote, folder = host.stdout.readline().split()
        host.kill()
    assert wait_until(lambda: is_gone(int(pid)) and is_gone(int(zygote)))
    with Sandbox():
        assert not Path(folder).parent.exists()


def test_the_sweep_spares_the_living_and_the_unknown(sandbox: Sandbox) -> None:
    names = ["unrolled-1-999999999-5-abc", "unrolled-notes", f"unrolled-1-{os.getpid()}-1-abc"]
    folders = [Path(tempfile.gettempdir()) / name for name in names]
    for folder in folders:
        folder.mkdir()
    try:
        with sandbox.worker() as worker, Sandbox():
            assert all(folder.exists() for folder in folders)
            assert identity(worker)[2].exists()
    finally:
        for folder in folders:
            folder.rmdir()


def test_threads_can_share_a_sandbox(sandbox: Sandbox) -> None:
    def grade(number: int) -> int:
        with sandbox.worker() as worker:
            worker.run_cell(f"def f(x): return x + {number}")
            return int(worker.call("f", 100).value)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(grade, range(12))) == [100 + number for number in range(12)]


def test_no_descriptor_is_leaked(sandbox: Sandbox) -> None:
    sandbox.worker().close()
    before = len(os.listdir("/proc/self/fd"))
    for _ in range(5):
        with sandbox.worker() as worker, pytest.raises(Exception, match="status"):
            worker.run_cell("import os\nos._exit(1)")
    assert len(os.listdir("/proc/self/fd")) == before


def test_what_nobody_has_written_to_is_the_same_each_time() -> None:
    """Else what comes of it, and perhaps the mark, is a matter of where memory lies."""
    source = (
        "def unwritten():\n"
        "    sizes = 3, 40, 200, 5_000, 300_000\n"
        "    return [np.empty(size)[:3].tolist() for size in sizes for _ in range(3)]"
    )
    answers = []
    for _ in range(2):
        with Sandbox() as sandbox, sandbox.worker() as worker:
            worker.run_cell("import numpy as np")
            worker.run_cell(source)
            answers.append(str(worker.call("unwritten").value))
    assert answers[0] == answers[1]
    assert answers[0].count("nan") > len(answers[0].split(",")) // 2


def test_who_frees_all_fonts_closes_no_pipe(sandbox: Sandbox) -> None:
    source = """
import gc
from matplotlib.font_manager import _get_font
from matplotlib.mathtext import MathTextParser
_get_font.cache_clear()
MathTextParser._parse_cached.cache_clear()
gc.collect()
"""
    with sandbox.worker() as worker:
        assert worker.run_cell(source).succeeded
        assert worker.run_cell("1 + 1").succeeded


def test_fonts_are_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with Sandbox() as sandbox:
        sandbox.require_layers()
    (kept,) = (tmp_path / "unrolled").iterdir()
    kept.write_text(kept.read_text() + "\n")  # a list that Matplotlib would not have made
    with Sandbox() as sandbox:
        sandbox.require_layers()
        (used,) = sandbox._root.glob(f"zygote-*/{kept.name}")
        assert used.read_text() == kept.read_text()


def test_a_cache_without_a_place_of_its_own_is_not_made_where_somebody_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an account has no home: the working directory is often a course."""
    made, course = tmp_path / "made", tmp_path / "course"
    for folder in (made, course):
        folder.mkdir()
    (made / "fontlist-1.json").touch()
    monkeypatch.chdir(course)
    monkeypatch.setenv("XDG_CACHE_HOME", "cache")
    fonts.keep(made)
    assert list(course.iterdir()) == []
