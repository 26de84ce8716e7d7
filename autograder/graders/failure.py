"""How a check says that an answer is wrong."""

from __future__ import annotations

from autograder.messages import Message


class Wrong(AssertionError):
    """An answer was given and is not right.

    Parameters
    ----------
    message : what the learner reads.
    misconception : id of the known mistake that gives this very answer, if one does.
    hint : the idea that is missing, in that case.
    evidence : what the staff may see besides: hidden numbers included.
    """

    def __init__(
        self,
        message: Message,
        misconception: str | None = None,
        hint: str = "",
        evidence: str = "",
    ) -> None:
        super().__init__(str(message))
        self.message = message
        self.misconception = misconception
        self.hint = hint
        self.evidence = evidence


class Earlier(Exception):
    """An earlier exercise fails, so that this one cannot be tried."""

    def __init__(self, function: str, failure: Exception) -> None:
        super().__init__(f"{function}: {failure}")
        self.function = function
        self.failure = failure
