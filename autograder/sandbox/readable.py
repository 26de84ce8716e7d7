"""What a worker may read: the interpreter and the libraries that notebooks use, nothing else.

The folder where packages are installed is never readable as a whole, because this project,
and with it the reference solutions, may be installed there.
"""

from __future__ import annotations

import os
import re
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

DISTRIBUTIONS: Final = ("numpy", "matplotlib", "ipython", "matplotlib-inline", "msgpack")

_SYSTEM: Final = (
    "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/usr/share/zoneinfo", "/usr/share/fonts",
    "/usr/local/share/fonts", "/usr/share/fontconfig", "/usr/lib/locale", "/dev/urandom",
    "/dev/random", "/sys/devices/system/cpu",
)  # fmt: skip
_LOADER: Final = ("/lib", "/lib64")
_REQUIREMENT_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def readable_paths() -> list[str]:
    """Files and folders to allow, none of which contains a folder of installed packages."""
    closed = _package_folders()
    above = {parent for folder in closed for parent in folder.parents}
    roots = {Path(each).resolve() for each in _SYSTEM} | _standard_library() | _library_folders()
    outside = {root for root in roots if root.exists() and not closed & set(root.parents)}
    paths = {part for root in outside for part in _without(root, closed, above)}
    return sorted({str(path) for path in paths | set(_distribution_paths())})


def links() -> dict[str, str]:
    """The symbolic links through which readable files are found, with what they say."""
    found: dict[str, str] = {}
    for name in (*_SYSTEM, *_LOADER, *sys.path):
        _follow(Path(name), found)
    return found


def _follow(path: Path, found: dict[str, str]) -> None:
    real = Path("/")
    for part in path.parts[1:]:
        step = real / part
        if step.is_symlink():
            found[str(step)] = os.readlink(step)
            _follow(real / found[str(step)], found)
        real = step.resolve()


def _standard_library() -> set[Path]:
    return {Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib")}


def _library_folders() -> set[Path]:
    # Where this process got its shared libraries from; their neighbours may be loaded later.
    with open("/proc/self/maps") as maps:
        mapped = {line.split(maxsplit=5)[5].rstrip() for line in maps if ".so" in line}
    return {Path(name).resolve().parent for name in mapped if name.startswith("/")}


def _package_folders() -> set[Path]:
    names = {site.getusersitepackages(), *_debian_packages()}
    names |= {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    for prefix in {sys.prefix, sys.base_prefix}:
        names |= set(site.getsitepackages([prefix]))
    names.add(str(Path(__file__).resolve().parents[2]))
    return {Path(name).resolve() for name in names}


def _debian_packages() -> Iterator[str]:
    for prefix in ("/usr/lib", "/usr/local/lib"):
        for folder in Path(prefix).glob("python3*"):
            yield from (str(folder / name) for name in ("dist-packages", "site-packages"))


def _without(root: Path, closed: set[Path], above: set[Path]) -> Iterator[Path]:
    if root in closed:
        return
    if root not in above:
        yield root
        return
    for entry in root.iterdir():
        if not entry.is_symlink():
            yield from _without(entry, closed, above)


def _distribution_paths() -> Iterator[Path]:
    for distribution in _closure(DISTRIBUTIONS):
        for top in _top_level(distribution) - {"..", "__pycache__"}:
            path = Path(str(distribution.locate_file(top)))
            if path.exists():
                yield path


def _top_level(distribution: metadata.Distribution) -> set[str]:
    # The record is read as text, which is much faster than asking for all its files.
    record = distribution.read_text("RECORD")
    if record is None:
        return {file.parts[0] for file in distribution.files or () if file.parts}
    names = {line.partition(",")[0].partition("/")[0] for line in record.splitlines()}
    return {name.strip('"') for name in names} - {""}


def _closure(names: Iterable[str]) -> list[metadata.Distribution]:
    found: dict[str, metadata.Distribution] = {}
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            # A requirement of another platform or Python version.
            continue
        waiting += _required_names(found[name])
    return list(found.values())


def _required_names(distribution: metadata.Distribution) -> Iterator[str]:
    for requirement in distribution.requires or ():
        name = _REQUIREMENT_NAME.match(requirement)
        if name and "extra ==" not in requirement:
            yield name.group()
