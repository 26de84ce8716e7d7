"""What can go wrong in a sandbox, told apart by whose fault it is."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_LINE = 100  # characters of a line that are shown


class LearnerFailure(Exception):
    """The learner's code did not give an answer."""


@dataclass(frozen=True)
class Place:
    """A line of a cell: its number there, from 1, and its text as it was handed in."""

    line: int
    text: str

    @property
    def quoted(self) -> str:
        """The text, no longer than is read and with nothing that could end a quotation."""
        text = "".join(c if c.isprintable() and c != "`" else " " for c in self.text.strip())
        return text if len(text) <= LONGEST_LINE else f"{text[:LONGEST_LINE]}…"


class Raised(LearnerFailure):
    """The learner's code raised an exception.

    `kinds` names the built-in classes that it is an instance of, `place` the innermost line of the
    learner's own, if it is known.
    """

    def __init__(
        self,
        name: str,
        message: str,
        traceback: list[str],
        kinds: tuple[str, ...] = (),
        place: Place | None = None,
    ) -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message
        self.traceback = traceback
        self.kinds = kinds
        self.place = place


class Missing(LearnerFailure):
    """The learner's code does not define the name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not defined")
        self.name = name


class TimedOut(LearnerFailure):
    """The learner's code took longer than it may.

    `explained` says that it worked for so long: otherwise it may have been stopped from outside.
    """

    def __init__(self, seconds: float, explained: bool = True) -> None:
        super().__init__(f"took longer than {seconds:g} seconds")
        self.seconds = seconds
        self.explained = explained


class Exhausted(TimedOut):
    """All code of a submission together took longer than it may."""


class OutOfMemory(LearnerFailure):
    """The learner's code asked for more memory than it may have."""

    kinds = ("MemoryError",)

    def __init__(self) -> None:
        super().__init__("asked for more memory than it may have")


class CutOff(LearnerFailure):
    """The learner's code left the rules of the sandbox."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SandboxFault(Exception):
    """The sandbox failed; the learner is not to blame."""


class LayerMissing(Exception):
    """A required layer is missing and no operator has accepted the gap."""
