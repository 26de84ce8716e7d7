"""Each attack fails with the layer that stops it, and gets past it when the layer is off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.host import LayerMissing, Sandbox, Worker, probe_layers
from autograder.host.layers import Report
from autograder.sandbox.names import ENTERED_BY_WORKER, LAYERS, OPTIONAL

from .conftest import without

ATTACKS = """
import ctypes, mmap, os, resource, socket, threading

libc = ctypes.CDLL(None, use_errno=True)

def succeeds(attempt, *arguments):
    try:
        return attempt(*arguments) != -1
    except (OSError, MemoryError):
        return False

def read(path): return succeeds(open, path)
def write(path): return succeeds(open, path, "w")
def truncate(path): return succeeds(os.truncate, path, 0)
def remove(path): return succeeds(os.remove, path)
def list_folder(path): return succeeds(os.listdir, path)
def of_parent(name): return read(f"/proc/{os.getppid()}/{name}")

def fork():
    def attempt():
        if os.fork() == 0:
            os._exit(0)
        os.wait()
    return succeeds(attempt)

def open_socket(family): return succeeds(socket.socket, getattr(socket, family))
def pair_of_datagrams(): return succeeds(socket.socketpair, socket.AF_UNIX, socket.SOCK_DGRAM)
def execute(): return succeeds(lambda: os.execv("/nonexistent", ["x"])) or error_is_not_eperm()
def signal_parent(): return succeeds(os.kill, os.getppid(), 0)
def signal_group(): return succeeds(os.kill, 0, 0)
def trace_parent(): return libc.ptrace(0x4206, os.getppid(), 0, 0) != -1
def new_namespace(): return libc.unshare(0x10000000) != -1
def watch_by_signal():
    import fcntl
    return succeeds(fcntl.fcntl, 0, fcntl.F_SETOWN, os.getpid())
def raise_priority(): return succeeds(os.nice, -5)
def allocate(): return succeeds(mmap.mmap, -1, 2 << 30)
def core_dumps(): return resource.getrlimit(resource.RLIMIT_CORE) != (0, 0)
def open_descriptors():
    return sorted(fd for fd in range(200) if succeeds(os.fstat, fd))
def error_is_not_eperm():
    try:
        os.execv("/nonexistent", ["x"])
    except PermissionError:
        return False
    except OSError:
        return True
def identity(): return os.getpid(), os.getppid()
def threads():
    done = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    return done
