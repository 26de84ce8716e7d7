"""Matplotlib's list of fonts, kept from one zygote for the next: to make it takes long."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

_LISTS: Final = "fontlist-*.json"  # Matplotlib makes another one when its form has changed


def lend(folder: Path) -> None:
    """Put the kept lists into a folder; where there is none, Matplotlib makes one there."""
    with suppress(OSError):
        for kept in _cache().glob(_LISTS):
            shutil.copy(kept, folder)


def keep(folder: Path) -> None:
    """Keep the lists that were made in a folder, if there is a place to keep them."""
    cache = _cache()
    with suppress(OSError):
        missing = [made for made in folder.glob(_LISTS) if not (cache / made.name).exists()]
        if not missing:
            return
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as apart:
            for made in missing:
                os.replace(shutil.copy(made, apart), cache / made.name)


def _cache() -> Path:
    usual = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    return Path(os.path.expanduser(usual), "unrolled")
