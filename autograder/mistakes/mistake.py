"""One mistake: known, or made by rule."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.content import ContentError
from autograder.mistakes.edit import Change, Edit


class MistakeError(ContentError):
    """A known mistake, or a file of them, is not written as it should be."""

    def __init__(self, file: Path, complaint: str) -> None:
        super().__init__(file, complaint)
        self.file = file
        self.complaint = complaint

    def __str__(self) -> str:
        return f"{self.file}: {self.complaint}."


@dataclass(frozen=True)
class Mistake:
    """One mistake: known, or made by rule.

    Parameters
    ----------
    assignment : whose reference it changes.
    file : where it is written; the reference, if a rule has made it.
    name : its own name.
    shows_in : the exercise whose checks fail because of it.
    function : the function that contains it; the same, except where the mistake hides in a
        forward's cache and comes to light in the backward.
    hint : names the missing idea and never the answer.
    edits : what it changes in the function: a text wherever that stands, or a place. If there are
        none, a function of the mistake's name beside the file takes the place of the reference's.
    rule : the rule that has made it, whose sentence stands for a hint.
    inside : the names of what is computed where a rule has made it, the narrowest first.
    """

    assignment: str
    file: Path
    name: str
    shows_in: str
    function: str
    hint: str = ""
    edits: tuple[Edit | Change, ...] = ()
    rule: str = ""
    inside: tuple[str, ...] = ()

    def __hash__(self) -> int:  # mistakes are looked up often, and the edits are long
        return hash((self.shows_in, self.name, self.function))

    @property
    def id(self) -> str:
        """Its name, with the exercise it shows in: `rnn_cell_backward.tanh_derivative_missing`."""
        return f"{self.shows_in}.{self.name}"

    def error(self, complaint: str) -> MistakeError:
        """Return the error that says what is wrong with it, and where."""
        return MistakeError(self.file, f"{self.name}: {complaint}")
