"""One sandbox with all layers for everything that needs no other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.host import Sandbox
from autograder.sandbox.names import NAMESPACES


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with the product's own limits; namespaces may be missing on this machine."""
    with Sandbox(frozenset({NAMESPACES})) as running:
        yield running
