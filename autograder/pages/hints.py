"""What a graded notebook hints at: the ideas that are missing, and nothing of how they showed."""

from __future__ import annotations

from nbformat import NotebookNode

from autograder.graders.naming import BOTH, hint_of
from autograder.grading.shown import RECORD
from autograder.mistakes.catalogue import mistakes_in


def hints_in(notebook: NotebookNode, assignment: str) -> dict[str, list[str]]:
    """Return the hints of each exercise in which a mistake has a name, each hint once."""
    known = {mistake.id: mistake.hint for mistake in mistakes_in(assignment)}
    hints: dict[str, list[str]] = {}
    for exercise in notebook.metadata.get(RECORD, {}).get("exercises", []):
        ids = [check["misconception"] for check in exercise["checks"] if check["misconception"]]
        names = dict.fromkeys(name for several in ids for name in several.split(BOTH))
        found = dict.fromkeys(known.get(name) or hint_of(name) for name in names)
        hints[exercise["name"]] = [hint for hint in found if hint]
    return {name: found for name, found in hints.items() if found}
