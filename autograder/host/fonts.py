"""Matplotlib's list of fonts, kept from one zygote for the next: to make it takes long."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from platformdirs import user_cache_path

_LISTS: Final = "fontlist-*.json"  # Matplotlib makes another one when its form has changed


def lend(folder: Path) -> None:
    """Put the kept lists into a folder; where there is none, Matplotlib makes one there."""
    with suppress(OSError):
        for kept in user_cache_path("unrolled").glob(_LISTS):
            shutil.copy(kept, folder)


def keep(folder: Path) -> None:
    """Keep the lists that were made in a folder, if there is a place to keep them."""
    cache = user_cache_path("unrolled")
    if not cache.is_absolute():  # as without a home: it would lie wherever somebody works
        return
    with suppress(OSError):
        missing = [made for made in folder.glob(_LISTS) if not (cache / made.name).exists()]
        if not missing:
            return
        cache.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=cache) as apart:
            for made in missing:
                os.replace(shutil.copy(made, apart), cache / made.name)
