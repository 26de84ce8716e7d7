"""What staff have set about automatic grading: when, how often, what counts, what is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, NoReturn

AT_ONCE, AFTER_DUE, WHEN_RELEASED = FEEDBACK = ("at once", "after due", "when released")
BEST, LAST = COUNTS = ("best", "last")
POINTS, HINTS, ALL = SHOWS = ("points", "hints", "all")
MOST_ATTEMPTS: Final = 1000
MOST_MINUTES: Final = 7 * 24 * 60


@dataclass(frozen=True)
class Rules:
    """The rules of an assignment; what nobody has set is as here.

    Parameters
    ----------
    automatic : whether submissions are graded without a person.
    feedback : when learners get it.
    attempts : how many submissions of a learner are graded.
    pause : minutes between one graded submission and the next.
    counts : which of them counts.
    shows : what of the feedback learners get.
    """

    automatic: bool = True
    feedback: str = AT_ONCE
    attempts: int = 3
    pause: float = 0.0
    counts: str = LAST
    shows: str = ALL


KEYS: Final = tuple(vars(Rules()))
_POSSIBLE: Final = {
    "automatic": "say true or false",
    "feedback": f"say {', '.join(map(repr, FEEDBACK[:-1]))} or {FEEDBACK[-1]!r}".replace("'", '"'),
    "attempts": f"say a whole number from 1 to {MOST_ATTEMPTS}",
    "pause": f"say a number of minutes from 0 to {MOST_MINUTES}",
    "counts": 'say "best" or "last"',
    "shows": 'say "points", "hints" or "all"',
}


def rules_in(
    table: Mapping[str, Any], default: Rules, refuse: Callable[[str, str], NoReturn]
) -> Rules:
    """Return the rules that a table sets, the default where it says nothing."""
    given = {key: table[key] for key in KEYS if key in table}
    for key, value in given.items():
        if not _can_be(key, value):
            refuse(key, f"`{key}` cannot be {value!r}: {_POSSIBLE[key]}")
    return replace(default, **given)


def _can_be(key: str, value: Any) -> bool:
    if key == "automatic":
        return isinstance(value, bool)
    if key == "attempts":
        return type(value) is int and 1 <= value <= MOST_ATTEMPTS
    if key == "pause":
        return type(value) in (int, float) and 0 <= value <= MOST_MINUTES
    return value in {"feedback": FEEDBACK, "counts": COUNTS, "shows": SHOWS}[key]
