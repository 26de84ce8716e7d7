"""Everything is lost, and comes back from one file."""

from __future__ import annotations

import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from autograder.deployment.backup import _load, exchange_of
from autograder.process.configured import configuration
from autograder.process.database import database
from tests import in_process

from . import postgresql
from .conftest import Class
from .gradebooks import Gradebooks

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox]


@pytest.fixture(params=["sqlite", "postgresql"])
def graded(request: pytest.FixtureRequest, course: Class, tmp_path: Path) -> Iterator[Class]:
    """A class with marks, and an exchange that is elsewhere."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"\nc.Exchange.root = {str(tmp_path / 'exchange')!r}\n")
    configuration.cache_clear()
    if request.param == "sqlite":
        yield from _graded(course)
        return
    with postgresql.server() as server:
        (course.root / "gradebook.db").unlink()
        Gradebooks(server).give(course.root)
        yield from _graded(course)


def _graded(course: Class) -> Iterator[Class]:
    assert course.grade()[0] == 0
    inbound = exchange_of(course.root) / "inbound"
    (inbound / "learner0+tiny").mkdir(parents=True)
    (inbound / "learner0+tiny/secret").symlink_to("/etc/passwd")
    inbound.chmod(0o733)
    yield course


def lose(course: Class) -> None:
    url = database(course.root)
    shutil.rmtree(course.root)
    shutil.rmtree(exchange_of(course.root))
    if not url.startswith("sqlite"):
        server, name = url.rsplit("/", 1)
        staff = create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        with staff.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        staff.dispose()


def test_nothing_of_a_course_is_lost(graded: Class, tmp_path: Path) -> None:
    before, exchange = graded.outcome(), exchange_of(graded.root)
    file = tmp_path / "course.tar.gz"
    assert in_process.unrolled("backup", file, f"--course={graded.root}").returncode == 0
    lose(graded)
    done = in_process.unrolled("restore", file, f"--to={graded.root}", f"--exchange={exchange}")
    assert done.returncode == 0, done.stderr
    assert graded.outcome() == before
    (graded.root / "course.toml").write_text('assignments = ["tiny"]\n')
    checked = in_process.unrolled("upgrade-check", f"--course={graded.root}", "--jobs=1")
    assert checked.returncode == 0, checked.stdout
    assert (exchange / "inbound").stat().st_mode & 0o777 == 0o733
    assert not list((exchange / "inbound/learner0+tiny").iterdir())  # links are left out
    finished = graded.finished
    assert graded.grade()[0] == 0 and graded.finished == finished  # nothing is graded again
    again = in_process.unrolled("restore", file, f"--to={graded.root}")
    assert again.returncode == 2
    assert again.stderr == (
        f"{graded.root} is there already: move it away, or name another folder.\n"
    )


def test_no_password_is_among_the_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    (tmp_path / "psql").write_text(f'#!/bin/sh\necho "$PGPASSWORD" "$@" > {told}\n')
    (tmp_path / "psql").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    _load(make_url("postgresql+psycopg://staff:s%40cret@db:5433/marks"), Path("dump"))
    password, *arguments = told.read_text().split()
    assert password == "s@cret"
    assert arguments[-1] == "postgresql://staff@db:5433/marks"


def test_a_file_of_others_reaches_nowhere(tmp_path: Path) -> None:
    (tmp_path / "bad").write_text("x")
    with tarfile.open(tmp_path / "bad.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "bad", "course/../../elsewhere")
    done = in_process.unrolled("restore", tmp_path / "bad.tar.gz", f"--to={tmp_path}/course")
    assert done.returncode == 2
    assert "does not belong into a backup" in done.stderr
    assert not (tmp_path / "course").exists()
