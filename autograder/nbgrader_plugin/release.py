"""The release of an assignment, and with it of the course's map."""

from __future__ import annotations

from pathlib import Path

from nbgrader.exchange.default import ExchangeReleaseAssignment

from autograder import content
from autograder.nbgrader_plugin import course_map


class ReleaseWithMap(ExchangeReleaseAssignment):
    """Puts an assignment into the exchange as nbgrader does, and the map of the course beside."""

    def copy_files(self) -> None:
        """Copy both; the map holds up no release."""
        super().copy_files()
        content.use(Path(self.coursedir.root))
        try:
            course_map.publish(Path(self.course_path))
        except (OSError, content.ContentError) as error:
            self.log.warning("The Welcome page keeps the map that it had: %s", error)
