"""From the exchange to the queue: what came in is copied and written down, the newest waits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from logging import getLogger

from nbgrader.exchange import ExchangeError

from autograder import content
from autograder.batch.person import can_be_id
from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import SUBMITTED, Exchange, Inbound

A_NEWER_ONE = "a newer submission came in"
AT_A_TIME = 20  # submissions that are copied before anything else is looked at

log = getLogger(__name__)


class Inbox:
    """Takes in what learners have handed in."""

    def __init__(self, exchange: Exchange, attempts: AttemptLog) -> None:
        self._exchange = exchange
        self._attempts = attempts
        self._nobodys: set[str] = set()

    def new(self) -> Iterator[Attempt]:
        """Take in some of what is new; learners take turns. Yield what is to be graded."""
        found = [each for each in self._exchange.submissions(self._known) if self._is_ours(each)]
        newest = {(each.student, each.assignment): each for each in found}
        for each in found:
            if newest[each.student, each.assignment] is not each:
                self._attempts.write(_attempt(each, State.NOT_GRADED, A_NEWER_ONE))
        for each in _in_turns(list(newest.values()))[:AT_A_TIME]:
            attempt = self._taken(each)
            if attempt.state is State.RECEIVED:
                yield attempt

    def _known(self, key: str) -> bool:
        return self._attempts.find(key) is not None or key in self._nobodys

    def _is_ours(self, inbound: Inbound) -> bool:
        if can_be_id(inbound.student) and inbound.assignment in content.assignments():
            return True
        self._nobodys.add(inbound.key)
        log.warning(
            "%a is left alone: it names no assignment of the course, or no learner.", inbound.name
        )
        return False

    def _taken(self, inbound: Inbound) -> Attempt:
        if inbound.owner not in (None, inbound.student):
            why = f"it says that it is from {inbound.student}, and belongs to {inbound.owner}"
            log.error("%a waits for a person: %s.", inbound.name, why)
            return self._attempts.write(_attempt(inbound, State.WAITS, why))
        attempt = _attempt(inbound)
        into = self._attempts.folder(attempt, SUBMITTED).parents[1]
        shutil.rmtree(into, ignore_errors=True)  # a killed run left it
        try:
            into.mkdir(parents=True)
            self._exchange.collect(inbound, into)
        except (OSError, RuntimeError, ExchangeError) as error:  # shutil.Error is an OSError
            why = f"it cannot be copied: {error}"[:500]
            attempt = replace(attempt, state=State.UNREADABLE, why=why, released=True)
            log.error("%a cannot be read: %s.", inbound.name, why)
        return self._attempts.write(attempt)


def _attempt(inbound: Inbound, state: State = State.RECEIVED, why: str = "") -> Attempt:
    return Attempt(
        key=inbound.key,
        name=inbound.name,
        student=inbound.student,
        assignment=inbound.assignment,
        submitted=inbound.submitted,
        received=datetime.now(UTC),
        state=state,
        why=why,
    )


def _in_turns(found: Sequence[Inbound]) -> list[Inbound]:
    """Order submissions so that everybody's first comes before anybody's second."""
    seen: dict[str, int] = {}
    turns: list[tuple[int, int, Inbound]] = []
    for each in found:
        seen[each.student] = seen.get(each.student, 0) + 1
        turns.append((seen[each.student], len(turns), each))
    return [each for _, _, each in sorted(turns)]
