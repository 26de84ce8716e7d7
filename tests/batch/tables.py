"""The contents of a gradebook, without the ids that it made up."""

from __future__ import annotations

from typing import Any

from nbgrader.api import Base
from sqlalchemy import create_engine, select

Row = tuple[tuple[str, Any], ...]


def tables(url: str) -> dict[str, set[Row]]:
    """Return the rows of every table; in the place of an id stands the row that it is of."""
    engine = create_engine(url)
    known: dict[str, Row] = {}
    contents: dict[str, set[Row]] = {}
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            rows = {}
            for found in connection.execute(select(table)).mappings():
                row = tuple(
                    (column, known.get(value, value) if column.endswith("id") else value)
                    for column, value in sorted(found.items())
                    if column != "id" or value in known or table.name in ("student", "course")
                )
                rows[found["id"]] = row
            known |= rows
            contents[table.name] = set(rows.values())
    engine.dispose()
    return contents
