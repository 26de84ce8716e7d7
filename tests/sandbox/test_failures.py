"""Each way to go wrong has its own name, and none of them harms the host or the next worker."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from autograder.host import CutOff, LearnerFailure, OutOfMemory, Raised, Sandbox, TimedOut, Worker

from .conftest import QUICK, without

FORGE = """
import msgpack, os, struct
def body(value):
    tree = msgpack.packb(value)
    return struct.pack("<I", len(tree)) + tree
def attack():
    os.write(4, {frames})
"""

ENDING: dict[str, tuple[str, type[LearnerFailure], str]] = {
    "endless loop": ("def attack():\n    while True: pass", TimedOut, "1.5"),
    "stops itself": ("import os\ndef attack(): os.kill(os.getpid(), 19)", TimedOut, "1.5"),
    "ends itself": ("import os\ndef attack(): os._exit(3)", CutOff, "status 3"),
    "kills itself": ("import os\ndef attack(): os.kill(os.getpid(), 9)", OutOfMemory, "memory"),
    "crashes": ("import ctypes\ndef attack(): ctypes.string_at(0)", CutOff, "SIGSEGV"),
    "huge array": (
        "import numpy as np\ndef attack(): return np.zeros(5_000_000)", CutOff, "too large"
    ),
    "huge tree": ("def attack(): return [0] * 3_000_000", CutOff, "too large"),
    "endless value": ("def attack():\n    a = []\n    a += [a, a]\n    return a", CutOff, "large"),
    "closes descriptors": (
        "import os, time\ndef attack(): os.closerange(0, 99); time.sleep(9)", CutOff, "connection"
    ),
    "prints without end": ("def attack():\n    while True: print('x' * 9999)", CutOff, "printed"),
    "writes to descriptor 1": (
        "import os\ndef attack():\n    while True: os.write(1, b'x' * 60000)", CutOff, "output"
    ),
    "no frame": (FORGE.format(frames="b'\\xff' * 64"), CutOff, "too large"),
    "a frame of noise": (
        FORGE.format(frames="struct.pack('<I', 64) + os.urandom(64)"), CutOff, "out of form"
    ),
    "a frame that never ends": (
        FORGE.format(frames="struct.pack('<I', 9999) + os.urandom(64)"), TimedOut, "1.5"
    ),
    "wrong id": (
        FORGE.format(frames="(lambda b: struct.pack('<I', len(b)) + b)(body([2, 'id', 1]))"),
        CutOff,
        "another question",
    ),
}  # fmt: skip

DISK = {
    "many files": ("def attack():\n    for n in range(200): open(str(n), 'w').close()", "50 files"),
    "large files": (
        "def attack():\n    for n in range(3): open(str(n), 'wb').write(bytes(5 << 20))",
        "8 MB",
    ),
    "deleted files": (
        "import os\nfiles = []\ndef attack():\n    for n in range(3):\n"
        "        files.append(open('f', 'wb')); os.unlink('f'); files[-1].write(bytes(5 << 20))",
        "8 MB",
    ),
    "deep folders": (
        "import os\ndef attack():\n    for n in range(1200): os.mkdir('d'); os.chdir('d')",
        "50 files",
    ),
}


@pytest.mark.parametrize("name", ENDING)
def test_attacks_end_the_worker_and_are_named(sandbox: Sandbox, name: str) -> None:
    source, kind, words = ENDING[name]
    with sandbox.worker() as worker:
        assert worker.run_cell(source).succeeded
        with pytest.raises(kind, match=words):
            worker.call("attack")
        assert not worker.alive


@pytest.fixture(scope="module")
def watched() -> Iterator[Sandbox]:
    """Where no file system of its own limits a worker, the host looks at its folder."""
    with without("namespaces", limits=QUICK) as sandbox:
        yield sandbox


@pytest.mark.parametrize("name", DISK)
def test_a_file_system_of_its_own_is_small(sandbox: Sandbox, worker: Worker, name: str) -> None:
    if "namespaces" in sandbox.missing:
        pytest.skip("this machine forbids namespaces")
    worker.run_cell(DISK[name][0])
    with pytest.raises(Raised, match="No space left"):
        worker.call("attack")
    assert worker.alive


@pytest.mark.parametrize("name", DISK)
def test_without_it_the_host_watches_the_disk(watched: Sandbox, name: str) -> None:
    source, words = DISK[name]
    with watched.worker() as worker:
        worker.run_cell(source)
        with pytest.raises(CutOff, match=words):
            worker.call("attack")
        assert not worker.alive


def test_a_folder_without_permissions_hides_nothing(watched: Sandbox) -> None:
    """An ordinary host cannot look into it and ends the worker; root looks and counts."""
    with watched.worker() as worker:
        worker.run_cell(
            "import os\n"
            "def attack(entries):\n"
            "    os.mkdir('d')\n"
            "    for i in range(entries): open(f'd/{i}', 'w').close()\n"
            "    os.mkdir('e', 0)\n"
        )
        with pytest.raises(CutOff, match="50 files"):
            worker.call("attack", 50 if os.geteuid() == 0 else 1)
        assert not worker.alive


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("import numpy as np\ndef f(): return np.ones((1 << 14, 1 << 14)).sum()", OutOfMemory),
        ("def f(): return bytearray(1 << 32)", OutOfMemory),
        ("def f(): raise KeyboardInterrupt", Raised),
        ("def f(): raise SystemExit", Raised),
        ("def f(): return f()", Raised),
        ("def f(): open('big', 'wb').write(bytes(20 << 20))", Raised),
        (
            "class E(Exception):\n    def __str__(self): raise SystemExit\ndef f(): raise E",
            Raised,
        ),
    ],
)
def test_failures_that_leave_the_worker_usable(
    worker: Worker, source: str, kind: type[LearnerFailure]
) -> None:
    worker.run_cell(f"{source}\ndef fine(): return 1")
    with pytest.raises(kind):
        worker.call("f")
    assert worker.call("fine").value == 1


def test_cells_can_fail_the_same_way(sandbox: Sandbox) -> None:
    with sandbox.worker() as worker, pytest.raises(CutOff, match="status 0"):
        worker.run_cell("import os\nos._exit(0)")
    with sandbox.worker() as worker:
        result = worker.run_cell("bytearray(1 << 32)")
        assert not result.succeeded and result.outputs[-1]["ename"] == "MemoryError"


def test_a_forged_answer_spoils_the_next_one(worker: Worker) -> None:
    # Code that shares the process with the loop can find the id, but only answer once with it.
    worker.run_cell(
        "import gc\nfrom autograder.sandbox import wire\n"
        "def forge():\n"
        "    caller = next(o for o in gc.get_objects() if type(o).__name__ == 'Caller')\n"
        "    caller._channel.send({'id': caller._current_call, 'kind': 'call', 'value': 'forged',"
        " 'mutated': [], 'warned': [], 'outputs': []})\n    return 'true'"
    )
    assert worker.call("forge").value == "forged"
    with pytest.raises(CutOff, match="another question"):
        worker.call("forge")


def test_long_output_is_cut_and_not_lost(worker: Worker) -> None:
    result = worker.run_cell("for _ in range(300): print('x' * 9999)")
    assert result.succeeded
    text = result.outputs[0]["text"]
    assert text.startswith("xxx") and len(text) <= 2 << 20
    assert "cut" in result.outputs[-1]["text"]


@pytest.mark.parametrize(
    "output",
    [
        "[]", "{}", "{'output_type': 'stream'}", "{'output_type': [], 'name': 'stdout'}",
        "{'output_type': 'stream', 'name': 'stdin', 'text': ''}",
        "{'output_type': 'display_data', 'data': {'a': 1j}, 'metadata': {}}",
        "{'output_type': 'error', 'ename': 'E', 'evalue': '', 'traceback': [1]}",
        "{'output_type': 'stream', 'name': 'stdout', 'text': '', 'score': 100}",
    ],
)  # fmt: skip
def test_forged_outputs_are_refused(worker: Worker, output: str) -> None:
    forge = f"import autograder.sandbox.shell as s\ns.RECORDER.take = lambda: [{output}]"
    with pytest.raises(CutOff, match="output"):
        worker.run_cell(forge)
