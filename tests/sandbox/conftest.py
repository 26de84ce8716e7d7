"""One sandbox for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.host import Limits, Sandbox, Worker

QUICK = Limits(call_seconds=1.5, file_mb=6, disk_mb=8, disk_entries=50)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with all layers and small limits."""
    with Sandbox(limits=QUICK) as running:
        yield running


@pytest.fixture
def worker(sandbox: Sandbox) -> Iterator[Worker]:
    """A fresh worker."""
    with sandbox.worker() as fresh:
        yield fresh
