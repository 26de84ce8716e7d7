"""Cells give the same outputs as in a Jupyter kernel. A new case is a new file in cells/."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from autograder.host import Limits, Sandbox

CASES = sorted((Path(__file__).parent / "cells").glob("*.py"))
SEPARATOR = re.compile(r"^# %%\n", re.MULTILINE)

Outputs = list[dict[str, Any]]


def cells_of(case: Path) -> list[str]:
    return [cell.rstrip("\n") for cell in SEPARATOR.split(case.read_text())[1:]]


@pytest.fixture(scope="module")
def in_kernel(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, list[Outputs]]:
    folder = tmp_path_factory.mktemp("kernel")
    notebook = nbformat.v4.new_notebook()
    for case in CASES:
        notebook.cells += [nbformat.v4.new_code_cell(source) for source in cells_of(case)]
    client = NotebookClient(notebook, kernel_name="python3", allow_errors=True, timeout=60)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("IPYTHONDIR", str(folder))
        client.execute(cwd=str(folder))
    return by_case([cell.outputs for cell in notebook.cells])


@pytest.fixture(scope="module")
def in_worker() -> dict[Path, list[Outputs]]:
    with Sandbox(limits=Limits(cell_seconds=30)) as sandbox, sandbox.worker() as worker:
        cells = [source for case in CASES for source in cells_of(case)]
        return by_case([worker.run_cell(source).outputs for source in cells])


def by_case(outputs: list[Outputs]) -> dict[Path, list[Outputs]]:
    remaining = iter(outputs)
    return {case: [next(remaining) for _ in cells_of(case)] for case in CASES}


def normalised(outputs: Outputs) -> Outputs:
    """Without what differs between any two runs."""
    merged: Outputs = []
    for output in outputs:
        plain = clean(dict(output))
        last = merged[-1] if merged else {}
        if plain["output_type"] == "stream" and plain.get("name") == last.get("name"):
            last["text"] += plain["text"]
        else:
            merged.append(plain)
    return merged


def clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: clean(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean(item) for item in value if not is_machinery(item)]
    if isinstance(value, str):
        value = value.replace(str(Path.home()), "~")
        value = re.sub(r"(/[^\s:]*/ipykernel_\d+/)?\b\d+\.py", "<cell file>", value)
        return re.sub(r"0x[0-9a-f]{8,}", "<address>", value)
    return value


def is_machinery(frame: object) -> bool:
    """A frame of a traceback that shows how the kernel or the worker refuses input."""
    return (
        isinstance(frame, str) and re.search(r"kernelbase\.py|sandbox/shell\.py", frame) is not None
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_same_outputs(
    case: Path, in_kernel: dict[Path, list[Outputs]], in_worker: dict[Path, list[Outputs]]
) -> None:
    for source, expected, actual in zip(
        cells_of(case), in_kernel[case], in_worker[case], strict=True
    ):
        assert normalised(actual) == normalised(expected), source
