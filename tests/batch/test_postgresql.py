"""A gradebook in PostgreSQL gets the rows that one in SQLite gets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, text

from . import postgresql
from .conftest import PATIENCE, Class
from .tables import tables

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]

OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'marks'"


@pytest.fixture
def server() -> Iterator[str]:
    with postgresql.server() as address:
        yield address


@pytest.fixture
def staff(server: str) -> Iterator[Connection]:
    """A connection of the server's operator, who has made a database for the course."""
    engine = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CREATE DATABASE marks"))
        yield connection
    engine.dispose()


def test_cut_off_meanwhile(
    server: str, staff: Connection, course: Class, undisturbed: dict[str, Any]
) -> None:
    (course.root / "gradebook.db").unlink()
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.CourseDirectory.db_url = {f'{server}/marks'!r}\n")
    with course.running(2) as main:
        staff.execute(text(OTHERS))
        _, errors = main.communicate(timeout=PATIENCE)
    assert main.returncode == 2
    assert "/marks cannot be used" in errors
    code, _, errors = course.grade()
    assert (code, errors) == (0, "")
    assert not (course.root / "gradebook.db").exists()
    assert tables(f"{server}/marks") == undisturbed["gradebook"]
