"""What the service says while it runs: lines for people, or JSON for programs."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Final

LOGGERS: Final = ("autograder.service", "unrolled.nbgrader")
JSON = "json"


def set_up(form: str) -> None:
    """Write what is logged to standard error."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == JSON else _Plain("%(asctime)s %(message)s"))
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.INFO)
    logging.getLogger("unrolled.nbgrader").setLevel(logging.ERROR)  # we say it ourselves


class _Plain(logging.Formatter):
    """A line for people: whose attempt at what it is about comes first."""

    def format(self, record: logging.LogRecord) -> str:
        attempt = getattr(record, "attempt", None)
        if attempt is not None:
            record.msg = f"{attempt.student}, {attempt.assignment}: {record.getMessage()}"
            record.args = None
        return super().format(record)


class _Json(logging.Formatter):
    """An object in a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
        }
        attempt = getattr(record, "attempt", None)
        if attempt is not None:
            entry |= {"attempt": attempt.as_json()}
        if record.exc_info:
            entry["traceback"] = self.formatException(record.exc_info)
        return json.dumps(entry)
