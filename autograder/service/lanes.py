"""What takes longer than most gives way: it is graded anew when nobody else waits.

It then has all the time that any submission has: nobody's marks depend on who else is there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from autograder.service.attempt import Attempt
from autograder.service.patience import Patience

# Looking for mistakes often takes three to nine times as long as grading right work, but each
# answer of the code comes as soon as any. So what tells endless code early is that it is silent.
WHOLE = partial(Patience, times=10, fewest=1.0, unknown=30.0)
SILENCE = partial(Patience, times=3, fewest=0.3, unknown=10.0)
LONGEST_WAIT = timedelta(minutes=15)  # behind others; and from one turn to the next


@dataclass(frozen=True)
class UnderWay:
    """An attempt that a process is at, and for how many seconds.

    `silence` is for how many of them its code has owed an answer by now.
    """

    attempt: Attempt
    seconds: float
    silence: float


@dataclass(frozen=True)
class Turn:
    """An attempt that is graded to its end, whoever waits, and when that began."""

    key: str
    began: datetime


class Lanes:
    """Decides who may start and who gives way; knows how long grading takes of each assignment."""

    def __init__(self, known: Iterable[Attempt]) -> None:
        self._whole: defaultdict[str, Patience] = defaultdict(WHOLE)
        self._silence: defaultdict[str, Patience] = defaultdict(SILENCE)
        for attempt in known:
            self.learn(attempt)
        self._turn: Turn | None = None

    def learn(self, attempt: Attempt) -> None:
        """Remember how long it took to grade an attempt."""
        self._whole[attempt.assignment].learn(attempt.seconds)
        self._silence[attempt.assignment].learn(attempt.silence)

    def lined_up(self, attempt: Attempt, earlier: Sequence[Attempt], now: datetime) -> Attempt:
        """Return an attempt as it waits: behind all others, if the learner's last one was slow."""
        known = [each for each in earlier if each.seconds is not None or each.behind_since]
        if not known:
            return attempt
        last = known[-1]
        if last.seconds is None or last.seconds > self._whole[attempt.assignment].seconds:
            return replace(attempt, behind_since=now)
        return attempt

    def may_start(
        self, ready: Sequence[Attempt], under_way: Sequence[Attempt], jobs: int, now: datetime
    ) -> list[Attempt]:
        """Return which of the attempts that are ready may start.

        Those that wait behind others start when one more process is free, if there are several;
        and now and then one of them has a turn, whoever waits.
        """
        others = [each for each in ready if each.behind_since is None]
        behind = [each for each in ready if each.behind_since is not None]
        slow = sum(each.behind_since is not None for each in under_way)
        overdue = [each for each in behind if self._has_a_turn(each, now)]
        if overdue and not slow:
            return overdue
        if others:
            return others
        return behind if len(under_way) < max(1, jobs - 1) else []

    def started(self, attempt: Attempt, now: datetime) -> None:
        """Let an attempt that has waited long enough be graded to its end."""
        if self._has_a_turn(attempt, now):
            self._turn = Turn(attempt.key, now)

    def gives_way(self, under_way: Sequence[UnderWay]) -> Attempt | None:
        """Return which attempt is to give way to one that waits, if any is: the slowest."""
        slow = [
            each
            for each in under_way
            if not (self._turn and each.attempt.key == self._turn.key)
            and (each.attempt.behind_since or self._is_slow(each))
        ]
        return max(slow, key=lambda each: each.seconds).attempt if slow else None

    def _is_slow(self, each: UnderWay) -> bool:
        whole = self._whole[each.attempt.assignment]
        silence = self._silence[each.attempt.assignment]
        return each.seconds > whole.seconds or each.silence > silence.seconds

    def _has_a_turn(self, attempt: Attempt, now: datetime) -> bool:
        """Say whether an attempt has waited long, and none had a turn for as long."""
        if attempt.behind_since is None or now - attempt.behind_since <= LONGEST_WAIT:
            return False
        return self._turn is None or now - self._turn.began > LONGEST_WAIT
