"""An environment with a wheel and what that requires, for which no index is asked again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

PIP = (sys.executable, "-m", "pip", "--quiet")


def install(project: Path, folder: Path) -> Path:
    """Build the wheel of a project, and install it into a new environment.

    What it requires is copied from the environment that runs this, which the lock has made.

    Returns
    -------
    The folder with the new environment's scripts.
    """
    subprocess.run([*PIP, "wheel", "--no-deps", "--wheel-dir", folder, project], check=True)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv")
    python = folder / "venv/bin/python"
    (built,) = Distribution.discover(path=[str(wheel)])
    for required in _requirements(built):
        _copy(required, python)
    subprocess.run([*PIP, "--python", python, "install", "--no-deps", wheel], check=True)
    return python.parent


def _requirements(built: Distribution) -> Iterator[Distribution]:
    """Yield what a distribution requires, however indirectly, each once."""
    extras: set[str] = set()
    waiting, seen = [(built, extras)], {built.name}
    while waiting:
        found, extras = waiting.pop()
        for required in map(Requirement, found.requires or ()):
            if _applies(required, extras) and required.name not in seen:
                seen.add(required.name)
                yield (there := distribution(required.name))
                waiting.append((there, required.extras))


def _applies(required: Requirement, extras: set[str]) -> bool:
    marker = required.marker
    return marker is None or any(marker.evaluate({"extra": each}) for each in extras or {""})


def _copy(required: Distribution, python: Path) -> None:
    """Copy the files of a distribution; its scripts start the other interpreter."""
    site = sysconfig.get_path("purelib", vars={"base": str(python.parent.parent)})
    for file in required.files or ():
        source, target = Path(str(required.locate_file(file))), Path(os.path.normpath(site / file))
        if not source.exists():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.parent == python.parent:
            text = source.read_bytes().replace(sys.executable.encode(), str(python).encode(), 1)
            target.write_bytes(text)
            target.chmod(0o755)
        elif not target.exists():
            shutil.copy2(source, target)
