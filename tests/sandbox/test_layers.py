"""What a worker can reach with all layers, and what is said of a layer that is missing.

Attacks, each with and without the layers that stop it, are in `tests/attacks`.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from autograder.content import hidden, reference_file
from autograder.host import LayerMissing, Sandbox, Worker, probe_layers
from autograder.host.layers import Report
from autograder.sandbox.names import ENTERED_BY_WORKER, LAYERS, OPTIONAL

CODE = """
import os, threading

def succeeds(attempt, *arguments):
    try:
        return attempt(*arguments) != -1
    except OSError:
        return False

def read(path): return succeeds(open, path)
def write(path): return succeeds(open, path, "w")
def list_folder(path): return succeeds(os.listdir, path)
def open_descriptors():
    return [fd for fd in range(200) if succeeds(os.fstat, fd)]
def threads():
    done = []
    thread = threading.Thread(target=done.append, args=(1,))
    thread.start()
    thread.join()
    return done
"""


def ask(sandbox: Sandbox, name: str, *arguments: object) -> object:
    with sandbox.worker() as worker:
        assert worker.run_cell(CODE).succeeded
        return worker.call(name, *arguments).value


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret"
    path.write_text("secret")
    path.chmod(0o666)
    return str(path)


def test_the_project_and_its_neighbours_are_closed(sandbox: Sandbox) -> None:
    import nbgrader

    import autograder

    content = [reference_file("tiny"), hidden("tiny") / "cases.py"]
    for file in [*content, *(Path(str(each.__file__)) for each in (autograder, nbgrader, pytest))]:
        assert file.is_file()
        assert ask(sandbox, "read", str(file)) is False
        assert ask(sandbox, "list_folder", str(file.parent)) is False
    for path in ("/etc/passwd", str(Path.home()), "/tmp", "/proc/self/status", "/"):
        assert ask(sandbox, "read", path) is False and ask(sandbox, "list_folder", path) is False


@pytest.mark.parametrize("module", ["solutions", "autograder.graders", "nbgrader", "pytest"])
def test_nothing_of_the_grader_can_be_imported(worker: Worker, module: str) -> None:
    result = worker.run_cell(f"import importlib\nimportlib.import_module('{module}')")
    assert result.outputs[0]["ename"] in {"ModuleNotFoundError", "PermissionError"}


def test_descriptors_are_closed(sandbox: Sandbox, tmp_path: Path) -> None:
    with open(tmp_path / "grades", "w") as grades:
        os.set_inheritable(grades.fileno(), True)
        assert ask(sandbox, "open_descriptors") == [0, 1, 2, 3, 4]


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
    with (
        Sandbox(frozenset({"rlimits"}), _switched_off=frozenset({name})) as sandbox,
        pytest.raises(LayerMissing, match=f"{name}.*switched off.*accepts"),
    ):
        sandbox.worker()


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
    assert all(layer.detail for layer in layers)
    assert {layer.name for layer in layers if not layer.holds} == set(sandbox.missing) <= OPTIONAL
    assert {layer.name for layer in layers if not layer.required} == OPTIONAL
    assert sandbox.layers == {layer.name: layer.detail for layer in layers if layer.holds}
    assert sandbox.accepted_gaps == frozenset()
