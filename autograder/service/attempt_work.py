"""The work on attempts at one assignment: grade, print the page, then record it all at once.

The lock of the assignment is held for that last step only, so that others get their turn. What
waits for the lock is lost with the process, and graded again by the next one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from autograder.batch.exclusive import Busy, exclusive
from autograder.batch.pool import Done, Pool
from autograder.batch.results_writer import ResultsWriter, stamp, writing
from autograder.batch.work import Result, Work
from autograder.content import settings
from autograder.grading_rules import ALL
from autograder.host import SandboxFault
from autograder.nbgrader_plugin.delivery import SECRET, secret_in
from autograder.pages.plain import plain_page
from autograder.pages.points import Points
from autograder.process.process import Overrun, Stopped
from autograder.process.retrying import OF_ALL
from autograder.process.submission_grader import Graded, Place
from autograder.process.task import Grade, Print, Task
from autograder.process.timestamp import TIMESTAMP
from autograder.service import submitted
from autograder.service.attempt import Attempt, State
from autograder.service.attempt_log import AttemptLog
from autograder.service.exchange import FEEDBACK, SUBMITTED
from autograder.service.rules import counts, next_try

if TYPE_CHECKING:
    from autograder.batch.cluster import Cluster

Printed = tuple[Attempt, Graded, Points, bytes, bytes]  # the whole page, and what is shown of it


class AttemptWork(Work):
    """Takes each attempt through the processes to the writer; one at a time of each learner.

    Parameters
    ----------
    ended : is told of each attempt that nothing more is done with.
    """

    def __init__(
        self,
        place: Place,
        pool: Pool[Task] | Cluster[Task],
        writer: ResultsWriter,
        attempts: AttemptLog,
        lock: Path,
        ended: Callable[[Attempt], None],
    ) -> None:
        super().__init__(place, pool, writer, partial(Grade, place))
        self._attempts = attempts
        self._lock = lock
        self._ended = ended
        self._at_work: dict[str, Attempt] = {}
        self._pages: dict[str, bytes] = {}  # of those whose shorter page is being printed
        self._printed: deque[Printed] = deque()

    @property
    def waits_for_others(self) -> bool:
        """Whether something cannot be recorded as long as somebody else has the assignment."""
        return bool(self._printed)

    @property
    def under_way(self) -> dict[str, Attempt]:
        """What is being graded, printed or recorded, by learner."""
        return self._at_work

    def start(self, attempt: Attempt) -> None:
        """Have an attempt graded."""
        begun = self._attempts.write(replace(attempt, state=State.GRADING, why="", until=None))
        self._at_work[attempt.student] = begun
        self._failed.discard(attempt.student)
        folder = self._attempts.folder(attempt, SUBMITTED)
        self._pool.submit(Grade(self._place, attempt.student, folder))

    def next_step(self, end: Done[Task]) -> Result | None:
        """Do what follows a task; what the grader fails on is tried again later."""
        student = end.task.student
        if isinstance(end.error, Stopped):
            self._go_behind(self._at_work.pop(student))
            return None
        if isinstance(end.error, Overrun) and isinstance(end.task, Grade):
            again = replace(self._at_work[student], behind_since=datetime.now(UTC))
            self._at_work[student] = again
        if isinstance(end.task, Grade) and end.error is None:
            self._at_work[student] = replace(self._at_work[student], silence=end.silence)
        try:
            if isinstance(end.error, OF_ALL):
                raise end.error
            failed = super().next_step(end)
        except (*OF_ALL, SandboxFault) as error:
            self._give_up(self._at_work.pop(student), str(error))
        else:
            if failed is not None:
                self._give_up(self._at_work.pop(student), str(failed.row.trouble))
        return None

    def take(self, student: str, graded: Graded) -> Result | None:
        """Have the page of a graded attempt printed, and record nothing yet."""
        self._print(student, graded, self._writer.foresee(student, graded))
        return None

    def finish(self, student: str, end: Done[Task]) -> Result | None:
        """Keep what is printed until all can be recorded: the whole page, and what is shown."""
        graded, points = self._recorded[student]
        if isinstance(end.error, Overrun):
            page = plain_page(self._place.assignment, points).encode()
        elif end.error is not None:
            del self._recorded[student]
            self._pages.pop(student, None)
            self._give_up(self._at_work.pop(student), f"no feedback page: {end.error}")
            return None
        else:
            page = end.result
        whole = self._pages.pop(student, None)
        shows = settings(self._place.assignment).rules.shows
        if whole is None and shows != ALL:
            self._pages[student] = page
            self._print(student, graded, points, shows)
            return None
        del self._recorded[student]
        self._printed.append((self._at_work[student], graded, points, whole or page, page))
        return None

    def record(self) -> None:
        """Record what is printed, unless somebody else has the assignment."""
        if not self._printed:
            return
        try:
            with exclusive(self._lock, patience=0):
                self._writer.catch_up()
                while self._printed:
                    self._try_to_record(*self._printed.popleft())
        except Busy:
            return

    def _try_to_record(
        self, attempt: Attempt, graded: Graded, points: Points, whole: bytes, page: bytes
    ) -> None:
        try:
            with writing():
                self._record(attempt, graded, points, whole, page)
        except OSError as error:  # of this submission, not of the machine
            self._at_work.pop(attempt.student, None)
            self._give_up(attempt, f"not recorded: {error}")

    def _print(self, student: str, graded: Graded, points: Points, shows: str = ALL) -> None:
        self._recorded[student] = graded, points
        assignment, notebook = self._place.assignment, graded.notebook
        self._pool.submit_first(Print(student, assignment, notebook, points, shows))

    def _record(
        self, attempt: Attempt, graded: Graded, points: Points, whole: bytes, page: bytes
    ) -> None:
        student, assignment = attempt.student, attempt.assignment
        earlier = [a for a in self._attempts.of(student, assignment) if a.key != attempt.key]
        done = _judged(attempt, graded, points)
        rules = settings(assignment).rules
        folder = self._attempts.folder(attempt, SUBMITTED)
        if counts(done, earlier, rules):
            submitted.put(folder, self._place.submitted(student))
            recorded = self._writer.record(student, graded)
            if recorded != points:  # a person has given marks meanwhile
                self._print(student, graded, recorded)
                return
            self._writer.finish(student, graded, whole)
            done = replace(done, counts=True)
        del self._at_work[student]
        if graded.verdict.faulty:
            self._give_up(done, f"not graded yet are {', '.join(graded.verdict.open)}")
            return
        self._keep_page(done, graded, page)
        self._ended(self._attempts.write(done))

    def _keep_page(self, attempt: Attempt, graded: Graded, page: bytes) -> None:
        """Write an attempt's own page, with what nbgrader needs to hand it out."""
        folder = self._attempts.folder(attempt, FEEDBACK)
        folder.mkdir(parents=True, exist_ok=True)
        secret = secret_in(self._attempts.folder(attempt, SUBMITTED)) or token_hex().encode()
        beside = {TIMESTAMP: b""} | stamp(graded) | {SECRET: secret}
        for name, content in ({f"{attempt.assignment}.html": page} | beside).items():
            (folder / name).write_bytes(content)

    def _go_behind(self, attempt: Attempt) -> None:
        """Let an attempt wait until it keeps nobody waiting."""
        since = attempt.behind_since or datetime.now(UTC)
        waits = replace(attempt, state=State.RECEIVED, behind_since=since)
        self._ended(self._attempts.write(waits))

    def _give_up(self, attempt: Attempt, why: str) -> None:
        """Let an attempt wait for a person, and for the next try, which is behind all others."""
        tries, now = attempt.tries + 1, datetime.now(UTC)
        waits = replace(
            attempt,
            state=State.WAITS,
            why=why,
            tries=tries,
            until=next_try(tries, now),
            behind_since=attempt.behind_since or now,
        )
        self._ended(self._attempts.write(waits))


def _judged(attempt: Attempt, graded: Graded, points: Points) -> Attempt:
    unreadable, was_run = graded.unreadable, not graded.verdict.faulty and not graded.unreadable
    return replace(
        attempt,
        state=State.DONE if unreadable is None else State.UNREADABLE,
        why=unreadable or "",
        graded=datetime.now(UTC),
        points=graded.verdict.score,
        max_points=graded.verdict.max_score,
        penalty=points.late_penalty,
        seconds=graded.verdict.audit["seconds"] if was_run else None,
        silence=attempt.silence if was_run else None,
    )
