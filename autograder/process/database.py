"""Where the gradebook is, and what to say when it cannot be used."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from nbgrader.api import InvalidEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError

from autograder.grading.course import CourseError
from autograder.process.configured import applied, configuration

# nbgrader logs a traceback before it raises; our sentence says it all.
logging.getLogger("tornado.application").addHandler(logging.NullHandler())
LOCKED_SECONDS = 90  # how long another program may keep SQLite's lock


def database(course: Path) -> str:
    """Return the URL of a course's gradebook.

    Raises
    ------
    CourseError : when the course has no configuration, or a mistake is in it.
    """
    config = configuration(course)
    with applied(course):
        url = make_url(CourseDirectory(config=config).db_url)
    if url.drivername.startswith("sqlite"):
        url = url.update_query_dict({"timeout": str(LOCKED_SECONDS)})
    return url.render_as_string(hide_password=False)


def put_scripts_on_the_path() -> None:
    """Let nbgrader find alembic, which it calls by name, also where no environment is active."""
    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ["PATH"].split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + os.environ["PATH"]


@contextmanager
def usable(url: str) -> Iterator[None]:
    """Turn what the database says into a sentence for people."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise CourseError(
            f"The gradebook needs the package {error.name!r}, which is not installed: for "
            "PostgreSQL, install 'unrolled[postgresql]'."
        ) from None
    except (DBAPIError, InvalidEntry) as error:
        where: URL = make_url(url).set(query={})
        reason = getattr(error, "orig", error)
        raise CourseError(
            f"The gradebook {where.render_as_string()} cannot be used: {reason}. "
            "What is recorded stays; mend it and run the same command again."
        ) from None
