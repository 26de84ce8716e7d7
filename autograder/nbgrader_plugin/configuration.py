"""What a course's `nbgrader_config.py` needs, in one call."""

from __future__ import annotations

from traitlets.config import Config

EXPORTER = "autograder.nbgrader_plugin.exporter.AdmittingExporter"
GRADE = "autograder.nbgrader_plugin.preprocessors.GradeInSandbox"
COMMENT = "autograder.nbgrader_plugin.preprocessors.CommentAndFlag"
POLISH = "autograder.nbgrader_plugin.feedback.PolishFeedback"


def configure(config: Config) -> None:
    """Put unrolled in the place of nbgrader's execution and admission.

    Gradebook, formgrader, feedback and export stay nbgrader's own.
    """
    config.Autograde.exporter_class = EXPORTER
    config.Autograde.autograde_preprocessors = [
        GRADE,
        "nbgrader.preprocessors.LimitOutput",
        "nbgrader.preprocessors.SaveAutoGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
        "nbgrader.preprocessors.CheckCellMetadata",
        COMMENT,
    ]
    config.GenerateFeedback.preprocessors = [
        "nbgrader.preprocessors.GetGrades",
        POLISH,
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
