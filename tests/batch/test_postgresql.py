"""A gradebook in PostgreSQL gets the rows that one in SQLite gets, also when it is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from autograder.process.database import database

from . import postgresql
from .conftest import PATIENCE, Class
from .gradebooks import Gradebooks
from .tables import tables

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE backend_type = 'client backend' AND pid != pg_backend_pid()
"""


@pytest.fixture
def server() -> Iterator[str]:
    with postgresql.server() as address:
        yield address


@pytest.fixture
def staff(server: str) -> Iterator[Connection]:
    """A connection of the server's operator."""
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_cut_off_meanwhile(
    server: str, staff: Connection, course: Class, undisturbed: dict[str, Any]
) -> None:
    (course.root / "gradebook.db").unlink()
    Gradebooks(server).give(course.root)
    with course.running(2) as main:
        staff.execute(text(OTHERS))
        _, errors = main.communicate(timeout=PATIENCE)
    assert main.returncode == 2
    assert f"The gradebook {database(course.root)} cannot be used" in errors
    code, _, errors = course.grade()
    assert (code, errors) == (0, "")
    assert not (course.root / "gradebook.db").exists()
    assert tables(database(course.root)) == undisturbed["gradebook"]
