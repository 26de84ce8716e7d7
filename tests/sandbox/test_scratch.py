"""Scratch folders of processes that are gone."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.host import scratch


def test_several_may_sweep_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    own = scratch.create_root()
    namespace, pid = own.name.split("-")[1:3]
    for number in range(500):
        (tmp_path / f"unrolled-{namespace}-{pid}-1-left{number}").mkdir()
    with ThreadPoolExecutor(4) as pool:
        for sweeping in [pool.submit(scratch.sweep) for _ in range(4)]:
            sweeping.result()
    assert list(tmp_path.iterdir()) == [own]
