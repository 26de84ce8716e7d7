"""Which submissions nbgrader's autograde takes in: all of an assignment, whatever they hold.

nbgrader passes over a folder without any notebook, so that an old mark stays, and ends the whole
run for a name that it cannot read. No setting changes that, and no setting names a converter of
one's own, so that the method is replaced where the configuration asks for our exporter.

It looks through all that lies in a submission, too, also if nothing of that is taken along. That
takes two minutes for ten thousand folders, four times as long for twice as many, and as long as it
takes for a link to the whole machine.
"""

from __future__ import annotations

import glob
import os
import re

from nbgrader.converters import Autograde, base

from autograder.grading.admission import is_student
from autograder.nbgrader_plugin.removed import leave_out_removed

EVERYTHING = ["*"]  # of a submission is ignored

stock_init_notebooks = Autograde.init_notebooks
stock_find_all_files = base.find_all_files


def replace_for(exporter: type) -> None:
    """Let every run of autograde with this exporter take in all submissions of the class."""

    def init_notebooks(converter: Autograde) -> None:
        converter.assignments = {}
        is_ours = issubclass(converter.exporter_class, exporter)
        if is_ours:
            take_in(converter)
        if not converter.assignments:
            stock_init_notebooks(converter)
        if is_ours:
            leave_out_removed(converter)

    Autograde.init_notebooks = init_notebooks
    base.find_all_files = find_all_files


def find_all_files(path: str, exclude: list[str] | None = None) -> list[str]:
    """Return what stock nbgrader finds, but look nowhere if nothing may be found."""
    return [] if set(EVERYTHING) <= set(exclude or []) else stock_find_all_files(path, exclude)


def take_in(converter: Autograde) -> None:
    """List the submissions that a run is about, each with the notebook that it should hold."""
    assignment = converter.coursedir.assignment_id
    place = converter._format_source(re.escape(assignment), "(?P<student>.*)", escape=True)
    for folder in _folders(converter._format_source(assignment, converter.coursedir.student_id)):
        match = re.fullmatch(place, folder, re.DOTALL)
        if match is None or not is_student(match["student"]):
            converter.log.error(
                "%a is left out: no learner can have this name. Rename the folder in submitted/.",
                folder,
            )
        else:
            converter.assignments[folder] = [os.path.join(folder, f"{assignment}.ipynb")]


def _folders(pattern: str) -> list[str]:
    """Return what a pattern matches; a name may hold characters that mean something in one."""
    return [pattern] if os.path.lexists(pattern) else glob.glob(pattern)
