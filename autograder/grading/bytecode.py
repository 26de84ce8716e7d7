"""Python files that come compiled, so that not every worker compiles them."""

from __future__ import annotations

import py_compile
import tempfile
from collections.abc import Mapping
from importlib.util import cache_from_source
from pathlib import Path


def with_bytecode(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Add to files what Python looks for beside those that it imports."""
    compiled = {
        cache_from_source(name): _compiled(name, source)
        for name, source in files.items()
        if name.endswith(".py")
    }
    return {**files, **compiled}


def _compiled(name: str, source: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path, target = Path(folder, name), Path(folder, "compiled")
        path.write_bytes(source)
        unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
        py_compile.compile(str(path), str(target), name, doraise=True, invalidation_mode=unchecked)
        return target.read_bytes()
