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


class Explained(Exception):
    """The learner's code fails just as a known mistake does.

    Parameters
    ----------
    failure : what came of it.
    misconception, hint : of the known mistake, as in `Wrong`.
    """

    def __init__(self, failure: Exception, misconception: str, hint: str) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.misconception = misconception
        self.hint = hint


def too_many_calls(function: str) -> Wrong:
    """Return what to say of code that calls a function without end."""
    return Wrong(Message("wrong.too_many_calls", {"function": function}))


def kinds_of(failure: Exception) -> tuple[str, ...]:
    """Name the built-in classes that an exception is an instance of, the narrowest first.

    Those of the learner's code stayed in the sandbox: their failures carry the names.
    """
    told: tuple[str, ...] | None = getattr(failure, "kinds", None)
    if told is not None:
        return told
    return tuple(kind.__name__ for kind in type(failure).__mro__ if kind.__module__ == "builtins")


def is_complaint(failure: Exception) -> bool:
    """Say whether an exception says what is wrong, as that of an operation that cannot be done.

    What took too long, is not there or was cut off could have any mistake.
    """
    return hasattr(failure, "kinds") or type(failure).__module__ == "builtins"


def concerns_one_case(failure: Exception) -> bool:
    """Say whether an exercise can still be tried in other cases of the same kind."""
    return isinstance(failure, Earlier) and is_complaint(failure.failure)


def same_failure(one: Exception, other: Exception) -> bool:
    """Say whether two exceptions are of one kind and say the same.

    NumPy's complaints name the shapes that do not fit, which tells mistakes apart.
    """
    kinds = kinds_of(one)[:1]
    alike = kinds == ("MemoryError",) or _text(one) == _text(other)
    return kinds == kinds_of(other)[:1] and alike


def _text(failure: Exception) -> str:
    return str(getattr(failure, "message", failure))
