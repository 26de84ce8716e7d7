"""Python files that come compiled, so that not every worker compiles them."""

from __future__ import annotations

import py_compile
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from autograder.grading.course import CourseError


def with_bytecode(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add to files what Python looks for beside those that it imports.

    Raises
    ------
    CourseError : when one of them is not Python.
    """
    sources = {Path(name).stem: content for name, content in files.items() if name.endswith(".py")}
    compiled = {_cached(module): _compiled(module, source) for module, source in sources.items()}
    return {**files, **compiled}


def _cached(module: str) -> str:
    # As Python names it in a sandbox, whatever this process has been told about such files.
    return f"__pycache__/{module}.{sys.implementation.cache_tag}.pyc"


def _compiled(module: str, source: bytes) -> bytes:
    name = f"{module}.py"
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder, name), Path(folder, "compiled")
        path.write_bytes(source)
        try:
            py_compile.compile(str(path), str(target), name, True, 0, unchecked)
        except py_compile.PyCompileError as error:
            raise CourseError(
                f"{name}, which lies beside the released notebook, is not Python "
                f"({error.exc_value}): build the course again."
            ) from None
        return target.read_bytes()
