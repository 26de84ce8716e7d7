"""What a course's `nbgrader_config.py` needs, in one call."""

from __future__ import annotations

from traitlets.config import Config

from autograder.nbgrader_plugin import reading_times

EXPORTER = "autograder.nbgrader_plugin.exporter.AdmittingExporter"
EXPORT = "autograder.nbgrader_plugin.exports.Csv"
LATE = "autograder.nbgrader_plugin.late.LatePenalties"
COMMENT = "autograder.nbgrader_plugin.preprocessors.CommentAndFlag"
READ = "autograder.nbgrader_plugin.grades.ReadGrades"
PAGE = "autograder.nbgrader_plugin.feedback_page.FeedbackPage"
ADDRESS = "autograder.nbgrader_plugin.delivery.AddressFeedback"
RELEASE = "autograder.nbgrader_plugin.release.ReleaseWithMap"

SANITIZE = [
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.DeduplicateIds",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "autograder.nbgrader_plugin.overwrite.OverwriteRebuiltCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
AUTOGRADE = [
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    LATE,
    COMMENT,
]


def configure(config: Config) -> None:
    """Put unrolled in the place of nbgrader's execution, admission and reading of times.

    Grades are exported by ours unless a course names another exporter: nbgrader's own writes names
    as they are, and a spreadsheet runs some. The gradebook and the rest stay nbgrader's.
    """
    config.Autograde.exporter_class = EXPORTER
    config.Autograde.sanitize_preprocessors = list(SANITIZE)
    config.Autograde.autograde_preprocessors = list(AUTOGRADE)
    config.ExportApp.plugin_class = EXPORT
    config.ExchangeFactory.release_assignment = RELEASE
    config.GenerateFeedback.exporter_class = PAGE
    config.GenerateFeedback.preprocessors = [READ, ADDRESS]
    reading_times.replace()
