"""One sandbox for all tests of a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.host import Limits, Sandbox, Worker
from autograder.sandbox.names import NAMESPACES, USER

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


def without(*names: str, limits: Limits = Limits()) -> Sandbox:  # noqa: B008
    """A sandbox in which these layers are switched off.

    Without namespaces, a worker with a user of its own cannot read a Python that is root's only.
    """
    off = frozenset(names)
    accepted = off | {USER} if NAMESPACES in off else off
    return Sandbox(accepted, limits, _switched_off=off)