"""


@pytest.fixture(scope="module")
def no_landlock() -> Iterator[Sandbox]:
    with without("landlock", "namespaces", "user") as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def no_seccomp() -> Iterator[Sandbox]:
    with without("seccomp") as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def little() -> Iterator[Sandbox]:
    with without(*set(LAYERS) - {"wall_clock", "no_new_privs"}) as sandbox:
        yield sandbox


def ask(sandbox: Sandbox, name: str, *arguments: object) -> object:
    with sandbox.worker() as worker:
        assert worker.run_cell(ATTACKS).succeeded
        return worker.call(name, *arguments).value


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret"
    path.write_text("secret")
    path.chmod(0o666)
    return str(path)


@pytest.mark.parametrize("attack", ["read", "write", "truncate", "remove"])
def test_landlock_closes_files(
    sandbox: Sandbox, no_landlock: Sandbox, secret: str, attack: str
) -> None:
    assert ask(sandbox, attack, secret) is False
    assert Path(secret).read_text() == "secret"
    assert ask(no_landlock, attack, secret) is True


@pytest.mark.parametrize("name", ["environ", "mem", "maps", "cmdline"])
def test_landlock_closes_the_parent(sandbox: Sandbox, no_landlock: Sandbox, name: str) -> None:
    assert ask(sandbox, "of_parent", name) is False
    if name == "cmdline":
        assert ask(no_landlock, "of_parent", name) is True


def test_the_project_and_its_neighbours_are_closed(sandbox: Sandbox) -> None:
    import nbgrader

    import autograder
    import solutions

    for module in (autograder, solutions, nbgrader, pytest):
        assert module.__file__ is not None
        assert ask(sandbox, "read", module.__file__) is False
        assert ask(sandbox, "list_folder", str(Path(module.__file__).parent)) is False
    for path in ("/etc/passwd", str(Path.home()), "/tmp", "/proc/self/status", "/"):
        assert ask(sandbox, "read", path) is False and ask(sandbox, "list_folder", path) is False


@pytest.mark.parametrize("module", ["solutions", "autograder.graders", "nbgrader", "pytest"])
def test_nothing_of_the_grader_can_be_imported(worker: Worker, module: str) -> None:
    result = worker.run_cell(f"import {module}")
    assert result.outputs[0]["ename"] in {"ModuleNotFoundError", "PermissionError"}


@pytest.mark.parametrize(
    ("attack", "arguments"),
    [
        ("open_socket", ("AF_INET",)), ("open_socket", ("AF_UNIX",)),
        ("pair_of_datagrams", ()), ("fork", ()), ("execute", ()), ("watch_by_signal", ()),
        ("signal_group", ()),
    ],
)  # fmt: skip
def test_seccomp_closes_system_calls(
    sandbox: Sandbox, no_seccomp: Sandbox, attack: str, arguments: tuple[str, ...]
) -> None:
    assert ask(sandbox, attack, *arguments) is False
    assert ask(no_seccomp, attack, *arguments) is True


@pytest.mark.parametrize("attack", ["signal_parent", "trace_parent", "new_namespace"])
def test_several_layers_protect_the_parent(sandbox: Sandbox, little: Sandbox, attack: str) -> None:
    assert ask(sandbox, attack) is False
    if os.geteuid() == 0 or attack == "signal_parent":
        assert ask(little, attack) is True


@pytest.mark.skipif(os.geteuid() != 0, reason="an ordinary user has no capabilities to lose")
def test_root_has_no_capabilities(no_seccomp: Sandbox, little: Sandbox) -> None:
    assert ask(no_seccomp, "raise_priority") is False
    assert ask(little, "raise_priority") is True


@pytest.mark.parametrize("attack", ["allocate", "core_dumps"])
def test_resources_are_limited(sandbox: Sandbox, little: Sandbox, attack: str) -> None:
    assert ask(sandbox, attack) is False
    if attack == "allocate":
        assert ask(little, attack) is True


def test_descriptors_are_closed(sandbox: Sandbox, little: Sandbox, tmp_path: Path) -> None:
    with open(tmp_path / "grades", "w") as grades:
        os.set_inheritable(grades.fileno(), True)
        assert ask(sandbox, "open_descriptors") == [0, 1, 2, 3, 4]
    assert len(ask(little, "open_descriptors")) > 5  # type: ignore[arg-type]


def test_the_environment_is_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_SECRET", "hidden")
    with Sandbox() as sandbox, sandbox.worker() as worker:
        shown = worker.run_cell("import os, sys\nprint(dict(os.environ), sys.path, sys.argv)")
    text = shown.outputs[0]["text"]
    assert "hidden" not in text and f"'{Path(__file__).parents[2]}'" not in text


def test_what_notebooks_need_works(sandbox: Sandbox) -> None:
    assert ask(sandbox, "threads") == [1]
    for path in ("own.txt", os.devnull):
        assert ask(sandbox, "write", path) is True
    for path in ("/dev/urandom", os.__file__, "/usr/share/zoneinfo/UTC"):
        assert ask(sandbox, "read", path) is True or not Path(path).exists()


def test_mode_changes_are_pretended(worker: Worker, secret: str) -> None:
    before = os.stat(secret).st_mode
    assert worker.run_cell(f"import os\nos.chmod({secret!r}, 0)\nos.utime({secret!r})").succeeded
    assert os.stat(secret).st_mode == before


@pytest.mark.parametrize("name", ["landlock", "seccomp"])
def test_a_missing_layer_is_refused_by_name(name: str) -> None:
    with pytest.raises(LayerMissing, match=f"{name}.*switched off.*accepts"):
        Sandbox(frozenset({"rlimits"}), _switched_off=frozenset({name}))


@pytest.mark.parametrize("name", sorted({*ENTERED_BY_WORKER} - OPTIONAL))
def test_every_other_layer_is_required(name: str) -> None:
    report = Report({}, {name: "not here"})
    with pytest.raises(LayerMissing, match=name):
        report.require(frozenset(LAYERS) - {name})
    report.require(frozenset({name}))


def test_layers_that_depend_on_another_are_missing_with_it() -> None:
    off = frozenset({"no_new_privs"})
    gaps = frozenset({"no_new_privs", "landlock", "seccomp"})
    with Sandbox(gaps, _switched_off=off) as sandbox:
        assert sandbox.accepted_gaps == gaps


def test_this_machine_has_all_layers(sandbox: Sandbox) -> None:
    layers = probe_layers()
    assert [layer.name for layer in layers] == list(LAYERS)
    assert all(layer.holds and layer.detail for layer in layers)
    assert {layer.name for layer in layers if not layer.required} == OPTIONAL
    assert sandbox.layers == {layer.name: layer.detail for layer in layers}
    assert sandbox.accepted_gaps == frozenset()
